//! The doors to orders and seats: what the hall asks of them, and nothing else.

use super::model::Entry;
use crate::orders::model::{Order, Shift, ShiftId, ShiftState, State};
use crate::orders::queries as orders;
use crate::seats;
use crate::seats::model::{Channel, Party, Seat, SeatId};
use crate::seats::state::{Move, State as Held};
use db::Conn;
use kernel::{Ctx, Refusal};
use people::WorkerId;
use serde_json::json;

/// Shifts shown at most: what fits on a screen and can be read from a bench.
const SHOWN: i64 = 12;

/// A shift with its order.
pub(super) async fn shift(conn: &mut Conn, id: &ShiftId) -> Result<(Order, Shift), Refusal> {
    let unknown = || Refusal::not_found("record-unknown");
    let shift = orders::shift(conn, id).await?.ok_or_else(unknown)?;
    let order = orders::order(conn, &shift.order_id).await?;
    Ok((order.ok_or_else(unknown)?, shift))
}

/// Can people still be sent?
pub(super) fn takes_people(ctx: &Ctx, order: &Order, shift: &Shift) -> bool {
    order.state == State::Open && shift.state == ShiftState::Open && shift.start_at > ctx.now
}

/// Shifts of today and tomorrow that still want people, soonest first.
pub(super) async fn open(
    conn: &mut Conn,
    ctx: &Ctx,
    county: &str,
) -> Result<Vec<(Order, Shift)>, Refusal> {
    let filter = orders::Filter {
        county: county.to_owned(),
        from_day: ctx.today(),
        to_day: Some(ctx.today().plus_days(1)),
        trade: None,
        town: None,
        after: None,
        limit: SHOWN,
    };
    orders::open_shifts(conn, ctx, &filter).await
}

/// Can the person take a seat of the shift? Nothing is written.
pub(super) async fn fits(
    conn: &mut Conn,
    ctx: &Ctx,
    shift: &ShiftId,
    worker: &WorkerId,
) -> Result<(), Refusal> {
    seats::peek(conn, ctx, shift, worker).await
}

/// Writes the rows of everybody who is to be called, in the order of their ids: two call-ups of
/// the same people then wait for each other instead of standing in each other's way.
pub(super) async fn hold(tx: &mut trail::Tx, workers: &[&str]) -> Result<(), Refusal> {
    let mut sorted = workers.to_vec();
    sorted.sort_unstable();
    sorted.dedup();
    for worker in sorted {
        seats::store::turn(tx, worker).await?;
    }
    Ok(())
}

/// Keeps a seat for somebody who is called.
pub(super) async fn keep(
    ctx: &Ctx,
    tx: &mut trail::Tx,
    shift: &ShiftId,
    worker: &WorkerId,
) -> Result<Seat, Refusal> {
    let acting = ctx.for_person(worker.as_str(), "spoken");
    seats::claim(&acting, tx, shift, worker, Channel::Hall).await
}

/// The person came to the counter and goes.
pub(super) async fn confirm(
    ctx: &Ctx,
    tx: &mut trail::Tx,
    worker: &str,
    seat: &str,
) -> Result<Seat, Refusal> {
    let acting = ctx.for_person(worker, "spoken");
    let seat = SeatId::parse(seat)?;
    seats::make(
        &acting,
        tx,
        &seat,
        Move::Confirm,
        Party::Worker,
        json!({ "place": "hall" }),
    )
    .await
}

/// The person did not answer, or does not want this one: the seat goes on, nobody is blamed. A
/// seat whose time is over lapses; before that it is given back.
pub(super) async fn release(
    ctx: &Ctx,
    tx: &mut trail::Tx,
    entry: &Entry,
    answer: &str,
) -> Result<(), Refusal> {
    let Some(seat) = entry.seat_id.as_deref() else {
        return Ok(());
    };
    let id = SeatId::parse(seat)?;
    let Some(seat) = seats::seat(tx, &id).await? else {
        return Ok(());
    };
    if seat.state != Held::Claimed {
        return Ok(());
    }
    let acting = ctx.for_person(&entry.worker_id, "spoken");
    let note = json!({ "place": "hall", "answer": answer });
    let over = seat.locked_until.is_some_and(|until| until <= ctx.now);
    let (with, party) = match over {
        true => (Move::Lapse, Party::System),
        false => (Move::CancelWorker, Party::Worker),
    };
    seats::make(&acting, tx, &id, with, party, note).await?;
    Ok(())
}
