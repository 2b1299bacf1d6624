//! Counting by groups, with small groups left out. Pure.

use kernel::{Day, Sex};
use std::collections::BTreeMap;

/// What reached one person, or the people of a group.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Counts {
    /// People.
    pub people: i64,
    /// Days on which posts were opened; only of people who wish to be recommended jobs.
    pub shown: i64,
    /// Posts pushed.
    pub pushed: i64,
    /// Applications.
    pub applied: i64,
    /// Applications that both sides agreed on.
    pub agreed: i64,
}

impl Counts {
    const fn add(&mut self, other: &Counts) {
        self.people += other.people;
        self.shown += other.shown;
        self.pushed += other.pushed;
        self.applied += other.applied;
        self.agreed += other.agreed;
    }
}

/// One person with what reached them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Person {
    /// Town, 12 digits.
    pub town: String,
    /// Sex, when known.
    pub sex: Option<Sex>,
    /// Day of birth, when known.
    pub birth: Option<Day>,
    /// What reached the person.
    pub counts: Counts,
}

/// A group with its counts; `None` = too few people to be told of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Group {
    /// `town`, `sex` or `age`.
    pub by: &'static str,
    /// The town's code, the sex's code, the band's first age; empty = not known.
    pub key: String,
    /// Its counts.
    pub counts: Option<Counts>,
}

/// First ages of the bands; the last one is open.
pub const BANDS: [i32; 6] = [16, 25, 35, 45, 55, 65];

/// The band of an age: its first age.
fn band(age: i32) -> Option<i32> {
    BANDS.iter().rev().find(|first| **first <= age).copied()
}

/// Leaves out groups of fewer than `least` people; when only one is left out, the next smallest
/// too, for else it could be told from the others' sum.
fn suppress(by: &'static str, all: BTreeMap<String, Counts>, least: i64) -> Vec<Group> {
    let mut order: Vec<(&String, i64)> = all.iter().map(|(k, c)| (k, c.people)).collect();
    order.sort_by_key(|(key, people)| (*people, (*key).clone()));
    let few = order.iter().filter(|(_, people)| *people < least).count();
    let out = if few == 1 { 2 } else { few };
    let out: Vec<String> = order.iter().take(out).map(|(k, _)| (*k).clone()).collect();
    let group = |(key, counts): (String, Counts)| {
        let counts = Some(counts).filter(|_| !out.contains(&key));
        Group { by, key, counts }
    };
    all.into_iter().map(group).collect()
}

/// Groups by town, by sex, by age band on a day.
#[must_use]
pub fn groups(people: &[Person], on: Day, least: i64) -> Vec<Group> {
    let mut by: [BTreeMap<String, Counts>; 3] = Default::default();
    for person in people {
        let age = person.birth.and_then(|birth| band(birth.years_until(on)));
        let keys = [
            person.town.clone(),
            person.sex.map_or("", Sex::code).to_owned(),
            age.map(|a| a.to_string()).unwrap_or_default(),
        ];
        for (map, key) in by.iter_mut().zip(keys) {
            map.entry(key).or_default().add(&person.counts);
        }
    }
    let [towns, sexes, ages] = by;
    let mut found = suppress("town", towns, least);
    found.extend(suppress("sex", sexes, least));
    found.extend(suppress("age", ages, least));
    found
}
