//! Every job's score for one worker, for lists that a caller narrows and sorts, and the best of
//! those that a caller keeps.

use super::Market;
use super::best::{Ready, Room};
use crate::{JobFacts, Ranked, WorkerFacts, hard, score};
use scan::FLOOR;
use std::cmp::Reverse;

/// The score of every job for one worker, by the number of its slot.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Totals(Vec<i32>);

/// Stands where a rule forbids the pair.
const FORBIDDEN: i32 = i32::MIN;

impl Totals {
    /// The score of the job in a slot, as [`crate::score`] has it; `None` when a rule forbids the
    /// pair, or no job is there.
    #[must_use]
    pub fn of(&self, at: usize) -> Option<i32> {
        let total = self.0.get(at).copied();
        total.filter(|total| *total != FORBIDDEN)
    }
}

impl Market {
    /// The score of every job for a worker, whether in the market or not.
    #[must_use]
    pub fn totals(&self, worker: &WorkerFacts) -> Totals {
        if self.jobs.many() == 0 {
            return Totals::default();
        }
        if !self.env.is_narrow() {
            let total = |at| {
                let job = self.jobs.at(at)?;
                Some(self.ranked(worker, job)?.scored.total)
            };
            let totals = (0..self.jobs.len()).map(|at| total(at).unwrap_or(FORBIDDEN));
            return Totals(totals.collect());
        }
        let mut room = Room::default();
        // The maxima are for lists of the best alone.
        let _ = self.add(worker, Ready::default(), &mut room);
        let points = self.env.points();
        let first = |sum: i32| i32::from(worker.priority) * points.priority(sum);
        let total = |sum: &i16| match *sum {
            sum if sum < FLOOR => FORBIDDEN,
            sum => i32::from(sum) + first(i32::from(sum)),
        };
        Totals(room.sums.iter().map(total).collect())
    }

    /// The `k` best jobs for a worker among those that `keep` lets in, as [`crate::rank`] has
    /// them.
    pub fn top_jobs_where(
        &self,
        worker: &WorkerFacts,
        k: usize,
        keep: impl Fn(&JobFacts) -> bool,
    ) -> Vec<Ranked<'_, JobFacts>> {
        let totals = self.totals(worker);
        let kept = self.jobs.all().filter_map(|(at, job)| {
            let total = totals.of(at).filter(|_| keep(job))?;
            Some((Reverse(total), self.jobs.labels[at], job))
        });
        let mut found: Vec<(Reverse<i32>, u64, &JobFacts)> = kept.collect();
        if k < found.len() {
            found.select_nth_unstable_by_key(k, |one| (one.0, one.1));
            found.truncate(k);
        }
        found.sort_unstable_by_key(|one| (one.0, one.1));
        let ranked = found.into_iter();
        ranked
            .filter_map(|(_, _, job)| self.ranked(worker, job))
            .collect()
    }

    /// The judgement of one pair; `None` when a rule forbids it.
    fn ranked<'m>(
        &'m self,
        worker: &WorkerFacts,
        job: &'m JobFacts,
    ) -> Option<Ranked<'m, JobFacts>> {
        let env = &self.env;
        let minutes = env.way(worker.home, job.place);
        hard(worker, job, minutes, env.today, &env.rules).ok()?;
        Some(Ranked {
            item: job,
            minutes,
            scored: score(worker, job, minutes, env.today, &env.rules),
        })
    }

    /// Is this worker in the market, just as told? Then there are columns for all that is
    /// brought, as far as the room for them goes.
    #[must_use]
    pub fn has_worker(&self, worker: &WorkerFacts) -> bool {
        let slot = self.worker_slot(&worker.id);
        slot.and_then(|slot| self.worker(slot)) == Some(worker)
    }
}
