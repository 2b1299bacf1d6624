//! Reads the market, reckons without holding anything, and writes what came out.

use super::clear::{Cleared, Row, clear};
use super::kept::{Kept, with_jobs};
use super::model::Run;
use super::queries::Spoken;
use super::{queries, store};
use crate::MARKET;
use crate::applications::queries::silent_before;
use db::Db;
use kernel::{Ctx, Refusal, Target};
use matching::{JobFacts, Ranked};
use serde_json::json;
use std::collections::{BTreeMap, HashMap};
use std::sync::{Mutex, PoisonError};
use std::time::Instant;

/// A person's best posts that are reckoned with.
const ARCS: usize = 30;

/// What a clearing starts from.
struct Ground {
    jobs: Vec<JobFacts>,
    spoken: Spoken,
    crowding: i64,
    county: String,
}

async fn ground(ctx: &Ctx, conn: &mut db::Conn) -> Result<Ground, Refusal> {
    let tables = reference::tables(ctx)?;
    let rules = vacancies::rules(&tables, ctx.today())?;
    let board = vacancies::board(ctx)?;
    vacancies::refresh(ctx, conn, &board).await?;
    let silent = silent_before(ctx)?;
    Ok(Ground {
        jobs: board.job_facts(ctx.today()),
        spoken: queries::spoken(conn, silent).await?,
        crowding: i64::from(rules.crowding),
        county: tables.county_code().to_owned(),
    })
}

/// Places of each post that nobody has applied for.
fn free(ground: &Ground) -> Vec<u32> {
    let asked = |id: &str| ground.spoken.places.get(id).copied().unwrap_or(0);
    let free = |job: &JobFacts| job.places_left.saturating_sub(asked(&job.id));
    ground.jobs.iter().map(free).collect()
}

/// The best posts of everybody who still looks, in the order of their ids.
fn rows(ground: &Ground, kept: &Kept) -> Vec<Row> {
    let at: HashMap<&str, u32> = ground
        .jobs
        .iter()
        .zip(0_u32..)
        .map(|(job, n)| (job.id.as_str(), n))
        .collect();
    let found: Mutex<BTreeMap<String, Row>> = Mutex::default();
    kept.market().all(ARCS, |worker, best| {
        let id = worker.id.as_str();
        if ground.spoken.people.contains(id) || !kept.wants(id) {
            return;
        }
        let arc = |r: &Ranked<'_, JobFacts>| Some((*at.get(r.item.id.as_str())?, r.scored.total));
        // What speaks against the job on the whole is no place to go.
        let row = best.iter().filter_map(arc).filter(|(_, score)| *score > 0);
        let row = row.collect();
        // A list that panics takes the whole clearing down; the others need not know.
        let mut found = found.lock().unwrap_or_else(PoisonError::into_inner);
        found.insert(worker.id.clone(), row);
    });
    let found = found.into_inner().unwrap_or_else(PoisonError::into_inner);
    found.into_values().collect()
}

/// Clears the market of the county and keeps its prices: those who still look, over the places
/// that nobody has applied for. The database is not held while it reckons: the kept market is
/// only read, and one short transaction writes.
///
/// # Errors
/// Forbidden to anybody but Yizhan itself; Internal when a parameter is missing; what the
/// database says.
pub async fn reckon(ctx: &Ctx, db: &Db) -> Result<Run, Refusal> {
    // No division is empty: only jobs and commands act for Yizhan itself.
    ctx.require(MARKET, Target::Region(""))?;
    let begun = Instant::now();
    let mut conn = db.read().await?;
    let ground = ground(ctx, &mut conn).await?;
    let kept = with_jobs(ctx, &mut conn, &ground.jobs).await?;
    drop(conn);
    let capacities = free(&ground);
    let places = capacities.iter().map(|c| i64::from(*c)).sum();
    let (ground, people, cleared) = tokio::task::spawn_blocking(move || {
        let rows = rows(&ground, &kept);
        drop(kept);
        let cleared = clear(&rows, &capacities, ground.crowding);
        (ground, rows.len(), cleared)
    })
    .await
    .map_err(Refusal::internal)?;
    let cleared = cleared?;
    let run = run(ctx, &ground, people, places, &cleared, begun);
    let prices = ground.jobs.iter().zip(&cleared.prices);
    let prices: Vec<(String, i64)> = prices
        .filter(|(_, price)| **price > 0)
        .map(|(job, price)| (job.id.clone(), *price))
        .collect();
    let mut tx = trail::begin(db, ctx).await?;
    store::insert(&mut tx, &ground.county, &run).await?;
    vacancies::set_prices(ctx, &mut tx, &ground.county, &run.id, &prices).await?;
    let detail = json!({ "workers": run.workers, "posts": run.posts, "filled": run.filled_best });
    tx.note(
        ctx,
        "placements.clear-market",
        &run.id,
        &ground.county,
        detail,
    );
    tx.commit(ctx).await?;
    Ok(run)
}

fn run(
    ctx: &Ctx,
    ground: &Ground,
    people: usize,
    places: i64,
    cleared: &Cleared,
    begun: Instant,
) -> Run {
    let whole = |n: usize| i64::try_from(n).unwrap_or(i64::MAX);
    let many = |n: u64| i64::try_from(n).unwrap_or(i64::MAX);
    Run {
        id: ctx.mint("mkt"),
        at: ctx.now,
        workers: whole(people),
        posts: whole(ground.jobs.len()),
        places,
        arcs: whole(cleared.arcs),
        millis: i64::try_from(begun.elapsed().as_millis()).unwrap_or(i64::MAX),
        filled_best: whole(cleared.filled_best),
        filled_alone: many(cleared.filled_alone),
        filled_priced: many(cleared.filled_priced),
        total: cleared.total,
        bound: cleared.bound,
        gini_alone: cleared.gini_alone,
        gini_priced: cleared.gini_priced,
        crowding: ground.crowding,
    }
}
