//! Allocation against every possibility on tiny markets, and after changes against a new start.
#![allow(clippy::unwrap_used, clippy::cast_possible_truncation)]

use proptest::prelude::*;
use solve::allocation::{Allocation, Fault, Market, Solver, allocate, check};

/// The best total by trying everything.
fn brute(rows: &[Vec<(u32, i64)>], left: &mut [u32], worker: usize) -> i128 {
    let Some(row) = rows.get(worker) else {
        return 0;
    };
    let mut best = brute(rows, left, worker + 1);
    for &(job, weight) in row {
        if left[job as usize] > 0 {
            left[job as usize] -= 1;
            best = best.max(i128::from(weight) + brute(rows, left, worker + 1));
            left[job as usize] += 1;
        }
    }
    best
}

fn market(rows: &[Vec<(u32, i64)>], places: &[u32]) -> Market {
    let arcs = (0..)
        .zip(rows)
        .flat_map(|(worker, row)| row.iter().map(move |&(job, weight)| (worker, job, weight)));
    Market::new(rows.len(), arcs, places.to_vec()).unwrap()
}

/// A row: for each job perhaps a weight.
fn row(jobs: usize, most: i64) -> impl Strategy<Value = Vec<(u32, i64)>> {
    let cell = prop_oneof![2 => Just(None), 3 => (-most / 4..=most).prop_map(Some)];
    prop::collection::vec(cell, jobs).prop_map(|cells| {
        let cells = (0..).zip(cells);
        cells.filter_map(|(job, w)| Some((job, w?))).collect()
    })
}

type Rows = Vec<Vec<(u32, i64)>>;

fn markets(workers: usize, jobs: usize, places: u32) -> impl Strategy<Value = (Rows, Vec<u32>)> {
    (
        0..=jobs,
        prop_oneof![Just(3_i64), Just(20), Just(1000), Just(Market::MAX_WEIGHT)],
    )
        .prop_flat_map(move |(jobs, most)| {
            let rows = prop::collection::vec(row(jobs, most), 0..=workers);
            (rows, prop::collection::vec(0..=places, jobs))
        })
}

fn proven(rows: &[Vec<(u32, i64)>], places: &[u32], found: &Allocation) -> i128 {
    check(&market(rows, places), found).unwrap().total
}

/// A change of a market.
#[derive(Debug, Clone)]
enum Change {
    Arcs(prop::sample::Index, Vec<(u32, i64)>),
    Weight(prop::sample::Index, i64),
    Arrive(Vec<(u32, i64)>),
    Leave(prop::sample::Index),
    Capacity(prop::sample::Index, u32),
    Job(u32),
}

fn change() -> impl Strategy<Value = Change> {
    let any = any::<prop::sample::Index>;
    prop_oneof![
        (any(), row(12, 30)).prop_map(|(w, r)| Change::Arcs(w, r)),
        (any(), -5..30_i64).prop_map(|(w, d)| Change::Weight(w, d)),
        row(12, 30).prop_map(Change::Arrive),
        row(12, 1 << 40).prop_map(Change::Arrive),
        any().prop_map(Change::Leave),
        (any(), 0..5_u32).prop_map(|(j, c)| Change::Capacity(j, c)),
        (0..4_u32).prop_map(Change::Job),
    ]
}

fn apply(change: Change, rows: &mut Rows, places: &mut Vec<u32>, solver: &mut Solver) {
    let known = |mut row: Vec<(u32, i64)>, jobs: usize| {
        row.retain(|arc| (arc.0 as usize) < jobs);
        row
    };
    match change {
        Change::Arcs(w, row) if !rows.is_empty() => {
            let w = w.index(rows.len());
            rows[w] = known(row, places.len());
            solver.set_arcs(w as u32, &rows[w]).unwrap();
        }
        Change::Weight(w, weight) if !rows.is_empty() => {
            let w = w.index(rows.len());
            if let Some(arc) = rows[w].first_mut() {
                arc.1 = weight;
            }
            solver.set_arcs(w as u32, &rows[w]).unwrap();
        }
        Change::Arrive(row) => {
            rows.push(known(row, places.len()));
            let number = solver.add_worker(&rows[rows.len() - 1]).unwrap();
            assert_eq!(number as usize, rows.len() - 1);
        }
        Change::Leave(w) if !rows.is_empty() => {
            let w = w.index(rows.len());
            rows[w].clear();
            solver.remove_worker(w as u32).unwrap();
        }
        Change::Capacity(j, c) if !places.is_empty() => {
            let j = j.index(places.len());
            places[j] = c;
            solver.set_capacity(j as u32, c).unwrap();
        }
        Change::Job(c) => {
            places.push(c);
            assert_eq!(solver.add_job(c).unwrap() as usize, places.len() - 1);
        }
        _ => {}
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn as_good_as_any((rows, places) in markets(6, 5, 3)) {
        let found = allocate(&market(&rows, &places));
        let best = brute(&rows, &mut places.clone(), 0);
        prop_assert_eq!(proven(&rows, &places, &found), best);
        prop_assert_eq!((found.total, found.bound), (best, best));
    }

    #[test]
    fn proven_when_larger((rows, places) in markets(60, 12, 8)) {
        proven(&rows, &places, &allocate(&market(&rows, &places)));
    }

    #[test]
    fn after_changes_as_from_the_start(
        (mut rows, mut places) in markets(30, 8, 5),
        turns in prop::collection::vec(prop::collection::vec(change(), 0..6), 1..8),
    ) {
        let mut solver = Solver::new(&market(&rows, &places));
        solver.solve();
        for turn in turns {
            for change in turn {
                apply(change, &mut rows, &mut places, &mut solver);
            }
            solver.solve();
            let cold = allocate(&market(&rows, &places)).total;
            prop_assert_eq!(proven(&rows, &places, &solver.allocation()), cold);
        }
    }

    #[test]
    fn a_worse_allocation_is_not_proven((rows, places) in markets(20, 6, 3), at: usize) {
        let market = market(&rows, &places);
        let mut found = allocate(&market);
        let taken: Vec<_> = (0..rows.len()).filter(|w| found.job_of[*w].is_some()).collect();
        prop_assume!(!taken.is_empty());
        let worker = taken[at % taken.len()];
        let job = found.job_of[worker].take();
        let lost = rows[worker].iter().find(|arc| Some(arc.0) == job).unwrap().1;
        found.total -= i128::from(lost);
        found.count -= 1;
        prop_assert!(check(&market, &found).is_err());
    }
}

#[test]
fn empty_markets_have_empty_answers() {
    let none = Market::new(0, [], vec![]).unwrap();
    assert_eq!(allocate(&none), Allocation::default());
    let alone = Market::new(1, [], vec![]).unwrap();
    assert_eq!(allocate(&alone).job_of, [None]);
    let idle = Market::new(0, [], vec![7]).unwrap();
    assert_eq!(allocate(&idle).prices, [0]);
}

#[test]
fn a_million_seats_are_as_good_as_one_each() {
    let arcs = (0..1000).flat_map(|w| [(w, 0, 5), (w, 1, 4)]);
    let found = allocate(&Market::new(1000, arcs, vec![1_000_000, u32::MAX]).unwrap());
    assert_eq!((found.total, found.count), (5000, 1000));
}

/// Just as many places as workers, all of whom know the same jobs: every change moves much, so
/// that the solver begins anew.
#[test]
fn changes_of_a_market_on_the_edge() {
    let weight = |w: u32, j: u32| i64::from((w * 7919 + j * 104_729 + w * j) % 1009);
    let row = |w| (0..40).map(|j| (j, weight(w, j))).collect::<Vec<_>>();
    let mut rows: Rows = (0..2000).map(row).collect();
    let mut places = vec![50; 40];
    let mut solver = Solver::new(&market(&rows, &places));
    solver.solve();
    for turn in 1..4 {
        for w in (turn..2000).step_by(3) {
            rows[w] = row((w + turn * 5000) as u32);
            solver.set_arcs(w as u32, &rows[w]).unwrap();
        }
        places[turn] -= 20;
        solver.set_capacity(turn as u32, places[turn]).unwrap();
        solver.solve();
        let cold = allocate(&market(&rows, &places)).total;
        assert_eq!(proven(&rows, &places, &solver.allocation()), cold);
    }
}

#[test]
fn what_is_wrong_is_named() {
    let new = |arc| Market::new(2, [(0, 0, 1), arc], vec![1]);
    assert_eq!(new((2, 0, 1)), Err(Fault::Worker(2)));
    assert_eq!(new((1, 1, 1)), Err(Fault::Job(1)));
    assert_eq!(new((0, 0, 9)), Err(Fault::Twice { worker: 0, job: 0 }));
    let (worker, job, weight) = (1, 0, i64::MIN);
    assert_eq!(
        new((1, 0, i64::MIN)),
        Err(Fault::Weight {
            worker,
            job,
            weight
        })
    );
}
