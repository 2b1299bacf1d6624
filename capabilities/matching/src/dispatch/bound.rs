//! What no plan can exceed: seats priced until people ask for no more than there are.

use super::case::Case;
use super::schedule::best;
use rayon::prelude::*;

/// Prices of seats and the bound that they prove.
pub(super) struct Bound {
    /// Price of a seat of each shift.
    pub prices: Vec<f64>,
    /// Points that no plan can exceed.
    pub points: i64,
    /// What everyone asks for at these prices; some shifts may be asked for too often.
    pub asks: Vec<Vec<u32>>,
}

/// Lowers the bound by moving prices along the mean excess of what people ask for (Lagrangian
/// relaxation of the seats; Held & Karp 1971, steps after Polyak 1969, direction averaged after
/// Camerini, Fratta & Maffioli 1975), starting at `prices`. Valid whenever it stops.
pub(super) fn lower(case: &Case, mut prices: Vec<f64>, reached: i64, rounds: usize) -> Bound {
    let seats: Vec<f64> = case
        .works
        .iter()
        .map(|work| f64::from(work.seats))
        .collect();
    let mut lowest = Bound {
        prices: prices.clone(),
        points: i64::MAX,
        asks: Vec::new(),
    };
    let (mut least, mut stale, mut pace) = (f64::INFINITY, 0, 1.0);
    let mut heading = vec![0.0; prices.len()];
    for _ in 0..rounds {
        let asks = (0..case.rows.len())
            .into_par_iter()
            .map(|hand| best(case, hand, &prices));
        let asks: Vec<(f64, Vec<u32>)> = asks.collect();
        let paid: f64 = prices
            .iter()
            .zip(&seats)
            .map(|(price, seats)| price * seats)
            .sum();
        let value = paid + asks.iter().map(|(worth, _)| worth).sum::<f64>();
        if value < least - 1e-6 * least.abs() {
            stale = 0;
        } else {
            stale += 1;
        }
        if value < least {
            least = value;
            lowest.prices.clone_from(&prices);
            lowest.asks = asks.iter().map(|(_, list)| list.clone()).collect();
        }
        if stale >= 20 {
            (stale, pace) = (0, pace * 0.7);
            prices.clone_from(&lowest.prices);
        }
        // Points are whole, so the bound is too; the margin covers the rounding of sums.
        if least < reached as f64 + 0.999 || pace < 1e-5 {
            break;
        }
        let mut excess: Vec<f64> = seats.iter().map(|seats| -seats).collect();
        for shift in asks.iter().flat_map(|(_, list)| list) {
            excess[*shift as usize] += 1.0;
        }
        for ((heading, excess), price) in heading.iter_mut().zip(&excess).zip(&prices) {
            // A free shift with seats left has nothing to give.
            let idle = *price <= 0.0 && *excess < 0.0;
            *heading = if idle {
                0.0
            } else {
                0.6 * excess + 0.4 * *heading
            };
        }
        let norm: f64 = heading.iter().map(|h| h * h).sum();
        if norm < 1e-12 {
            break;
        }
        let step = pace * (value - reached as f64).max(1.0) / norm;
        for (price, heading) in prices.iter_mut().zip(&heading) {
            *price = (*price + step * heading).max(0.0);
        }
    }
    lowest.points = (least + 1e-6 * least.abs().max(1.0)).floor() as i64;
    lowest
}
