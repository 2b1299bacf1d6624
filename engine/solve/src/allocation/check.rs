//! The proof that an allocation is the best, checked from nothing but the market.

use super::{Allocation, Fault, Market};

/// What was proven: no allocation of this market weighs more.
///
/// By weak duality of linear programming: with any prices `p ≥ 0`, every allocation weighs at
/// most `Σ max(0, max_j(w_ij − p_j)) + Σ capacity_j · p_j`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Proof {
    /// Total weight, which is also the bound.
    pub total: i128,
    /// Sum of what the workers gain beyond the prices.
    pub gains: i128,
    /// Sum of the prices of all places.
    pub rents: i128,
}

/// Checks that an allocation keeps to the market and that its prices prove it the best.
///
/// # Errors
/// The first thing that is wrong.
pub fn check(market: &Market, allocation: &Allocation) -> Result<Proof, Fault> {
    let prices = &allocation.prices;
    let jobs = market.capacities().len();
    if allocation.job_of.len() != market.workers() || prices.len() != jobs {
        return Err(Fault::Shape);
    }
    let mut taken = vec![0_u32; jobs];
    let (mut total, mut count, mut gains) = (0_i128, 0, 0_i128);
    for (worker, job) in allocation.job_of.iter().enumerate() {
        let nets = market
            .row(worker)
            .map(|(j, w)| w.saturating_sub(prices[j as usize]));
        gains += i128::from(nets.max().unwrap_or(0).max(0));
        let Some(job) = *job else { continue };
        let Some((_, weight)) = market.row(worker).find(|(j, _)| *j == job) else {
            let worker = u32::try_from(worker).map_err(|_| Fault::Size(worker))?;
            return Err(Fault::Apart { worker, job });
        };
        total += i128::from(weight);
        count += 1;
        taken[job as usize] += 1;
    }
    let mut rents = 0_i128;
    for (job, &price) in (0..).zip(prices) {
        let places = market.capacities()[job as usize];
        if taken[job as usize] > places {
            return Err(Fault::Crowded(job));
        }
        if price < 0 {
            return Err(Fault::Price(job));
        }
        rents += i128::from(price) * i128::from(places);
    }
    let bound = gains + rents;
    if total != bound {
        return Err(Fault::Gap { total, bound });
    }
    if (allocation.total, allocation.bound) != (total, bound) || allocation.count != count {
        return Err(Fault::Sums);
    }
    Ok(Proof {
        total,
        gains,
        rents,
    })
}
