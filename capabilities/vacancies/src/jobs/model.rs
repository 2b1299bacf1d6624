//! What a list shows of a post.

use kernel::{Day, Moment};

/// A post as a row of a list: read from the database at the moment it is shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Card {
    /// Vacancy's id.
    pub id: String,
    /// The number that is spoken.
    pub no: String,
    /// Title.
    pub title: String,
    /// Id of the trade.
    pub trade: String,
    /// Code of the kind.
    pub kind: String,
    /// Workplace, 12 digits.
    pub region: String,
    /// First day of work.
    pub start_day: Day,
    /// Last day of work; `None` = open.
    pub end_day: Option<Day>,
    /// Start of work, in minutes after midnight.
    pub start_minute: Option<i64>,
    /// Minutes of work a day.
    pub work_minutes: Option<i64>,
    /// Pay.
    pub pay: Pay,
    /// Code of the settlement.
    pub settle: String,
    /// Code of the meals.
    pub meals: String,
    /// Code of the lodging.
    pub lodging: String,
    /// Code of the transport.
    pub transport: String,
    /// Code of the insurance.
    pub insurance: String,
    /// Places in all.
    pub headcount: i64,
    /// Places still free.
    pub free: i64,
    /// Code of how far it was checked.
    pub verified_level: Option<String>,
    /// When a person last checked it.
    pub checked_at: Option<Moment>,
    /// Last day on which it stands.
    pub valid_until: Day,
    /// The employer's name as the public reads it.
    pub employer: String,
}

/// What is paid.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pay {
    /// Code of what it is counted by.
    pub unit: String,
    /// Least per unit, in fen.
    pub min_fen: Option<i64>,
    /// Most per unit, in fen.
    pub max_fen: Option<i64>,
    /// Least for a day or its equal, in fen.
    pub day_fen: Option<i64>,
}

/// A trouble that somebody tells of a post.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Trouble {
    /// Money was asked for.
    Fee,
    /// Pay, place or work are other than told.
    Untrue,
    /// The place is gone.
    Gone,
    /// People are kept out who may not be.
    Unfair,
    /// The work is dangerous or without protection.
    Unsafe,
    /// Something else.
    Other,
}

impl Trouble {
    /// The codes, in the order of the form.
    pub const CODES: [&str; 6] = ["fee", "untrue", "gone", "unfair", "unsafe", "other"];
    const ALL: [Trouble; 6] = [
        Trouble::Fee,
        Trouble::Untrue,
        Trouble::Gone,
        Trouble::Unfair,
        Trouble::Unsafe,
        Trouble::Other,
    ];

    /// The name in the database and in the form.
    #[must_use]
    pub const fn code(self) -> &'static str {
        Self::CODES[self as usize]
    }
    /// Reads the name.
    #[must_use]
    pub fn parse(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|trouble| trouble.code() == code)
    }
}
