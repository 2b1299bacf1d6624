//! What follows for a person from what those who choose alike choose.

use crate::preferences::Sums;
use crate::preferences::model::Aspect;
use crate::workers::model::Worker;
use reference::Tables;
use std::collections::{BTreeMap, BTreeSet};
use taste::kin::{Likely, Near, likely};

/// Wanting a trade says all of it.
const WANTED: i32 = 1000;

/// What a person likes by trade, in thousandths: what they want, and what they did and said,
/// faded. Asked only of people of whom something is kept, who wish to be recommended jobs.
pub(super) fn liked(wanted: &[String], sums: &Sums) -> BTreeMap<String, i32> {
    let mut liked: BTreeMap<String, i32> = wanted.iter().map(|id| (id.clone(), WANTED)).collect();
    for ((aspect, value), sum) in sums {
        if *aspect == Aspect::Trade {
            // What is wanted, and was turned down once, is still wanted.
            liked.entry(value.clone()).or_insert(*sum);
        }
    }
    liked
}

/// Trades that the person may like, by the places of trades in their table.
pub(crate) fn guesses(tables: &Tables, worker: &Worker, sums: &Sums) -> Vec<Likely> {
    if worker.kin.is_empty() {
        return Vec::new();
    }
    let place = |id: &str| tables.trade(id).map(|trade| trade.index);
    let liked = liked(&worker.wishes.trades, sums);
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
