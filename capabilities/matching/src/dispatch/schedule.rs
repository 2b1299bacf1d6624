//! One person's best work at given prices: the longest path over shifts in time, limits kept.

use super::case::Case;

/// A way to have come to a shift.
#[derive(Debug, Clone, Copy)]
struct Label {
    worth: f64,
    day: i64,
    week: i64,
    /// The shift and label before it.
    before: Option<(u32, u32)>,
}

/// The best work of a person when each shift costs its price: its worth and the shifts by
/// beginning. Exact.
pub(super) fn best(case: &Case, hand: usize, prices: &[f64]) -> (f64, Vec<u32>) {
    let gain = |arc: &super::case::Arc| {
        // Points are small integers.
        (arc.shift, arc.points as f64 - prices[arc.shift as usize])
    };
    // What costs more than it brings is in no best work, since ways keep the triangle; only the
    // first piece could be carried by the bonus.
    let bonus = case.bonus[hand] as f64;
    let row: Vec<(u32, f64)> = case.rows[hand]
        .iter()
        .map(gain)
        .filter(|(_, gain)| *gain > -bonus)
        .collect();
    let free = unlimited(case, &row, bonus);
    match case.within(&free.1) {
        true => free,
        false => limited(case, &row, bonus),
    }
}

/// The best work without the limits of day and week.
fn unlimited(case: &Case, row: &[(u32, f64)], bonus: f64) -> (f64, Vec<u32>) {
    let mut before: Vec<Option<usize>> = Vec::with_capacity(row.len());
    // Ways so far, the best first: the first that the shift can follow is the best one.
    let mut ways: Vec<(f64, usize)> = Vec::with_capacity(row.len());
    let mut top: (f64, Option<usize>) = (0.0, None);
    for (n, (shift, gain)) in row.iter().enumerate() {
        let mut better = ways.iter().take_while(|(worth, _)| *worth > bonus);
        let most = better.find(|(_, m)| case.follows(row[*m].0, *shift));
        let (past, last) = most.map_or((bonus, None), |(worth, m)| (*worth, Some(*m)));
        let worth = past + gain;
        let at = ways.partition_point(|(other, _)| *other >= worth);
        ways.insert(at, (worth, n));
        before.push(last);
        if worth > top.0 {
            top = (worth, Some(n));
        }
    }
    let mut list = Vec::new();
    let mut at = top.1;
    while let Some(n) = at {
        list.push(row[n].0);
        at = before[n];
    }
    list.reverse();
    (top.0, list)
}

/// The best work with the limits: every way that no other way beats in worth and in both sums.
fn limited(case: &Case, row: &[(u32, f64)], bonus: f64) -> (f64, Vec<u32>) {
    let (most_day, most_week) = (
        i64::from(case.limits.day_minutes),
        i64::from(case.limits.week_minutes),
    );
    // Seven full days within the week's limit: the week then forbids nothing, and ways need not
    // be told apart by it.
    let weekly = most_week < 7 * most_day;
    let mut labels: Vec<Vec<Label>> = Vec::with_capacity(row.len());
    let mut top: (f64, Option<(u32, u32)>) = (0.0, None);
    for (n, (shift, gain)) in (0u32..).zip(row) {
        let work = &case.works[*shift as usize];
        let long = work.minutes();
        let first = Label {
            worth: bonus + gain,
            day: long,
            week: if weekly { long } else { 0 },
            before: None,
        };
        let mut here = vec![first];
        for ((m, (other, _)), from) in (0u32..).zip(&row[..n as usize]).zip(&labels) {
            if !case.follows(*other, *shift) {
                continue;
            }
            let past = &case.works[*other as usize];
            for (at, label) in (0u32..).zip(from) {
                // From another day the best way alone matters; it is the first.
                if at > 0 && !weekly && past.day() != work.day() {
                    break;
                }
                let day = if past.day() == work.day() {
                    label.day
                } else {
                    0
                } + long;
                let same = weekly && past.week() == work.week();
                let week = if same { label.week } else { 0 } + if weekly { long } else { 0 };
                if day <= most_day && week <= most_week {
                    let (worth, before) = (label.worth + gain, Some((m, at)));
                    #[rustfmt::skip]
                    add(&mut here, Label { worth, day, week, before });
                }
            }
        }
        if !weekly {
            let most = (0..here.len()).max_by(|a, b| here[*a].worth.total_cmp(&here[*b].worth));
            here.swap(0, most.unwrap_or(0));
        }
        for (at, label) in (0u32..).zip(&here) {
            if label.worth > top.0 {
                top = (label.worth, Some((n, at)));
            }
        }
        labels.push(here);
    }
    let mut list = Vec::new();
    let mut at = top.1;
    while let Some((n, label)) = at {
        list.push(row[n as usize].0);
        at = labels[n as usize][label as usize].before;
    }
    list.reverse();
    (top.0, list)
}

/// Keeps a label unless another is as good in everything; drops those it beats.
fn add(here: &mut Vec<Label>, new: Label) {
    let beats = |a: &Label, b: &Label| a.worth >= b.worth && a.day <= b.day && a.week <= b.week;
    if here.iter().any(|old| beats(old, &new)) {
        return;
    }
    here.retain(|old| !beats(&new, old));
    here.push(new);
}
