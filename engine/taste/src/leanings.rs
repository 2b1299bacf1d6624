//! What one person leans to and away from, from what they did, fading with time.
//!
//! Nothing here is learned from others: every leaning is a plain sum of this person's own events,
//! so it can be shown to them line by line and changed by them. Pure: days and weights come in.

use std::collections::BTreeMap;

/// What of a job a leaning is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Aspect {
    /// The trade.
    Trade,
    /// The employer.
    Employer,
    /// The place of work.
    Place,
    /// How wages are settled: by the day, by the month.
    Settlement,
    /// The way of working: full time, day labour, at home.
    Way,
    /// The band of pay.
    Pay,
}

impl Aspect {
    /// All aspects, in the order weights are written in.
    pub const ALL: [Self; 6] = [
        Self::Trade,
        Self::Employer,
        Self::Place,
        Self::Settlement,
        Self::Way,
        Self::Pay,
    ];

    /// The place of this aspect in [`Aspect::ALL`].
    #[must_use]
    pub const fn index(self) -> usize {
        match self {
            Self::Trade => 0,
            Self::Employer => 1,
            Self::Place => 2,
            Self::Settlement => 3,
            Self::Way => 4,
            Self::Pay => 5,
        }
    }
}

/// One thing a person can lean to: an aspect and its value (a trade's code, an employer's id).
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Key {
    /// The aspect.
    pub aspect: Aspect,
    /// Its value, in the caller's own codes.
    pub value: String,
}

impl Key {
    /// A key of an aspect and its value.
    pub fn new(aspect: Aspect, value: impl Into<String>) -> Self {
        Self {
            aspect,
            value: value.into(),
        }
    }
}

/// Why a person turned a job down.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Reason {
    /// Too far from home.
    TooFar,
    /// The pay is too low.
    PayTooLow,
    /// The dates do not suit.
    Dates,
    /// Not this trade.
    Trade,
    /// Not this employer.
    Employer,
    /// Not this way of settling wages.
    Settlement,
    /// Something else, or unsaid.
    Other,
}

/// What a person did with a job.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Act {
    /// Opened it.
    Viewed,
    /// Applied, or signed up.
    Applied,
    /// Turned it down.
    Refused(Reason),
    /// Worked it to the end.
    Completed,
}

/// Something a person did, or said.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Event {
    /// They did something with a job that has these keys.
    Did {
        /// What.
        act: Act,
        /// The day, counted from 1970-01-01.
        day: i32,
        /// The job's keys, at most one an aspect; a missing aspect is not learned from.
        job: Vec<Key>,
    },
    /// They said what they want. The last word on a key stands and does not fade.
    Wished {
        /// What it is about.
        key: Key,
        /// For it, against it, or neither (the wish is taken back).
        stand: Stand,
        /// The day, counted from 1970-01-01.
        day: i32,
    },
}

/// A stated wish's direction. Of two on the same day the earlier in this order stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Stand {
    /// Rather not.
    Against,
    /// No longer said.
    Neither,
    /// Gladly.
    For,
}

/// Thousandths added to each aspect, in the order of [`Aspect::ALL`].
pub type Row = [i32; 6];

/// What each act counts, in thousandths; a county's dated parameters may replace any of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Weights {
    /// A view.
    pub viewed: Row,
    /// An application.
    pub applied: Row,
    /// Work done to the end.
    pub completed: Row,
    /// A refusal for each reason, in the order of [`Reason`].
    pub refused: [Row; 7],
    /// A stated wish, either way.
    pub wished: i32,
    /// After so many days an act counts half. Zero or less: acts do not fade.
    pub half_life_days: i32,
}

impl Default for Weights {
    /// Ten views weigh an application, two applications a completed job; a refusal speaks only
    /// against what its reason names, and one for its dates against nothing (the days were
    /// taken, the job may be right). Sixty days to a half.
    fn default() -> Self {
        Self {
            viewed: [30, 10, 15, 10, 15, 15],
            applied: [300, 100, 150, 100, 150, 150],
            completed: [600, 400, 300, 200, 300, 300],
            refused: [
                [0, 0, -400, 0, 0, 0],
                [0, 0, 0, 0, 0, -400],
                [0; 6],
                [-500, 0, 0, 0, 0, 0],
                [0, -800, 0, 0, 0, 0],
                [0, 0, 0, -500, 0, 0],
                [-60, -60, 0, 0, 0, 0],
            ],
            wished: 700,
            half_life_days: 60,
        }
    }
}

impl Weights {
    fn row(&self, act: Act) -> &Row {
        match act {
            Act::Viewed => &self.viewed,
            Act::Applied => &self.applied,
            Act::Completed => &self.completed,
            Act::Refused(Reason::TooFar) => &self.refused[0],
            Act::Refused(Reason::PayTooLow) => &self.refused[1],
            Act::Refused(Reason::Dates) => &self.refused[2],
            Act::Refused(Reason::Trade) => &self.refused[3],
            Act::Refused(Reason::Employer) => &self.refused[4],
            Act::Refused(Reason::Settlement) => &self.refused[5],
            Act::Refused(Reason::Other) => &self.refused[6],
        }
    }

    /// The share of an act's weight left after `age` days.
    #[must_use]
    pub fn left_after(&self, age: i32) -> f64 {
        if self.half_life_days <= 0 {
            return 1.0;
        }
        (-f64::from(age) / f64::from(self.half_life_days)).exp2()
    }
}

/// A person's events, gathered by key and day; what they come to is read with [`Leanings::at`].
///
/// Counts of acts are kept, not sums of weights, so weights may change later and the order in
/// which events came never matters.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Leanings {
    on: bool,
    acts: BTreeMap<Key, BTreeMap<(i32, Act), u32>>,
    wishes: BTreeMap<Key, (i32, Stand)>,
}

impl Leanings {
    /// Nothing known yet, and learning switched on.
    #[must_use]
    pub fn new() -> Self {
        Self {
            on: true,
            ..Self::default()
        }
    }

    /// For a person who switched learning off: takes nothing in and knows nothing.
    #[must_use]
    pub fn off() -> Self {
        Self::default()
    }

    /// Whether learning is on.
    #[must_use]
    pub const fn is_on(&self) -> bool {
        self.on
    }

    /// Takes one event in; does nothing while learning is off.
    pub fn add(&mut self, event: Event) {
        if !self.on {
            return;
        }
        match event {
            Event::Did { act, day, job } => {
                for key in job {
                    let count = self
                        .acts
                        .entry(key)
                        .or_default()
                        .entry((day, act))
                        .or_insert(0);
                    *count = count.saturating_add(1);
                }
            }
            Event::Wished { key, stand, day } => {
                let last = self.wishes.entry(key).or_insert((day, stand));
                if day > last.0 || (day == last.0 && stand < last.1) {
                    *last = (day, stand);
                }
            }
        }
    }

    /// Forgets all that is known of one key, at the person's wish.
    pub fn forget(&mut self, key: &Key) {
        self.acts.remove(key);
        self.wishes.remove(key);
    }

    /// The leanings on `today` in thousandths, −1000..=1000, zeros left out, sorted by key.
    ///
    /// A leaning is the stated wish plus the faded weights of all acts up to that day, rounded
    /// and held within ±1000; acts of later days do not count, so a past day can be replayed.
    #[must_use]
    pub fn at(&self, today: i32, weights: &Weights) -> BTreeMap<Key, i32> {
        let keys = self.acts.keys().chain(self.wishes.keys());
        let mut out = BTreeMap::new();
        for key in keys {
            if !out.contains_key(key) {
                let value = self.of(key, today, weights);
                if value != 0 {
                    out.insert(key.clone(), value);
                }
            }
        }
        out
    }

    /// The leaning to one key on `today`, in thousandths, −1000..=1000.
    #[must_use]
    pub fn of(&self, key: &Key, today: i32, weights: &Weights) -> i32 {
        let mut sum = match self.wishes.get(key) {
            Some(&(day, Stand::For)) if day <= today => f64::from(weights.wished),
            Some(&(day, Stand::Against)) if day <= today => -f64::from(weights.wished),
            _ => 0.0,
        };
        let aspect = key.aspect.index();
        for (&(day, act), &count) in self.acts.get(key).into_iter().flatten() {
            if day <= today {
                let whole = f64::from(weights.row(act)[aspect]) * f64::from(count);
                sum += whole * weights.left_after(today.saturating_sub(day));
            }
        }
        // Within ±1000 by the clamp, so the cast loses nothing but the fraction rounded away.
        sum.clamp(-1000.0, 1000.0).round() as i32
    }
}
