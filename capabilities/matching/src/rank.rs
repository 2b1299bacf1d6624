//! The best few, in an order that never depends on chance.

use crate::{JobFacts, Rules, Scored, WorkerFacts, hard, score};
use kernel::Day;
use std::cmp::{Ordering, Reverse};

/// One place in a ranking.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ranked<'a, T> {
    /// What is ranked.
    pub item: &'a T,
    /// By road from home to work, in minutes, if known.
    pub minutes: Option<u16>,
    /// Its score.
    pub scored: Scored,
}

fn best<'a, T>(
    mut found: Vec<Ranked<'a, T>>,
    k: usize,
    order: impl Fn(&Ranked<'a, T>, &Ranked<'a, T>) -> Ordering,
) -> Vec<Ranked<'a, T>> {
    if k == 0 {
        return Vec::new();
    }
    if k < found.len() {
        found.select_nth_unstable_by(k - 1, &order);
        found.truncate(k);
    }
    found.sort_by(order);
    found
}

/// The `k` best jobs for a worker: higher score first, then sooner start, then id.
/// `minutes(home, place)` = by road between two divisions.
pub fn rank<'a>(
    worker: &WorkerFacts,
    jobs: impl IntoIterator<Item = &'a JobFacts>,
    minutes: impl Fn(u16, u16) -> Option<u16>,
    today: Day,
    rules: &Rules,
    k: usize,
) -> Vec<Ranked<'a, JobFacts>> {
    let weigh = |job: &'a JobFacts| {
        let minutes = worker.home.zip(job.place).and_then(|(a, b)| minutes(a, b));
        hard(worker, job, minutes, today, rules).ok()?;
        Some(Ranked {
            item: job,
            minutes,
            scored: score(worker, job, minutes, today, rules),
        })
    };
    let found = jobs.into_iter().filter_map(weigh).collect();
    best(found, k, |a, b| {
        let key = |r: &Ranked<'a, JobFacts>| (Reverse(r.scored.total), r.item.start);
        key(a).cmp(&key(b)).then_with(|| a.item.id.cmp(&b.item.id))
    })
}

/// The `k` best workers for a job: higher score first, then id.
pub fn rank_workers<'a>(
    job: &JobFacts,
    workers: impl IntoIterator<Item = &'a WorkerFacts>,
    minutes: impl Fn(u16, u16) -> Option<u16>,
    today: Day,
    rules: &Rules,
    k: usize,
) -> Vec<Ranked<'a, WorkerFacts>> {
    let weigh = |worker: &'a WorkerFacts| {
        let minutes = worker.home.zip(job.place).and_then(|(a, b)| minutes(a, b));
        hard(worker, job, minutes, today, rules).ok()?;
        Some(Ranked {
            item: worker,
            minutes,
            scored: score(worker, job, minutes, today, rules),
        })
    };
    let found = workers.into_iter().filter_map(weigh).collect();
    best(found, k, |a, b| {
        let key = |r: &Ranked<'a, WorkerFacts>| Reverse(r.scored.total);
        key(a).cmp(&key(b)).then_with(|| a.item.id.cmp(&b.item.id))
    })
}
