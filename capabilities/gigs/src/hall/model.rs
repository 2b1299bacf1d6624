//! What the roll holds of a person who waits, what a call-up leaves, and the codes.

use super::state::State;
use kernel::{Day, Moment, codes, id_kind};
use serde::{Deserialize, Serialize};

id_kind!(
    /// Id of a line of the roll.
    RollId, "rol"
);
id_kind!(
    /// Id of a call-up.
    CallId, "cal"
);

codes!(
    /// Why somebody left the roll.
    Left {
        /// 自己走了.
        Own = "own",
        /// 在别处找到活了.
        FoundWork = "found-work",
        /// 一天过完了，没等到.
        DayOver = "day-over",
    }
);

codes!(
    /// Grounds of hardship that a clerk may record (人社部发〔2022〕38号: 困难零工分级服务). Long
    /// waiting, the fourth ground there, is counted from the roll itself.
    Ground {
        /// 低收入家庭.
        LowIncome = "low-income",
        /// 残疾.
        Disabled = "disabled",
        /// 大龄.
        Older = "older",
    }
);

codes!(
    /// What became of a call.
    Answer {
        /// Not answered yet.
        Open = "open",
        /// 来了，去干.
        Came = "came",
        /// 叫了没应.
        NoAnswer = "no-answer",
        /// 不去这个活.
        Declined = "declined",
    }
);

/// A record of hardship; sealed wherever it is kept.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Hardship {
    /// The grounds.
    pub grounds: Vec<Ground>,
    /// What the clerk saw or heard that it rests on.
    pub reason: String,
}

impl Hardship {
    /// The grade: 0 none, 3 every ground that is recorded here.
    #[must_use]
    pub fn grade(&self) -> i64 {
        let held = |g: &&Ground| self.grounds.contains(g);
        Ground::ALL
            .iter()
            .filter(held)
            .count()
            .try_into()
            .unwrap_or(0)
    }
}

/// One person on the roll of a station and a day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// Id.
    pub id: RollId,
    /// Station's id.
    pub station_id: String,
    /// The station's division.
    pub region: String,
    /// The day.
    pub day: Day,
    /// The number on the slip, from 1 for each station and day.
    pub slip: i64,
    /// Worker's id.
    pub worker_id: String,
    /// State.
    pub state: State,
    /// Since when the person waits.
    pub arrived_at: Moment,
    /// Trades asked for today, by id; empty = those of the file.
    pub trades: Vec<String>,
    /// Longest way today, in minutes by road; `None` = that of the file.
    pub max_minutes: Option<i64>,
    /// What the clerk noted for today: own tools, comes with somebody.
    pub note: String,
    /// The last call.
    pub call_id: Option<String>,
    /// The seat that was kept with it.
    pub seat_id: Option<String>,
    /// When.
    pub called_at: Option<Moment>,
    /// When the person left.
    pub left_at: Option<Moment>,
    /// Why.
    pub left_why: Option<Left>,
}

/// Somebody who is taken in.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Arrival {
    /// Trades asked for today, by id; empty = those of the file.
    pub trades: Vec<String>,
    /// Longest way today, in minutes by road.
    pub max_minutes: Option<i64>,
    /// What the clerk noted.
    pub note: String,
    /// How the person agreed that the station acts: `card`, `spoken`, `telephone`.
    pub consent: &'static str,
}

/// How many of a day stand where.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
pub struct Counts {
    /// In all.
    pub all: i64,
    /// Waiting.
    pub waiting: i64,
    /// Called.
    pub called: i64,
    /// Placed.
    pub placed: i64,
    /// Left.
    pub left: i64,
}

/// A call-up as it was kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Call {
    /// Id.
    pub id: CallId,
    /// Station's id.
    pub station_id: String,
    /// The station's division.
    pub region: String,
    /// Order's id.
    pub order_id: String,
    /// Shift's id.
    pub shift_id: String,
    /// Employer's id.
    pub employer_id: String,
    /// What was said when the fair order was departed from.
    pub why: String,
    /// When.
    pub called_at: Moment,
}
