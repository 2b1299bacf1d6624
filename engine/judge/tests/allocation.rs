//! The allocation's total equals that of HiGHS on small and middling markets.
#![allow(clippy::unwrap_used, clippy::cast_possible_truncation)]

use highs::{HighsModelStatus, RowProblem, Sense};
use solve::allocation::{Market, Solver, allocate, check};

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

type Arcs = Vec<(u32, u32, i64)>;

/// A market; early jobs are known to more people and worth more.
fn draw(
    workers: u32,
    jobs: u32,
    degree: u64,
    places: u64,
    chance: &mut Chance,
) -> (Arcs, Vec<u32>) {
    let mut arcs = Vec::new();
    for worker in 0..workers {
        let mut seen = Vec::new();
        for _ in 0..chance.below(degree + 1) {
            let reach = 1 + chance.below(u64::from(jobs));
            let job = chance.below(reach) as u32;
            if seen.contains(&job) {
                continue;
            }
            seen.push(job);
            let worth = 300 - i64::from(job * 300 / jobs);
            arcs.push((worker, job, worth + chance.below(700) as i64 - 100));
        }
    }
    let places = (0..jobs).map(|_| chance.below(places + 1) as u32);
    (arcs, places.collect())
}

/// The optimum of the linear programme, which has whole vertices.
#[allow(clippy::cast_precision_loss)] // Far below 2⁵³.
fn judged(workers: u32, arcs: &[(u32, u32, i64)], places: &[u32]) -> f64 {
    let mut problem = RowProblem::default();
    let columns: Vec<_> = arcs
        .iter()
        .map(|arc| problem.add_column(arc.2 as f64, 0..=1))
        .collect();
    let mut rows = vec![Vec::new(); workers as usize];
    let mut ends = vec![Vec::new(); places.len()];
    for (arc, column) in arcs.iter().zip(columns) {
        rows[arc.0 as usize].push((column, 1.0));
        ends[arc.1 as usize].push((column, 1.0));
    }
    for row in rows {
        problem.add_row(..=1, row);
    }
    for (end, &most) in ends.into_iter().zip(places) {
        problem.add_row(..=f64::from(most), end);
    }
    let mut model = problem.optimise(Sense::Maximise);
    model.make_quiet();
    let solved = model.solve();
    assert_eq!(solved.status(), HighsModelStatus::Optimal);
    let taken = solved.get_solution();
    let pairs = arcs.iter().zip(taken.columns());
    pairs.map(|(arc, part)| arc.2 as f64 * part).sum()
}

fn same(workers: u32, arcs: &[(u32, u32, i64)], places: &[u32], total: i128) {
    let judged = judged(workers, arcs, places);
    #[allow(clippy::cast_precision_loss)]
    let far = (judged - total as f64).abs();
    assert!(far < 1e-3, "HiGHS {judged}, ours {total}");
}

fn market(workers: u32, arcs: &[(u32, u32, i64)], places: &[u32]) -> Market {
    Market::new(workers as usize, arcs.iter().copied(), places.to_vec()).unwrap()
}

#[test]
fn small_markets() {
    let mut chance = Chance(0x5EED);
    for _ in 0..60 {
        let (workers, jobs) = (1 + chance.below(60) as u32, 1 + chance.below(20) as u32);
        let (degree, most) = (1 + chance.below(12), 1 + chance.below(6));
        let (arcs, places) = draw(workers, jobs, degree, most, &mut chance);
        let found = allocate(&market(workers, &arcs, &places));
        same(workers, &arcs, &places, found.total);
    }
}

#[test]
fn middling_markets_scarce_even_and_ample() {
    let mut chance = Chance(0xC0FFEE);
    for most in [6, 13, 20] {
        let (arcs, places) = draw(2000, 300, 30, most, &mut chance);
        let market = market(2000, &arcs, &places);
        let found = allocate(&market);
        check(&market, &found).unwrap();
        same(2000, &arcs, &places, found.total);
    }
}

#[test]
fn after_changes() {
    let mut chance = Chance(0xBEEF);
    let (mut arcs, mut places) = draw(400, 60, 12, 8, &mut chance);
    let mut solver = Solver::new(&market(400, &arcs, &places));
    for _ in 0..8 {
        solver.solve();
        same(400, &arcs, &places, solver.allocation().total);
        let worker = chance.below(400) as u32;
        for arc in arcs.iter_mut().filter(|arc| arc.0 == worker) {
            arc.2 = chance.below(1000) as i64;
        }
        let own = arcs.iter().filter(|arc| arc.0 == worker);
        let row: Vec<_> = own.map(|arc| (arc.1, arc.2)).collect();
        solver.set_arcs(worker, &row).unwrap();
        let job = chance.below(60) as u32;
        places[job as usize] = chance.below(10) as u32;
        solver.set_capacity(job, places[job as usize]).unwrap();
    }
}

/// Markets at the edge: the totals are the same, and proven.
#[test]
fn degenerate_markets() {
    let mut chance = Chance(0xD00D);
    for round in 0..12 {
        let (mut arcs, mut places) = draw(300, 40, 10, 8, &mut chance);
        let mut workers = 300;
        match round % 6 {
            // All weights alike, then all nothing: only the count matters, or nothing does.
            0 => arcs.iter_mut().for_each(|arc| arc.2 = 7),
            1 => arcs.iter_mut().for_each(|arc| arc.2 = 0),
            2 => places.iter_mut().for_each(|places| *places = 0),
            // Half of the jobs have no place, the others have more than there are people.
            3 => {
                let places = places.iter_mut().zip(0_u32..);
                places.for_each(|(places, job)| *places = (job % 2) * 1_000_000);
            }
            4 => arcs.iter_mut().for_each(|arc| arc.2 = -1 - arc.2.abs()),
            _ => {
                arcs.retain(|arc| arc.0 == 0);
                workers = 1;
            }
        }
        let market = market(workers, &arcs, &places);
        let found = allocate(&market);
        check(&market, &found).unwrap();
        same(workers, &arcs, &places, found.total);
    }
}

/// Weights of thirteen digits, as decimals become when brought to whole numbers.
#[test]
fn large_weights() {
    let mut chance = Chance(0xFEED);
    for _ in 0..5 {
        let (mut arcs, places) = draw(300, 40, 10, 8, &mut chance);
        for arc in &mut arcs {
            arc.2 = chance.below(1 << 48) as i64;
        }
        let market = market(300, &arcs, &places);
        let found = allocate(&market);
        check(&market, &found).unwrap();
        let judged = judged(300, &arcs, &places);
        #[allow(clippy::cast_precision_loss)] // HiGHS itself is only right to so many digits.
        let far = (judged - found.total as f64).abs() / judged;
        assert!(far < 1e-9, "HiGHS {judged}, ours {}", found.total);
    }
}
