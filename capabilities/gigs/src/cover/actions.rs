//! Who writes down what cover there is, and the worker's own yes to paying for it.

use super::model::{Entry, Kind, Payer, SeatBrief, State};
use super::{queries, store};
use crate::orders::model::{Insurance, Terms};
use crate::{HIRE, WORK};
use kernel::{Ctx, Refusal, Target};
use serde_json::json;
use trail::Tx;

/// What an order's statement means for a seat; the employer pays for what the employer promises.
fn promised(terms: &Terms) -> Entry {
    let (kind, payer) = match terms.insurance {
        Insurance::Injury => (Kind::Injury, Payer::Employer),
        Insurance::Liability => (Kind::Liability, Payer::Employer),
        Insurance::Accident => (Kind::Accident, Payer::Employer),
        Insurance::None => (Kind::None, Payer::Nobody),
    };
    Entry {
        kind,
        payer,
        insurer: String::new(),
        policy_no: String::new(),
        sum_fen: None,
        premium_fen: None,
    }
}

fn note(ctx: &Ctx, tx: &mut Tx, verb: &str, seat: &SeatBrief, entry: &Entry) {
    let detail = json!({
        "kind": entry.kind.code(), "payer": entry.payer.code(), "insurer": entry.insurer,
        "policy_no": entry.policy_no, "sum_fen": entry.sum_fen, "premium_fen": entry.premium_fen,
    });
    tx.note(ctx, verb, &seat.id, &seat.region, detail);
}

/// Writes down what the order states, once the worker has said yes. Repeating it changes nothing.
pub(super) async fn from_order(ctx: &Ctx, tx: &mut Tx, seat: &str) -> Result<(), Refusal> {
    let seat = queries::seat(tx, seat).await?;
    let (_, terms) = queries::terms(tx, &seat).await?;
    let entry = promised(&terms);
    let reason = match entry.kind {
        Kind::None => terms.insurance_reason.as_str(),
        _ => "",
    };
    if store::state(ctx, tx, &seat, &entry, reason).await? > 0 {
        note(ctx, tx, "gigs.state-cover", &seat, &entry);
    } else {
        tx.quiet("the cover was written down before");
    }
    Ok(())
}

/// The seat was given up.
pub(super) async fn void(ctx: &Ctx, tx: &mut Tx, seat: &str) -> Result<(), Refusal> {
    let seat = queries::seat(tx, seat).await?;
    if store::end_all(ctx, tx, &seat.id).await? > 0 {
        tx.note(ctx, "gigs.void-cover", &seat.id, &seat.region, json!({}));
    } else {
        tx.quiet("there was no cover to end");
    }
    Ok(())
}

/// Writes down insurer, policy and payer of a seat. When the worker is to pay, this only asks:
/// it counts from the worker's own yes.
///
/// # Errors
/// Fields `kind`, `payer`, `insurer`, `policy_no`; NotFound.
pub async fn complete(ctx: &Ctx, tx: &mut Tx, seat: &str, entry: &Entry) -> Result<(), Refusal> {
    let seat = queries::seat(tx, seat).await?;
    let (subject, region) = (seat.employer_id.as_str(), seat.region.as_str());
    ctx.require(HIRE, Target::Of { subject, region })?;
    if entry.kind == Kind::None || entry.payer == Payer::Nobody {
        return Err(Refusal::field("kind", "field-not-choice"));
    }
    if entry.payer == Payer::Gov && !ctx.actor.is_staff() {
        return Err(Refusal::field("payer", "gigs-cover-gov-by-desk"));
    }
    if entry.payer == Payer::Worker && matches!(entry.kind, Kind::Injury | Kind::Liability) {
        // 工伤保险条例 第十条: the worker pays no premium; liability is the employer's own.
        return Err(Refusal::field("payer", "gigs-cover-never-worker"));
    }
    if entry.insurer.is_empty() {
        return Err(Refusal::field("insurer", "field-needed"));
    }
    if entry.payer == Payer::Worker {
        store::put(ctx, tx, &seat, entry, State::Asked).await?;
        note(ctx, tx, "gigs.ask-cover", &seat, entry);
        let key = "gigs-cover-told-asked";
        let insurer = [("insurer", entry.insurer.as_str())];
        return stations::notices::tell(ctx, tx, &seat.worker_id, key, &insurer).await;
    }
    if entry.policy_no.is_empty() {
        return Err(Refusal::field("policy_no", "field-needed"));
    }
    store::put(ctx, tx, &seat, entry, State::Complete).await?;
    store::end_none(ctx, tx, &seat.id).await?;
    note(ctx, tx, "gigs.cover", &seat, entry);
    Ok(())
}

/// The worker's own answer to being asked to pay.
///
/// # Errors
/// Conflict `gigs-cover-not-asked` when nothing waits for an answer; NotFound.
pub async fn answer(
    ctx: &Ctx,
    tx: &mut Tx,
    seat: &str,
    kind: Kind,
    yes: bool,
) -> Result<(), Refusal> {
    let seat = queries::seat(tx, seat).await?;
    let (subject, region) = (seat.worker_id.as_str(), seat.worker_region.as_str());
    ctx.require(WORK, Target::Of { subject, region })?;
    let own = ctx.actor.subjects.iter().any(|s| s == subject);
    let asked = ctx.behalf.as_ref().is_some_and(|b| b.subject == subject);
    if !own && !asked {
        return Err(Refusal::forbidden());
    }
    let to = if yes {
        State::Complete
    } else {
        State::Declined
    };
    if store::answer(ctx, tx, &seat.id, kind, to).await? == 0 {
        return Err(Refusal::conflict("gigs-cover-not-asked"));
    }
    if yes {
        store::end_none(ctx, tx, &seat.id).await?;
    }
    let detail = json!({ "kind": kind.code(), "yes": yes });
    tx.note(ctx, "gigs.answer-cover", &seat.id, &seat.region, detail);
    Ok(())
}
