//! What a station is.

use kernel::Region;
use serde::Serialize;

/// Tier of a station.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Level {
    /// County counter.
    County,
    /// Town station.
    Town,
    /// Village station.
    Village,
}

impl Level {
    /// The names in the database.
    pub const CODES: [&'static str; 3] = ["county", "town", "village"];
    /// The name in the database.
    #[must_use]
    pub const fn code(self) -> &'static str {
        Self::CODES[self as usize]
    }
    /// Reads the name.
    #[must_use]
    pub fn parse(code: &str) -> Option<Self> {
        [Level::County, Level::Town, Level::Village]
            .into_iter()
            .find(|l| l.code() == code)
    }
    /// The tier that fits a division.
    #[must_use]
    pub fn of(region: &Region) -> Self {
        match (region.town(), region.prefix().len()) {
            (None, _) => Level::County,
            (Some(_), 9) => Level::Town,
            _ => Level::Village,
        }
    }
}

/// A station as people need it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Station {
    /// `sta_…`.
    pub id: String,
    /// Name.
    pub name: String,
    /// 12-digit code of its division.
    pub region: String,
    /// Tier.
    pub level: Level,
    /// Number to call: its own, else the county station's; empty when there is none either.
    pub telephone: String,
    /// Is the number the county station's?
    pub telephone_of_county: bool,
    /// When it is open, in words.
    pub hours: String,
    /// Where it is, in words; may be empty.
    pub address: String,
}

/// A station to be made.
#[derive(Debug, Clone)]
pub struct NewStation {
    /// Name.
    pub name: String,
    /// 12-digit code of its division; one station each.
    pub region: String,
    /// Where it is; may be empty.
    pub address: String,
    /// Its number; may be empty.
    pub telephone: String,
    /// When it is open, in words; may be empty.
    pub hours: String,
    /// Floor area in square metres, where known.
    pub area_m2: Option<i64>,
}

/// Time on duty.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Duty {
    /// `dut_…`.
    pub id: String,
    /// Civil day.
    pub day: String,
    /// Who.
    pub name: String,
    /// From, as `08:30`.
    pub from: String,
    /// To, as `17:30`.
    pub to: String,
}

/// `08:30` as minutes of the day; `24:00` is the end of it.
#[must_use]
pub fn parse_minutes(text: &str) -> Option<i64> {
    let (h, m) = text.trim().split_once([':', '：'])?;
    let (h, m): (i64, i64) = (h.parse().ok()?, m.parse().ok()?);
    let fits = (0..=24).contains(&h) && (0..60).contains(&m) && h * 60 + m <= 1440;
    fits.then_some(h * 60 + m)
}

/// Minutes of the day as `08:30`.
#[must_use]
pub fn clock(minutes: i64) -> String {
    format!("{:02}:{:02}", minutes / 60, minutes % 60)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tiers_follow_codes_and_times_are_read() {
        let level = |code: &str| Region::parse(code).map(|r| Level::of(&r));
        assert_eq!(level("611021000000"), Some(Level::County));
        assert_eq!(level("611021101000"), Some(Level::Town));
        assert_eq!(level("611021101201"), Some(Level::Village));
        assert_eq!(parse_minutes("08:30"), Some(510));
        assert_eq!(parse_minutes("24:01"), None);
        assert_eq!(clock(510), "08:30");
    }
}
