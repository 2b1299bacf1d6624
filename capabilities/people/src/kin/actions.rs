//! Learning anew which trades the same people choose.

use super::guess::liked;
use super::model::Kin;
use super::{queries, store};
use crate::changes::changed;
use crate::permissions::EXPORT;
use crate::preferences::model::Seen;
use crate::preferences::sums;
use kernel::{Ctx, Refusal, Target};
use reference::Tables;
use serde_json::json;
use std::collections::BTreeMap;

/// A pair that fewer people chose is not kept: a dated parameter.
pub(super) const LEAST: &str = "preferences.kin_least_people";
/// Lines read at a time; more than are kept of one person.
const PAGE: usize = 5_000;

/// Learns from all of whom anything is kept, and puts it in the place of what was known. What
/// speaks against a trade is not learned from.
///
/// # Errors
/// Forbidden to anybody but Yizhan itself; Internal when a parameter is missing.
pub(crate) async fn learn(ctx: &Ctx, tx: &mut trail::Tx) -> Result<(), Refusal> {
    // No division is empty: only jobs and commands act for Yizhan itself.
    ctx.require(EXPORT, Target::Region(""))?;
    let tables = reference::tables(ctx)?;
    let least = reference::whole(ctx, LEAST, "", ctx.today())?;
    let people = chosen(ctx, tx, &tables).await?;
    let kinds = people.iter().map(|(_, kinds)| kinds.as_slice());
    let id = |at: u16| tables.trade_at(at).map(|trade| trade.id.clone());
    let least = u32::try_from(least.max(1)).unwrap_or(u32::MAX);
    let near = taste::kin::learn(kinds, least);
    let kin = near.iter().filter_map(|near| {
        Some(Kin {
            trade: id(near.from)?,
            other: id(near.to)?,
            people: near.people.into(),
            share: near.share.into(),
        })
    });
    let mut kin: Vec<Kin> = kin.collect();
    kin.sort();
    let county = tables.county_code();
    if queries::known(tx, county).await? != kin {
        store::replace(tx, ctx, county, &kin).await?;
        // What follows for any of them may be something else now.
        people.iter().for_each(|(worker, _)| changed(tx, worker));
    }
    let detail = json!({ "people": people.len(), "pairs": kin.len() / 2 });
    tx.note(ctx, "people.learn-kin", county, county, detail);
    Ok(())
}

/// The trades that each person likes, by their places in the table of trades.
async fn chosen(
    ctx: &Ctx,
    tx: &mut trail::Tx,
    tables: &Tables,
) -> Result<Vec<(String, Vec<u16>)>, Refusal> {
    let mut found = Vec::new();
    let mut after = String::new();
    loop {
        let most = i64::try_from(PAGE).unwrap_or(i64::MAX);
        let lines = queries::doings(tx, &after, most).await?;
        let whole = lines.len() < PAGE;
        let mut people: BTreeMap<String, (Vec<Seen>, Vec<String>)> = BTreeMap::new();
        for (worker, seen) in lines {
            people.entry(worker).or_default().0.push(seen);
        }
        if !whole && people.len() > 1 {
            // The last one's lines may go on: they come first next time.
            people.pop_last();
        }
        let ends = people.first_key_value().zip(people.last_key_value());
        let Some(((first, _), (last, _))) = ends else {
            return Ok(found);
        };
        let (first, last) = (first.clone(), last.clone());
        for (worker, trade) in queries::wanted(tx, &first, &last).await? {
            if let Some(person) = people.get_mut(&worker) {
                person.1.push(trade);
            }
        }
        let people = people.into_iter();
        found.extend(people.map(|(id, (seen, wanted))| (id, likes(ctx, tables, &seen, &wanted))));
        if whole {
            return Ok(found);
        }
        after = last;
    }
}

/// What one person likes.
fn likes(ctx: &Ctx, tables: &Tables, seen: &[Seen], wanted: &[String]) -> Vec<u16> {
    let region = tables.county().map_or("", |county| county.code.as_str());
    let liked = liked(wanted, &sums(tables, region, ctx.today(), seen));
    let liked = liked.iter().filter(|(_, points)| **points > 0);
    let places = liked.filter_map(|(id, _)| tables.trade(id).map(|trade| trade.index));
    places.collect()
}
