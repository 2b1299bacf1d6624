//! Taking back an order, or one shift of it.

use super::{load, require};
use crate::HIRE;
use crate::orders::model::{Order, OrderId, Shift, ShiftId, ShiftState, State};
use crate::orders::{doors, queries, store};
use crate::seats;
use kernel::{Ctx, Refusal, Target};
use serde_json::json;
use trail::Tx;

fn said(reason: &str) -> Result<&str, Refusal> {
    let reason = reason.trim();
    match reason.is_empty() {
        true => Err(Refusal::field("reason", "field-needed")),
        false => Ok(reason),
    }
}

/// Takes an order back: nobody can take a seat any more, and everybody who holds or waits for
/// one is told. Who works already, works on. Repeating it changes nothing.
///
/// # Errors
/// Field `reason`; Conflict `gigs-orders-ended` when it is closed.
pub async fn cancel(ctx: &Ctx, tx: &mut Tx, id: &OrderId, reason: &str) -> Result<(), Refusal> {
    let mut order = load(tx, id).await?;
    // open: authority on the record is asked for in `require`.
    require(ctx, &order)?;
    let reason = said(reason)?;
    match order.state {
        State::Cancelled => {
            tx.quiet("the order is cancelled already");
            return Ok(());
        }
        State::Closed => return Err(Refusal::conflict("gigs-orders-ended")),
        State::Draft | State::Open => {}
    }
    let seen = (order.state, order.version);
    (order.state, order.closed_at) = (State::Cancelled, Some(ctx.now));
    store::save(ctx, tx, &order, seen).await?;
    let mut shifts = queries::shifts(tx, id).await?;
    shifts.sort_by(|a, b| a.id.cmp(&b.id));
    for shift in shifts.iter().filter(|s| s.end_at > ctx.now) {
        take_back(ctx, tx, shift, reason).await?;
    }
    let (id, region) = (order.id.as_str(), order.terms.region.as_str());
    let data = json!({ "employer": order.employer_id, "reason": reason });
    tx.note(ctx, "gigs.cancel", id, region, data.clone());
    tx.publish("gig-order-cancelled", id, data);
    doors::served(ctx, tx, &order, "cancel").await
}

/// Takes one shift back, as [`cancel`] does for all.
///
/// # Errors
/// Field `reason`; NotFound; Conflict `gigs-orders-shift-past` when it is over.
pub async fn cancel_shift(
    ctx: &Ctx,
    tx: &mut Tx,
    shift: &ShiftId,
    reason: &str,
) -> Result<(), Refusal> {
    let shift = store::shift(tx, shift).await?;
    let shift = shift.ok_or_else(|| Refusal::not_found("record-unknown"))?;
    let (subject, region) = (shift.employer_id.as_str(), shift.region.as_str());
    ctx.require(HIRE, Target::Of { subject, region })?;
    let reason = said(reason)?;
    if shift.state == ShiftState::Over {
        return Err(Refusal::conflict("gigs-orders-shift-past"));
    }
    let order: Order = load(tx, &shift.order_id).await?;
    if !take_back(ctx, tx, &shift, reason).await? {
        tx.quiet("the shift is cancelled already");
        return Ok(());
    }
    let data = json!({ "order": shift.order_id.as_str(), "reason": reason });
    tx.note(
        ctx,
        "gigs.cancel-shift",
        shift.id.as_str(),
        region,
        data.clone(),
    );
    tx.publish("gig-shift-cancelled", shift.id.as_str(), data);
    doors::served(ctx, tx, &order, "cancel-shift").await
}

/// The shift first, its seats after it; `false` = it was taken back before.
async fn take_back(ctx: &Ctx, tx: &mut Tx, shift: &Shift, why: &str) -> Result<bool, Refusal> {
    if !store::end_shift(tx, &shift.id, ShiftState::Cancelled).await? {
        return Ok(false);
    }
    seats::actions::shift_cancelled(ctx, tx, &shift.id, why).await?;
    Ok(true)
}
