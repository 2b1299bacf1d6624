//! What the solver keeps beside the allocation says what is so, after whatever changes.
#![allow(clippy::cast_possible_truncation)]

use super::state::{NONE, State};
use super::{Market, Solver, check};
use proptest::prelude::*;

/// Gains are exact, bounds are bounds, columns are the rows turned round.
fn sound(state: &State) {
    for (worker, footing) in (0..).zip(&state.footing) {
        let taken = state.taken[worker as usize];
        let gain = if taken == NONE { 0 } else { state.net(taken) };
        assert_eq!(footing.gain, gain, "gain of {worker}");
        assert!(state.coarse.back(state.gains[worker as usize]) <= gain);
        if taken != NONE {
            let elsewhere = state.elsewhere(worker, taken);
            assert!(footing.elsewhere >= elsewhere, "elsewhere of {worker}");
            assert!(footing.slack() <= gain - elsewhere, "slack of {worker}");
        }
    }
    if !state.columns.is_laid() {
        return;
    }
    let mut arcs = 0;
    for worker in (0..).take(state.rows.len()) {
        for (arc, job, weight) in state.row(worker) {
            let column = state.columns.of(job);
            let at = column.arcs.iter().position(|other| *other == arc);
            let seeker = column.seekers[at.expect("every arc stands in its column")];
            assert_eq!(seeker.worker, worker);
            assert!(state.coarse.back(seeker.weight) >= weight);
            arcs += 1;
        }
    }
    let all: usize = (0..state.prices.len() as u32)
        .map(|job| state.columns.of(job).arcs.len())
        .sum();
    assert!(all >= arcs);
}

/// A row of few jobs.
fn row(jobs: u32, most: i64) -> impl Strategy<Value = Vec<(u32, i64)>> {
    let cell = (0..jobs, -most / 8..=most);
    proptest::collection::vec(cell, 0..6).prop_map(|mut row| {
        row.sort_unstable();
        row.dedup_by_key(|arc| arc.0);
        row
    })
}

const JOBS: u32 = 9;

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]
    #[test]
    fn what_is_kept_is_so(
        rows in proptest::collection::vec(row(JOBS, 40), 0..30),
        places in proptest::collection::vec(0u32..5, JOBS as usize),
        rounds in proptest::collection::vec(
            proptest::collection::vec(
                (any::<prop::sample::Index>(), row(JOBS, 40), 0u32..5, 0u8..4), 1..6), 1..8),
        large in prop_oneof![Just(1), Just(1_i64 << 33), Just(1_i64 << 50)],
    ) {
        let arcs = (0..).zip(&rows).flat_map(|(worker, row)| {
            row.iter().map(move |&(job, weight)| (worker, job, weight))
        });
        let market = Market::new(rows.len(), arcs, places.clone()).expect("a market");
        let (mut rows, mut places) = (rows, places);
        let mut solver = Solver::new(&market);
        solver.solve();
        sound(&solver.state);
        for (round, changes) in (0..).zip(rounds) {
            // From some round on weights no longer fit what columns were laid for.
            let scale = if round < 3 { 1 } else { large };
            for (at, mut row, count, kind) in changes {
                row.iter_mut().for_each(|arc| arc.1 = arc.1 * scale + i64::from(kind));
                match kind {
                    0 => {
                        let job = at.index(places.len());
                        places[job] = count;
                        solver.set_capacity(job as u32, count).expect("a job");
                    }
                    1 if !rows.is_empty() => {
                        let worker = at.index(rows.len());
                        solver.set_arcs(worker as u32, &row).expect("a worker");
                        rows[worker] = row;
                    }
                    2 if !rows.is_empty() => {
                        let worker = at.index(rows.len());
                        let all = rows[worker].iter();
                        rows[worker] = all.map(|arc| (arc.0, arc.1 + scale)).collect();
                        solver.set_arcs(worker as u32, &rows[worker]).expect("a worker");
                    }
                    _ => {
                        solver.add_worker(&row).expect("room");
                        rows.push(row);
                    }
                }
            }
            solver.solve();
            sound(&solver.state);
            let arcs = (0..).zip(&rows).flat_map(|(worker, row)| {
                row.iter().map(move |&(job, weight)| (worker, job, weight))
            });
            let market = Market::new(rows.len(), arcs, places.clone()).expect("a market");
            prop_assert!(check(&market, &solver.allocation()).is_ok());
        }
    }
}
