//! What covering and medians find equals the optimum of HiGHS's branch and bound.
#![allow(clippy::unwrap_used, clippy::cast_possible_truncation)]

use highs::{HighsModelStatus, RowProblem, Sense};
use solve::covering::{covering, median};

/// Chance from a seed (Marsaglia, Xorshift RNGs, 2003).
struct Chance(u64);

impl Chance {
    fn below(&mut self, bound: u64) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 >> 16) % bound
    }
}

/// Villages on a square of an hour's way; sites are the first of them.
struct County {
    places: Vec<(i64, i64)>,
    people: Vec<u64>,
    sites: usize,
}

impl County {
    fn draw(villages: usize, sites: usize, chance: &mut Chance) -> Self {
        let mut place = || (chance.below(60) as i64, chance.below(60) as i64);
        let places = (0..villages).map(|_| place()).collect();
        let people = (0..villages).map(|_| 1 + chance.below(900)).collect();
        Self {
            places,
            people,
            sites,
        }
    }
    fn minutes(&self, site: usize, point: usize) -> u32 {
        let ((a, b), (c, d)) = (self.places[site], self.places[point]);
        ((a - c).abs() + (b - d).abs()) as u32
    }
    /// What opening at most `k` sites saves at most, by HiGHS.
    #[allow(clippy::cast_precision_loss)]
    fn judged(&self, k: usize, saving: impl Fn(usize, usize) -> u64) -> f64 {
        let mut problem = RowProblem::default();
        let open: Vec<_> = (0..self.sites)
            .map(|_| problem.add_integer_column(0.0, 0..=1))
            .collect();
        problem.add_row(..=k as f64, open.iter().map(|site| (*site, 1.0)));
        for point in 0..self.places.len() {
            let mut row = Vec::new();
            for (site, opened) in open.iter().enumerate() {
                let saves = saving(site, point);
                if saves > 0 {
                    let column = problem.add_column(saves as f64, 0..=1);
                    problem.add_row(..=0, [(column, 1.0), (*opened, -1.0)]);
                    row.push((column, 1.0));
                }
            }
            problem.add_row(..=1, row);
        }
        let mut model = problem.optimise(Sense::Maximise);
        model.make_quiet();
        model.set_option("mip_rel_gap", 0.0);
        let solved = model.solve();
        assert_eq!(solved.status(), HighsModelStatus::Optimal);
        solved.objective_value()
    }
}

#[allow(clippy::cast_precision_loss)]
fn same(judged: f64, ours: u64) {
    assert!(
        (judged - ours as f64).abs() < 0.5,
        "HiGHS {judged}, ours {ours}"
    );
}

#[test]
fn covers() {
    let mut chance = Chance(0xC1AC1E);
    for (villages, sites, k) in [(60, 30, 4), (150, 60, 6), (150, 60, 10)] {
        let county = County::draw(villages, sites, &mut chance);
        let covers: Vec<Vec<u32>> = (0..sites)
            .map(|site| {
                let near = |point: &u32| county.minutes(site, *point as usize) <= 15;
                (0..villages as u32).filter(near).collect()
            })
            .collect();
        let found = covering(&covers, &county.people, &[], k).unwrap();
        assert_eq!(found.gap, 0);
        let judged = county.judged(k, |site, point| {
            u64::from(county.minutes(site, point) <= 15) * county.people[point]
        });
        same(judged, found.covered);
    }
}

#[test]
fn medians() {
    let mut chance = Chance(0xAED1A);
    for (villages, sites, k) in [(50, 25, 3), (80, 40, 6)] {
        let county = County::draw(villages, sites, &mut chance);
        let minutes: Vec<Vec<(u32, u32)>> = (0..villages)
            .map(|point| {
                let sites = (0..sites as u32).filter(|s| s % 7 != 3);
                sites
                    .map(|site| (site, county.minutes(site as usize, point)))
                    .collect()
            })
            .collect();
        let found = median(sites, &minutes, 60, &county.people, &[], k).unwrap();
        assert_eq!(found.gap, 0);
        let judged = county.judged(k, |site, point| {
            let less = 60_u32.saturating_sub(county.minutes(site, point));
            u64::from(site % 7 != 3) * u64::from(less) * county.people[point]
        });
        let nothing: u64 = county.people.iter().map(|people| people * 60).sum();
        same(judged, nothing - found.cost);
    }
}
