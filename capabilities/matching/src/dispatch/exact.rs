//! The proven best plan of a small batch, by going through people with the seats left as state.

use super::case::Case;
use std::collections::HashMap;

/// Most ways to spend one person's time, and most states, for which this is tried.
const MOST: usize = 4_000;

/// For seats left after a person: seats left before, and what the person works.
type Steps = HashMap<Vec<u32>, (Vec<u32>, Vec<u32>)>;

/// Everyone's work in a best plan, or `None` where the batch is not small.
pub(super) fn small(case: &Case) -> Option<Vec<Vec<u32>>> {
    if case.works.len() > 64 || case.rows.len() > 256 {
        return None;
    }
    // Seats beyond those who could take them make no difference.
    let mut start = vec![0; case.works.len()];
    for arc in case.rows.iter().flatten() {
        let most = case.works[arc.shift as usize].seats;
        start[arc.shift as usize] = most.min(start[arc.shift as usize] + 1);
    }
    // State: seats left. Value: points so far, and how it was reached.
    let mut now: HashMap<Vec<u32>, i64> = HashMap::from([(start, 0)]);
    let mut steps: Vec<Steps> = Vec::new();
    for hand in 0..case.rows.len() {
        let ways = ways(case, hand)?;
        let (mut next, mut step) = (HashMap::new(), HashMap::new());
        // In a settled order, so that the same batch has the same plan.
        let mut states: Vec<_> = now.into_iter().collect();
        states.sort_unstable();
        if states.len() * ways.len() > MOST * 15 {
            return None;
        }
        for (left, points) in states {
            for (list, more) in &ways {
                if list.iter().any(|shift| left[*shift as usize] == 0) {
                    continue;
                }
                let mut after = left.clone();
                for shift in list {
                    after[*shift as usize] -= 1;
                }
                let total = points + more;
                if next.get(&after).is_none_or(|old| *old < total) {
                    next.insert(after.clone(), total);
                    step.insert(after, (left.clone(), list.clone()));
                }
            }
        }
        if next.len() > MOST {
            return None;
        }
        now = next;
        steps.push(step);
    }
    let mut ends: Vec<_> = now.into_iter().collect();
    ends.sort_unstable_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
    let mut state = ends.into_iter().next()?.0;
    let mut lists = Vec::new();
    for step in steps.iter().rev() {
        let (before, list) = step.get(&state)?.clone();
        lists.push(list);
        state = before;
    }
    lists.reverse();
    Some(lists)
}

/// Every way to spend a person's time, with its points; `None` where there are too many.
fn ways(case: &Case, hand: usize) -> Option<Vec<(Vec<u32>, i64)>> {
    let mut ways = vec![(Vec::new(), 0)];
    for arc in &case.rows[hand] {
        for n in 0..ways.len() {
            let (list, points): &(Vec<u32>, i64) = &ways[n];
            let mut longer = list.clone();
            longer.push(arc.shift);
            if case.keeps(&longer) {
                let bonus = if list.is_empty() { case.bonus[hand] } else { 0 };
                let points = points + arc.points + bonus;
                ways.push((longer, points));
            }
        }
        if ways.len() > MOST {
            return None;
        }
    }
    Some(ways)
}
