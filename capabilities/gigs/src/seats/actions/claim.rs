//! Taking a seat, or a place in the line for one.

use super::{Made, begin, write};
use crate::orders::model::{Order, Shift, ShiftId};
use crate::orders::store as shifts;
use crate::seats::model::{Channel, Party, Seat, SeatId};
use crate::seats::state::{Move, State};
use crate::seats::{fit, store};
use kernel::{Ctx, Moment, Refusal};
use people::{Worker, WorkerId};
use serde_json::json;
use trail::Tx;

/// Takes a seat of a shift for a worker; it is kept for `seat.lock_minutes` until the worker says
/// yes. Repeating it gives the same seat. Whoever waits in the line and finds a seat free moves up.
///
/// # Errors
/// As [`crate::seats::peek`]; Retry when another request was in the way.
pub async fn claim(
    ctx: &Ctx,
    tx: &mut Tx,
    shift: &ShiftId,
    worker: &WorkerId,
    channel: Channel,
) -> Result<Seat, Refusal> {
    // open: authority over the worker's file is asked for here.
    let file = fit::worker(ctx, tx, worker).await?;
    let (shift, order) = fit::load(tx, shift).await?;
    // The person first, the shift after it: two claims never wait crosswise.
    store::turn(tx, worker.as_str()).await?;
    let mine = store::of_person(tx, &shift.id, worker.as_str()).await?;
    if let Some(seat) = mine.as_ref().filter(|seat| seat.state.holds()) {
        tx.quiet("the seat was taken before");
        return Ok(seat.clone());
    }
    fit::open(ctx, &shift, &order)?;
    if shift.free() == 0 {
        return Err(fit::full(&shift));
    }
    fit::person(ctx, tx, (&shift, &order), &file).await?;
    fit::time(ctx, tx, &shift, worker.as_str(), None).await?;
    take(tx, &shift, 1).await?;
    if let Some(mut waiting) = mine {
        up(ctx, tx, &mut waiting, &order).await?;
        return Ok(waiting);
    }
    let seat = Seat {
        channel,
        claimed_at: Some(ctx.now),
        locked_until: Some(locked_until(ctx, &shift)?),
        ..draft(ctx, (&shift, &order), &file)
    };
    begin(ctx, tx, &seat, "claim").await?;
    Ok(seat)
}

/// A place in the line for a seat of a full shift; when a seat comes free, whoever waits longest
/// and still fits gets it. When one is free already, it is simply taken.
///
/// # Errors
/// As [`claim`], but for a full shift.
pub async fn wait(
    ctx: &Ctx,
    tx: &mut Tx,
    shift: &ShiftId,
    worker: &WorkerId,
    channel: Channel,
) -> Result<Seat, Refusal> {
    // open: authority over the worker's file is asked for here.
    let file = fit::worker(ctx, tx, worker).await?;
    let (shift, order) = fit::load(tx, shift).await?;
    if shift.free() > 0 {
        return claim(ctx, tx, &shift.id, worker, channel).await;
    }
    store::turn(tx, worker.as_str()).await?;
    if let Some(seat) = store::of_person(tx, &shift.id, worker.as_str()).await? {
        tx.quiet("the person has a seat or waits already");
        return Ok(seat);
    }
    fit::open(ctx, &shift, &order)?;
    fit::person(ctx, tx, (&shift, &order), &file).await?;
    // A seat that comes free in this very moment is not missed.
    if shifts::hold(tx, &shift.id).await?.free() > 0 {
        return Err(Refusal::retry());
    }
    let seat = Seat {
        state: State::Waiting,
        channel,
        waiting_at: Some(ctx.now),
        ..draft(ctx, (&shift, &order), &file)
    };
    begin(ctx, tx, &seat, "wait").await?;
    Ok(seat)
}

/// Takes seats in one conditional statement. What was checked must still be what it is now.
pub(super) async fn take(tx: &mut Tx, seen: &Shift, count: i64) -> Result<(), Refusal> {
    let now = shifts::take(tx, &seen.id, count).await?;
    match now {
        None => Err(fit::full(seen)),
        Some(now) if (now.end_at, &now.region) == (seen.end_at, &seen.region) => Ok(()),
        Some(_) => Err(Refusal::retry()),
    }
}

/// Until when an unconfirmed seat is kept.
pub(super) fn locked_until(ctx: &Ctx, shift: &Shift) -> Result<Moment, Refusal> {
    let minutes = reference::whole(ctx, "seat.lock_minutes", &shift.region, ctx.today())?;
    Ok(ctx.now.plus_minutes(minutes))
}

/// Somebody who waited gets a seat; the caller has taken it from the shift.
pub(super) async fn up(
    ctx: &Ctx,
    tx: &mut Tx,
    seat: &mut Seat,
    order: &Order,
) -> Result<(), Refusal> {
    let minutes = reference::whole(ctx, "seat.lock_minutes", &seat.region, ctx.today())?;
    seat.claimed_at = Some(ctx.now);
    seat.locked_until = Some(ctx.now.plus_minutes(minutes));
    seat.order_version = order.version;
    let made = Made {
        with: Move::Promote,
        to: State::Claimed,
        party: Party::System,
        note: &json!({}),
    };
    write(ctx, tx, seat, order, &made).await
}

/// A seat that is about to be written.
pub(super) fn draft(ctx: &Ctx, (shift, order): (&Shift, &Order), worker: &Worker) -> Seat {
    Seat {
        id: SeatId::mint(ctx),
        order_id: order.id.clone(),
        order_version: order.version,
        shift_id: shift.id.clone(),
        employer_id: shift.employer_id.clone(),
        worker_id: worker.id.to_string(),
        region: shift.region.clone(),
        worker_region: worker.region.clone(),
        state: State::Claimed,
        channel: Channel::Online,
        foreman_id: None,
        work_day: shift.work_day,
        start_at: shift.start_at,
        end_at: shift.end_at,
        waiting_at: None,
        claimed_at: None,
        locked_until: None,
        confirmed_at: None,
        checked_in_at: None,
        checked_out_at: None,
        seq: 1,
    }
}
