//! Hidden: times the allocation on a synthetic market, and again after small changes of it.

use anyhow::{Result, bail};
use clap::Args;
use solve::allocation::{Allocation, Fault, Market, Solver, check};
use std::fmt::Write as _;
use std::path::PathBuf;
use std::time::Instant;

/// Arcs of a worker.
const DEGREE: usize = 30;

/// Times the allocation on a synthetic market; JSON out
#[derive(Debug, Args)]
pub struct Trial {
    /// Workers
    #[arg(long, default_value_t = 75_000)]
    workers: u32,
    /// Jobs
    #[arg(long, default_value_t = 7_000)]
    jobs: u32,
    /// Weights alike for everyone in part, and some jobs known to more people
    #[arg(long)]
    crowded: bool,
    /// Places for every hundred workers
    #[arg(long, default_value_t = 60)]
    supply: u64,
    /// Seed
    #[arg(long, default_value_t = 7)]
    seed: u64,
    /// Do not change the market afterwards
    #[arg(long)]
    plain: bool,
    /// Write PREFIX.arcs and PREFIX.capacities as csv
    #[arg(long)]
    write: Option<PathBuf>,
}

/// Chance from a seed (SplitMix64; Steele, Lea and Flood, OOPSLA 2014).
struct Chance(u64);

impl Chance {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut bits = self.0;
        bits = (bits ^ (bits >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        bits = (bits ^ (bits >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        bits ^ (bits >> 31)
    }
    /// A whole number below a bound.
    #[allow(clippy::cast_possible_truncation)] // Below a bound of 64 bits.
    fn below(&mut self, bound: u64) -> u64 {
        ((u128::from(self.next()) * u128::from(bound)) >> 64) as u64
    }
    #[allow(clippy::cast_possible_wrap)] // Bounds are small.
    fn amount(&mut self, bound: u64) -> i64 {
        self.below(bound) as i64
    }
}

/// A job of the synthetic market.
struct Job {
    /// How many thousandths of a plain job's chance it has to be known to a worker.
    known: u64,
    /// What it is worth to everyone.
    quality: i64,
    /// One of 16 towns along a road.
    town: i64,
}

#[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)] // Drawn within bounds.
#[allow(clippy::cast_precision_loss)]
fn job(crowded: bool, chance: &mut Chance) -> Job {
    let part = (chance.below(1 << 20) + 1) as f64 / f64::from(1 << 20);
    let known = match crowded {
        true => part.powf(-0.6).min(60.0),
        false => 1.0,
    };
    Job {
        known: (known * 1000.0) as u64,
        quality: (known.ln() / 4.1 * 300.0) as i64 + chance.amount(150),
        town: chance.amount(16),
    }
}

type Arcs = Vec<(u32, u32, i64)>;

/// Arcs of weights 0 to 1000, and places.
#[allow(clippy::cast_possible_truncation)] // Drawn within bounds.
fn draw(args: &Trial, chance: &mut Chance) -> (Arcs, Vec<u32>) {
    let jobs: Vec<Job> = (0..args.jobs).map(|_| job(args.crowded, chance)).collect();
    let mut ends = Vec::with_capacity(jobs.len());
    let mut all = 0;
    for job in &jobs {
        all += job.known;
        ends.push(all);
    }
    let mut arcs = Vec::with_capacity(args.workers as usize * DEGREE);
    let mut seen = vec![u32::MAX; jobs.len()];
    for worker in 0..args.workers {
        let home = chance.amount(16);
        let mut left = DEGREE.min(jobs.len() / 2);
        while left > 0 {
            let drawn = chance.below(all);
            let at = ends.partition_point(|end| *end <= drawn);
            if std::mem::replace(&mut seen[at], worker) == worker {
                continue;
            }
            left -= 1;
            let weight = match args.crowded {
                true => {
                    let far = (home - jobs[at].town).abs() * 16;
                    jobs[at].quality + 240 - far + chance.amount(311)
                }
                false => chance.amount(1001),
            };
            arcs.push((worker, at as u32, weight));
        }
    }
    let total = u64::from(args.workers) * args.supply / 100;
    let mut size = || (1 + chance.below(10)) * if chance.below(20) == 0 { 8 } else { 1 };
    let sizes: Vec<u64> = jobs.iter().map(|_| size()).collect();
    let sum: u64 = sizes.iter().sum();
    let places = sizes
        .iter()
        .map(|size| ((size * total + chance.below(sum)) / sum) as u32);
    let places = places.collect();
    (arcs, places)
}

/// Changes of a kind, one after another, of which the middle time is told.
const ROUNDS: usize = 5;

/// A kind of change, and for how many workers or jobs there is one.
type Share = (&'static str, usize);
/// Workers or jobs with what they have now.
type Drawn = Vec<(u32, Vec<(u32, i64)>)>;

/// Changes of one in a hundred: as a market moves from day to day, then each kind alone.
const CHANGES: [(&str, &[Share]); 5] = [
    (
        "mixed",
        &[
            ("weights", 200),
            ("leave", 400),
            ("arrive", 400),
            ("places", 100),
        ],
    ),
    ("weights", &[("weights", 100)]),
    ("places", &[("places", 100)]),
    ("leave", &[("leave", 100)]),
    ("arrive", &[("arrive", 100)]),
];

/// A market that is being changed, beside the solver that is told of the changes.
struct Changing {
    solver: Solver,
    rows: Vec<Vec<(u32, i64)>>,
    places: Vec<u32>,
    chance: Chance,
}

impl Changing {
    #[allow(clippy::cast_possible_truncation)] // Within the market.
    fn worker(&mut self) -> usize {
        self.chance.below(self.rows.len() as u64) as usize
    }

    /// A row like that of another worker, up to 100 more or less an arc.
    fn row(&mut self, worker: usize) -> Vec<(u32, i64)> {
        let row = self.rows[worker].clone();
        let mut moved = |w: i64| (w + self.chance.amount(201) - 100).clamp(0, 1000);
        row.into_iter().map(|(job, w)| (job, moved(w))).collect()
    }

    /// Draws changes of a kind: one for so many workers or jobs.
    #[allow(clippy::cast_possible_truncation)] // Within the market.
    fn drawn(&mut self, (kind, one_in): Share) -> Drawn {
        if kind == "places" {
            let some = (self.places.len() / one_in).max(1);
            let mut job = || self.chance.below(self.places.len() as u64) as u32;
            return (0..some).map(|_| (job(), Vec::new())).collect();
        }
        let some = (self.rows.len() / one_in).max(1);
        let mut one = || {
            let worker = self.worker();
            let row = match kind {
                "leave" => Vec::new(),
                _ => self.row(worker),
            };
            (worker as u32, row)
        };
        (0..some).map(|_| one()).collect()
    }

    /// Carries the changes out and solves; seconds for both.
    fn change(&mut self, shares: &[Share]) -> Result<f64, Fault> {
        let drawn: Vec<Drawn> = shares.iter().map(|share| self.drawn(*share)).collect();
        let up = self.chance.below(2);
        let began = Instant::now();
        for ((kind, _), drawn) in shares.iter().zip(&drawn) {
            for (at, (number, row)) in (0_u64..).zip(drawn) {
                match *kind {
                    "places" => {
                        let places = &mut self.places[*number as usize];
                        let by = 1 + *places / 4;
                        *places = match (at + up).is_multiple_of(2) {
                            true => *places + by,
                            false => places.saturating_sub(by),
                        };
                        self.solver.set_capacity(*number, *places)?;
                    }
                    "arrive" => self.solver.add_worker(row).map(|_| ())?,
                    _ => self.solver.set_arcs(*number, row)?,
                }
            }
        }
        self.solver.solve();
        let took = began.elapsed().as_secs_f64();
        for ((kind, _), drawn) in shares.iter().zip(drawn) {
            for (number, row) in drawn {
                match *kind {
                    "places" => {}
                    "arrive" => self.rows.push(row),
                    _ => self.rows[number as usize] = row,
                }
            }
        }
        Ok(took)
    }

    fn market(&self) -> Result<Market, Fault> {
        let arcs = (0..).zip(&self.rows).flat_map(|(worker, row)| {
            let arcs = row.iter();
            arcs.map(move |&(job, weight)| (worker, job, weight))
        });
        Market::new(self.rows.len(), arcs, self.places.clone())
    }
}

/// The middle of some times.
fn middle(all: Vec<Result<f64, Fault>>) -> Result<f64, Fault> {
    let mut all = all.into_iter().collect::<Result<Vec<f64>, Fault>>()?;
    all.sort_by(f64::total_cmp);
    Ok(all[all.len() / 2])
}

/// Solves with a proof; seconds without the proof.
fn solved(market: &Market) -> Result<(Solver, Allocation, f64), Fault> {
    let began = Instant::now();
    let mut solver = Solver::new(market);
    solver.solve();
    let took = began.elapsed().as_secs_f64();
    let found = solver.allocation();
    check(market, &found)?;
    Ok((solver, found, took))
}

/// Draws, solves, changes, solves again.
///
/// # Errors
/// An optimum that is not proven or not the same warm and cold.
pub fn run(args: &Trial) -> Result<()> {
    let mut chance = Chance(args.seed);
    let (arcs, places) = draw(args, &mut chance);
    if let Some(prefix) = &args.write {
        let mut text = String::from("worker,job,weight\n");
        for (worker, job, weight) in &arcs {
            let _ = writeln!(text, "{worker},{job},{weight}");
        }
        std::fs::write(prefix.with_extension("arcs"), text)?;
        let mut text = String::from("job,capacity\n");
        for (job, places) in places.iter().enumerate() {
            let _ = writeln!(text, "{job},{places}");
        }
        std::fs::write(prefix.with_extension("capacities"), text)?;
    }
    let market = Market::new(args.workers as usize, arcs, places.clone())?;
    let (solver, found, seconds) = solved(&market)?;
    let (total, count) = (found.total, found.count);
    print!("{{\"total\": {total}, \"count\": {count}, \"seconds\": {seconds:.6}");
    if args.plain {
        println!("}}");
        return Ok(());
    }
    let rows = (0..market.workers()).map(|w| market.row(w).collect());
    let mut changing = Changing {
        solver,
        rows: rows.collect(),
        places,
        chance,
    };
    for (kind, shares) in CHANGES {
        let warm = middle((0..ROUNDS).map(|_| changing.change(shares)).collect())?;
        let found = changing.solver.allocation();
        let market = changing.market()?;
        check(&market, &found)?;
        let mut cold = Vec::new();
        for _ in 0..ROUNDS {
            let (_, anew, seconds) = solved(&market)?;
            if anew.total != found.total {
                bail!("{kind}: {} warm and {} cold", found.total, anew.total);
            }
            cold.push(Ok(seconds));
        }
        let cold = middle(cold)?;
        print!(", \"{kind}\": {{\"warm\": {warm:.6}, \"cold\": {cold:.6}}}");
    }
    println!("}}");
    Ok(())
}
