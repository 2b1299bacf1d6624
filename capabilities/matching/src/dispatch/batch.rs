//! The batch: a plan for all people and shifts at once, with its bound.

use super::block::{cut, renew, roll, with};
use super::bound::lower;
use super::case::Case;
use super::exact::small;
use super::model::check;
use super::{Fault, Hand, Limits, Plan, Seat, Shift, Ways};

/// Most rounds in which prices of seats are sought, and fewest.
const ROUNDS: (usize, usize) = (2000, 40);
/// Pairs of shifts of one person looked at in all rounds; large batches get fewer rounds.
const LOOKS: usize = 3_000_000_000;
/// Passes over all blocks in which a plan is made better.
const PASSES: usize = 8;

/// Gives people seats so that the most points are reached: a filled seat counts
/// [`Limits::SEAT`], a short way and a liked trade up to `fit_points` more, a long wait its points
/// once. Nobody works two shifts at once, nor without the time for the way between; windows,
/// rest, limits, trades, ways and pay floors are kept.
///
/// Batches where nobody could take two shifts, and small ones, are solved exactly. Others go
/// through blocks of overlapping shifts, each allocated exactly while what comes later counts at
/// its price, and are then made better block by block; [`Plan::bound`] says how far from the
/// optimum that could be at most. The same input gives the same plan.
///
/// # Errors
/// A time that ends before it begins, windows of one person that overlap, pay below nothing, more
/// than the solver can hold.
pub fn plan(hands: &[Hand], shifts: &[Shift], limits: &Limits, ways: &Ways) -> Result<Plan, Fault> {
    check(hands, shifts)?;
    let case = Case::new(hands, shifts, limits, ways);
    if let Some(lists) = small(&case) {
        let points = case.total(&lists);
        return Ok(told(&case, &lists, points));
    }
    let first = vec![0.0; case.works.len()];
    let mut lists = improved(&case, roll(&case, &first)?)?;
    let mut points = case.total(&lists);
    if cut(&case, usize::MAX).len() <= 1 {
        // One block is one allocation: its optimum is the plan's.
        return Ok(told(&case, &lists, points));
    }
    let start = opening(&case);
    let pairs: usize = case.rows.iter().map(|row| row.len() * row.len()).sum();
    let rounds = (LOOKS / pairs.max(1)).clamp(ROUNDS.1, ROUNDS.0);
    let bound = lower(&case, start, points, rounds);
    for begun in [roll(&case, &bound.prices)?, trimmed(&case, &bound.asks)] {
        let other = improved(&case, begun)?;
        if case.total(&other) > points {
            points = case.total(&other);
            lists = other;
        }
    }
    Ok(told(&case, &lists, bound.points.max(points)))
}

/// Prices to begin with: nothing for a shift that fewer people could take than it has seats,
/// half a seat where more could.
fn opening(case: &Case) -> Vec<f64> {
    let mut could = vec![0u64; case.works.len()];
    for arc in case.rows.iter().flatten() {
        could[arc.shift as usize] += 1;
    }
    let price = |(work, could): (&super::case::Work, &u64)| match *could > u64::from(work.seats) {
        true => Limits::SEAT as f64 / 2.0,
        false => 0.0,
    };
    case.works.iter().zip(&could).map(price).collect()
}

/// What everyone asks for, less what is asked for beyond the seats; those with least points yield.
fn trimmed(case: &Case, asks: &[Vec<u32>]) -> Vec<Vec<u32>> {
    let mut all: Vec<(i64, usize, u32)> = Vec::new();
    for (hand, list) in asks.iter().enumerate() {
        all.extend(
            list.iter()
                .map(|shift| (-case.points(hand, *shift), hand, *shift)),
        );
    }
    all.sort_unstable();
    let mut left: Vec<u32> = case.works.iter().map(|work| work.seats).collect();
    let mut lists = vec![Vec::new(); case.rows.len()];
    for (_, hand, shift) in all {
        let with: Vec<u32> = with(&lists[hand], shift);
        if left[shift as usize] > 0 && case.keeps(&with) {
            left[shift as usize] -= 1;
            lists[hand] = with;
        }
    }
    lists
}

/// Makes a plan better block by block, under several cuts, until nothing changes.
fn improved(case: &Case, mut lists: Vec<Vec<u32>>) -> Result<Vec<Vec<u32>>, Fault> {
    let mut points = case.total(&lists);
    for pass in 0..PASSES {
        let first = match pass % 2 {
            0 => usize::MAX,
            _ => cut(case, usize::MAX)
                .first()
                .map_or(1, |b| b.len().div_ceil(2)),
        };
        for block in cut(case, first) {
            renew(case, &block, &mut lists)?;
        }
        let now = case.total(&lists);
        if now == points && pass % 2 == 1 {
            break;
        }
        points = now;
    }
    Ok(lists)
}

/// The plan as the caller numbers things.
fn told(case: &Case, lists: &[Vec<u32>], bound: i64) -> Plan {
    let seat = |hand: usize, number: u32| Seat {
        hand,
        shift: case.works[number as usize].origin,
        points: case.points(hand, number),
    };
    let each = lists.iter().enumerate();
    let seats = each.flat_map(|(hand, list)| list.iter().map(move |shift| seat(hand, *shift)));
    Plan {
        seats: seats.collect(),
        points: case.total(lists),
        bound,
        asked: case.works.iter().map(|work| u64::from(work.seats)).sum(),
    }
}
