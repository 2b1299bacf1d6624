//! What is measured of a year.

use crate::{County, Hire};

/// A year under one arm.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Outcome {
    /// Seats filled.
    pub filled: usize,
    /// Mean utility of those who found work.
    pub utility: f64,
    /// Gini coefficient of looks a seat, over posts.
    pub gini: f64,
    /// Most applications for one post on one day, for each of its seats.
    pub crowd: f64,
    /// Mean days from beginning to look until work was found, of those who found it.
    pub waiting: f64,
    /// Share of people who left without work.
    pub without: f64,
}

impl Outcome {
    /// Sums up a year.
    pub(crate) fn of(county: &County, hires: Vec<Hire>, shown: &[f64], crowd: &[u32]) -> Self {
        let many = f64::from(u32::try_from(hires.len()).unwrap_or(u32::MAX));
        let all = f64::from(u32::try_from(county.seekers.len()).unwrap_or(u32::MAX));
        let waited = |h: &Hire| f64::from(h.day - county.seekers[h.person as usize].from);
        let seats = |n: usize| f64::from(county.posts[n].seats.max(1));
        let looks: Vec<f64> = shown
            .iter()
            .enumerate()
            .map(|(n, s)| s / seats(n))
            .collect();
        let crowded = crowd
            .iter()
            .enumerate()
            .map(|(n, c)| f64::from(*c) / seats(n));
        Self {
            filled: hires.len(),
            utility: hires.iter().map(|h| h.utility).sum::<f64>() / many.max(1.0),
            gini: gini(&looks),
            crowd: crowded.fold(0.0, f64::max),
            waiting: hires.iter().map(waited).sum::<f64>() / many.max(1.0),
            without: 1.0 - many / all.max(1.0),
        }
    }
}

/// The Gini coefficient: 0 = all the same, towards 1 = one has everything; 0 of nothing.
#[must_use]
pub fn gini(values: &[f64]) -> f64 {
    let mut sorted = values.to_vec();
    sorted.sort_by(f64::total_cmp);
    let total: f64 = sorted.iter().sum();
    let (mut rank, mut sum) = (0.0, 0.0);
    for value in &sorted {
        rank += 1.0;
        sum += rank * value;
    }
    match total > 0.0 {
        true => 2.0 * sum / (rank * total) - (rank + 1.0) / rank,
        false => 0.0,
    }
}
