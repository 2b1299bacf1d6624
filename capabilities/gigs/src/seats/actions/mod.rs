//! What can be done with seats.

mod claim;
mod follow;
mod group;
mod moves;
mod swap;

pub use claim::{claim, wait};
pub use group::claim_group;
pub use moves::make;
pub use swap::swap;

pub(crate) use follow::{fill, shift_cancelled, shift_over, tell_revised};

use super::model::{Channel, Party, Seat};
use super::state::{Move, State};
use super::{store, tell};
use crate::orders::model::Order;
use kernel::{Ctx, Refusal};
use serde_json::{Value, json};
use stations::ledger::{self, Service};
use trail::Tx;

/// A step that is taken.
pub(super) struct Made<'a> {
    pub with: Move,
    pub to: State,
    pub party: Party,
    pub note: &'a Value,
}

/// What other rooms and the audit line read of a seat.
fn data(seat: &Seat, from: State, party: Party) -> Value {
    json!({
        "order": seat.order_id.as_str(), "shift": seat.shift_id.as_str(),
        "worker": seat.worker_id, "employer": seat.employer_id,
        "from": from.code(), "to": seat.state.code(), "party": party.code(),
        "start_at": seat.start_at.millis(),
    })
}

/// Writes a step down: state, history, audit line, fact, notices, the station's ledger.
pub(super) async fn write(
    ctx: &Ctx,
    tx: &mut Tx,
    seat: &mut Seat,
    order: &Order,
    made: &Made<'_>,
) -> Result<(), Refusal> {
    let seen = (seat.state, seat.seq);
    (seat.state, seat.seq) = (made.to, seat.seq + 1);
    store::save(ctx, tx, seat, seen).await?;
    let code = made.with.code();
    store::add_move(ctx, tx, seat, seen.0, (code, made.party), made.note).await?;
    let data = data(seat, seen.0, made.party);
    let id = seat.id.as_str();
    tx.note(ctx, &format!("gigs.{code}"), id, &seat.region, data.clone());
    tx.publish(&format!("gig-{code}"), id, data);
    tell::of_step(ctx, tx, seat, order, (made.with, made.party)).await?;
    if made.party == Party::System {
        return Ok(());
    }
    served(ctx, tx, seat, "recommend").await
}

/// Writes a new seat down: the first line of its history has one state on both sides.
pub(super) async fn begin(
    ctx: &Ctx,
    tx: &mut Tx,
    seat: &Seat,
    code: &'static str,
) -> Result<(), Refusal> {
    store::insert(ctx, tx, seat).await?;
    let note = match &seat.foreman_id {
        Some(foreman) => json!({ "foreman": foreman }),
        None => json!({}),
    };
    let made = (code, Party::Worker);
    store::add_move(ctx, tx, seat, seat.state, made, &note).await?;
    let data = data(seat, seat.state, Party::Worker);
    let id = seat.id.as_str();
    tx.note(ctx, &format!("gigs.{code}"), id, &seat.region, data.clone());
    tx.publish(&format!("gig-{code}"), id, data);
    served(ctx, tx, seat, "apply").await
}

/// One row of the service ledger when staff did it for somebody.
async fn served(ctx: &Ctx, tx: &mut Tx, seat: &Seat, kind: &'static str) -> Result<(), Refusal> {
    let (true, Some(behalf)) = (ctx.actor.is_staff(), &ctx.behalf) else {
        return Ok(());
    };
    let channel = match seat.channel {
        Channel::Phone => ledger::Channel::Phone,
        Channel::Village => ledger::Channel::Village,
        Channel::Counter | Channel::Hall | Channel::Online | Channel::Api => {
            ledger::Channel::Counter
        }
    };
    let service = Service {
        kind,
        subject: Some(behalf.subject.clone()),
        region: seat.worker_region.clone(),
        channel,
        result: format!("{} {}", seat.state.code(), seat.id),
    };
    ledger::record(ctx, tx, service).await
}
