//! Load with a bound: as fast as so many connections go, or at a steady rate.

use super::client::{Answer, Ask, Client};
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

/// Makes the n-th request of a run.
pub type Asks<'a> = &'a (dyn Fn(u64) -> Ask + Sync);
/// Is this the answer that was hoped for?
pub type Good<'a> = &'a (dyn Fn(&Answer) -> bool + Sync);

/// What a run gave.
#[derive(Debug, Clone, Default)]
pub struct Run {
    /// Good answers a second.
    pub rate: f64,
    /// Waits for good answers in microseconds, sorted.
    pub waits: Vec<u64>,
    /// Answers that were not good, and failed connections.
    pub bad: u64,
    /// The first of those, in words.
    pub first_bad: Option<String>,
}

impl Run {
    /// The wait that so many of a hundred answers do not exceed, in milliseconds.
    pub fn percentile(&self, of: f64) -> f64 {
        let at = ((self.waits.len() as f64 * of / 100.0) as usize).min(self.waits.len().max(1) - 1);
        self.waits.get(at).copied().unwrap_or(0) as f64 / 1000.0
    }
}

struct Shared<'a> {
    port: u16,
    ends: Instant,
    next: AtomicU64,
    asks: Asks<'a>,
    good: Good<'a>,
}

/// One connection's part: `due` says when the n-th request is due, if not at once.
fn connection(shared: &Shared<'_>, due: &(dyn Fn(u64) -> Option<Instant> + Sync)) -> Run {
    let mut client = Client::new(shared.port);
    let mut run = Run::default();
    while Instant::now() < shared.ends {
        let n = shared.next.fetch_add(1, Ordering::Relaxed);
        let from = due(n).unwrap_or_else(Instant::now);
        if from >= shared.ends {
            break;
        }
        std::thread::sleep(from.saturating_duration_since(Instant::now()));
        let answer = client.send(&(shared.asks)(n));
        // From when it was due, so that a stalled server is not measured as idle.
        let wait = from.elapsed().as_micros() as u64;
        match answer {
            Ok(answer) if (shared.good)(&answer) => run.waits.push(wait),
            Ok(answer) => {
                run.bad += 1;
                let head: String = answer.text().chars().take(300).collect();
                run.first_bad
                    .get_or_insert(format!("status {}: {head}", answer.status));
            }
            Err(why) => {
                run.bad += 1;
                run.first_bad.get_or_insert(why);
            }
        }
    }
    run
}

fn drive(shared: &Shared<'_>, width: usize, due: &(dyn Fn(u64) -> Option<Instant> + Sync)) -> Run {
    let start = Instant::now();
    let parts: Vec<Run> = std::thread::scope(|scope| {
        let threads: Vec<_> = (0..width)
            .map(|_| scope.spawn(|| connection(shared, due)))
            .collect();
        threads.into_iter().filter_map(|t| t.join().ok()).collect()
    });
    let took = start.elapsed().as_secs_f64();
    let mut all = Run::default();
    for part in parts {
        all.waits.extend(part.waits);
        all.bad += part.bad;
        all.first_bad = all.first_bad.or(part.first_bad);
    }
    all.waits.sort_unstable();
    all.rate = all.waits.len() as f64 / took;
    all
}

fn shared<'a>(port: u16, time: Duration, asks: Asks<'a>, good: Good<'a>) -> Shared<'a> {
    Shared {
        port,
        ends: Instant::now() + time,
        next: AtomicU64::new(0),
        asks,
        good,
    }
}

/// As fast as `width` connections go.
pub fn flat_out(port: u16, width: usize, time: Duration, asks: Asks, good: Good) -> Run {
    drive(&shared(port, time, asks, good), width, &|_| None)
}

/// At `rate` requests a second over at most `width` connections.
pub fn steady(port: u16, width: usize, rate: f64, time: Duration, asks: Asks, good: Good) -> Run {
    let start = Instant::now();
    let due = move |n: u64| Some(start + Duration::from_secs_f64(n as f64 / rate.max(1.0)));
    drive(&shared(port, time, asks, good), width, &due)
}

/// The best of several widths.
pub fn peak(port: u16, time: Duration, asks: Asks, good: Good) -> Run {
    let widths = [2, 8, 32];
    let runs = widths.map(|width| flat_out(port, width, time / 3, asks, good));
    let best = runs.into_iter().max_by(|a, b| a.rate.total_cmp(&b.rate));
    best.unwrap_or_default()
}
