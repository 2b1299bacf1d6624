//! Columns of points over all jobs, one for each distinct value that a worker brings.

use super::env::{Env, narrow};
use super::jobs::Jobs;
use crate::hard::{Free, apart, far, less};
use crate::{JobFacts, SettleSet, TradeKey, WorkerFacts};
use scan::VETO;
use std::collections::HashMap;
use std::hash::Hash;

/// Most bytes that the columns of one kind hold; what is beyond is made when it is asked for.
const MOST: usize = 96 << 20;

/// A value that a worker brings, and its points for a job: what [`crate::score`] gives for that
/// part, or a veto.
pub trait Value: Copy + Eq + Hash {
    fn points(self, job: &JobFacts, env: &Env) -> i16;
    /// Points for every job; slots without a job may hold anything, for they are vetoed.
    fn fill(self, jobs: &Jobs, env: &Env, column: &mut [i16]) {
        for (at, job) in jobs.all() {
            column[at] = self.points(job, env);
        }
    }
}

fn or_veto(veto: bool, points: impl FnOnce() -> i32) -> i16 {
    if veto { VETO } else { narrow(points().max(0)) }
}

/// Home and longest way.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Travel(Option<u16>, Option<u16>);

impl Travel {
    fn to(self, place: Option<u16>, env: &Env) -> i16 {
        let minutes = env.way(self.0, place);
        let points = || env.points().travel(minutes, self.1);
        or_veto(far(minutes, self.1), points)
    }
}

impl Value for Travel {
    fn points(self, job: &JobFacts, env: &Env) -> i16 {
        self.to(job.place, env)
    }
    fn fill(self, jobs: &Jobs, env: &Env, column: &mut [i16]) {
        // Jobs share places: each way is looked up once.
        let points: Vec<i16> = jobs.places.iter().map(|p| self.to(*p, env)).collect();
        for (cell, place) in column.iter_mut().zip(&jobs.place) {
            *cell = points.get(*place as usize).copied().unwrap_or(0);
        }
    }
}

/// Least pay.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Pay(Option<i64>);

impl Value for Pay {
    fn points(self, job: &JobFacts, env: &Env) -> i16 {
        or_veto(less(self.0, job), || env.points().pay(self.0, job))
    }
}

/// Free days.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Days(Free);

impl Value for Days {
    fn points(self, job: &JobFacts, env: &Env) -> i16 {
        let points = || env.points().dates(self.0, job).1;
        or_veto(apart(self.0, job, env.today), points)
    }
}

/// Wished settlements.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Wishes(SettleSet);

impl Value for Wishes {
    fn points(self, job: &JobFacts, env: &Env) -> i16 {
        or_veto(false, || env.points().settle(self.0, job))
    }
}

/// Certificates held.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Held(u64);

impl Value for Held {
    fn points(self, job: &JobFacts, env: &Env) -> i16 {
        let missing = job.certs & !self.0 != 0;
        or_veto(missing, || env.points().certs(self.0, job))
    }
}

/// One wanted trade; of several the greatest counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Wanted(TradeKey);

impl Value for Wanted {
    fn points(self, job: &JobFacts, env: &Env) -> i16 {
        or_veto(false, || env.points().trade(&[self.0], job.trade).1)
    }
}

/// A value that workers bring, its column, and how many bring it.
struct Entry<V> {
    value: V,
    held: u32,
    column: Option<Vec<i16>>,
}

/// The values of one kind.
pub struct Kind<V> {
    numbers: HashMap<V, u32>,
    entries: Vec<Option<Entry<V>>>,
    free: Vec<u32>,
    columns: usize,
}

impl<V> Default for Kind<V> {
    fn default() -> Self {
        Self {
            numbers: HashMap::new(),
            entries: Vec::new(),
            free: Vec::new(),
            columns: 0,
        }
    }
}

impl<V: Value> Kind<V> {
    fn hold(&mut self, value: V, jobs: &Jobs, env: &Env) -> u32 {
        if let Some(number) = self.numbers.get(&value) {
            let number = *number;
            if let Some(entry) = &mut self.entries[number as usize] {
                entry.held += 1;
            }
            return number;
        }
        let room = (self.columns + 1) * jobs.len() * 2 <= MOST;
        let column = room.then(|| {
            let mut column = vec![0; jobs.len()];
            value.fill(jobs, env, &mut column);
            column
        });
        self.columns += usize::from(room);
        let entry = Some(Entry {
            value,
            held: 1,
            column,
        });
        let number = self.free.pop().unwrap_or_else(|| {
            self.entries.push(None);
            u32::try_from(self.entries.len() - 1).unwrap_or(u32::MAX)
        });
        self.entries[number as usize] = entry;
        self.numbers.insert(value, number);
        number
    }
    fn release(&mut self, number: u32) {
        let place = &mut self.entries[number as usize];
        let Some(entry) = place else { return };
        entry.held -= 1;
        if entry.held == 0 {
            self.columns -= usize::from(entry.column.is_some());
            self.numbers.remove(&entry.value);
            *place = None;
            self.free.push(number);
        }
    }
    /// The column of a value, if it is kept.
    pub fn column(&self, value: V) -> Option<&[i16]> {
        self.of(*self.numbers.get(&value)?)
    }
    /// The column with this number, if it is kept.
    pub fn of(&self, number: u32) -> Option<&[i16]> {
        let entry = self.entries.get(number as usize)?.as_ref()?;
        entry.column.as_deref()
    }
    /// Points of one job for each value, by number.
    pub fn of_job(&self, job: &JobFacts, env: &Env) -> Vec<i16> {
        let points = |e: &Option<Entry<V>>| e.as_ref().map_or(VETO, |e| e.value.points(job, env));
        self.entries.iter().map(points).collect()
    }
    fn each(&mut self, mut change: impl FnMut(V, &mut Vec<i16>)) {
        for entry in self.entries.iter_mut().flatten() {
            if let Some(column) = &mut entry.column {
                change(entry.value, column);
            }
        }
    }
}

/// The numbers of what a worker brings, in each kind; what most people bring alike comes first,
/// so that in their order many who follow each other share it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Numbers {
    pub days: u32,
    pub held: u32,
    pub wishes: u32,
    pub travel: u32,
    pub pay: u32,
    pub wanted: Vec<u32>,
}

/// What a worker brings.
pub struct Values<'a>(pub &'a WorkerFacts);

impl Values<'_> {
    pub fn travel(&self) -> Travel {
        Travel(self.0.home, self.0.max_minutes)
    }
    pub fn pay(&self) -> Pay {
        Pay(self.0.pay_floor_fen)
    }
    pub fn days(&self) -> Days {
        Days((self.0.from, self.0.to))
    }
    pub fn wishes(&self) -> Wishes {
        Wishes(self.0.settle)
    }
    pub fn held(&self) -> Held {
        Held(self.0.certs)
    }
    pub fn wanted(&self) -> impl Iterator<Item = Wanted> {
        self.0.trades.iter().map(|trade| Wanted(*trade))
    }
}

/// Every kind of column.
#[derive(Default)]
pub struct Kinds {
    pub travel: Kind<Travel>,
    pub pay: Kind<Pay>,
    pub days: Kind<Days>,
    pub wishes: Kind<Wishes>,
    pub held: Kind<Held>,
    pub wanted: Kind<Wanted>,
}

/// Does the same with every kind.
macro_rules! every {
    ($kinds:expr, $kind:ident => $what:expr) => {{
        let Kinds {
            travel,
            pay,
            days,
            wishes,
            held,
            wanted,
        } = $kinds;
        let $kind = travel;
        $what;
        let $kind = pay;
        $what;
        let $kind = days;
        $what;
        let $kind = wishes;
        $what;
        let $kind = held;
        $what;
        let $kind = wanted;
        $what;
    }};
}

impl Kinds {
    /// A worker came; what it brings has columns from now on.
    pub fn hold(&mut self, worker: &WorkerFacts, jobs: &Jobs, env: &Env) -> Numbers {
        let values = Values(worker);
        let wanted = values.wanted();
        Numbers {
            travel: self.travel.hold(values.travel(), jobs, env),
            pay: self.pay.hold(values.pay(), jobs, env),
            days: self.days.hold(values.days(), jobs, env),
            wishes: self.wishes.hold(values.wishes(), jobs, env),
            held: self.held.hold(values.held(), jobs, env),
            wanted: wanted.map(|w| self.wanted.hold(w, jobs, env)).collect(),
        }
    }
    /// A worker left.
    pub fn release(&mut self, numbers: &Numbers) {
        self.travel.release(numbers.travel);
        self.pay.release(numbers.pay);
        self.days.release(numbers.days);
        self.wishes.release(numbers.wishes);
        self.held.release(numbers.held);
        for wanted in &numbers.wanted {
            self.wanted.release(*wanted);
        }
    }
    /// A job changed: its cell in every column.
    pub fn refresh(&mut self, at: usize, jobs: &Jobs, env: &Env) {
        if let Some(job) = jobs.at(at) {
            every!(self, kind => kind.each(|value, column| column[at] = value.points(job, env)));
        }
    }
    /// What some jobs pay beside the others of their trade changed.
    pub fn refresh_pay(&mut self, slots: &[u32], jobs: &Jobs, env: &Env) {
        self.pay.each(|value, column| {
            for at in slots.iter().map(|at| *at as usize) {
                if let Some(job) = jobs.at(at) {
                    column[at] = value.points(job, env);
                }
            }
        });
    }
    /// Columns are longer now.
    pub fn grow(&mut self, many: usize) {
        every!(self, kind => kind.each(|_, column| column.resize(many, 0)));
    }
    /// Everything changed.
    pub fn again(&mut self, jobs: &Jobs, env: &Env) {
        every!(self, kind => kind.each(|value, column| value.fill(jobs, env, column)));
    }
}
