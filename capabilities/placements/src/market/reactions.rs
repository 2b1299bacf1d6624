//! Clears the market every two hours, and when an officer asks.

use super::pages::county;
use super::{queries, reckon};
use db::Db;
use jobs::{Every, JobKind, Trigger};
use kernel::{Ctx, Refusal};
use serde_json::{Value, json};
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;
use trail::Tx;

/// The job that an officer's button asks for.
pub(crate) const NOW: &str = "placements.market-now";

/// The job that looks whether a clearing came to its end.
const LOOK: &str = "placements.market-look";

/// Minutes from one clearing to the next. Prices of the morning send the evening to posts that
/// the day has filled: `docs/reference/simulation.md` shows it by `--parts`.
const EVERY_MINUTES: i64 = 120;

pub(crate) fn jobs() -> Vec<JobKind> {
    vec![
        JobKind {
            name: "placements.market",
            trigger: Trigger::Schedule(Every::Minutes(EVERY_MINUTES)),
            run: jobs::run!(begin),
        },
        JobKind {
            name: NOW,
            trigger: Trigger::Manual,
            run: jobs::run!(begin),
        },
        JobKind {
            name: LOOK,
            trigger: Trigger::Manual,
            run: jobs::run!(look),
        },
    ]
}

/// The database that a clearing reads and writes outside the job's own transaction, which must
/// stay short: on SQLite nobody else could write meanwhile.
struct Ground {
    db: Db,
    busy: AtomicBool,
}

/// How often a clearing that did not come to its end is begun again.
const TRIES: i64 = 3;
/// Minutes after which a clearing has come to its end, or never will.
const LONGEST_MINUTES: i64 = 10;
/// An error that comes because the program ends is nobody's: whoever is still there after so
/// long tells it.
const ENDING: Duration = Duration::from_secs(2);

/// Begins a clearing beside the job, and a job that looks whether it came to its end: a program
/// that ends in the middle of one takes it up again when it next begins.
async fn begin(ctx: &Ctx, tx: &mut Tx, payload: &Value) -> Result<(), Refusal> {
    tx.quiet("the clearing has a line of its own");
    let ground = ctx.slot::<Ground>()?;
    let tries = payload["tries"].as_i64().unwrap_or(0) + 1;
    let look = json!({ "since": ctx.now.millis(), "tries": tries });
    let after = ctx.now.plus_minutes(LONGEST_MINUTES);
    jobs::enqueue(tx, ctx, LOOK, None, after, look).await?;
    if ground.busy.swap(true, Ordering::AcqRel) {
        return Ok(());
    }
    let ctx = ctx.clone();
    tokio::spawn(async move {
        let done = reckon(&ctx, &ground.db).await;
        ground.busy.store(false, Ordering::Release);
        if let Err(refusal) = done {
            tokio::time::sleep(ENDING).await;
            tracing::error!(%refusal, "the market was not cleared");
        }
    });
    Ok(())
}

/// Begins again what did not come to its end.
async fn look(ctx: &Ctx, tx: &mut Tx, payload: &Value) -> Result<(), Refusal> {
    tx.quiet("only looks");
    let since = payload["since"].as_i64().unwrap_or(0);
    let tries = payload["tries"].as_i64().unwrap_or(TRIES);
    let last = queries::last(tx, &county(ctx)?, 1).await?;
    if tries >= TRIES || last.first().is_some_and(|run| run.at.millis() >= since) {
        return Ok(());
    }
    begin(ctx, tx, payload).await
}

pub(crate) fn start(db: &Db, ctx: &Ctx) {
    ctx.slots.put(Ground {
        db: db.clone(),
        busy: AtomicBool::new(false),
    });
}
