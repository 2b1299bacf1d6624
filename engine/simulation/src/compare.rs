//! Many seeds under every arm, with standard errors.

use crate::{Arm, Assumptions, County, Outcome, Yardstick, hindsight, year};
use rayon::prelude::*;

/// A mean over seeds with its standard error.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Figure {
    /// Mean over seeds.
    pub mean: f64,
    /// Standard error of the mean; 0 with one seed.
    pub error: f64,
}

impl Figure {
    /// Mean and standard error of one number a seed.
    #[must_use]
    pub fn of(values: &[f64]) -> Self {
        let many = f64::from(u32::try_from(values.len()).unwrap_or(u32::MAX));
        if values.is_empty() {
            return Self::default();
        }
        let mean = values.iter().sum::<f64>() / many;
        let spread = values.iter().map(|v| (v - mean).powi(2)).sum::<f64>();
        let error = match values.len() {
            1 => 0.0,
            _ => (spread / (many - 1.0) / many).sqrt(),
        };
        Self { mean, error }
    }
}

/// One arm over all seeds.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Comparison {
    /// The arm.
    pub arm: Arm,
    /// Seats filled, as a share of the yardstick's.
    pub filled: Figure,
    /// Mean utility of those hired, as a share of the yardstick's.
    pub utility: Figure,
    /// The same as a share of what [`Arm::Dispatch`] gives, the optimum of each day by what the
    /// system knows; 1 where that arm was not played.
    pub kept: Figure,
    /// Gini coefficient of looks a seat.
    pub gini: Figure,
    /// Most applications on one day for a post, for each of its seats.
    pub crowd: Figure,
    /// Days until work was found.
    pub waiting: Figure,
    /// Share who left without work.
    pub without: Figure,
}

/// One seed: the yardstick and every arm's year.
fn seed(
    seed: u64,
    arms: &[Arm],
    assume: &Assumptions,
) -> Result<(Yardstick, Vec<Outcome>), String> {
    let county = County::draw(seed, assume);
    let best = hindsight(&county)?;
    Ok((
        best,
        arms.iter().map(|arm| year(&county, *arm, assume)).collect(),
    ))
}

/// Plays every arm over the seeds, side by side on all processors; the result does not depend on
/// how many there are.
///
/// # Errors
/// An assumption out of its range, no seed, a market too large for the solver.
pub fn compare(
    seeds: &[u64],
    arms: &[Arm],
    assume: &Assumptions,
) -> Result<Vec<Comparison>, String> {
    assume.check()?;
    if seeds.is_empty() {
        return Err("--seeds is 0; at least one is needed".into());
    }
    let runs: Result<Vec<_>, String> = seeds.par_iter().map(|s| seed(*s, arms, assume)).collect();
    let runs = runs?;
    let count = |n: usize| f64::from(u32::try_from(n).unwrap_or(u32::MAX));
    let share = |part: f64, whole: f64| if whole > 0.0 { part / whole } else { 1.0 };
    let daily = arms.iter().position(|arm| *arm == Arm::Dispatch);
    let row = |(n, arm): (usize, &Arm)| {
        let figure = |of: &dyn Fn(&Yardstick, &Outcome, &Outcome) -> f64| {
            let each = runs
                .iter()
                .map(|(best, all)| of(best, &all[n], &all[daily.unwrap_or(n)]));
            let each: Vec<f64> = each.collect();
            Figure::of(&each)
        };
        Comparison {
            arm: *arm,
            filled: figure(&|best, o, _| share(count(o.filled), count(best.filled))),
            utility: figure(&|best, o, _| share(o.utility, best.utility)),
            kept: figure(&|_, o, daily| share(o.utility, daily.utility)),
            gini: figure(&|_, o, _| o.gini),
            crowd: figure(&|_, o, _| o.crowd),
            waiting: figure(&|_, o, _| o.waiting),
            without: figure(&|_, o, _| o.without),
        }
    };
    Ok(arms.iter().enumerate().map(row).collect())
}

/// An assumption that is tried at other values: its argument, the values, how one is set.
type Case = (&'static str, &'static [f64], fn(&mut Assumptions, f64));

/// What is tried, the default among the values.
const CASES: &[Case] = &[
    ("--depth", &[0.0, 0.3, 0.6, 0.8, 0.95], |a, v| a.depth = v),
    ("--skew", &[0.0, 0.1, 0.2, 0.3], |a, v| a.skew = v),
    ("--life", &[1.0, 2.0, 4.0, 8.0], |a, v| a.life = v),
    ("--patience", &[2.0, 3.0, 5.0, 8.0], |a, v| a.patience = v),
    ("--reads", &[0.5, 0.8, 1.0], |a, v| a.reads = v),
    ("--way", &[45.0, 75.0, 120.0], |a, v| a.way = v),
    ("--tightness", &[0.7, 1.0, 1.4], |a, v| a.tightness = v),
    ("--parts", &[1.0, 4.0, 12.0, 24.0], |a, v| {
        a.parts = v as u32
    }),
    ("--strength", &[0.5, 0.8, 1.0, 1.3, 2.0], |a, v| {
        a.strength = v
    }),
];

/// Filled shares of the naive and the priced arm where one assumption is another: its argument,
/// its value, the two shares.
///
/// # Errors
/// As [`compare`].
pub fn sensitivity(
    seeds: &[u64],
    assume: &Assumptions,
) -> Result<Vec<(&'static str, f64, Figure, Figure)>, String> {
    let mut out = Vec::new();
    for (argument, values, set) in CASES {
        for value in *values {
            let mut changed = assume.clone();
            set(&mut changed, *value);
            let rows = compare(seeds, &[Arm::OwnTopK, Arm::Priced], &changed)?;
            out.push((*argument, *value, rows[0].filled, rows[1].filled));
        }
    }
    Ok(out)
}
