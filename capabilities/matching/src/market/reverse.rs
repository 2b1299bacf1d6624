//! The best workers for one job.

use super::Market;
use super::workers::Row;
use crate::score::own_points;
use crate::{JobFacts, Ranked, WorkerFacts, rank_workers, score};
use rayon::prelude::*;
use scan::{FLOOR, VETO};
use std::cmp::Reverse;

/// Points of the job for everything that workers bring, by number.
struct Tables {
    base: i32,
    births: (i64, i64),
    travel: Vec<i16>,
    pay: Vec<i16>,
    days: Vec<i16>,
    wishes: Vec<i16>,
    held: Vec<i16>,
    wanted: Vec<i16>,
}

impl Tables {
    /// The sum of what the worker brings; `None` when a rule forbids the pair.
    fn sum(&self, row: &Row) -> Option<i32> {
        let n = &row.numbers;
        let parts = [
            self.travel[n.travel as usize],
            self.pay[n.pay as usize],
            self.days[n.days as usize],
            self.held[n.held as usize],
            self.wishes[n.wishes as usize],
        ];
        let outside = |born: i64| born < self.births.0 || born > self.births.1;
        if parts.contains(&VETO) || row.born.is_some_and(outside) {
            return None;
        }
        let wanted = n.wanted.iter().map(|w| self.wanted[*w as usize]).max();
        let sum: i32 = parts.iter().map(|p| i32::from(*p)).sum();
        Some(self.base + sum + i32::from(wanted.unwrap_or(0)))
    }
}

impl Market {
    /// The `k` best workers in the market for a job, whether in it or not: as [`rank_workers`]
    /// has them.
    ///
    /// The price of a place is the same for everybody whom the job is laid before, so it moves
    /// all totals alike and never their order, unless the station has put somebody first, whose
    /// extra is a share of the whole sum.
    #[must_use]
    pub fn top_workers(&self, job: &JobFacts, k: usize) -> Vec<Ranked<'_, WorkerFacts>> {
        self.top_workers_where(job, k, |_| true)
    }

    /// The `k` best workers for a job among those that `keep` lets in; it is asked only of those
    /// whom no rule forbids.
    pub fn top_workers_where(
        &self,
        job: &JobFacts,
        k: usize,
        keep: impl Fn(&WorkerFacts) -> bool,
    ) -> Vec<Ranked<'_, WorkerFacts>> {
        let env = &self.env;
        let minutes = |a, b| (env.minutes)(a, b);
        if !env.is_narrow() {
            let workers = self.workers.all().map(|(_, row)| &row.facts);
            let workers = workers.filter(|worker| keep(worker));
            return rank_workers(job, workers, minutes, env.today, &env.rules, k);
        }
        let base = env.base(job);
        if base < FLOOR || k == 0 {
            return Vec::new();
        }
        let kinds = &self.kinds;
        let tables = Tables {
            base: i32::from(base),
            births: env.births(job),
            travel: kinds.travel.of_job(job, env),
            pay: kinds.pay.of_job(job, env),
            days: kinds.days.of_job(job, env),
            wishes: kinds.wishes.of_job(job, env),
            held: kinds.held.of_job(job, env),
            wanted: kinds.wanted.of_job(job, env),
        };
        let total = |row: &Row| {
            let mut sum = tables.sum(row)?;
            if row.own {
                if row.facts.blocked_employers.contains(&job.employer) {
                    return None;
                }
                sum += own_points(&row.facts, job, &env.rules, env.today);
            }
            let first = i32::from(row.facts.priority) * env.points().priority(sum);
            Some(sum + first)
        };
        let weighed = self.workers.all();
        let mut found: Vec<(i32, &Row)> = weighed
            .filter_map(|(_, row)| Some((total(row)?, row)))
            .filter(|(_, row)| keep(&row.facts))
            .collect();
        let order = |a: &(i32, &Row), b: &(i32, &Row)| {
            let key = |r: &(i32, &Row)| Reverse(r.0);
            let ties = || a.1.facts.id.cmp(&b.1.facts.id);
            key(a).cmp(&key(b)).then_with(ties)
        };
        if k < found.len() {
            found.select_nth_unstable_by(k - 1, order);
            found.truncate(k);
        }
        found.sort_unstable_by(order);
        let told = found.into_iter().map(|(total, row)| {
            let minutes = env.way(row.facts.home, job.place);
            let scored = score(&row.facts, job, minutes, env.today, &env.rules);
            debug_assert_eq!(scored.total, total, "the scan and the score differ");
            Ranked {
                item: &row.facts,
                minutes,
                scored,
            }
        });
        told.collect()
    }

    /// The `k` best workers for every job in the market, on every processor; each list is handed
    /// on as it is ready, in no order.
    pub fn all_workers<F>(&self, k: usize, each: F)
    where
        F: Fn(&JobFacts, &[Ranked<'_, WorkerFacts>]) + Sync,
    {
        let jobs: Vec<&JobFacts> = self.jobs.all().map(|(_, job)| job).collect();
        jobs.par_iter()
            .for_each(|job| each(job, &self.top_workers(job, k)));
    }
}
