//! What staff do at the desk besides changing a file: reveal a number, make a card, take a list.

use crate::desk::{card, store};
use crate::permissions::{EDIT, EXPORT, REVEAL};
use crate::workers::actions::register::served;
use crate::workers::model::WorkerId;
use crate::workers::{queries, sealed};
use kernel::{Ctx, Refusal, Target};
use serde_json::json;
use vault::Vault;

/// What can be revealed.
pub const REVEALS: [&str; 2] = ["phone", "id_no"];

/// Why staff may need a number in full.
pub const REVEAL_REASONS: [&str; 4] = ["call", "identity", "paper", "asked"];

/// Opens a number in full for one look, and leaves a line with the reason.
///
/// # Errors
/// NotFound when there is no such file in reach, or no such number on it; field faults.
pub async fn reveal(
    ctx: &Ctx,
    tx: &mut trail::Tx,
    id: &WorkerId,
    what: &str,
    reason: &str,
) -> Result<String, Refusal> {
    let worker = queries::need(tx, id).await?;
    ctx.require(REVEAL, Target::Region(&worker.region))?;
    if !REVEAL_REASONS.contains(&reason) {
        return Err(Refusal::field("reason", "people-reason-needed"));
    }
    let number = match what {
        "phone" => sealed::phone(ctx, &worker)?,
        "id_no" => sealed::id_no(ctx, &worker)?,
        _ => return Err(Refusal::field("what", "field-not-choice")),
    };
    let number = number.ok_or_else(|| Refusal::not_found("people-not-on-file"))?;
    let detail = json!({ "what": what, "reason": reason });
    tx.note(ctx, "people.reveal", id.as_str(), &worker.region, detail);
    Ok(number)
}

/// Gathers everything kept for the person at the counter, and leaves a line.
///
/// # Errors
/// NotFound when there is no such file in reach.
pub async fn copy_for(
    ctx: &Ctx,
    tx: &mut trail::Tx,
    id: &WorkerId,
) -> Result<serde_json::Value, Refusal> {
    let worker = queries::need(tx, id).await?;
    ctx.require(REVEAL, Target::Region(&worker.region))?;
    let value = crate::rights::copy::copy(ctx, tx, id).await?;
    tx.note(ctx, "people.copy", id.as_str(), &worker.region, json!({}));
    Ok(value)
}

/// Makes a new card; an older one opens nothing any longer.
///
/// # Errors
/// NotFound when there is no such file in reach.
pub async fn make_card(ctx: &Ctx, tx: &mut trail::Tx, id: &WorkerId) -> Result<String, Refusal> {
    let worker = queries::need(tx, id).await?;
    ctx.require(EDIT, Target::Region(&worker.region))?;
    let vault = ctx.slot::<Vault>()?;
    let code = card::fresh(&vault, ctx.rng.as_ref());
    store::void_cards(tx, ctx, id).await?;
    store::insert_card(tx, ctx, id, &code).await?;
    tx.note(ctx, "people.card", id.as_str(), &worker.region, json!({}));
    served(ctx, tx, &worker, "card").await?;
    Ok(code)
}

/// Leaves the line that a list of people was taken along: how many, by what search.
///
/// # Errors
/// Forbidden.
pub async fn note_export(
    ctx: &Ctx,
    tx: &mut trail::Tx,
    rows: usize,
    format: &str,
    narrowed: &[&str],
) -> Result<(), Refusal> {
    ctx.require(EXPORT, Target::Any)?;
    let detail = json!({ "rows": rows, "format": format, "narrowed": narrowed });
    // Of the division at the top of the scope, so that its own audit sees it.
    let region = format!("{:0<12}", ctx.scope.lo);
    tx.note(ctx, "people.export", &ctx.actor.id, &region, detail);
    Ok(())
}
