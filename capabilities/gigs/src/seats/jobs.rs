//! What the clock does with seats: lets locks run out, fills what came free, closes what is done.

use super::actions;
use super::model::{Party, SeatId};
use super::queries;
use super::state::Move;
use crate::orders::model::ShiftId;
use ::jobs::{Every, JobKind, Trigger, enqueue};
use kernel::{Ctx, Kind, Refusal};
use serde_json::{Value, json};
use trail::Tx;

/// Rows of one run; what is left is done by the next.
const BATCH: i64 = 500;
const LAPSE_SEAT: &str = "gigs.lapse-seat";
const FILL: &str = "gigs.fill";

pub(super) fn jobs() -> Vec<JobKind> {
    let job = |name, trigger, run| JobKind { name, trigger, run };
    let every = |minutes| Trigger::Schedule(Every::Minutes(minutes));
    vec![
        job("gigs.lapse", every(1), ::jobs::run!(lapse)),
        job(LAPSE_SEAT, Trigger::Manual, ::jobs::run!(lapse_seat)),
        job(FILL, Trigger::Manual, ::jobs::run!(fill)),
        job(
            "gigs.close-seats",
            Trigger::Schedule(Every::DayAt(3, 40)),
            ::jobs::run!(close_seats),
        ),
    ]
}

/// Looks for locks that ran out and for free seats that somebody waits for; each is a job of its
/// own, because each holds another person's turn.
async fn lapse(ctx: &Ctx, tx: &mut Tx, _: &Value) -> Result<(), Refusal> {
    tx.quiet("queues the work only");
    for seat in queries::to_lapse(tx, ctx.now, BATCH).await? {
        let work = json!({ "seat": &seat });
        enqueue(tx, ctx, LAPSE_SEAT, Some(&seat), ctx.now, work).await?;
    }
    for shift in queries::to_fill(tx, ctx.now, BATCH).await? {
        let work = json!({ "shift": &shift });
        enqueue(tx, ctx, FILL, Some(&shift), ctx.now, work).await?;
    }
    Ok(())
}

async fn lapse_seat(ctx: &Ctx, tx: &mut Tx, payload: &Value) -> Result<(), Refusal> {
    let id = SeatId::parse(payload["seat"].as_str().unwrap_or_default())?;
    let made = actions::make(ctx, tx, &id, Move::Lapse, Party::System, json!({})).await;
    settled(tx, made.map(|_| ()))
}

async fn fill(ctx: &Ctx, tx: &mut Tx, payload: &Value) -> Result<(), Refusal> {
    let id = ShiftId::parse(payload["shift"].as_str().unwrap_or_default())?;
    tx.quiet("nobody fits a free seat now");
    let made = actions::fill(ctx, tx, &id).await;
    settled(tx, made.map(|_| ()))
}

/// The worker was quicker than the clock: nothing is left to do.
fn settled(tx: &mut Tx, done: Result<(), Refusal>) -> Result<(), Refusal> {
    match done {
        Err(refusal) if refusal.kind == Kind::Conflict => {
            tx.quiet("somebody was quicker");
            Ok(())
        }
        other => other,
    }
}

/// Nothing is left to do with a seat that both sides have rated, nor with a no-show that nobody
/// has spoken against for `gigs.close_days`.
async fn close_seats(ctx: &Ctx, tx: &mut Tx, _: &Value) -> Result<(), Refusal> {
    tx.quiet("no seat was to be closed");
    let before = ctx
        .now
        .plus_days(-reference::whole(ctx, "gigs.close_days", "", ctx.today())?);
    for id in queries::to_close(tx, before, BATCH).await? {
        let id = SeatId::parse(&id)?;
        actions::make(ctx, tx, &id, Move::Close, Party::System, json!({})).await?;
    }
    Ok(())
}
