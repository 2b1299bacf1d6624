//! The yardstick: the best allocation of the whole year, knowing everything beforehand.

use crate::County;
use crate::arms::{PLACE, weight};
use solve::allocation::{Market, allocate};

/// What could have been reached at most.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Yardstick {
    /// Seats filled.
    pub filled: usize,
    /// Mean utility of those who have one.
    pub utility: f64,
}

/// The most seats that anyone could fill in the year, and among those ways the one that suits
/// people best: every person takes at most one seat of a post that stood while they looked, no
/// post takes more than its seats, and nobody gets what is worth less to them than staying home.
/// Solved exactly, knowing tastes and the future; only a day's whim could take someone elsewhere.
///
/// # Errors
/// A market too large for the solver.
pub fn hindsight(county: &County) -> Result<Yardstick, String> {
    let mut arcs = Vec::new();
    for (row, (pairs, person)) in (0u32..).zip(county.pairs.iter().zip(&county.seekers)) {
        let wanted = pairs
            .iter()
            .filter(|(_, _, utility)| *utility >= person.reserve);
        arcs.extend(wanted.map(|(post, _, utility)| (row, *post, weight(PLACE, *utility))));
    }
    let seats = county.posts.iter().map(|post| post.seats).collect();
    let market = Market::new(county.seekers.len(), arcs, seats).map_err(|e| format!("{e:?}"))?;
    let best = allocate(&market);
    let utility = |(row, post): (usize, u32)| {
        let pairs = county.pairs[row].iter();
        pairs.filter(|p| p.0 == post).map(|p| p.2).sum::<f64>()
    };
    let got = best
        .job_of
        .iter()
        .enumerate()
        .filter_map(|(row, job)| Some((row, (*job)?)));
    let total: f64 = got.map(utility).sum();
    let filled = u32::try_from(best.count).map_err(|e| e.to_string())?;
    Ok(Yardstick {
        filled: best.count,
        utility: total / f64::from(filled.max(1)),
    })
}
