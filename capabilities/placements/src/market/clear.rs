//! The reckoning itself: best arcs in, prices and their proof out. No database, no clock.

use super::model::gini;
use kernel::Refusal;
use solve::allocation::{self, Market};

/// Posts of a person's list that count as shown.
const SHOWN: usize = 12;

/// One person's best posts: place in the list of posts, score in thousandths without prices.
pub(super) type Row = Vec<(u32, i32)>;

/// What came out.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Cleared {
    /// Price of a place by post, in thousandths.
    pub prices: Vec<i64>,
    pub arcs: usize,
    pub filled_best: usize,
    pub filled_alone: u64,
    pub filled_priced: u64,
    pub total: i64,
    pub bound: i64,
    pub gini_alone: i64,
    pub gini_priced: i64,
}

/// Places filled when everybody goes to the post that is best for them, first come first served.
fn filled(rows: &[Row], capacities: &[u32], worth: impl Fn(u32, i32) -> i64) -> u64 {
    let mut wanted = vec![0_u64; capacities.len()];
    for row in rows {
        let nets = row.iter().map(|(job, score)| (worth(*job, *score), *job));
        // Of two alike the one that stands first, as in the list itself.
        let best = nets.max_by_key(|(net, job)| (*net, std::cmp::Reverse(*job)));
        if let Some((_, job)) = best.filter(|(net, _)| *net >= 0) {
            wanted[job as usize] += 1;
        }
    }
    let pairs = wanted.iter().zip(capacities);
    pairs.map(|(w, places)| (*w).min(u64::from(*places))).sum()
}

/// Unevenness of how often posts stand among the first of a list.
fn shown(rows: &[Row], posts: usize, worth: impl Fn(u32, i32) -> i64) -> i64 {
    let mut counts = vec![0_u32; posts];
    for row in rows {
        let mut row = row.clone();
        row.sort_by_key(|(job, score)| (std::cmp::Reverse(worth(*job, *score)), *job));
        for (job, _) in row.iter().take(SHOWN) {
            counts[*job as usize] += 1;
        }
    }
    gini(&counts)
}

/// Clears the market: the allocation of greatest weight, whose prices prove it the best.
///
/// # Errors
/// Internal when the proof does not hold, which would be an error of this program.
pub(super) fn clear(rows: &[Row], capacities: &[u32], crowding: i64) -> Result<Cleared, Refusal> {
    let arcs = (0_u32..).zip(rows).flat_map(|(worker, row)| {
        row.iter()
            .map(move |(job, score)| (worker, *job, i64::from(*score)))
    });
    let market = Market::new(rows.len(), arcs, capacities.to_vec()).map_err(Refusal::internal)?;
    let best = allocation::allocate(&market);
    allocation::check(&market, &best).map_err(Refusal::internal)?;
    let alone = |_: u32, score: i32| i64::from(score);
    let prices = &best.prices;
    let priced = |job: u32, score: i32| i64::from(score) - prices[job as usize] * crowding / 1000;
    Ok(Cleared {
        arcs: market.arcs(),
        filled_best: best.count,
        filled_alone: filled(rows, capacities, alone),
        filled_priced: filled(rows, capacities, priced),
        total: i64::try_from(best.total).map_err(Refusal::internal)?,
        bound: i64::try_from(best.bound).map_err(Refusal::internal)?,
        gini_alone: shown(rows, capacities.len(), alone),
        gini_priced: shown(rows, capacities.len(), priced),
        prices: best.prices,
    })
}
