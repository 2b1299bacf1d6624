//! Everybody who waits against every order that wants hands, at once: pure, in whole numbers.
//!
//! Order by order, the first order takes the best and the last finds nobody, although somebody
//! taken for the first could have gone to either. Here as many seats as possible are filled, and
//! of all ways to fill so many the one with the most points of the fair order.

use kernel::Refusal;
use solve::allocation::{self, Market};

/// What a person counts for each shift; `None` where the person cannot go.
pub type Row = Vec<Option<i64>>;

/// The shift of each person, by its place in the row: one at most, as many people a shift as it
/// has free seats. Points below nothing count as nothing.
///
/// A seat outweighs all points together, so nobody's points ever keep a seat empty; and whoever
/// has a place keeps one when their points for every shift rise by as much.
///
/// # Errors
/// Internal when the proof of the optimum does not hold, or there is more than can be worked on.
pub fn allot(rows: &[Row], free: &[u32]) -> Result<Vec<Option<usize>>, Refusal> {
    let points = |points: i64| points.max(0);
    let most = rows.iter().flatten().flatten().copied().map(points).max();
    let people = i64::try_from(rows.len()).map_err(Refusal::internal)?;
    let seat = (most.unwrap_or(0) + 1).saturating_mul(people + 1);
    let arcs = (0_u32..).zip(rows).flat_map(|(person, row)| {
        (0_u32..).zip(row).filter_map(move |(shift, worth)| {
            worth.map(|worth| (person, shift, seat + worth.max(0)))
        })
    });
    let market = Market::new(rows.len(), arcs, free.to_vec()).map_err(Refusal::internal)?;
    let best = allocation::allocate(&market);
    allocation::check(&market, &best).map_err(Refusal::internal)?;
    let places = best.job_of.into_iter();
    Ok(places.map(|job| job.map(|job| job as usize)).collect())
}
