//! Jobs in slots, and the columns that depend on the job alone.

use super::env::{Env, birth};
use super::order::Order;
use crate::{JobFacts, TASTE_DIMS, WorkerFacts};
use scan::{Factors, GROUPS, VETO};
use std::collections::{BTreeMap, HashMap};

/// Where a job lies, until its slot is given to another.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct JobSlot {
    at: u32,
    generation: u32,
}

impl JobSlot {
    /// The number of the slot, as bitmaps count them.
    #[must_use]
    pub const fn at(self) -> usize {
        self.at as usize
    }
}

/// Jobs by slot. Columns are as long as [`Jobs::len`], a multiple of [`GROUPS`].
#[derive(Default)]
pub struct Jobs {
    slots: Vec<Option<JobFacts>>,
    generations: Vec<u32>,
    by_id: HashMap<String, u32>,
    free: Vec<u32>,
    order: Order,
    /// Where a job stands among ties; lower is better.
    pub labels: Vec<u64>,
    /// Points for any worker, or a veto.
    pub base: Vec<i16>,
    /// Days since a person checked the post, and what that earns.
    pub fresh: Vec<(i64, i32)>,
    /// First and last day of work, in days since 1970; `None` = open.
    pub days: Vec<(i64, Option<i64>)>,
    /// First day of birth let in.
    pub first_birth: Vec<i16>,
    /// Last day of birth let in.
    pub last_birth: Vec<i16>,
    /// First and last day of birth that every job lets in, or fewer: jobs that left may still
    /// narrow it.
    everyone: Option<(i16, i16)>,
    /// Number of the workplace in `places`.
    pub place: Vec<u32>,
    /// Distinct workplaces as they were met.
    pub places: Vec<Option<u16>>,
    place_no: HashMap<Option<u16>, u32>,
    /// Employer of the job in a slot, in one row, as lists of slots are gone through.
    pub employer: Vec<u64>,
    pub by_employer: HashMap<u64, Vec<u32>>,
    pub by_trade: HashMap<u16, Vec<u32>>,
    pub by_place: HashMap<u16, Vec<u32>>,
    /// Learned tastes, zero where there is none.
    pub tastes: Factors,
    /// How many jobs have a taste of so many factors.
    pub taste_lengths: BTreeMap<usize, u32>,
}

fn enter<K: std::hash::Hash + Eq>(lists: &mut HashMap<K, Vec<u32>>, key: K, at: u32) {
    lists.entry(key).or_default().push(at);
}

fn leave<K: std::hash::Hash + Eq>(lists: &mut HashMap<K, Vec<u32>>, key: &K, at: u32) {
    if let Some(list) = lists.get_mut(key) {
        list.retain(|other| *other != at);
        if list.is_empty() {
            lists.remove(key);
        }
    }
}

/// The taste of a job if it can be used.
fn taste(job: &JobFacts) -> Option<&[i8]> {
    job.taste.as_deref().filter(|t| t.len() <= TASTE_DIMS)
}

impl Jobs {
    /// Length of the columns.
    pub fn len(&self) -> usize {
        self.base.len()
    }
    pub fn many(&self) -> usize {
        self.by_id.len()
    }
    pub fn at(&self, at: usize) -> Option<&JobFacts> {
        self.slots.get(at)?.as_ref()
    }
    pub fn get(&self, slot: JobSlot) -> Option<&JobFacts> {
        let same = self.generations.get(slot.at()) == Some(&slot.generation);
        same.then(|| self.at(slot.at())).flatten()
    }
    pub fn slot(&self, id: &str) -> Option<JobSlot> {
        let at = *self.by_id.get(id)?;
        let generation = self.generations[at as usize];
        Some(JobSlot { at, generation })
    }
    pub fn all(&self) -> impl Iterator<Item = (usize, &JobFacts)> {
        let slots = self.slots.iter().enumerate();
        slots.filter_map(|(at, job)| job.as_ref().map(|job| (at, job)))
    }

    /// Puts a job in; have the columns grown?
    pub fn put(&mut self, job: JobFacts, env: &Env) -> (JobSlot, bool) {
        let at = match self.by_id.get(&job.id) {
            Some(at) => {
                let at = *at;
                self.clear(at);
                at
            }
            None => self.free.pop().unwrap_or_else(|| self.open()),
        };
        let grown = self.len() < self.slots.len();
        if grown {
            self.grow();
        }
        self.enter(&job, at);
        let n = at as usize;
        self.slots[n] = Some(job);
        self.refresh(n, env);
        let generation = self.generations[n];
        (JobSlot { at, generation }, grown)
    }
    fn open(&mut self) -> u32 {
        self.slots.push(None);
        self.generations.push(0);
        u32::try_from(self.slots.len() - 1).unwrap_or(u32::MAX)
    }
    fn grow(&mut self) {
        // By half again, so that a county is loaded without copying every column each time.
        let many = (self.slots.len() + self.slots.len() / 2).next_multiple_of(GROUPS);
        self.base.resize(many, VETO);
        self.fresh.resize(many, (0, 0));
        self.days.resize(many, (0, None));
        self.first_birth.resize(many, 0);
        self.last_birth.resize(many, 0);
        self.place.resize(many, 0);
        self.employer.resize(many, 0);
        self.labels.resize(many, 0);
        if !self.tastes.is_empty() {
            self.tastes.grow(many);
        }
    }
    fn enter(&mut self, job: &JobFacts, at: u32) {
        self.by_id.insert(job.id.clone(), at);
        self.order.put(job.start, &job.id, at, &mut self.labels);
        self.employer[at as usize] = job.employer;
        let end = job.end.map(kernel::Day::epoch_days);
        self.days[at as usize] = (job.start.epoch_days(), end);
        enter(&mut self.by_employer, job.employer, at);
        enter(&mut self.by_trade, job.trade.id, at);
        if let Some(place) = job.place {
            enter(&mut self.by_place, place, at);
        }
        let (no, places) = (&mut self.place_no, &mut self.places);
        let next = u32::try_from(places.len()).unwrap_or(u32::MAX);
        self.place[at as usize] = *no.entry(job.place).or_insert_with(|| {
            places.push(job.place);
            next
        });
        if let Some(taste) = taste(job) {
            if self.tastes.is_empty() {
                self.tastes = Factors::new(self.base.len());
            }
            self.tastes.put(at as usize, taste);
            *self.taste_lengths.entry(taste.len()).or_default() += 1;
        }
    }
    /// Takes out what was in a slot.
    fn clear(&mut self, at: u32) {
        let n = at as usize;
        let Some(job) = self.slots[n].take() else {
            return;
        };
        self.by_id.remove(&job.id);
        self.order.drop(job.start, &job.id);
        leave(&mut self.by_employer, &job.employer, at);
        leave(&mut self.by_trade, &job.trade.id, at);
        if let Some(place) = job.place {
            leave(&mut self.by_place, &place, at);
        }
        if let Some(taste) = taste(&job) {
            self.tastes.put(n, &[]);
            let many = self.taste_lengths.entry(taste.len()).or_default();
            *many -= 1;
            if *many == 0 {
                self.taste_lengths.remove(&taste.len());
            }
        }
        self.base[n] = VETO;
        self.generations[n] = self.generations[n].wrapping_add(1);
    }
    pub fn drop(&mut self, id: &str) -> bool {
        let Some(at) = self.by_id.get(id).copied() else {
            return false;
        };
        self.clear(at);
        self.free.push(at);
        true
    }
    pub fn set_price(&mut self, id: &str, price: i32, env: &Env) -> bool {
        let Some(at) = self.by_id.get(id).map(|at| *at as usize) else {
            return false;
        };
        if let Some(job) = &mut self.slots[at] {
            job.price = price;
        }
        self.refresh(at, env);
        true
    }
    /// What a trade pays in the middle; the slots of its jobs.
    pub fn set_median(&mut self, trade: u16, median: Option<i64>) -> &[u32] {
        let all = self.by_trade.get(&trade).map_or(&[][..], Vec::as_slice);
        for at in all {
            if let Some(job) = &mut self.slots[*at as usize] {
                job.median_day_fen = median;
            }
        }
        all
    }
    fn refresh(&mut self, at: usize, env: &Env) {
        if let Some(job) = &self.slots[at] {
            self.base[at] = env.base(job);
            self.fresh[at] = env.points().fresh(job);
            let (first, last) = env.narrow_births(job);
            (self.first_birth[at], self.last_birth[at]) = (first, last);
            let (from, to) = self.everyone.unwrap_or((first, last));
            self.everyone = Some((from.max(first), to.min(last)));
        }
    }
    /// Another day, or other rules.
    pub fn again(&mut self, env: &Env) {
        self.everyone = None;
        for at in 0..self.slots.len() {
            self.refresh(at, env);
        }
    }
    /// Is somebody born on this day let in by the ages of every job? Most people are.
    pub fn lets_in(&self, born: kernel::Day) -> bool {
        let inside = |(from, to): (i16, i16)| birth(born).is_some_and(|b| from <= b && b <= to);
        self.everyone.is_some_and(inside)
    }
    /// The taste of a worker, if it is as long as that of every job that has one.
    pub fn one_taste<'w>(&self, worker: &'w WorkerFacts) -> Option<&'w [i8]> {
        let taste = worker.taste.as_deref()?;
        let only = self.taste_lengths.len() == 1 && self.taste_lengths.contains_key(&taste.len());
        only.then_some(taste)
    }
    /// The ages let in, for this day of birth; `None` when it must be looked at job by job.
    pub fn within(&self, born: kernel::Day) -> Option<(i16, &[i16], &[i16])> {
        Some((birth(born)?, &self.first_birth, &self.last_birth))
    }
}
