//! Shifts that all overlap, allocated at once: of these nobody can take two.

use super::Fault;
use super::case::Case;
use solve::allocation::{Market, allocate};
use std::ops::Range;

/// Cuts shifts by beginning into runs of which every two overlap in time; the first run has at
/// most `first` shifts, so that other cuts can be tried.
pub(super) fn cut(case: &Case, first: usize) -> Vec<Range<u32>> {
    let mut blocks = Vec::new();
    let (mut from, mut ends, mut most) = (0u32, i64::MAX, first.max(1));
    for (n, work) in (0u32..).zip(&case.works) {
        if work.start >= ends || (n - from) as usize >= most {
            blocks.push(from..n);
            (from, ends, most) = (n, i64::MAX, usize::MAX);
        }
        ends = ends.min(work.end);
    }
    let all = u32::try_from(case.works.len()).unwrap_or(u32::MAX);
    if from < all {
        blocks.push(from..all);
    }
    blocks
}

/// Allocates a block: `worth` says what a shift is worth to a person now, `None` = not at all.
fn settle(
    case: &Case,
    block: &Range<u32>,
    left: &[u32],
    worth: impl Fn(usize, u32) -> Option<i64>,
) -> Result<Vec<Option<u32>>, Fault> {
    let mut arcs = Vec::new();
    for (row, arcs_of) in (0u32..).zip(&case.rows) {
        let from = arcs_of.partition_point(|arc| arc.shift < block.start);
        let inside = arcs_of[from..]
            .iter()
            .take_while(|arc| arc.shift < block.end);
        for arc in inside.filter(|arc| left[arc.shift as usize] > 0) {
            if let Some(points) = worth(row as usize, arc.shift).filter(|points| *points > 0) {
                arcs.push((row, arc.shift - block.start, points));
            }
        }
    }
    let seats = left[block.start as usize..block.end as usize].to_vec();
    let market = Market::new(case.rows.len(), arcs, seats);
    let market = market.map_err(|fault| Fault::Size(format!("{fault:?}")))?;
    let got = allocate(&market).job_of;
    Ok(got
        .into_iter()
        .map(|job| job.map(|job| job + block.start))
        .collect())
}

/// Goes through the blocks in time; what comes later is weighed at its prices.
pub(super) fn roll(case: &Case, prices: &[f64]) -> Result<Vec<Vec<u32>>, Fault> {
    let ahead: Vec<Vec<f64>> = (0..case.rows.len())
        .map(|hand| tails(case, hand, prices))
        .collect();
    let mut lists = vec![Vec::new(); case.rows.len()];
    let left: Vec<u32> = case.works.iter().map(|work| work.seats).collect();
    for block in cut(case, usize::MAX) {
        // The best that could come after the block, when `last` was the last piece of work.
        let later = |hand: usize, last: Option<u32>| {
            let row = &case.rows[hand];
            let from = row.partition_point(|arc| arc.shift < block.end);
            let open = |arc: &&super::case::Arc| last.is_none_or(|l| case.follows(l, arc.shift));
            let after = row[from..].iter().zip(&ahead[hand][from..]);
            let after = after.filter(|(arc, _)| open(arc)).map(|(_, tail)| *tail);
            after.fold(0.0, f64::max)
        };
        let stay: Vec<f64> = lists
            .iter()
            .enumerate()
            .map(|(h, list)| later(h, list.last().copied()))
            .collect();
        let got = settle(case, &block, &left, |hand, shift| {
            let list: &Vec<u32> = &lists[hand];
            let mut with = list.clone();
            with.push(shift);
            if !case.keeps(&with) {
                return None;
            }
            let bonus = if list.is_empty() { case.bonus[hand] } else { 0 };
            let waits = if stay[hand] > 0.0 { bonus } else { 0 };
            let change = later(hand, Some(shift)) - stay[hand];
            Some(case.points(hand, shift) + bonus - waits + change.round() as i64)
        })?;
        for (list, shift) in lists.iter_mut().zip(got) {
            list.extend(shift);
        }
    }
    Ok(lists)
}

/// For each arc of a person: what it and the best after it are worth at these prices.
fn tails(case: &Case, hand: usize, prices: &[f64]) -> Vec<f64> {
    let row = &case.rows[hand];
    let mut tails = vec![0.0; row.len()];
    for n in (0..row.len()).rev() {
        let mut most: f64 = 0.0;
        for m in n + 1..row.len() {
            if tails[m] > most && case.follows(row[n].shift, row[m].shift) {
                most = tails[m];
            }
        }
        tails[n] = most + row[n].points as f64 - prices[row[n].shift as usize];
    }
    tails
}

/// Allocates one block anew while all else stands; never worse than before.
pub(super) fn renew(case: &Case, block: &Range<u32>, lists: &mut [Vec<u32>]) -> Result<(), Fault> {
    let mut left: Vec<u32> = case.works.iter().map(|work| work.seats).collect();
    let fixed: Vec<Vec<u32>> = lists
        .iter()
        .map(|list| {
            list.iter()
                .copied()
                .filter(|shift| !block.contains(shift))
                .collect()
        })
        .collect();
    for shift in fixed.iter().flatten() {
        left[*shift as usize] -= 1;
    }
    let got = settle(case, block, &left, |hand, shift| {
        let rest = &fixed[hand];
        let bonus = if rest.is_empty() { case.bonus[hand] } else { 0 };
        let fits = case.keeps(&with(rest, shift));
        fits.then(|| case.points(hand, shift) + bonus)
    })?;
    for ((list, rest), shift) in lists.iter_mut().zip(&fixed).zip(got) {
        *list = match shift {
            Some(shift) => with(rest, shift),
            None => rest.clone(),
        };
    }
    Ok(())
}

/// A person's work with one more shift in its place.
pub(super) fn with(list: &[u32], shift: u32) -> Vec<u32> {
    let at = list.partition_point(|other| *other < shift);
    let mut out = list.to_vec();
    out.insert(at, shift);
    out
}
