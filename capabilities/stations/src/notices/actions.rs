//! Tells people things.

use super::{SMS_SEND, store};
use crate::accounts::store::reachable;
use kernel::{Ctx, Refusal};
use serde_json::json;

/// A notice to a person or an employer: shown on their page, and sent by text message unless
/// they have withdrawn. The text is the message `key` with `args`; no identifiers in them.
pub async fn tell(
    ctx: &Ctx,
    tx: &mut trail::Tx,
    subject: &str,
    key: &'static str,
    args: &[(&str, &str)],
) -> Result<(), Refusal> {
    // open: part of actions that have asked for their own authority and leave their own line.
    let args = serde_json::to_string(args).map_err(Refusal::internal)?;
    let id = store::insert(tx, ctx, subject, key, &args).await?;
    if reachable(tx, subject).await?.is_some() {
        let payload = json!({ "notice": &id });
        jobs::enqueue(tx, ctx, SMS_SEND, Some(&id), ctx.now, payload).await?;
    }
    Ok(())
}

/// Marks a subject's notices as read.
pub async fn mark_read(ctx: &Ctx, tx: &mut trail::Tx, subject: &str) -> Result<(), Refusal> {
    // open: each reads only its own, which is checked here.
    if !ctx.actor.subjects.iter().any(|s| s == subject) {
        return Err(Refusal::not_found("record-unknown"));
    }
    store::mark_read(tx, ctx, subject).await?;
    tx.quiet("having read a notice changes no record");
    Ok(())
}
