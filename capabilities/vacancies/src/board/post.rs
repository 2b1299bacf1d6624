//! What the board keeps in memory of one published post, and nothing more.

use kernel::Day;
use matching::{JobFacts, Settle, TradeKey};

/// A published post as lists and rankings see it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Post {
    /// Vacancy's id.
    pub id: Box<str>,
    /// Workplace, 12 digits.
    pub region: u64,
    /// Workplace, as its place in the table of divisions.
    pub place: Option<u16>,
    /// Trade.
    pub trade: TradeKey,
    /// Employer, see [`employer_number`].
    pub employer: u64,
    /// Kind, as its place among the codes of kinds.
    pub kind: u8,
    /// Settlement.
    pub settle: Settle,
    /// Least pay for a day or its equal, in fen; `None` = cannot be told by the day.
    pub pay_day_fen: Option<i64>,
    /// First day of work.
    pub start: Day,
    /// Start of work on that day, in minutes after midnight; 0 when not said.
    pub start_minute: u16,
    /// Last day of work; `None` = open.
    pub end: Option<Day>,
    /// Last day on which the post stands.
    pub valid_until: Day,
    /// Youngest age taken.
    pub age_min: Option<u8>,
    /// Oldest age taken.
    pub age_max: Option<u8>,
    /// Certificates required, one bit each.
    pub certs: u64,
    /// Day on which a person last checked the post.
    pub checked: Day,
    /// Places still free when the post was last read.
    pub places_left: u32,
}

impl Post {
    /// Does the post stand on this day, with work still to come?
    #[must_use]
    pub fn stands(&self, today: Day) -> bool {
        self.places_left > 0 && self.valid_until >= today && self.end.is_none_or(|e| e >= today)
    }
    /// Code of the town, 12 digits.
    #[must_use]
    pub const fn town(&self) -> u64 {
        self.region / 1000 * 1000
    }
    /// What the ranking may know of it.
    #[must_use]
    pub fn facts(&self, median_day_fen: Option<i64>) -> JobFacts {
        JobFacts {
            id: self.id.to_string(),
            trade: self.trade,
            employer: self.employer,
            place: self.place,
            pay_day_fen: self.pay_day_fen,
            median_day_fen,
            settle: self.settle,
            start: self.start,
            end: self.end,
            age_min: self.age_min,
            age_max: self.age_max,
            adults_only: false,
            certs: self.certs,
            checked: self.checked,
            expires: self.valid_until,
            places_left: self.places_left,
            taste: matching::taste_of(self.trade.id),
            price: 0,
        }
    }
}

/// A day as a number that sorts as the calendar does.
pub(crate) fn day_key(day: Day) -> i64 {
    (i64::from(day.year()) << 9) | (i64::from(day.month()) << 5) | i64::from(day.day())
}

/// An employer's number in the facts of rankings: FNV-1a of the id, the same in every run.
#[must_use]
pub fn employer_number(id: &str) -> u64 {
    id.bytes().fold(0xcbf2_9ce4_8422_2325, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3)
    })
}
