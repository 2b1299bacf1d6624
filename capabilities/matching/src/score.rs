//! What speaks for a pair, part by part, in whole thousandths.

use crate::hard::overlap;
use crate::{JobFacts, Key, Rules, Settle, TASTE_DIMS, TradeKey, WorkerFacts};
use kernel::Day;

/// One part of a score. Each carries what its reason has to say.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize)]
pub enum Part {
    /// The wanted trade itself.
    WantedTrade,
    /// A trade of the same minor group.
    SameClass,
    /// A trade of the same group.
    SameGroup,
    /// Nothing known of wishes, or another trade.
    OtherTrade,
    /// The way to work, minutes by road if known.
    Travel(Option<u16>),
    /// Pay; does it meet the worker's own wish?
    Pay {
        /// A wish was stated and is met.
        wish_met: bool,
    },
    /// The wished settlement.
    Settle(Settle),
    /// Share of the job's days on which the worker is free, in thousandths.
    Dates(i32),
    /// Required certificates are held.
    Certs,
    /// Did this trade before.
    DoneTrade,
    /// Worked for this employer before.
    DoneEmployer,
    /// Days since a human checked the post.
    Fresh(i64),
    /// Near to what the person, and people like them, chose before.
    Taste,
    /// A learned leaning; the only part besides crowding that may be negative.
    Leaning(Key),
    /// The price of a place, counted against it.
    Crowding,
    /// Put first by the station.
    Priority,
}

/// A score with its parts; the total is their sum.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct Scored {
    /// Sum of the parts, in thousandths.
    pub total: i32,
    /// Parts that count, in a fixed order.
    pub parts: Vec<(Part, i32)>,
}

/// `share` thousandths of `weight`.
fn of(weight: i32, share: i64) -> i32 {
    let points = i64::from(weight) * share.clamp(0, 1000) / 1000;
    i32::try_from(points).unwrap_or(weight)
}

fn trade(wanted: &[TradeKey], job: TradeKey) -> (Part, i64) {
    let any = |f: &dyn Fn(&TradeKey) -> bool| wanted.iter().any(f);
    if any(&|w| w.id == job.id) {
        (Part::WantedTrade, 1000)
    } else if any(&|w| w.class != 0 && w.class == job.class) {
        (Part::SameClass, 700)
    } else if any(&|w| w.group != 0 && w.group == job.group) {
        (Part::SameGroup, 400)
    } else {
        (Part::OtherTrade, 0)
    }
}

/// An unknown way counts half: neither a merit nor a fault.
fn travel(minutes: Option<u16>, max: Option<u16>) -> i64 {
    let longest = i64::from(max.unwrap_or(120).max(1));
    minutes.map_or(500, |m| 1000 - i64::from(m) * 1000 / longest)
}

/// Half for what is usual or wished, all for half as much again.
fn pay(worker: &WorkerFacts, job: &JobFacts) -> i64 {
    let usual = worker
        .pay_floor_fen
        .max(job.median_day_fen)
        .filter(|u| *u > 0);
    match (job.pay_day_fen, usual) {
        (Some(pay), Some(usual)) => 500 + pay.saturating_sub(usual).saturating_mul(1000) / usual,
        _ => 500,
    }
}

fn dates(worker: &WorkerFacts, job: &JobFacts, today: Day) -> i64 {
    let (from, to) = overlap(worker, job, today);
    let span = |a: Day, b: Day| b.epoch_days() - a.epoch_days() + 1;
    let first = job.start.max(today);
    match (job.end, to) {
        (Some(end), Some(to)) if end >= first => span(from, to).max(0) * 1000 / span(first, end),
        (None, Some(_)) => 500,
        _ => 1000,
    }
}

/// A product of tastes of `1 << TASTE_FULL` or more earns all the points: two like-minded
/// tastes, each of length 128.
pub(crate) const TASTE_FULL: u32 = 14;
/// Points of a taste are whole 1024ths of the weight.
pub(crate) const TASTE_STEPS: u32 = 10;
/// A crowding never counts for more, either way.
pub(crate) const CROWDING_MOST: i64 = 10_000;

/// Points of a learned taste, `0..=weight`.
fn taste(worker: Option<&[i8]>, job: Option<&[i8]>, weight: i32) -> i32 {
    let (Some(a), Some(b)) = (worker, job) else {
        return 0;
    };
    if a.len() != b.len() || a.len() > TASTE_DIMS {
        return 0;
    }
    let product: i32 = a
        .iter()
        .zip(b)
        .map(|(a, b)| i32::from(*a) * i32::from(*b))
        .sum();
    let share = (product >> (TASTE_FULL - TASTE_STEPS)).clamp(0, 1 << TASTE_STEPS);
    (weight * share) >> TASTE_STEPS
}

/// Points of a learned leaning of so many thousandths, `-weight..=weight`.
pub(crate) fn leaning(share: i16, weight: i32) -> i32 {
    weight * i32::from(share).clamp(-1000, 1000) / 1000
}

/// Points of the price of a place: what it costs counts against it.
pub(crate) fn crowding(price: i32, strength: i32) -> i32 {
    let points = -(i64::from(price) * i64::from(strength) / 1000);
    i32::try_from(points.clamp(-CROWDING_MOST, CROWDING_MOST)).unwrap_or(0)
}

/// The leanings that this job meets.
fn leanings<'a>(worker: &'a WorkerFacts, job: &JobFacts) -> impl Iterator<Item = (Key, i16)> + 'a {
    let keys = [
        Some(Key::Trade(job.trade.id)),
        Some(Key::Employer(job.employer)),
        job.place.map(Key::Place),
        Some(Key::Settle(job.settle)),
    ];
    let first = |key: Key| worker.leanings.iter().find(|(k, _)| *k == key).copied();
    keys.into_iter().flatten().filter_map(first)
}

/// What was learned of the person and of the market.
fn learned(worker: &WorkerFacts, job: &JobFacts, rules: &Rules, parts: &mut Vec<(Part, i32)>) {
    let w = &rules.weights;
    let mut add = |part: Part, points: i32| {
        if points != 0 {
            parts.push((part, points));
        }
    };
    add(
        Part::Taste,
        taste(worker.taste.as_deref(), job.taste.as_deref(), w.taste),
    );
    for (key, share) in leanings(worker, job) {
        add(Part::Leaning(key), leaning(share, w.leaning));
    }
    add(Part::Crowding, crowding(job.price, rules.crowding));
}

/// What speaks for the pair; ask [`crate::hard`] first.
#[must_use]
pub fn score(
    worker: &WorkerFacts,
    job: &JobFacts,
    minutes: Option<u16>,
    today: Day,
    rules: &Rules,
) -> Scored {
    let w = &rules.weights;
    let mut parts = Vec::with_capacity(9);
    let mut add = |part: Part, points: i32| {
        if points > 0 {
            parts.push((part, points));
        }
    };
    let (part, share) = trade(&worker.trades, job.trade);
    add(part, of(w.trade, share));
    add(
        Part::Travel(minutes),
        of(w.travel, travel(minutes, worker.max_minutes)),
    );
    let met = |floor: i64| job.pay_day_fen.is_some_and(|pay| pay >= floor);
    let wish_met = worker.pay_floor_fen.is_some_and(met);
    add(Part::Pay { wish_met }, of(w.pay, pay(worker, job)));
    if worker.settle.has(job.settle) {
        add(Part::Settle(job.settle), w.settle);
    }
    let share = dates(worker, job, today);
    add(
        Part::Dates(i32::try_from(share).unwrap_or(0)),
        of(w.dates, share),
    );
    if job.certs != 0 && job.certs & !worker.certs == 0 {
        add(Part::Certs, w.certs);
    }
    if worker.done_employers.contains(&job.employer) {
        add(Part::DoneEmployer, w.past);
    } else if worker.done_trades.contains(&job.trade.id) {
        add(Part::DoneTrade, of(w.past, 600));
    }
    let days = (today.epoch_days() - job.checked.epoch_days()).max(0);
    add(
        Part::Fresh(days),
        of(w.fresh, 1000 - days * 1000 / rules.fresh_days.max(1)),
    );
    learned(worker, job, rules, &mut parts);
    let sum: i32 = parts.iter().map(|(_, points)| points).sum();
    if worker.priority {
        parts.push((Part::Priority, of(w.priority.min(1000), 1000) * sum / 1000));
    }
    let total = parts.iter().map(|(_, points)| points).sum();
    Scored { total, parts }
}
