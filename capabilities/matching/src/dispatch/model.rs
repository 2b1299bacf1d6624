//! What dispatch is given and what it gives back.

use std::fmt;

/// Minutes by road between two places (the caller's own numbering); `None` = no way is known.
///
/// A way through a third place must not be shorter than the way itself.
pub type Ways<'a> = dyn Fn(u32, u32) -> Option<u32> + Sync + 'a;

/// A person who can be called to work.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Hand {
    /// Name in messages of faults.
    pub id: String,
    /// Free times as (from, to), in minutes of one clock that counts from a Monday's midnight.
    pub windows: Vec<(i64, i64)>,
    /// Home.
    pub home: u32,
    /// Trades, best first.
    pub trades: Vec<u16>,
    /// Longest way from home to work, in minutes; `None` = any.
    pub max_minutes: Option<u32>,
    /// Least pay for an hour, in fen; `None` = any.
    pub floor_fen: Option<i64>,
    /// Days since the last work.
    pub waited_days: u32,
}

/// A piece of work with its seats.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Shift {
    /// Name in messages of faults.
    pub id: String,
    /// Workplace.
    pub place: u32,
    /// Beginning, by the clock of [`Hand::windows`].
    pub start: i64,
    /// End.
    pub end: i64,
    /// Seats.
    pub seats: u32,
    /// Trade.
    pub trade: u16,
    /// Pay for an hour, in fen.
    pub hour_fen: i64,
}

/// Limits of law and county, and what counts beside a filled seat; see `data/parameters.csv`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Limits {
    /// Least minutes between work that begins on one day and work that begins on another.
    pub rest_minutes: u32,
    /// Most minutes of work that begins on one day.
    pub day_minutes: u32,
    /// Most minutes of work that begins in one week (Monday to Sunday).
    pub week_minutes: u32,
    /// Most points for a short way and a liked trade; a filled seat has [`Limits::SEAT`].
    pub fit_points: u16,
    /// Points for each day waited, given once to a person who gets any work.
    pub wait_points: u16,
    /// Most points for waiting.
    pub wait_most: u16,
}

impl Limits {
    /// Points of a filled seat.
    pub const SEAT: i64 = 1000;
}

/// Somebody takes a seat.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Seat {
    /// Who: place in the list of people.
    pub hand: usize,
    /// Which: place in the list of shifts.
    pub shift: usize,
    /// Points of the seat with its fit; those for waiting are not in it.
    pub points: i64,
}

/// A plan with its proof.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Plan {
    /// Who takes which seat, by person and beginning.
    pub seats: Vec<Seat>,
    /// Points of the plan: seats, fit and waiting.
    pub points: i64,
    /// Points that no plan can exceed.
    pub bound: i64,
    /// Seats that were asked for.
    pub asked: u64,
}

impl Plan {
    /// Points as a share of the bound; 1 when nothing could be done.
    #[must_use]
    pub fn ratio(&self) -> f64 {
        match self.bound {
            0 => 1.0,
            // Points stay far below 2^53.
            bound => self.points as f64 / bound as f64,
        }
    }
    /// Is the plan proven to be the best?
    #[must_use]
    pub const fn proven(&self) -> bool {
        self.points == self.bound
    }
}

/// What dispatch refuses.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Fault {
    /// A window or a shift ends before it begins, or outside the clock's range.
    Time(String),
    /// Two windows of one person overlap.
    Overlap(String),
    /// Pay below nothing.
    Pay(String),
    /// More people, seats or pairs than can be worked on.
    Size(String),
}

impl fmt::Display for Fault {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Fault::Time(id) => write!(out, "{id}: the end is not after the beginning"),
            Fault::Overlap(id) => write!(out, "{id}: two free times overlap"),
            Fault::Pay(id) => write!(out, "{id}: pay below nothing"),
            Fault::Size(what) => write!(out, "too large: {what}"),
        }
    }
}

impl std::error::Error for Fault {}

/// Largest time either way: two thousand years in minutes.
const LATEST: i64 = 1 << 40;

/// Refuses people and shifts that cannot be.
pub(super) fn check(hands: &[Hand], shifts: &[Shift]) -> Result<(), Fault> {
    let fine = |from: i64, to: i64| from < to && from >= -LATEST && to <= LATEST;
    for hand in hands {
        let mut windows = hand.windows.clone();
        windows.sort_unstable();
        if windows.iter().any(|(from, to)| !fine(*from, *to)) {
            return Err(Fault::Time(hand.id.clone()));
        }
        if windows.windows(2).any(|pair| pair[1].0 < pair[0].1) {
            return Err(Fault::Overlap(hand.id.clone()));
        }
        if hand.floor_fen.is_some_and(|fen| fen < 0) {
            return Err(Fault::Pay(hand.id.clone()));
        }
    }
    for shift in shifts {
        if !fine(shift.start, shift.end) {
            return Err(Fault::Time(shift.id.clone()));
        }
        if shift.hour_fen < 0 {
            return Err(Fault::Pay(shift.id.clone()));
        }
    }
    if u32::try_from(shifts.len()).is_err() || u32::try_from(hands.len()).is_err() {
        return Err(Fault::Size("people or shifts".into()));
    }
    Ok(())
}
