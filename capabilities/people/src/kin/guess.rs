//! What follows for a person from what those who choose alike choose.

use crate::preferences::model::{Aspect, Seen};
use crate::preferences::sums;
use crate::workers::model::Worker;
use kernel::Day;
use reference::Tables;
use std::collections::{BTreeMap, BTreeSet};
use taste::kin::{Likely, Near, likely};

/// Wanting a trade says all of it.
const WANTED: i32 = 1000;

/// What a person likes by trade, in thousandths: what they want, and what they did and said,
/// faded. Nothing of somebody of whom nothing is kept, as of all who do not wish to be
/// recommended jobs.
pub(super) fn liked(
    tables: &Tables,
    region: &str,
    (wanted, seen): (&[String], &[Seen]),
    today: Day,
) -> BTreeMap<String, i32> {
    if seen.is_empty() {
        return BTreeMap::new();
    }
    let mut liked: BTreeMap<String, i32> = wanted.iter().map(|id| (id.clone(), WANTED)).collect();
    for ((aspect, value), sum) in sums(tables, region, today, seen) {
        if aspect == Aspect::Trade && sum != 0 {
            // What is wanted, and was turned down once, is still wanted.
            liked.entry(value).or_insert(sum);
        }
    }
    liked
}

/// Trades that the person may like, by the places of trades in their table.
pub(crate) fn guesses(tables: &Tables, worker: &Worker, today: Day) -> Vec<Likely> {
    if worker.kin.is_empty() {
        return Vec::new();
    }
    let place = |id: &str| tables.trade(id).map(|trade| trade.index);
    let said = (worker.wishes.trades.as_slice(), worker.seen.as_slice());
    let liked = liked(tables, &worker.region, said, today);
    let liked: Vec<(u16, i32)> = liked
        .iter()
        .filter_map(|(id, points)| Some((place(id)?, *points)))
        .collect();
    let near = worker.kin.iter().filter_map(|kin| {
        Some(Near {
            from: place(&kin.trade)?,
            to: place(&kin.other)?,
            people: u32::try_from(kin.people).unwrap_or(u32::MAX),
            share: u16::try_from(kin.share).ok()?,
        })
    });
    likely(&liked, &near.collect::<Vec<Near>>())
}

/// Trades from which something may follow for a person.
pub(crate) fn sources(worker: &Worker) -> BTreeSet<&str> {
    if worker.seen.is_empty() {
        return BTreeSet::new();
    }
    let did = worker.seen.iter().filter(|s| s.aspect == Aspect::Trade);
    let wanted = worker.wishes.trades.iter().map(String::as_str);
    wanted.chain(did.map(|s| s.value.as_str())).collect()
}
