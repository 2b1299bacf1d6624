//! Housekeeping of the base tables: finished jobs, done facts, old answers.

use crate::{Every, JobKind, Trigger, store};
use kernel::{Ctx, Refusal};
use serde_json::Value;

/// Days that a finished job and a done fact stay readable.
const KEPT_DAYS: i64 = 14;

/// The base's own jobs; the application adds them to those of the rooms.
#[must_use]
pub fn upkeep() -> Vec<JobKind> {
    vec![JobKind {
        name: "base.purge",
        trigger: Trigger::Schedule(Every::DayAt(3, 10)),
        run: crate::run!(purge),
    }]
}

async fn purge(ctx: &Ctx, tx: &mut trail::Tx, _payload: &Value) -> Result<(), Refusal> {
    tx.quiet("deletes only what has served its purpose");
    let before = ctx.now.plus_days(-KEPT_DAYS);
    let jobs = store::purge(tx, before).await?;
    let facts = trail::purge_facts(tx, before).await?;
    let answers = trail::purge_answers(tx, ctx.now).await?;
    tracing::info!(jobs, facts, answers, "purged");
    Ok(())
}
