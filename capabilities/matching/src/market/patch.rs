//! One column more for what is one worker's alone: employers, trades done, leanings, taste.

use super::env::{Env, narrow};
use super::jobs::Jobs;
use super::kinds::Value;
use crate::score::{leaning, taste_scale};
use crate::{Key, TASTE_DIMS, WorkerFacts};
use scan::{Kernel, VETO};

/// A column that is used again for the next worker.
#[derive(Default)]
pub struct Patch {
    cells: Vec<i16>,
    touched: bool,
}

impl Patch {
    /// All zero, as long as the columns are.
    pub fn clear(&mut self, many: usize) {
        if self.touched || self.cells.len() != many {
            self.cells.clear();
            self.cells.resize(many, 0);
            self.touched = false;
        }
    }
    /// The column, if there is anything in it.
    pub fn column(&self) -> Option<&[i16]> {
        self.touched.then_some(&self.cells)
    }
    fn add(&mut self, at: u32, points: i16) {
        let cell = &mut self.cells[at as usize];
        *cell = cell.saturating_add(points);
        self.touched = true;
    }
    fn all(&mut self, slots: Option<&Vec<u32>>, points: i16) {
        for at in slots.into_iter().flatten() {
            self.add(*at, points);
        }
    }
    /// Points of a value that has no column.
    pub fn value<V: Value>(&mut self, value: V, jobs: &Jobs, env: &Env) {
        for (at, job) in jobs.all() {
            let cell = &mut self.cells[at];
            *cell = cell.saturating_add(value.points(job, env));
        }
        self.touched = true;
    }
    /// Points of a value that has no column, where they are more than what is there.
    pub fn greater<V: Value>(&mut self, value: V, jobs: &Jobs, env: &Env) {
        for (at, job) in jobs.all() {
            self.cells[at] = self.cells[at].max(value.points(job, env));
        }
        self.touched = true;
    }

    /// Everything that few jobs share with this worker.
    pub fn own(&mut self, worker: &WorkerFacts, jobs: &Jobs, env: &Env) {
        for employer in &worker.blocked_employers {
            self.all(jobs.by_employer.get(employer), VETO);
        }
        self.past(worker, jobs, env);
        self.leanings(worker, jobs, env);
        let odd = worker.birth.filter(|born| jobs.within(*born).is_none());
        if let Some(born) = odd {
            let born = born.epoch_days();
            for (at, job) in (0u32..).zip((0..jobs.len()).map(|at| jobs.at(at))) {
                let ends = job.map(|job| env.births(job));
                if ends.is_some_and(|(from, to)| born < from || born > to) {
                    self.add(at, VETO);
                }
            }
        }
    }
    fn past(&mut self, worker: &WorkerFacts, jobs: &Jobs, env: &Env) {
        let points = env.points();
        let (employer, trade) = (points.done_employer().max(0), points.done_trade().max(0));
        for (n, done) in worker.done_employers.iter().enumerate() {
            if !worker.done_employers[..n].contains(done) {
                self.all(jobs.by_employer.get(done), narrow(employer));
            }
        }
        for (n, done) in worker.done_trades.iter().enumerate() {
            if worker.done_trades[..n].contains(done) {
                continue;
            }
            for at in jobs.by_trade.get(done).into_iter().flatten() {
                // Of employer and trade the employer counts.
                if !worker.done_employers.contains(&jobs.employer[*at as usize]) {
                    self.add(*at, narrow(trade));
                }
            }
        }
    }
    fn leanings(&mut self, worker: &WorkerFacts, jobs: &Jobs, env: &Env) {
        for (n, (key, share)) in worker.leanings.iter().enumerate() {
            if worker.leanings[..n].iter().any(|(other, _)| other == key) {
                continue;
            }
            let points = narrow(leaning(*share, env.rules.weights.leaning));
            match key {
                Key::Trade(id) => self.all(jobs.by_trade.get(id), points),
                Key::Employer(number) => self.all(jobs.by_employer.get(number), points),
                Key::Place(place) => self.all(jobs.by_place.get(place), points),
                Key::Settle(settle) => {
                    for (at, job) in jobs.all() {
                        if job.settle == *settle {
                            self.add(u32::try_from(at).unwrap_or(u32::MAX), points);
                        }
                    }
                }
            }
        }
    }
    /// Points of the learned taste.
    pub fn taste(&mut self, worker: &WorkerFacts, jobs: &Jobs, env: &Env, kernel: Kernel) {
        let weight = env.rules.weights.taste;
        let Some(taste) = worker.taste.as_deref() else {
            return;
        };
        if taste.len() > TASTE_DIMS || !jobs.taste_lengths.contains_key(&taste.len()) {
            return;
        }
        self.touched = true;
        let scale = taste_scale(weight);
        // Nearly always all tastes come from one model and are of one length.
        if jobs.taste_lengths.len() == 1 {
            return jobs
                .tastes
                .add_points(kernel, taste, &scale, &mut self.cells);
        }
        let same = |at: usize| {
            let job = jobs.at(at).and_then(|job| job.taste.as_deref());
            job.is_some_and(|t| t.len() == taste.len())
        };
        let cells = &mut self.cells;
        jobs.tastes.dots(kernel, taste, |from, products| {
            for (n, product) in products.iter().enumerate() {
                let at = from + n;
                if at < cells.len() && same(at) {
                    cells[at] = cells[at].saturating_add(scale.points(*product));
                }
            }
        });
    }
}
