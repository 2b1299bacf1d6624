//! What speaks for a pair, part by part, in whole thousandths.

use crate::hard::{Free, overlap};
use crate::{JobFacts, Key, Rules, Settle, SettleSet, TASTE_DIMS, TradeKey, WorkerFacts};
use kernel::Day;
use scan::Scale;

/// One part of a score. Each carries what its reason has to say.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
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
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
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
    let mut best = (Part::OtherTrade, 0);
    for w in wanted {
        if w.id == job.id {
            return (Part::WantedTrade, 1000);
        }
        if w.class != 0 && w.class == job.class {
            best = (Part::SameClass, 700);
        } else if w.group != 0 && w.group == job.group && best.1 == 0 {
            best = (Part::SameGroup, 400);
        }
    }
    best
}

/// An unknown way counts half: neither a merit nor a fault.
fn travel(minutes: Option<u16>, max: Option<u16>) -> i64 {
    let longest = i64::from(max.unwrap_or(120).max(1));
    minutes.map_or(500, |m| 1000 - i64::from(m) * 1000 / longest)
}

/// Half for what is usual or wished, all for half as much again.
fn pay(floor: Option<i64>, job: &JobFacts) -> i64 {
    let usual = floor.max(job.median_day_fen).filter(|u| *u > 0);
    match (job.pay_day_fen, usual) {
        (Some(pay), Some(usual)) => {
            let more = pay.saturating_sub(usual).saturating_mul(1000) / usual;
            more.saturating_add(500)
        }
        _ => 500,
    }
}

fn dates((free_from, free_to): Free, job: &JobFacts, today: Day) -> i64 {
    let days = |day: Option<Day>| day.map(Day::epoch_days);
    let work = (job.start.epoch_days(), days(job.end));
    days_shared((days(free_from), days(free_to)), work, today.epoch_days())
}

/// The share in thousandths of the days of work, from `today` on, on which the worker is free;
/// days since 1970, both ends included, `None` as an end means open.
pub(crate) fn days_shared(
    free: (Option<i64>, Option<i64>),
    (start, end): (i64, Option<i64>),
    today: i64,
) -> i64 {
    let first = start.max(today);
    let (from, to) = overlap(free, (start, end), today);
    match (end, to) {
        // Free on all days of the work: most pairs by far.
        (_, to) if from == first && to == end => 1000,
        (Some(end), Some(to)) if end >= first => (to - from + 1).max(0) * 1000 / (end - first + 1),
        (None, Some(_)) => 500,
        _ => 1000,
    }
}

/// A product of tastes of `1 << TASTE_FULL` or more earns all the points: two like-minded
/// tastes, each of length 128.
const TASTE_FULL: u32 = 14;
/// Points of a taste are whole 1024ths of the weight.
const TASTE_STEPS: u32 = 10;
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
    let both = a.iter().zip(b);
    let product = both.map(|(a, b)| i32::from(*a) * i32::from(*b)).sum();
    taste_points(product, weight)
}

/// Points for the product of two tastes.
fn taste_points(product: i32, weight: i32) -> i32 {
    let share = (product >> (TASTE_FULL - TASTE_STEPS)).clamp(0, 1 << TASTE_STEPS);
    (weight * share) >> TASTE_STEPS
}

/// The same for a whole column.
pub(crate) const fn taste_scale(weight: i32) -> Scale {
    Scale {
        shift: TASTE_FULL - TASTE_STEPS,
        steps: TASTE_STEPS,
        weight,
    }
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

/// The points of each part, asked for by what alone it depends on; both the sum of one pair and
/// the columns of [`crate::Market`] are made of these.
pub(crate) struct Points<'a> {
    pub rules: &'a Rules,
    pub today: Day,
}

impl Points<'_> {
    pub fn trade(&self, wanted: &[TradeKey], job: TradeKey) -> (Part, i32) {
        let (part, share) = trade(wanted, job);
        (part, of(self.rules.weights.trade, share))
    }
    pub fn travel(&self, minutes: Option<u16>, max: Option<u16>) -> i32 {
        of(self.rules.weights.travel, travel(minutes, max))
    }
    pub fn pay(&self, floor: Option<i64>, job: &JobFacts) -> i32 {
        of(self.rules.weights.pay, pay(floor, job))
    }
    pub fn settle(&self, wishes: SettleSet, job: &JobFacts) -> i32 {
        i32::from(wishes.has(job.settle)) * self.rules.weights.settle
    }
    /// With the share of the days in thousandths.
    pub fn dates(&self, free: Free, job: &JobFacts) -> (i64, i32) {
        let share = dates(free, job, self.today);
        (share, of(self.rules.weights.dates, share))
    }
    pub fn certs(&self, held: u64, job: &JobFacts) -> i32 {
        let held = job.certs != 0 && job.certs & !held == 0;
        i32::from(held) * self.rules.weights.certs
    }
    pub fn done_employer(&self) -> i32 {
        self.rules.weights.past
    }
    pub fn done_trade(&self) -> i32 {
        of(self.rules.weights.past, 600)
    }
    /// With the days since a human checked the post.
    pub fn fresh(&self, job: &JobFacts) -> (i64, i32) {
        let days = (self.today.epoch_days() - job.checked.epoch_days()).max(0);
        let share = 1000 - days * 1000 / self.rules.fresh_days.max(1);
        (days, of(self.rules.weights.fresh, share))
    }
    pub fn priority(&self, sum: i32) -> i32 {
        of(self.rules.weights.priority.min(1000), 1000) * sum / 1000
    }
}

/// Points of everything that few jobs share with this worker, as [`score`] counts them: work
/// done before, leanings, taste.
pub(crate) fn own_points(worker: &WorkerFacts, job: &JobFacts, rules: &Rules, today: Day) -> i32 {
    let points = Points { rules, today };
    let past = if worker.done_employers.contains(&job.employer) {
        points.done_employer()
    } else if worker.done_trades.contains(&job.trade.id) {
        points.done_trade()
    } else {
        0
    };
    let w = &rules.weights;
    let taste = taste(worker.taste.as_deref(), job.taste.as_deref(), w.taste);
    let leant = leanings(worker, job).map(|(_, share)| leaning(share, w.leaning));
    past.max(0) + taste + leant.sum::<i32>()
}

/// Points of a pair that are known before it is scored, as the columns of [`crate::Market`] have
/// them; what is not known is computed.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct AtHand {
    /// Days since a human checked the post, and what that earns.
    pub fresh: Option<(i64, i32)>,
    /// The way.
    pub travel: Option<i32>,
    /// The pay.
    pub pay: Option<i32>,
    /// Share of the days in thousandths, and what that earns.
    pub dates: Option<(i64, i32)>,
    /// The learned taste.
    pub taste: Option<i32>,
}

/// What was learned of the person and of the market; its points.
fn learned(
    worker: &WorkerFacts,
    job: &JobFacts,
    rules: &Rules,
    taste_known: Option<i32>,
    parts: &mut Vec<(Part, i32)>,
) -> i32 {
    let w = &rules.weights;
    let mut sum = 0;
    let mut add = |part: Part, points: i32| {
        if points != 0 {
            parts.push((part, points));
            sum += points;
        }
    };
    let product = || taste(worker.taste.as_deref(), job.taste.as_deref(), w.taste);
    add(Part::Taste, taste_known.unwrap_or_else(product));
    if !worker.leanings.is_empty() {
        for (key, share) in leanings(worker, job) {
            add(Part::Leaning(key), leaning(share, w.leaning));
        }
    }
    add(Part::Crowding, crowding(job.price, rules.crowding));
    sum
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
    let parts = Vec::with_capacity(12);
    let mut scored = Scored { total: 0, parts };
    let points = Points { rules, today };
    let nothing = AtHand::default();
    score_into(worker, job, minutes, &points, &nothing, &mut scored);
    scored
}

/// The same into a place that is used again, with what is known of the pair.
pub(crate) fn score_into(
    worker: &WorkerFacts,
    job: &JobFacts,
    minutes: Option<u16>,
    points: &Points<'_>,
    hand: &AtHand,
    scored: &mut Scored,
) {
    let parts = &mut scored.parts;
    parts.clear();
    let mut sum = 0;
    let mut add = |part: Part, points: i32| {
        if points > 0 {
            parts.push((part, points));
            sum += points;
        }
    };
    let (part, earned) = points.trade(&worker.trades, job.trade);
    add(part, earned);
    let earned = || points.travel(minutes, worker.max_minutes);
    let earned = hand.travel.unwrap_or_else(earned);
    add(Part::Travel(minutes), earned);
    let met = |floor: i64| job.pay_day_fen.is_some_and(|pay| pay >= floor);
    let wish_met = worker.pay_floor_fen.is_some_and(met);
    let earned = || points.pay(worker.pay_floor_fen, job);
    add(Part::Pay { wish_met }, hand.pay.unwrap_or_else(earned));
    add(Part::Settle(job.settle), points.settle(worker.settle, job));
    let shared = || points.dates((worker.from, worker.to), job);
    let (share, earned) = hand.dates.unwrap_or_else(shared);
    add(Part::Dates(i32::try_from(share).unwrap_or(0)), earned);
    add(Part::Certs, points.certs(worker.certs, job));
    if worker.done_employers.contains(&job.employer) {
        add(Part::DoneEmployer, points.done_employer());
    } else if worker.done_trades.contains(&job.trade.id) {
        add(Part::DoneTrade, points.done_trade());
    }
    let (days, fresh) = hand.fresh.unwrap_or_else(|| points.fresh(job));
    add(Part::Fresh(days), fresh);
    sum += learned(worker, job, points.rules, hand.taste, parts);
    if worker.priority {
        let first = points.priority(sum);
        parts.push((Part::Priority, first));
        sum += first;
    }
    scored.total = sum;
}
