//! Money in whole fen; never a float.

use std::fmt;

/// An amount in fen (1/100 yuan).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, serde::Serialize)]
pub struct Fen(pub i64);

impl Fen {
    /// Reads yuan as people write them: `180`, `180.5`, `18.50`; no sign, at most two decimals.
    #[must_use]
    pub fn from_yuan_text(text: &str) -> Option<Self> {
        let text = text.trim();
        let (whole, part) = text.split_once('.').unwrap_or((text, ""));
        let digits = |t: &str| t.bytes().all(|b| b.is_ascii_digit());
        if whole.is_empty() || whole.len() > 9 || part.len() > 2 || !digits(whole) || !digits(part)
        {
            return None;
        }
        let whole: i64 = whole.parse().ok()?;
        let part: i64 = format!("{part:0<2}").parse().ok()?;
        Some(Self(whole * 100 + part))
    }
}

impl fmt::Display for Fen {
    /// Yuan without needless zeros: `180`, `18.5`, `-0.05`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (sign, abs) = (if self.0 < 0 { "-" } else { "" }, self.0.unsigned_abs());
        match abs % 100 {
            0 => write!(f, "{sign}{}", abs / 100),
            p if p % 10 == 0 => write!(f, "{sign}{}.{}", abs / 100, p / 10),
            p => write!(f, "{sign}{}.{p:02}", abs / 100),
        }
    }
}
