//! Reads the market, reckons without holding anything, and writes what came out.

use super::clear::{Cleared, Row, clear};
use super::model::Run;
use super::queries::Spoken;
use super::{queries, store};
use crate::MARKET;
use crate::applications::queries::silent_before;
use crate::applications::viewer::with_past;
use db::Db;
use kernel::{Ctx, Refusal, Region, Scope, Target};
use matching::{JobFacts, Market, Ranked, Rules, WorkerFacts};
use reference::Tables;
use serde_json::json;
use std::collections::{BTreeMap, HashMap};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Instant;

/// A person's best posts that are reckoned with.
const ARCS: usize = 30;
/// Files read at a time.
const PAGE: u32 = 400;

/// What a clearing starts from.
struct Ground {
    tables: Arc<Tables>,
    jobs: Vec<JobFacts>,
    spoken: Spoken,
    rules: Rules,
    crowding: i64,
    county: String,
}

async fn ground(ctx: &Ctx, db: &Db) -> Result<Ground, Refusal> {
    let tables = reference::tables(ctx)?;
    let county = tables.county().map(|c| c.code.clone()).unwrap_or_default();
    let mut rules = vacancies::rules(&tables, ctx.today())?;
    let crowding = i64::from(rules.crowding);
    // What a post is worth to a person is reckoned without the last prices.
    rules.crowding = 0;
    let board = vacancies::board(ctx)?;
    vacancies::refresh(ctx, &mut *db.read().await?, &board).await?;
    let jobs = board.job_facts(ctx.today());
    let silent = silent_before(ctx)?;
    let spoken = queries::spoken(&mut *db.read().await?, silent).await?;
    let county = county.get(..6).unwrap_or_default().to_owned();
    Ok(Ground {
        tables,
        jobs,
        spoken,
        rules,
        crowding,
        county,
    })
}

/// Facts of everybody who looks for work, in the order of their ids.
async fn looking(ctx: &Ctx, db: &Db, ground: &Ground) -> Result<Vec<WorkerFacts>, Refusal> {
    let code = format!("{:0<12}", ground.county);
    let scope = Region::parse(&code).map_or_else(Scope::nothing, |r| Scope::of(&r));
    let past = queries::past_of_all(&mut *db.read().await?).await?;
    let mut found = Vec::new();
    let mut after = None;
    loop {
        let page = {
            let mut conn = db.read().await?;
            people::workers_page(&mut conn, &scope, after.as_ref(), PAGE).await?
        };
        let Some(last) = page.last() else { break };
        after = Some(last.id.clone());
        for worker in page.iter().filter(|w| !w.wishes.trades.is_empty()) {
            let id = worker.id.as_str();
            if !ground.spoken.people.contains(id) {
                let facts = people::facts_of(ctx, &ground.tables, worker);
                let done = past.get(id).map_or(&[][..], Vec::as_slice);
                found.push(with_past(&ground.tables, facts, done));
            }
        }
    }
    Ok(found)
}

/// Places of each post that nobody has applied for.
fn free(ground: &Ground) -> Vec<u32> {
    let asked = |id: &str| ground.spoken.places.get(id).copied().unwrap_or(0);
    let free = |job: &JobFacts| job.places_left.saturating_sub(asked(&job.id));
    ground.jobs.iter().map(free).collect()
}

/// Everybody's best posts, in the order of their ids.
fn rows(ctx: &Ctx, ground: &Ground, workers: Vec<WorkerFacts>) -> Vec<Row> {
    let at: HashMap<&str, u32> = ground
        .jobs
        .iter()
        .zip(0_u32..)
        .map(|(job, n)| (job.id.as_str(), n))
        .collect();
    let tables = Arc::clone(&ground.tables);
    let minutes = move |a, b| tables.minutes_at(a, b).map(|way| way.minutes);
    let mut market = Market::new(ground.rules, ctx.today(), minutes);
    for job in &ground.jobs {
        market.put_job(job.clone());
    }
    for worker in workers {
        market.put_worker(worker);
    }
    let found: Mutex<BTreeMap<String, Row>> = Mutex::default();
    market.all(ARCS, |worker, best| {
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
/// that nobody has applied for. Nothing is held while it reckons: reads
/// go page by page, and one short transaction writes.
///
/// # Errors
/// Forbidden to anybody but Yizhan itself; Internal when a parameter is missing; what the
/// database says.
pub async fn reckon(ctx: &Ctx, db: &Db) -> Result<Run, Refusal> {
    // No division is empty: only jobs and commands act for Yizhan itself.
    ctx.require(MARKET, Target::Region(""))?;
    let begun = Instant::now();
    let ground = ground(ctx, db).await?;
    let workers = looking(ctx, db, &ground).await?;
    let capacities = free(&ground);
    let places = capacities.iter().map(|c| i64::from(*c)).sum();
    let doing = ctx.clone();
    let (ground, people, cleared) = tokio::task::spawn_blocking(move || {
        let rows = rows(&doing, &ground, workers);
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
