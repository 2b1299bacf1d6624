//! Prices of jobs against crowding: who is shown too often costs more until shown less.
//!
//! A dual ascent on the cap of exposure (Bertsekas, "Auction algorithms", 1988, is its kin): a
//! job above its cap grows dearer by the logarithm of how far above, one below grows cheaper, in
//! steps that shrink to nought. The first places of a list pay a part of the price only, for
//! there a person's own fit matters most; the later places pay all of it and do the spreading.

use rayon::prelude::*;

/// A person's candidates, best first: job and score, the best of each person 1.
pub type Candidates = Vec<(u32, f32)>;

/// How prices are found and felt.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct PriceSettings {
    /// A job may be shown so many times the average of all jobs.
    pub cap: f64,
    /// The share of a list's places, from its head, that pays `head_part` of the price.
    pub head: f64,
    /// What the head pays of the price.
    pub head_part: f32,
    /// Rounds of raising and lowering.
    pub rounds: u32,
}

impl Default for PriceSettings {
    fn default() -> Self {
        Self {
            cap: 2.4,
            head: 0.4,
            head_part: 0.3,
            rounds: 50,
        }
    }
}

impl PriceSettings {
    /// The price of every job for which lists of `n` places keep within the cap.
    #[must_use]
    pub fn find(&self, people: &[Candidates], jobs: usize, n: usize) -> Vec<f32> {
        let mut prices = vec![0.0f32; jobs];
        let wanted: usize = people.iter().map(|c| c.len().min(n)).sum();
        let cap = (wanted as f64 / jobs.max(1) as f64 * self.cap).max(1.0);
        for round in 0..self.rounds {
            let left = 1.0 - f64::from(round) / f64::from(self.rounds);
            let shown = exposure(&self.lists(people, &prices, 1.0, n), jobs);
            for (price, shown) in prices.iter_mut().zip(shown) {
                let over = (f64::from(shown).max(0.5) / cap).ln();
                *price = (f64::from(*price) + 0.1 * left * over).max(0.0) as f32;
            }
        }
        prices
    }

    /// Every person's list under these prices, `strength` times felt.
    #[must_use]
    pub fn lists(
        &self,
        people: &[Candidates],
        prices: &[f32],
        strength: f32,
        n: usize,
    ) -> Vec<Candidates> {
        // A share of a list's places: within 0..=n.
        let head = (n as f64 * self.head.clamp(0.0, 1.0)).round() as usize;
        let one = |candidates: &Candidates| {
            let price = |job: u32| strength * prices[job as usize];
            let mut list = priced(candidates, |job| self.head_part * price(job));
            let tail = list.split_off(head.min(list.len()));
            let known = |job: u32| candidates.iter().find(|c| c.0 == job).copied();
            let tail: Candidates = tail.iter().filter_map(|&(job, _)| known(job)).collect();
            let floor = list.last().map_or(f32::INFINITY, |last| last.1);
            let rest = priced(&tail, price);
            list.extend(rest.into_iter().map(|(job, score)| (job, score.min(floor))));
            list.truncate(n);
            list
        };
        people.par_iter().map(one).collect()
    }
}

/// Candidates in the order of score less price; of equals the lower number first.
fn priced(candidates: &Candidates, price: impl Fn(u32) -> f32) -> Candidates {
    let pay = |&(job, score): &(u32, f32)| (job, score - price(job));
    let mut list: Candidates = candidates.iter().map(pay).collect();
    list.sort_unstable_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
    list
}

/// How often each job stands in these lists.
#[must_use]
pub fn exposure(lists: &[Candidates], jobs: usize) -> Vec<u32> {
    let mut shown = vec![0u32; jobs];
    for (job, _) in lists.iter().flatten() {
        shown[*job as usize] += 1;
    }
    shown
}
