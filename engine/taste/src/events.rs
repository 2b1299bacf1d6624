//! Who did what with which job, in order of time: what a model is learned from.

use std::collections::HashMap;

/// What a person did with a job.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    /// Opened it.
    View,
    /// Applied for it.
    Apply,
    /// Turned it down; never learned from as liking, never shown again.
    Refuse,
    /// Worked it to the end.
    Done,
    /// Said to want one like it.
    Wish,
}

impl Kind {
    /// All kinds with the words that stand for them in files.
    pub const ALL: [(&'static str, Self); 5] = [
        ("view", Self::View),
        ("apply", Self::Apply),
        ("refuse", Self::Refuse),
        ("done", Self::Done),
        ("wish", Self::Wish),
    ];

    /// The kind of a word.
    #[must_use]
    pub fn of(word: &str) -> Option<Self> {
        let found = Self::ALL.iter().find(|(name, _)| *name == word);
        found.map(|(_, kind)| *kind)
    }
}

/// What one event of each kind weighs; an application is the unit.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct KindWeights {
    /// A view.
    pub view: f32,
    /// An application.
    pub apply: f32,
    /// A refusal, below nought.
    pub refuse: f32,
    /// Work done to the end.
    pub done: f32,
    /// A stated wish.
    pub wish: f32,
}

impl Default for KindWeights {
    fn default() -> Self {
        Self {
            view: 0.3,
            apply: 1.0,
            refuse: -1.0,
            done: 2.0,
            wish: 1.5,
        }
    }
}

impl KindWeights {
    /// The weight of a kind.
    #[must_use]
    pub const fn of(&self, kind: Kind) -> f32 {
        match kind {
            Kind::View => self.view,
            Kind::Apply => self.apply,
            Kind::Refuse => self.refuse,
            Kind::Done => self.done,
            Kind::Wish => self.wish,
        }
    }
}

/// Texts numbered in the order they were first met.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Names {
    all: Vec<String>,
    at: HashMap<String, u32>,
}

impl Names {
    /// The number of a name, given now when it is new; `None` after four thousand million.
    pub fn number(&mut self, name: &str) -> Option<u32> {
        if let Some(&n) = self.at.get(name) {
            return Some(n);
        }
        let n = u32::try_from(self.all.len()).ok()?;
        self.all.push(name.to_owned());
        self.at.insert(name.to_owned(), n);
        Some(n)
    }

    /// The number of a name already met.
    #[must_use]
    pub fn find(&self, name: &str) -> Option<u32> {
        self.at.get(name).copied()
    }

    /// All names in the order of their numbers.
    #[must_use]
    pub fn all(&self) -> &[String] {
        &self.all
    }
}

/// One event, persons and jobs by number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Event {
    /// The person.
    pub person: u32,
    /// The job.
    pub job: u32,
    /// Seconds since 1970-01-01 UTC; nought throughout when no times are known.
    pub time: i64,
    /// What was done.
    pub kind: Kind,
}

/// Events with the names of persons and jobs.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Events {
    /// Persons.
    pub persons: Names,
    /// Jobs.
    pub jobs: Names,
    /// The events as they came.
    pub rows: Vec<Event>,
}

impl Events {
    /// Adds an event; `false` when there is no number left for a name.
    pub fn add(&mut self, person: &str, job: &str, time: i64, kind: Kind) -> bool {
        let numbers = self.persons.number(person).zip(self.jobs.number(job));
        if let Some((person, job)) = numbers {
            self.rows.push(Event {
                person,
                job,
                time,
                kind,
            });
        }
        numbers.is_some()
    }
}
