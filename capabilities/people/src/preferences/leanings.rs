//! From what is kept to leanings: sums that fade, in thousandths.

use crate::preferences::model::{Act, Aspect, Reason, STANDS, Seen};
use kernel::Day;
use matching::{Key, Settle};
use reference::Tables;
use std::collections::BTreeMap;
use taste::leanings::{self as pure, Leanings, Row, Stand, Weights};

/// After so many days an act counts half: a dated parameter.
const HALF_LIFE: &str = "preferences.half_life_days";
/// What having opened a post says for its trade, in thousandths: a dated parameter, like the next.
const VIEWED: &str = "preferences.weight.viewed";
/// The same of having applied.
const APPLIED: &str = "preferences.weight.applied";
/// The same of work done to the end.
const COMPLETED: &str = "preferences.weight.completed";
/// What having refused a trade says against it, in thousandths.
const REFUSED: &str = "preferences.weight.refused";
/// What a stated wish says for or against a thing, in thousandths.
const WISHED: &str = "preferences.weight.wished";
/// The row of refusals that name the trade.
const REFUSED_TRADE: usize = 3;

const fn aspect(aspect: Aspect) -> pure::Aspect {
    match aspect {
        Aspect::Trade => pure::Aspect::Trade,
        Aspect::Employer => pure::Aspect::Employer,
        Aspect::Place => pure::Aspect::Place,
        Aspect::Settle => pure::Aspect::Settlement,
        Aspect::Pay => pure::Aspect::Pay,
    }
}

fn reason(code: &str) -> pure::Reason {
    match Reason::parse(code) {
        Some(Reason::Far) => pure::Reason::TooFar,
        Some(Reason::Pay) => pure::Reason::PayTooLow,
        Some(Reason::Dates) => pure::Reason::Dates,
        Some(Reason::Trade) => pure::Reason::Trade,
        Some(Reason::Employer) => pure::Reason::Employer,
        Some(Reason::Settle) => pure::Reason::Settlement,
        Some(Reason::Other) | None => pure::Reason::Other,
    }
}

fn event(seen: &Seen) -> pure::Event {
    let key = pure::Key::new(aspect(seen.aspect), seen.value.clone());
    let day = i32::try_from(seen.day.epoch_days()).unwrap_or(i32::MAX);
    let act = match seen.act {
        Act::Viewed => pure::Act::Viewed,
        Act::Applied => pure::Act::Applied,
        Act::Completed => pure::Act::Completed,
        Act::Refused => pure::Act::Refused(reason(seen.reason)),
        Act::Wish => {
            let wanted = seen.reason == STANDS[0];
            let stand = if wanted { Stand::For } else { Stand::Against };
            return pure::Event::Wished { key, stand, day };
        }
    };
    let job = vec![key];
    pure::Event::Did { act, day, job }
}

/// A row with its entry for the trade set to a parameter, and the others in proportion: what an
/// act says of the trade it says less, in fixed shares, of employer, place and settlement.
fn scaled(row: &mut Row, from: i32, to: Option<i64>) {
    let Some(to) = to.and_then(|v| i32::try_from(v.clamp(0, 1000)).ok()) else {
        return;
    };
    for entry in row {
        *entry = *entry * to / from;
    }
}

/// The weights of the dated parameters; one that is not set keeps what comes with the program.
fn weights(value: impl Fn(&str) -> Option<i64>) -> Weights {
    let mut weights = Weights::default();
    let trade = pure::Aspect::Trade.index();
    let acts = [
        (VIEWED, &mut weights.viewed),
        (APPLIED, &mut weights.applied),
        (COMPLETED, &mut weights.completed),
    ];
    for (key, row) in acts {
        let from = row[trade];
        scaled(row, from, value(key));
    }
    let from = -weights.refused[REFUSED_TRADE][trade];
    for row in &mut weights.refused {
        scaled(row, from, value(REFUSED));
    }
    if let Some(wished) = value(WISHED) {
        weights.wished = i32::try_from(wished.clamp(0, 1000)).unwrap_or(0);
    }
    if let Some(days) = value(HALF_LIFE) {
        weights.half_life_days = i32::try_from(days.clamp(1, 36_500)).unwrap_or(60);
    }
    weights
}

/// Leanings by aspect and value, −1000..=1000, zeros left out.
pub(crate) type Sums = BTreeMap<(Aspect, String), i32>;

/// Leanings today.
pub(crate) fn sums(tables: &Tables, region: &str, today: Day, seen: &[Seen]) -> Sums {
    if seen.is_empty() {
        return BTreeMap::new();
    }
    let weights = weights(|key| tables.param_i64(key, region, today));
    let mut leanings = Leanings::new();
    seen.iter().for_each(|line| leanings.add(event(line)));
    let today = i32::try_from(today.epoch_days()).unwrap_or(0);
    let all = leanings.at(today, &weights);
    let ours = |key: pure::Key| {
        let found = Aspect::ALL.iter().find(|a| aspect(**a) == key.aspect)?;
        Some((*found, key.value))
    };
    all.into_iter()
        .filter_map(|(key, sum)| Some((ours(key)?, sum)))
        .collect()
}

/// The same as the ranking knows them.
pub(crate) fn keys(tables: &Tables, sums: &Sums) -> Vec<(Key, i16)> {
    let key = |aspect: Aspect, value: &str| match aspect {
        Aspect::Trade => tables.trade(value).map(|t| Key::Trade(t.index)),
        Aspect::Employer => value.parse().ok().map(Key::Employer),
        Aspect::Place => tables.division(value).map(|d| Key::Place(d.index)),
        Aspect::Settle => Settle::parse(value).map(Key::Settle),
        // Pay is the person's own to state; the page offers it.
        Aspect::Pay => None,
    };
    let mut found: Vec<(Key, i16)> = sums
        .iter()
        .filter_map(|((aspect, value), sum)| {
            let sum = i16::try_from((*sum).clamp(-1000, 1000)).ok()?;
            Some((key(*aspect, value)?, sum))
        })
        .collect();
    found.sort_unstable();
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What stands among the county's parameters.
    fn shipped(key: &str) -> Option<i64> {
        let csv = include_str!("../../../../data/parameters.csv");
        let line = csv
            .lines()
            .find(|line| line.split(',').next() == Some(key))?;
        line.split(',').nth(4)?.parse().ok()
    }

    #[test]
    fn the_parameters_that_come_along_are_the_weights_that_were_tested() {
        let keys = [VIEWED, APPLIED, COMPLETED, REFUSED, WISHED, HALF_LIFE];
        assert!(keys.iter().all(|key| shipped(key).is_some()));
        assert_eq!(weights(shipped), Weights::default());
        assert_eq!(weights(|_| None), Weights::default());
    }

    #[test]
    fn a_county_sets_what_an_act_says() {
        let halved = |key: &str| match key {
            REFUSED => Some(250),
            VIEWED => Some(0),
            _ => None,
        };
        let (whole, set) = (Weights::default(), weights(halved));
        assert_eq!(set.viewed, [0; 6]);
        assert_eq!(set.refused[0].map(|n| n * 2), whole.refused[0]);
        assert_eq!(set.applied, whole.applied);
    }
}
