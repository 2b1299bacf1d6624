//! Keyset cursors: the last row's sort keys, packed so that a client can only hand them back.

use kernel::Refusal;

/// A place in a sorted list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cursor(pub Vec<String>);

impl Cursor {
    /// Packs the keys: hex of length-prefixed text.
    #[must_use]
    pub fn encode(&self) -> String {
        use std::fmt::Write;
        let mut out = String::new();
        for key in &self.0 {
            let _ = write!(out, "{:04x}", key.len());
            for byte in key.bytes() {
                let _ = write!(out, "{byte:02x}");
            }
        }
        out
    }
    /// Unpacks a cursor of exactly `n` keys; anything else is refused.
    pub fn decode(text: &str, n: usize) -> Result<Self, Refusal> {
        let bad = || Refusal::field("cursor", "field-not-cursor");
        let hex = |t: &str| usize::from_str_radix(t, 16).map_err(|_| bad());
        let mut keys = Vec::new();
        let mut rest = text;
        while !rest.is_empty() {
            let len = hex(rest.get(..4).ok_or_else(bad)?)?;
            let body = rest.get(4..4 + len * 2).ok_or_else(bad)?;
            let pairs = (0..len).map(|i| hex(body.get(i * 2..i * 2 + 2).ok_or_else(bad)?));
            let bytes: Result<Vec<u8>, Refusal> = pairs
                .map(|b| b.and_then(|b| u8::try_from(b).map_err(|_| bad())))
                .collect();
            keys.push(String::from_utf8(bytes?).map_err(|_| bad())?);
            rest = &rest[4 + len * 2..];
        }
        if keys.len() == n {
            Ok(Self(keys))
        } else {
            Err(bad())
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn round_trips_and_refuses_the_rest() {
        let cursor = Cursor(vec!["2026-11-24".into(), "石坡".into()]);
        assert_eq!(Cursor::decode(&cursor.encode(), 2), Ok(cursor.clone()));
        for bad in ["zz", "0001", "0001zz", "0001ff", "é000"] {
            assert!(Cursor::decode(bad, 1).is_err(), "{bad}");
        }
        assert!(Cursor::decode(&cursor.encode(), 1).is_err());
    }
}
