//! A bound on what any sites can save, by Lagrangian relaxation in whole numbers.
//!
//! With a price `u ≥ 0` for each point, no `k` sites save more than
//! `Σ u + the k largest Σ over points of max(0, saving − u)`: a point that takes one saving gets at
//! most its price and what exceeds it. Prices are kept in parts of [`UNIT`] of a unit, so that the
//! bound is exact whatever the steps were.

use super::gains::Gains;

/// Parts of a unit in which prices are kept.
const UNIT: i64 = 1 << 10;

/// How much of the last way of the prices goes into the next, against zigzags (Camerini, Fratta
/// and Maffioli, Mathematical Programming Study 3, 1975).
const MEMORY: f64 = 0.8;
/// What is decided of a site in a branch.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Fate {
    /// Nothing.
    Either,
    /// It is open.
    Open,
    /// It stays closed.
    Closed,
}

/// Prices of the points, with what the last evaluation found.
#[derive(Debug, Clone)]
pub(super) struct Prices {
    /// Price of each point.
    prices: Vec<i64>,
    /// Where prices last moved.
    way: Vec<f64>,
    /// What each site is worth at the prices.
    worth: Vec<i64>,
    /// The sites that are open in the relaxation.
    pub chosen: Vec<u32>,
    /// How often each site was chosen.
    pub times: Vec<u32>,
    /// How many times all pairs were gone through.
    pub rounds: u64,
}

/// What a bounding found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Bound {
    /// No sites save more.
    pub most: u64,
    /// The least worth of the free sites chosen, and the most of those not chosen.
    least: i64,
    next: i64,
    exact: i64,
}

#[allow(clippy::cast_possible_wrap)] // Savings are at most 2⁴⁸ together, and UNIT 2¹⁰.
fn units(saving: u64) -> i64 {
    saving as i64 * UNIT
}

impl Prices {
    /// Prices at half of what each point could be saved.
    pub fn new(gains: &Gains) -> Self {
        let points = 0..gains.points();
        Self {
            prices: points.map(|point| units(gains.most(point)) / 2).collect(),
            way: vec![0.0; gains.points()],
            worth: vec![0; gains.sites()],
            chosen: Vec::new(),
            times: vec![0; gains.sites()],
            rounds: 0,
        }
    }

    /// The bound at the present prices.
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)] // Sites; never negative.
    fn evaluate(&mut self, gains: &Gains, fates: &[Fate], k: usize) -> Bound {
        self.rounds += 1;
        let mut free = Vec::with_capacity(fates.len());
        let mut total: i64 = self.prices.iter().sum();
        self.chosen.clear();
        for (site, fate) in fates.iter().enumerate() {
            if *fate == Fate::Closed {
                continue;
            }
            let row = gains.of_site(site).iter();
            let beyond = row.map(|(p, saving)| (units(*saving) - self.prices[*p as usize]).max(0));
            let worth = beyond.sum();
            self.worth[site] = worth;
            if *fate == Fate::Open {
                total += worth;
                self.chosen.push(site as u32);
            } else {
                free.push(site as u32);
            }
        }
        let left = k.saturating_sub(self.chosen.len()).min(free.len());
        let key = |site: &u32| (std::cmp::Reverse(self.worth[*site as usize]), *site);
        if left > 0 && left < free.len() {
            free.select_nth_unstable_by_key(left - 1, key);
        }
        let worths = |sites: &[u32]| -> Vec<i64> {
            sites
                .iter()
                .map(|site| self.worth[*site as usize])
                .collect()
        };
        let (inside, outside) = (worths(&free[..left]), worths(&free[left..]));
        total += inside.iter().sum::<i64>();
        self.chosen.extend(&free[..left]);
        Bound {
            most: (total / UNIT) as u64,
            least: inside.into_iter().min().unwrap_or(0),
            next: outside.into_iter().max().unwrap_or(0),
            exact: total,
        }
    }

    /// Closes or opens for good what no better solution than `best` can have otherwise.
    #[allow(clippy::cast_possible_truncation)] // Fewer sites than 2³².
    fn fix(&self, bound: Bound, best: u64, fates: &mut [Fate]) {
        let mut inside = vec![false; fates.len()];
        for &site in &self.chosen {
            inside[site as usize] = true;
        }
        let beaten = |total: i64| total < units(best + 1);
        for (site, fate) in fates.iter_mut().enumerate() {
            if *fate != Fate::Either {
                continue;
            }
            let worth = self.worth[site];
            if !inside[site] && beaten(bound.exact - bound.least + worth) {
                *fate = Fate::Closed;
            } else if inside[site] && beaten(bound.exact - worth + bound.next) {
                *fate = Fate::Open;
            }
        }
    }

    /// Moves prices against the subgradient; `false` if the relaxation is a solution itself.
    #[allow(clippy::cast_precision_loss, clippy::cast_possible_truncation)] // A step, not a proof.
    fn step(&mut self, gains: &Gains, size: f64, over: i64) -> bool {
        let mut slack = vec![1_i32; self.prices.len()];
        for &site in &self.chosen {
            for &(point, saving) in gains.of_site(site as usize) {
                slack[point as usize] -= i32::from(units(saving) > self.prices[point as usize]);
            }
        }
        // A price of nothing cannot become less.
        let moves = slack.iter().zip(&self.prices);
        let moves = moves.map(|(slack, price)| if *price == 0 { (*slack).min(0) } else { *slack });
        let mut still = true;
        let mut norm = 0.0;
        for (way, m) in self.way.iter_mut().zip(moves) {
            still &= m == 0;
            *way = f64::from(m) + MEMORY * *way;
            norm += *way * *way;
        }
        if still || norm == 0.0 {
            return false;
        }
        let by = size * over as f64 / norm;
        for (point, (price, way)) in self.prices.iter_mut().zip(&self.way).enumerate() {
            let moved = (by * way) as i64;
            *price = price
                .saturating_sub(moved)
                .clamp(0, units(gains.most(point)));
        }
        true
    }

    /// Looks for prices with a small bound; ends early once the bound is not above `best`, which
    /// `better` may raise from the sites chosen. Decides what it can in `fates`. Afterwards the
    /// prices are the best that were found.
    pub fn descend(
        &mut self,
        gains: &Gains,
        fates: &mut [Fate],
        k: usize,
        rounds: usize,
        better: &mut dyn FnMut(&[u32]) -> u64,
    ) -> u64 {
        self.way.fill(0.0);
        // After so many steps without a better bound steps are halved.
        let patience = (rounds / 25).clamp(5, 40);
        let (mut size, mut since) = (1.0, 0);
        let mut least: Option<(Bound, Vec<i64>)> = None;
        for _ in 0..rounds {
            let bound = self.evaluate(gains, fates, k);
            let best = better(&self.chosen);
            for &site in &self.chosen {
                self.times[site as usize] += 1;
            }
            if least
                .as_ref()
                .is_none_or(|least| bound.exact < least.0.exact)
            {
                least = Some((bound, self.prices.clone()));
                since = 0;
                if bound.most <= best {
                    return bound.most;
                }
                self.fix(bound, best, fates);
                let open = fates.iter().filter(|fate| **fate == Fate::Open).count();
                if open > k {
                    // Better solutions would need more sites than there may be.
                    return best;
                }
            } else {
                since += 1;
                if since == patience {
                    (size, since) = (size / 2.0, 0);
                }
            }
            let over = bound.exact - units(best);
            if size < 1e-3 || !self.step(gains, size, over) {
                break;
            }
        }
        let Some((bound, prices)) = least else {
            return u64::MAX;
        };
        self.prices = prices;
        bound.most
    }
}
