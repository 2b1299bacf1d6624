//! Two people exchange their shifts.

use super::{Made, moves, write};
use crate::orders::model::{Order, Shift, ShiftState};
use crate::orders::store as shifts;
use crate::seats::model::{Party, Seat, SeatId};
use crate::seats::state::{Move, State};
use crate::seats::{fit, queries, store};
use kernel::{Ctx, Refusal};
use people::WorkerId;
use serde_json::json;
use trail::Tx;

/// Two people who have said yes to two shifts of one employer exchange them; both are checked as
/// for a new seat. `party` says for whom it is done: the employer, or both workers.
///
/// # Errors
/// Conflict `gigs-seats-not-now` unless both are confirmed and neither shift has begun,
/// `gigs-seats-other-employer`; as [`super::claim`], with the argument `worker`.
pub async fn swap(
    ctx: &Ctx,
    tx: &mut Tx,
    a: &SeatId,
    b: &SeatId,
    party: Party,
) -> Result<(), Refusal> {
    let first = queries::one(tx, a).await?;
    let second = queries::one(tx, b).await?;
    // open: authority over both seats is asked for here.
    moves::require(ctx, &first, party)?;
    moves::require(ctx, &second, party)?;
    if first.employer_id != second.employer_id {
        return Err(Refusal::conflict("gigs-seats-other-employer"));
    }
    if !Move::Swap.parties().contains(&party) || first.worker_id == second.worker_id {
        return Err(Refusal::conflict("gigs-seats-not-now"));
    }
    if first.shift_id == second.shift_id {
        tx.quiet("both work the same shift");
        return Ok(());
    }
    // People first, shifts after them, each in one order: two swaps never wait crosswise.
    let mut people = [&first.worker_id, &second.worker_id];
    people.sort();
    for worker in people {
        store::turn(tx, worker).await?;
    }
    let mut rows = [&first.shift_id, &second.shift_id];
    rows.sort();
    for shift in rows {
        shifts::hold(tx, shift).await?;
    }
    let mut first = again(tx, &first).await?;
    let mut second = again(tx, &second).await?;
    let (to_first, to_second) = (
        fit::load(tx, &second.shift_id).await?,
        fit::load(tx, &first.shift_id).await?,
    );
    may(ctx, tx, &first, &to_first).await?;
    may(ctx, tx, &second, &to_second).await?;
    let (versions, note) = (
        (first.order_version, second.order_version),
        json!({ "with": [a.as_str(), b.as_str()] }),
    );
    put(ctx, tx, &mut first, &to_first, (versions.1, party, &note)).await?;
    put(ctx, tx, &mut second, &to_second, (versions.0, party, &note)).await
}

/// The seat as it is now that its people and shifts are held.
async fn again(tx: &mut Tx, seen: &Seat) -> Result<Seat, Refusal> {
    let seat = queries::one(tx, &seen.id).await?;
    match seat.seq == seen.seq {
        true => Ok(seat),
        false => Err(Refusal::retry()),
    }
}

/// May the person of this seat work that shift instead?
async fn may(
    ctx: &Ctx,
    tx: &mut Tx,
    seat: &Seat,
    (shift, order): &(Shift, Order),
) -> Result<(), Refusal> {
    let begun = shift.start_at <= ctx.now || seat.start_at <= ctx.now;
    if seat.state != State::Confirmed || begun || shift.state != ShiftState::Open {
        return Err(Refusal::conflict("gigs-seats-not-now"));
    }
    let whose = |refusal: Refusal| refusal.with("worker", &seat.worker_id);
    if store::of_person(tx, &shift.id, &seat.worker_id)
        .await?
        .is_some()
    {
        return Err(whose(Refusal::conflict("gigs-seats-not-now")));
    }
    let file = people::need_worker(tx, &WorkerId::parse(&seat.worker_id)?).await?;
    let person = fit::person(ctx, tx, (shift, order), &file).await;
    person.map_err(whose)?;
    let time = fit::time(ctx, tx, shift, &seat.worker_id, Some(&seat.id)).await;
    time.map_err(whose)
}

async fn put(
    ctx: &Ctx,
    tx: &mut Tx,
    seat: &mut Seat,
    (shift, order): &(Shift, Order),
    (version, party, note): (i64, Party, &serde_json::Value),
) -> Result<(), Refusal> {
    seat.order_id = order.id.clone();
    seat.order_version = version;
    seat.shift_id = shift.id.clone();
    seat.region = shift.region.clone();
    seat.work_day = shift.work_day;
    (seat.start_at, seat.end_at) = (shift.start_at, shift.end_at);
    let made = Made {
        with: Move::Swap,
        to: State::Confirmed,
        party,
        note,
    };
    write(ctx, tx, seat, order, &made).await
}
