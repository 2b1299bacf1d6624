//! Opens and ends sessions.

use super::store;
use crate::accounts::model::{Account, AccountKind};
use crate::limits::Limits;
use crate::permissions::OWN_SESSIONS;
use kernel::{Ctx, Moment, Refusal, Target};
use serde_json::json;

/// A session just opened; the value goes into the cookie and nowhere else.
#[derive(Debug, Clone)]
pub struct Opened {
    /// Value of the cookie.
    pub value: String,
    /// When it ends.
    pub ends_at: Moment,
}

/// Opens a session under a new id, and ends the one the browser came with (no fixation).
pub async fn open(
    ctx: &Ctx,
    tx: &mut trail::Tx,
    account: &Account,
    device: &str,
) -> Result<Opened, Refusal> {
    // open: the last step of signing in, which has proved who it is.
    let limits = Limits::of(&ctx.slots);
    if let Some(old) = &ctx.ask.session {
        store::end_any(tx, old).await?;
    }
    let value = store::secret(ctx);
    let ends_at = match account.kind {
        AccountKind::Person => ctx.now.plus_days(limits.person_days),
        AccountKind::Staff => ctx.now.plus_minutes(limits.staff_hours * 60),
    };
    store::insert(
        tx,
        ctx,
        &store::digest(&value),
        &account.id,
        device,
        ends_at,
    )
    .await?;
    let detail = json!({ "kind": account.kind.code(), "device": device });
    tx.note(
        ctx,
        "stations.sign-in",
        &account.id,
        &account.region,
        detail,
    );
    Ok(Opened { value, ends_at })
}

/// Ends the session that asks.
pub async fn sign_out(ctx: &Ctx, tx: &mut trail::Tx) -> Result<(), Refusal> {
    // open: whoever holds the cookie may throw it away.
    if let Some(hash) = &ctx.ask.session {
        store::end_any(tx, hash).await?;
        tx.note(ctx, "stations.sign-out", &ctx.actor.id, "", json!({}));
    }
    Ok(())
}

/// Ends one of one's own sessions.
pub async fn end(ctx: &Ctx, tx: &mut trail::Tx, hash: &str) -> Result<(), Refusal> {
    ctx.require(OWN_SESSIONS, Target::Any)?;
    if store::end(tx, &ctx.actor.id, hash).await? == 0 {
        return Err(Refusal::not_found("record-unknown"));
    }
    tx.note(ctx, "stations.session-end", &ctx.actor.id, "", json!({}));
    Ok(())
}

/// Ends all of one's own sessions but the one that asks.
pub async fn end_others(ctx: &Ctx, tx: &mut trail::Tx) -> Result<(), Refusal> {
    ctx.require(OWN_SESSIONS, Target::Any)?;
    let kept = ctx.ask.session.as_deref().unwrap_or_default();
    let count = store::end_others(tx, &ctx.actor.id, kept).await?;
    tx.note(
        ctx,
        "stations.session-end-others",
        &ctx.actor.id,
        "",
        json!({ "count": count }),
    );
    Ok(())
}

/// Looks at another record of one's own account: a family may share one telephone.
///
/// # Errors
/// Not found for a record that is not the account's own.
pub async fn look_at(ctx: &Ctx, tx: &mut trail::Tx, subject: &str) -> Result<(), Refusal> {
    ctx.require(OWN_SESSIONS, Target::Any)?;
    let own = ctx.actor.subjects.iter().any(|s| s == subject);
    let Some(hash) = ctx.ask.session.as_deref().filter(|_| own) else {
        return Err(Refusal::not_found("record-unknown"));
    };
    store::choose(tx, hash, subject).await?;
    tx.note(ctx, "stations.look-at", subject, "", json!({}));
    Ok(())
}
