//! Clears the market every night, and when an officer asks.

use super::reckon;
use db::Db;
use jobs::{Every, JobKind, Trigger};
use kernel::{Ctx, Refusal};
use serde_json::Value;
use std::sync::atomic::{AtomicBool, Ordering};
use trail::Tx;

/// The job that an officer's button asks for.
pub(crate) const NOW: &str = "placements.market-now";

pub(crate) fn jobs() -> Vec<JobKind> {
    vec![
        JobKind {
            name: "placements.market",
            trigger: Trigger::Schedule(Every::DayAt(3, 40)),
            run: jobs::run!(begin),
        },
        JobKind {
            name: NOW,
            trigger: Trigger::Manual,
            run: jobs::run!(begin),
        },
    ]
}

/// The database that a clearing reads and writes outside the job's own transaction, which must
/// stay short: on SQLite nobody else could write meanwhile.
struct Ground {
    db: Db,
    busy: AtomicBool,
}

/// Begins a clearing beside the job. One that falls over is made up for by the next night.
async fn begin(ctx: &Ctx, tx: &mut Tx, _: &Value) -> Result<(), Refusal> {
    tx.quiet("the clearing has a line of its own");
    let ground = ctx.slot::<Ground>()?;
    if ground.busy.swap(true, Ordering::AcqRel) {
        return Ok(());
    }
    let ctx = ctx.clone();
    tokio::spawn(async move {
        if let Err(refusal) = reckon(&ctx, &ground.db).await {
            tracing::error!(%refusal, "the market was not cleared");
        }
        ground.busy.store(false, Ordering::Release);
    });
    Ok(())
}

pub(crate) fn start(db: &Db, ctx: &Ctx) {
    ctx.slots.put(Ground {
        db: db.clone(),
        busy: AtomicBool::new(false),
    });
}
