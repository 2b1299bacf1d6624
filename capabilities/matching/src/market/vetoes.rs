//! What forbids what: for one worker, the jobs that each hard rule forbids.

use super::Market;
use crate::hard::Pair;
use crate::{JobFacts, Veto, WorkerFacts};

/// One bit for each slot of a job.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Bitmap(Vec<u64>);

impl Bitmap {
    /// Is the bit of this slot set?
    #[must_use]
    pub fn has(&self, at: usize) -> bool {
        let word = self.0.get(at / 64).copied().unwrap_or(0);
        word >> (at % 64) & 1 == 1
    }
    /// How many are set?
    #[must_use]
    pub fn count(&self) -> u32 {
        self.0.iter().map(|word| word.count_ones()).sum()
    }
    fn set(&mut self, at: usize) {
        self.0[at / 64] |= 1 << (at % 64);
    }
}

impl Market {
    /// For each rule, in the order of [`Veto::ALL`], the slots of the jobs that it forbids this
    /// worker, whatever the other rules say. The first that names a job is what [`crate::hard`]
    /// answers.
    #[must_use]
    pub fn vetoes(&self, worker: &WorkerFacts) -> Vec<(Veto, Bitmap)> {
        let empty = || Bitmap(vec![0; self.jobs.len().div_ceil(64)]);
        let mut all: Vec<(Veto, Bitmap)> = Veto::ALL.map(|veto| (veto, empty())).into();
        for (at, job) in self.jobs.all() {
            let pair = self.pair(worker, job);
            for (veto, bitmap) in &mut all {
                if pair.forbids(*veto) {
                    bitmap.set(at);
                }
            }
        }
        all
    }
    fn pair<'a>(&'a self, worker: &'a WorkerFacts, job: &'a JobFacts) -> Pair<'a> {
        Pair {
            worker,
            job,
            minutes: self.env.way(worker.home, job.place),
            today: self.env.today,
            rules: &self.env.rules,
        }
    }
}
