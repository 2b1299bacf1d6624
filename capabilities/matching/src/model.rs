//! All that the engine may know of a worker and of a job.

use kernel::Day;
use std::sync::Arc;

/// A trade with what it takes to see how near two trades are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize)]
pub struct TradeKey {
    /// The trade itself (its place in the table of trades).
    pub id: u16,
    /// Its minor group in the occupation classification (职业分类大典 小类); 0 = none.
    pub class: u16,
    /// Its group in the table of trades, e.g. building; 0 = none.
    pub group: u16,
}

/// When a job is paid.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, serde::Serialize, serde::Deserialize,
)]
pub enum Settle {
    /// 日结.
    Day,
    /// 次日结.
    NextDay,
    /// 周结.
    Week,
    /// 半月结.
    HalfMonth,
    /// 月结.
    Month,
    /// 完工结.
    Done,
}

impl Settle {
    /// Every way, soonest first.
    pub const ALL: [Settle; 6] = [
        Settle::Day,
        Settle::NextDay,
        Settle::Week,
        Settle::HalfMonth,
        Settle::Month,
        Settle::Done,
    ];
    /// The codes, in the same order.
    pub const CODES: [&str; 6] = ["day", "next-day", "week", "half-month", "month", "done"];

    /// The name in the database, in addresses and in the API.
    #[must_use]
    pub const fn code(self) -> &'static str {
        Self::CODES[self as usize]
    }
    /// Reads the name.
    #[must_use]
    pub fn parse(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|s| s.code() == code)
    }
}

/// The settlements a worker wishes; empty = any will do.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, Hash, Default, serde::Serialize, serde::Deserialize,
)]
pub struct SettleSet(u8);

impl SettleSet {
    /// Gathers wishes.
    #[must_use]
    pub fn of(wishes: &[Settle]) -> Self {
        Self(wishes.iter().fold(0, |bits, s| bits | (1 << *s as u8)))
    }
    /// Was nothing said?
    #[must_use]
    pub const fn is_empty(self) -> bool {
        self.0 == 0
    }
    /// Is it among the wishes?
    #[must_use]
    pub const fn has(self, settle: Settle) -> bool {
        self.0 & (1 << settle as u8) != 0
    }
}

/// Most factors of a learned taste; longer ones count as unknown.
pub const TASTE_DIMS: usize = 64;

/// What a leaning is to: learned from what a person looked at, asked for, refused and did.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, serde::Serialize, serde::Deserialize,
)]
pub enum Key {
    /// A trade, as its place in the table of trades.
    Trade(u16),
    /// An employer, in the caller's own numbering.
    Employer(u64),
    /// A workplace, as its place in the table of divisions.
    Place(u16),
    /// A settlement.
    Settle(Settle),
}

/// What the engine may know of a worker.
#[derive(Debug, Clone, PartialEq, Eq, Default, serde::Serialize, serde::Deserialize)]
pub struct WorkerFacts {
    /// Worker's id; settles ties.
    pub id: String,
    /// Wanted trades.
    pub trades: Vec<TradeKey>,
    /// Trades done before, to the end.
    pub done_trades: Vec<u16>,
    /// Employers worked for before, to the end (the caller's own numbering).
    pub done_employers: Vec<u64>,
    /// Employers that the worker, or that have the worker, blocked.
    pub blocked_employers: Vec<u64>,
    /// Home, as its place in the table of divisions.
    pub home: Option<u16>,
    /// Longest way to work, in minutes by road; `None` = any.
    pub max_minutes: Option<u16>,
    /// Least pay for a day, in fen; `None` = any.
    pub pay_floor_fen: Option<i64>,
    /// Wished settlement.
    pub settle: SettleSet,
    /// Free from this day on; `None` = now.
    pub from: Option<Day>,
    /// Free until this day, included; `None` = open.
    pub to: Option<Day>,
    /// Certificates held, one bit each.
    pub certs: u64,
    /// Day of birth, when known; for the age limits of law only.
    pub birth: Option<Day>,
    /// Has the station put this person first, after a long wait for work? Never shown.
    pub priority: bool,
    /// Learned leanings, each −1000..=1000 thousandths of its weight (beyond counts as the end).
    /// Of two for the same key the first counts.
    pub leanings: Vec<(Key, i16)>,
    /// Learned taste: whole-number factors, as many as the job's (at most [`TASTE_DIMS`]).
    pub taste: Option<Arc<[i8]>>,
}

/// What the engine may know of a job.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct JobFacts {
    /// Vacancy's id; settles ties.
    pub id: String,
    /// The trade.
    pub trade: TradeKey,
    /// Employer (the caller's own numbering).
    pub employer: u64,
    /// Workplace, as its place in the table of divisions.
    pub place: Option<u16>,
    /// Pay for a day or its equal, least, in fen; `None` = cannot be told by the day.
    pub pay_day_fen: Option<i64>,
    /// Median pay for a day of this trade in the county, in fen, when enough posts tell.
    pub median_day_fen: Option<i64>,
    /// Settlement.
    pub settle: Settle,
    /// First day of work.
    pub start: Day,
    /// Last day of work; `None` = open.
    pub end: Option<Day>,
    /// Youngest age taken.
    pub age_min: Option<u8>,
    /// Oldest age taken.
    pub age_max: Option<u8>,
    /// Work forbidden to those under eighteen (劳动法 第六十四条).
    pub adults_only: bool,
    /// Certificates required, one bit each.
    pub certs: u64,
    /// Day on which a human last checked the post.
    pub checked: Day,
    /// Last day on which the post stands.
    pub expires: Day,
    /// Places still free.
    pub places_left: u32,
    /// Learned taste: whole-number factors, as many as the worker's.
    pub taste: Option<Arc<[i8]>>,
    /// Price of a place, in thousandths of a score: how much others would lose by its being
    /// taken. 0 = nothing known; negative = it is overlooked.
    pub price: i32,
}
