//! To rate the other side of a seat.

use super::model::Given;
use super::{queries, store};
use crate::seats::model::{Party, SeatId};
use crate::seats::state::{Move, State};
use crate::trust::actions::for_side;
use crate::trust::model::Side;
use crate::trust::store::{Work, work};
use kernel::{Ctx, Refusal, Target};
use serde_json::json;
use trail::Tx;

/// May the actor speak for this side of the seat?
pub(crate) fn require(ctx: &Ctx, work: &Work, side: Side) -> Result<(), Refusal> {
    let (subject, region) = work.of(side);
    ctx.require(for_side(side), Target::Of { subject, region })
}

/// A side says how it was; as often as wished until both are shown. With the second rating both
/// are shown and the seat is rated.
///
/// # Errors
/// Conflict `gigs-trust-rate-not-now` unless the seat is paid; field `words`
/// `gigs-trust-rate-why` when a no has no reason.
pub async fn rate(
    ctx: &Ctx,
    tx: &mut Tx,
    seat: &SeatId,
    side: Side,
    given: &Given,
) -> Result<(), Refusal> {
    let work = work(tx, seat).await?;
    // open: authority over this side of the seat is asked for here.
    require(ctx, &work, side)?;
    if work.state != State::Paid {
        return Err(Refusal::conflict("gigs-trust-rate-not-now"));
    }
    if given.yes.contains(&false) && given.words.trim().is_empty() {
        return Err(Refusal::field("words", "gigs-trust-rate-why"));
    }
    store::put(ctx, tx, seat, side, given).await?;
    let detail = json!({ "side": side.code() });
    tx.note(ctx, "gigs.rate", seat.as_str(), &work.region, detail);
    let said = queries::said(tx, seat).await?;
    if said == 2 {
        let party = match side {
            Side::Worker => Party::Worker,
            Side::Employer => Party::Employer,
        };
        crate::seats::make(ctx, tx, seat, Move::Rate, party, json!({})).await?;
    }
    Ok(())
}
