//! A synthetic market shaped as Luonan, for benches and examples: made from a seed, of nobody.
//!
//! Sixteen towns with 244 villages, 61 trades by Zipf's law, round pay, ages 16 to 75, few
//! certificates. All rates are assumptions; nothing here says anything of real people.

use kernel::Day;
use matching::{JobFacts, Settle, SettleSet, TradeKey, WorkerFacts};
use std::sync::Arc;

/// Towns and villages together.
pub const PLACES: usize = 260;
const TRADES: u64 = 61;
/// The day that the market stands at.
pub fn today() -> Day {
    Day::from_epoch_days(20_780)
}

/// Chance from a seed (Steele, Lea and Flood, "Fast splittable pseudorandom number generators",
/// 2014).
pub struct Chance(u64);

impl Chance {
    /// Begins.
    #[must_use]
    pub const fn new(seed: u64) -> Self {
        Self(seed)
    }
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let z = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }
    /// From 0 to below `many`.
    pub fn below(&mut self, many: u64) -> u64 {
        self.next() % many.max(1)
    }
    fn between(&mut self, from: i64, to: i64) -> i64 {
        let width = u64::try_from(to - from + 1).unwrap_or(1);
        from + i64::try_from(self.below(width)).unwrap_or(0)
    }
    fn percent(&mut self, share: u64) -> bool {
        self.below(100) < share
    }
    fn of<T: Copy>(&mut self, all: &[T]) -> T {
        let at = self.below(all.len() as u64);
        all[usize::try_from(at).unwrap_or(0)]
    }
    /// A rank by Zipf's law, 0 the commonest: the share of each falls as 1 / (rank + 1).
    fn zipf(&mut self, many: u64) -> u64 {
        // Inverse of the harmonic sum, by its logarithm: exact enough for a shape.
        let unit = self.below(1 << 52) as f64 / (1u64 << 52) as f64;
        let rank = ((many as f64 + 1.0).ln() * unit).exp() - 1.0;
        (rank as u64).min(many - 1)
    }
}

/// Minutes by road between the places, by a straight line with detour: an estimate.
pub struct Ways(Vec<u16>);

impl Ways {
    fn new(chance: &mut Chance) -> Self {
        let mut points: Vec<(f64, f64)> = Vec::with_capacity(PLACES);
        for place in 0..PLACES {
            let mut at = |wide: f64| wide * chance.below(10_000) as f64 / 10_000.0;
            let point = if place < 16 {
                (at(62.0), at(48.0))
            } else {
                let (x, y) = points[place % 16];
                (x + at(14.0) - 7.0, y + at(14.0) - 7.0)
            };
            points.push(point);
        }
        let way = |a: (f64, f64), b: (f64, f64)| {
            let km = (a.0 - b.0).hypot(a.1 - b.1) * 1.4;
            (km * 60.0 / 35.0).clamp(5.0, 600.0) as u16
        };
        let all = points
            .iter()
            .flat_map(|a| points.iter().map(|b| way(*a, *b)));
        Self(all.collect())
    }
    /// Minutes between two places.
    #[must_use]
    pub fn minutes(&self, from: u16, to: u16) -> Option<u16> {
        let at = usize::from(from) * PLACES + usize::from(to);
        self.0.get(at).copied()
    }
}

/// A made-up market.
pub struct Made {
    /// Workers.
    pub workers: Vec<WorkerFacts>,
    /// Jobs.
    pub jobs: Vec<JobFacts>,
    /// Ways.
    pub ways: Ways,
}

fn trade(id: u64) -> TradeKey {
    let id = u16::try_from(id).unwrap_or(0);
    TradeKey {
        id,
        class: id / 3 + 1,
        group: id / 8 + 1,
    }
}

fn small(number: u64) -> u16 {
    u16::try_from(number).unwrap_or(0)
}

/// A taste of 64 factors of length near 128: one of some kinds of people, blurred.
fn taste(chance: &mut Chance, kind: u64) -> Arc<[i8]> {
    let mut of_kind = Chance::new(kind);
    let factor = |c: &mut Chance, most: i64| c.between(-most, most);
    let both = (0..64).map(|_| factor(&mut of_kind, 20) + factor(chance, 8));
    both.map(|f| i8::try_from(f).unwrap_or(0)).collect()
}

fn worker(chance: &mut Chance, n: usize, tastes: bool) -> WorkerFacts {
    let c = chance;
    let wanted = 1 + c.below(3);
    let trades = (0..wanted).map(|_| trade(c.zipf(TRADES))).collect();
    let done = if c.percent(40) { 1 + c.below(2) } else { 0 };
    let done_trades = (0..done).map(|_| small(c.zipf(TRADES))).collect();
    let employer = |c: &mut Chance, share| match c.percent(share) {
        true => vec![c.zipf(900)],
        false => vec![],
    };
    let (done_employers, blocked_employers) = (employer(c, 10), employer(c, 2));
    let settle = match c.below(10) {
        0..=4 => vec![],
        5..=7 => vec![Settle::Day, Settle::NextDay],
        8 => vec![Settle::Week],
        _ => vec![Settle::Month],
    };
    let from = c.percent(20).then(|| today().plus_days(c.between(0, 30)));
    let to = c.percent(15).then(|| today().plus_days(c.between(20, 120)));
    // Two draws make the middle ages the commonest.
    let age = 16 + (c.below(60) + c.below(60)) / 2;
    let born = i64::try_from(age * 365 + age / 4 + c.below(365)).unwrap_or(0);
    let most = [20, 30, 30, 45, 60, 60, 90];
    WorkerFacts {
        id: format!("w{n:06}"),
        trades,
        done_trades,
        done_employers,
        blocked_employers,
        home: Some(small(c.below(PLACES as u64))),
        max_minutes: (!c.percent(15)).then(|| c.of(&most)),
        pay_floor_fen: (!c.percent(25)).then(|| c.between(8, 26) * 1000),
        settle: SettleSet::of(&settle),
        from,
        to,
        certs: if c.percent(12) { 1 << c.below(10) } else { 0 },
        birth: Some(today().plus_days(-born)),
        priority: c.percent(3),
        leanings: Vec::new(),
        taste: tastes.then(|| taste(c, c.0 % 40)),
    }
}

fn job(chance: &mut Chance, n: usize, tastes: bool) -> JobFacts {
    let c = chance;
    let id = c.zipf(TRADES);
    let median = 12_000 + i64::try_from(id % 9).unwrap_or(0) * 1_500;
    let start = today().plus_days(c.between(-10, 40));
    let kind = id % 40;
    JobFacts {
        id: format!("j{n:06}"),
        trade: trade(id),
        employer: c.zipf(900),
        place: Some(small(match c.percent(50) {
            true => c.zipf(16),
            false => c.below(PLACES as u64),
        })),
        pay_day_fen: (!c.percent(15)).then(|| median * c.between(14, 30) / 20 / 500 * 500),
        median_day_fen: Some(median),
        settle: c.of(&Settle::ALL),
        start,
        end: (!c.percent(35)).then(|| start.plus_days(c.between(0, 90))),
        age_min: c.percent(12).then_some(18),
        age_max: c.percent(40).then(|| c.of(&[55, 60, 65])),
        adults_only: c.percent(3),
        certs: if c.percent(8) { 1 << c.below(10) } else { 0 },
        checked: today().plus_days(-c.between(0, 20)),
        expires: today().plus_days(c.between(-1, 30)),
        places_left: u32::try_from(c.below(20)).unwrap_or(0),
        taste: tastes.then(|| taste(c, kind)),
        price: 0,
    }
}

/// Makes a market; `tastes` = everyone and every job has a learned taste of 64 factors.
#[must_use]
pub fn make(workers: usize, jobs: usize, seed: u64, tastes: bool) -> Made {
    let mut chance = Chance::new(seed);
    let ways = Ways::new(&mut chance);
    let workers = (0..workers).map(|n| worker(&mut chance, n, tastes));
    let workers = workers.collect();
    let jobs = (0..jobs).map(|n| job(&mut chance, n, tastes)).collect();
    Made {
        workers,
        jobs,
        ways,
    }
}
