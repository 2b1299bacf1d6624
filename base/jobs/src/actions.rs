//! Puts work into the queue, and brings dead jobs back.

use crate::store;
use kernel::{Ctx, Moment, Refusal};
use serde_json::Value;

/// Puts a job into the queue as part of the caller's transaction; it runs at `run_at` or soon
/// after. `false`: an unfinished job of this kind with the same `dedupe` is there already.
///
/// A running job counts as unfinished: use `dedupe` for work that is wanted once, not for work
/// that must follow every change.
///
/// # Errors
/// What the database says.
pub async fn enqueue(
    tx: &mut trail::Tx,
    ctx: &Ctx,
    kind: &str,
    dedupe: Option<&str>,
    run_at: Moment,
    payload: Value,
) -> Result<bool, Refusal> {
    // open: queues inside an action that has asked for authority itself.
    Ok(store::insert(tx, ctx, kind, dedupe, run_at, &payload).await?)
}

/// Gives a dead job its tries back and makes it ready now; leaves the line `jobs.revive`.
///
/// # Errors
/// NotFound `record-unknown` when there is no such dead job; Conflict `already-there` when an
/// unfinished job with the same key exists.
pub async fn revive(ctx: &Ctx, tx: &mut trail::Tx, id: &str) -> Result<(), Refusal> {
    // open: the console asks for its own permission before it calls.
    let kind = store::revive(tx, id, ctx.now).await?;
    let kind = kind.ok_or_else(|| Refusal::not_found("record-unknown"))?;
    tx.note(
        ctx,
        "jobs.revive",
        id,
        "",
        serde_json::json!({ "kind": kind }),
    );
    Ok(())
}
