//! The fair order of a call-up: pure, in whole numbers, so that it can be computed again.
//!
//! Longer waiting never lowers anybody, nor does recorded hardship; equal points go to whoever
//! waited more days, then to whoever came first, then to the smaller slip. Sex, ethnicity and
//! the like are not among the facts at all.

use serde::{Deserialize, Serialize};
use std::cmp::Reverse;

/// The dated parameters that the order is made with.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Rules {
    /// Weight of minutes waited today, in thousandths.
    pub today: i64,
    /// Weight of days waited without work, in thousandths.
    pub days: i64,
    /// Weight of recorded hardship, in thousandths.
    pub hardship: i64,
    /// Weight of fit, in thousandths.
    pub fit: i64,
    /// Minutes waited today that count in full.
    pub full_minutes: i64,
    /// Days that are looked back.
    pub days_back: i64,
}

/// The highest grade of hardship.
pub const TOP_GRADE: i64 = 3;

impl Rules {
    /// The parameters' keys, in the order of the fields.
    pub const KEYS: [&'static str; 6] = [
        "hall.weight.today",
        "hall.weight.days",
        "hall.weight.hardship",
        "hall.weight.fit",
        "hall.full_minutes",
        "hall.days_back",
    ];
    /// Reads the rules; `Err` names the key that is missing.
    ///
    /// # Errors
    /// The missing key.
    pub fn read(value: impl Fn(&str) -> Option<i64>) -> Result<Self, &'static str> {
        let get = |at: usize| {
            let found = value(Self::KEYS[at]).map(|v| v.clamp(0, 100_000));
            found.ok_or(Self::KEYS[at])
        };
        Ok(Self {
            today: get(0)?,
            days: get(1)?,
            hardship: get(2)?,
            fit: get(3)?,
            full_minutes: get(4)?.max(1),
            days_back: get(5)?.max(1),
        })
    }
}

/// All that the order knows of a person.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Facts {
    /// Id of the line of the roll.
    pub roll: String,
    /// Slip.
    pub slip: i64,
    /// Since when the person waits, in epoch milliseconds.
    pub arrived_at: i64,
    /// Minutes waited today.
    pub minutes: i64,
    /// Days waited without work, of those looked back.
    pub days: i64,
    /// Grade of hardship, 0 to 3.
    pub grade: i64,
    /// How well the work fits, in thousandths.
    pub fit: i64,
}

/// What each fact counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Points {
    /// Waiting today.
    pub today: i64,
    /// Days waited.
    pub days: i64,
    /// Hardship.
    pub hardship: i64,
    /// Fit.
    pub fit: i64,
}

impl Points {
    /// The sum.
    #[must_use]
    pub const fn total(&self) -> i64 {
        self.today + self.days + self.hardship + self.fit
    }
}

const fn share(weight: i64, part: i64, whole: i64) -> i64 {
    let part = if part < 0 {
        0
    } else if part > whole {
        whole
    } else {
        part
    };
    weight * part / whole
}

/// What a person's facts count.
#[must_use]
pub const fn points(rules: &Rules, facts: &Facts) -> Points {
    Points {
        today: share(rules.today, facts.minutes, rules.full_minutes),
        days: share(rules.days, facts.days, rules.days_back),
        hardship: share(rules.hardship, facts.grade, TOP_GRADE),
        fit: share(rules.fit, facts.fit, 1000),
    }
}

/// The key by which people are ordered; no two of one roll are equal.
fn key<'a>(rules: &Rules, facts: &'a Facts) -> (Reverse<i64>, Reverse<i64>, i64, i64, &'a str) {
    (
        Reverse(points(rules, facts).total()),
        Reverse(facts.days),
        facts.arrived_at,
        facts.slip,
        &facts.roll,
    )
}

/// Puts people into the order in which they are called.
pub fn sort(rules: &Rules, people: &mut [Facts]) {
    people.sort_by(|a, b| key(rules, a).cmp(&key(rules, b)));
}

/// Everything a call-up was made of.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Snapshot {
    /// The rules of that day.
    pub rules: Rules,
    /// The people who could have been called, in the order that was found.
    pub people: Vec<Facts>,
}

impl Snapshot {
    /// Computes the order again, from whatever order: is it the one that was kept?
    #[must_use]
    pub fn holds(&self) -> bool {
        let mut again = self.people.clone();
        again.sort_by(|a, b| a.roll.cmp(&b.roll));
        sort(&self.rules, &mut again);
        again == self.people
    }
}
