//! Forgets every night what is older than a dated number of days.

use crate::preferences::store;
use jobs::{Every, JobKind, Trigger};
use kernel::{Ctx, Refusal};
use serde_json::Value;

/// Days for which a line is kept: a dated parameter.
const KEEP: &str = "preferences.keep_days";

pub(crate) fn jobs() -> Vec<JobKind> {
    vec![JobKind {
        name: "people.forget-leanings",
        trigger: Trigger::Schedule(Every::DayAt(2, 40)),
        run: jobs::run!(forget),
    }]
}

async fn forget(ctx: &Ctx, tx: &mut trail::Tx, _: &Value) -> Result<(), Refusal> {
    let days = reference::tables(ctx)?.param_i64(KEEP, "", ctx.today());
    let days = days.ok_or_else(|| Refusal::internal(format!("parameter {KEEP} is missing")))?;
    tx.quiet("what was kept for a time is let go of when the time is over");
    let whose = store::drop_before(tx, ctx.today().plus_days(-days)).await?;
    for worker in &whose {
        crate::changes::changed(tx, worker);
    }
    Ok(())
}
