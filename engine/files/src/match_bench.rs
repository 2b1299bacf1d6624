//! `bench-topk`: the lists of a synthetic county, timed beside a bare scan of the same pairs.
//!
//! One JSON line a measurement, for `cargo xtask bench matching`; hidden from the help.

use crate::match_synthetic::{self as synthetic, Chance, Made};
use crate::{match_export, match_run};
use anyhow::{Context, Result};
use clap::Args;
use matching::{JobFacts, Market, Rules, WorkerFacts, hard, rank, score};
use rayon::prelude::*;
use scan::{DIMS, Factors, Kernel, bare_maxima};
use serde_json::{Value, json};
use std::path::PathBuf;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Instant;

/// What is timed.
#[derive(Debug, Args)]
pub struct Bench {
    /// Workers.
    #[arg(long, default_value_t = 75_400)]
    workers: usize,
    /// Jobs.
    #[arg(long, default_value_t = 7_000)]
    jobs: usize,
    /// Length of the lists.
    #[arg(long, default_value_t = 50)]
    top: usize,
    /// Seed of the market.
    #[arg(long, default_value_t = 4)]
    seed: u64,
    /// Runs of each; the middle one is told.
    #[arg(long, default_value_t = 5)]
    runs: usize,
    /// Hold every list of each n-th worker to brute force; 1 = of all.
    #[arg(long, default_value_t = 1)]
    check: usize,
    /// Writes the market and our scores here, for a peer.
    #[arg(long)]
    export: Option<PathBuf>,
}

fn tell(line: &Value) {
    println!("{line}");
}

/// The middle of the seconds of some runs.
fn middle(runs: usize, mut run: impl FnMut()) -> f64 {
    let mut seconds: Vec<f64> = (0..runs.max(1))
        .map(|_| {
            let start = Instant::now();
            run();
            start.elapsed().as_secs_f64()
        })
        .collect();
    seconds.sort_by(f64::total_cmp);
    seconds[seconds.len() / 2]
}

fn market(made: &Made, rules: Rules) -> Market {
    // The ways are shared by copy: a market owns what it asks.
    let places = u16::try_from(synthetic::PLACES).unwrap_or(0);
    let all = |from: u16| (0..places).map(move |to| (from, to));
    let table: Vec<Option<u16>> = (0..places)
        .flat_map(all)
        .map(|(from, to)| made.ways.minutes(from, to))
        .collect();
    let minutes = move |from: u16, to: u16| {
        let at = usize::from(from) * usize::from(places) + usize::from(to);
        table.get(at).copied().flatten()
    };
    let mut market = Market::new(rules, synthetic::today(), minutes);
    for job in &made.jobs {
        market.put_job(job.clone());
    }
    for worker in &made.workers {
        market.put_worker(worker.clone());
    }
    market
}

/// Products of 64 bytes for all pairs with a running maximum, on every processor.
fn bare(args: &Bench) -> f64 {
    let mut chance = Chance::new(args.seed);
    let mut vector = || [0; DIMS].map(|_: i8| u8::try_from(chance.below(256)).unwrap_or(0));
    let mut one = || vector().map(u8::cast_signed);
    let workers: Vec<[i8; DIMS]> = (0..args.workers).map(|_| one()).collect();
    let mut jobs = Factors::new(args.jobs.next_multiple_of(32));
    for at in 0..args.jobs {
        jobs.put(at, &one());
    }
    let kernel = Kernel::best();
    let seen = AtomicU64::new(0);
    let seconds = middle(args.runs, || {
        workers.par_chunks(256).for_each(|some| {
            let maxima = bare_maxima(kernel, some, &jobs);
            let sum: i64 = maxima.iter().map(|m| i64::from(*m)).sum();
            seen.fetch_add(sum.unsigned_abs(), Ordering::Relaxed);
        });
    });
    assert!(seen.into_inner() > 0, "the bare scan saw nothing");
    seconds
}

/// All lists with their reasons; the reasons are counted so that they must be made.
fn all(market: &Market, args: &Bench) -> (f64, u64, u64) {
    let (shown, parts) = (AtomicU64::new(0), AtomicU64::new(0));
    let seconds = middle(args.runs, || {
        shown.store(0, Ordering::Relaxed);
        parts.store(0, Ordering::Relaxed);
        market.all(args.top, |_, list| {
            shown.fetch_add(list.len() as u64, Ordering::Relaxed);
            let reasons: usize = list.iter().map(|r| r.scored.parts.len()).sum();
            parts.fetch_add(reasons as u64, Ordering::Relaxed);
        });
    });
    (seconds, shown.into_inner(), parts.into_inner())
}

/// Lists held to brute force: those that belong in them, those that are, and broken rules.
fn recall(market: &Market, made: &Made, rules: &Rules, args: &Bench) -> Value {
    let (want, have, broken, told) = (
        AtomicU64::new(0),
        AtomicU64::new(0),
        AtomicU64::new(0),
        AtomicU64::new(0),
    );
    let today = synthetic::today();
    let minutes = |a, b| made.ways.minutes(a, b);
    let one = |worker: &WorkerFacts| {
        let plain = rank(worker, &made.jobs, minutes, today, rules, args.top);
        let ours = market.top_jobs(worker, args.top);
        let ids = |r: &matching::Ranked<'_, JobFacts>| r.item.id.clone();
        let ours_ids: std::collections::HashSet<String> = ours.iter().map(ids).collect();
        let hits = plain.iter().filter(|r| ours_ids.contains(&r.item.id));
        want.fetch_add(plain.len() as u64, Ordering::Relaxed);
        have.fetch_add(hits.count() as u64, Ordering::Relaxed);
        let same = plain == ours;
        told.fetch_add(u64::from(!same), Ordering::Relaxed);
        for place in &ours {
            let way = worker.home.zip(place.item.place);
            let way = way.and_then(|(a, b)| minutes(a, b));
            let ok = hard(worker, place.item, way, today, rules).is_ok()
                && score(worker, place.item, way, today, rules) == place.scored;
            broken.fetch_add(u64::from(!ok), Ordering::Relaxed);
        }
    };
    let checked: Vec<&WorkerFacts> = made.workers.iter().step_by(args.check.max(1)).collect();
    let start = Instant::now();
    checked.par_iter().for_each(|worker| one(worker));
    let (want, have) = (want.into_inner(), have.into_inner());
    json!({
        "what": "recall", "workers": checked.len(), "wanted": want, "found": have,
        "violations": broken.into_inner(), "lists_that_differ": told.into_inner(),
        "seconds": start.elapsed().as_secs_f64(),
    })
}

/// Seconds of single asks, sorted.
fn each(many: usize, mut ask: impl FnMut(usize)) -> Vec<f64> {
    let mut seconds: Vec<f64> = (0..many)
        .map(|n| {
            let start = Instant::now();
            ask(n);
            start.elapsed().as_secs_f64()
        })
        .collect();
    seconds.sort_by(f64::total_cmp);
    seconds
}

fn spread(what: &str, seconds: &[f64]) -> Value {
    let at = |share: f64| {
        let last = seconds.len().saturating_sub(1);
        let place = (share * last as f64).round() as usize;
        seconds.get(place).map_or(0.0, |s| s * 1e6)
    };
    json!({
        "what": what, "asks": seconds.len(),
        "p50_us": at(0.5), "p99_us": at(0.99), "most_us": at(1.0),
    })
}

/// One worker, one job, one change.
fn single(market: &mut Market, made: &Made, top: usize) {
    let (workers, jobs) = (&made.workers, &made.jobs);
    if workers.is_empty() || jobs.is_empty() {
        return;
    }
    let many = workers.len().min(20_000);
    let step = workers.len() / many;
    let ask = |n: usize| {
        let list = market.top_jobs(&workers[n * step], top);
        assert!(list.len() <= top);
    };
    tell(&spread("one worker", &each(many, ask)));
    let reverse = |n: usize| {
        let list = market.top_workers(&jobs[n * 7 % jobs.len()], top);
        assert!(list.len() <= top);
    };
    tell(&spread("one job", &each(500.min(jobs.len()), reverse)));
    let mut changed = |n: usize| {
        let mut job = jobs[n * 13 % jobs.len()].clone();
        job.pay_day_fen = Some(33_300);
        let slot = market.put_job(job);
        let list = market.top_jobs(&workers[n % workers.len()], top);
        assert!(market.job(slot).is_some() && list.len() <= top);
    };
    let seconds = each(1_000, &mut changed);
    tell(&spread("one change, then one worker", &seconds));
}

/// Runs it.
///
/// # Errors
/// A file that cannot be written.
pub fn run(args: &Bench) -> Result<()> {
    let rules = match_run::rules(synthetic::today())?;
    tell(&json!({
        "what": "machine", "kernel": Kernel::best().name(),
        "threads": rayon::current_num_threads(), "workers": args.workers, "jobs": args.jobs,
    }));
    let made = synthetic::make(args.workers, args.jobs, args.seed, false);
    let start = Instant::now();
    let mut ours = market(&made, rules);
    tell(&json!({"what": "load", "seconds": start.elapsed().as_secs_f64()}));
    tell(&json!({"what": "bare", "seconds": bare(args)}));
    let (seconds, shown, reasons) = all(&ours, args);
    tell(&json!({"what": "all", "seconds": seconds, "shown": shown, "reasons": reasons}));
    tell(&recall(&ours, &made, &rules, args));
    if let Some(dir) = &args.export {
        match_export::write(dir, &made, &ours, &rules, args.top)
            .with_context(|| format!("{}", dir.display()))?;
    }
    single(&mut ours, &made, args.top);
    drop(ours);
    let made = synthetic::make(args.workers, args.jobs, args.seed, true);
    let tasteful = market(&made, rules);
    let (seconds, shown, reasons) = all(&tasteful, args);
    let line = json!({
        "what": "all with taste", "seconds": seconds, "shown": shown, "reasons": reasons,
    });
    tell(&line);
    Ok(())
}
