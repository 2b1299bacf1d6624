//! From what is kept to leanings: sums that fade, in thousandths.

use crate::preferences::model::{Act, Aspect, Reason, STANDS, Seen};
use kernel::{Ctx, Day};
use matching::{Key, Settle};
use reference::Tables;
use std::collections::BTreeMap;
use taste::leanings::{self as pure, Leanings, Stand, Weights};

/// After so many days an act counts half: a dated parameter.
const HALF_LIFE: &str = "preferences.half_life_days";

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

/// Leanings today by aspect and value, −1000..=1000, zeros left out.
pub(crate) fn sums(
    tables: &Tables,
    region: &str,
    today: Day,
    seen: &[Seen],
) -> BTreeMap<(Aspect, String), i32> {
    if seen.is_empty() {
        return BTreeMap::new();
    }
    let mut weights = Weights::default();
    if let Some(days) = tables.param_i64(HALF_LIFE, region, today) {
        weights.half_life_days = i32::try_from(days.clamp(1, 36_500)).unwrap_or(60);
    }
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
pub(crate) fn keys(ctx: &Ctx, tables: &Tables, region: &str, seen: &[Seen]) -> Vec<(Key, i16)> {
    let key = |aspect: Aspect, value: &str| match aspect {
        Aspect::Trade => tables.trade(value).map(|t| Key::Trade(t.index)),
        Aspect::Employer => value.parse().ok().map(Key::Employer),
        Aspect::Place => tables.division(value).map(|d| Key::Place(d.index)),
        Aspect::Settle => Settle::parse(value).map(Key::Settle),
        // Pay is the person's own to state; the page offers it.
        Aspect::Pay => None,
    };
    let mut found: Vec<(Key, i16)> = sums(tables, region, ctx.today(), seen)
        .into_iter()
        .filter_map(|((aspect, value), sum)| {
            let sum = i16::try_from(sum.clamp(-1000, 1000)).ok()?;
            Some((key(aspect, &value)?, sum))
        })
        .collect();
    found.sort_unstable();
    found
}
