//! Coming and going.

use super::{need, require, shift_of};
use crate::hours::model::How;
use crate::hours::{code, store};
use crate::seats;
use crate::seats::model::{Party, Seat, SeatId};
use crate::seats::state::{Move, State};
use db::Conn;
use kernel::{Ctx, Moment, Refusal};
use serde_json::json;
use vault::Vault;

const fn party(how: &How) -> Party {
    match how {
        How::Code(_) => Party::Worker,
        How::Employer | How::Clerk => Party::Employer,
    }
}

/// The time told must lie near the shift and not in the future.
fn check_time(ctx: &Ctx, seat: &Seat, at: Moment) -> Result<(), Refusal> {
    let early = reference::whole(ctx, "gigs.code_early_minutes", &seat.region, ctx.today())?;
    let late = reference::whole(ctx, "gigs.code_late_minutes", &seat.region, ctx.today())?;
    if at > ctx.now.plus_minutes(1) {
        return Err(Refusal::bad("gigs-hours-in-future"));
    }
    if at < seat.start_at.plus_minutes(-early) {
        return Err(Refusal::conflict("gigs-hours-too-early").with("minutes", early));
    }
    if at > seat.end_at.plus_minutes(late) {
        return Err(Refusal::conflict("gigs-hours-too-late"));
    }
    Ok(())
}

async fn check_code(ctx: &Ctx, conn: &mut Conn, seat: &Seat, typed: &str) -> Result<(), Refusal> {
    require_tries(ctx, conn, &seat.worker_id, &seat.region).await?;
    let seconds = code::seconds(ctx, &seat.region)?;
    let vault = ctx.slot::<Vault>()?;
    if code::fits(&vault, seat.shift_id.as_str(), ctx.now, seconds, typed) {
        Ok(())
    } else {
        Err(Refusal::field("code", "gigs-hours-wrong-code"))
    }
}

async fn require_tries(
    ctx: &Ctx,
    conn: &mut Conn,
    worker: &str,
    region: &str,
) -> Result<(), Refusal> {
    let most = reference::whole(ctx, "gigs.code_tries", region, ctx.today())?;
    if store::tries(conn, worker, ctx.today()).await? >= most {
        return Err(Refusal::too_many("gigs-hours-too-many-codes"));
    }
    Ok(())
}

/// Counts a wrong code, in a transaction of its own: the refused one leaves nothing.
///
/// # Errors
/// What the database says.
pub async fn note_wrong_code(ctx: &Ctx, tx: &mut trail::Tx, worker: &str) -> Result<(), Refusal> {
    // open: it only counts against the worker that the caller has found to be the actor.
    tx.quiet("a counter of wrong codes");
    store::add_try(tx, worker, ctx.today()).await
}

/// The seat of a worker whose shift shows this code now.
///
/// # Errors
/// Field fault `gigs-hours-wrong-code`; TooMany after too many wrong ones in a day.
pub async fn find_by_code(
    ctx: &Ctx,
    conn: &mut Conn,
    worker: &str,
    typed: &str,
) -> Result<Seat, Refusal> {
    // open: reads the seats of the worker whom the caller has found to be the actor.
    require_tries(ctx, conn, worker, "").await?;
    let vault = ctx.slot::<Vault>()?;
    let from = ctx.today().plus_days(-1);
    for seat in seats::of_worker(conn, worker, from, 50).await? {
        let open = matches!(seat.state, State::Confirmed | State::CheckedIn);
        let seconds = code::seconds(ctx, &seat.region)?;
        if open && code::fits(&vault, seat.shift_id.as_str(), ctx.now, seconds, typed) {
            return Ok(seat);
        }
    }
    Err(Refusal::field("code", "gigs-hours-wrong-code"))
}

/// Notes that work began. A second time changes nothing.
///
/// # Errors
/// Forbidden, NotFound; field fault `gigs-hours-wrong-code`; `gigs-hours-too-early`,
/// `gigs-hours-too-late`, `gigs-hours-in-future`; Conflict `gigs-seats-not-now`.
pub async fn check_in(
    ctx: &Ctx,
    tx: &mut trail::Tx,
    id: &SeatId,
    how: How<'_>,
    at: Moment,
) -> Result<Seat, Refusal> {
    // open: authority over this side of the seat is asked for in `require`.
    let seat = need(tx, id).await?;
    require(ctx, &seat, party(&how))?;
    if seat.state == State::CheckedIn {
        tx.quiet("it was noted before");
        return Ok(seat);
    }
    check_time(ctx, &seat, at)?;
    if let How::Code(typed) = how {
        check_code(ctx, tx, &seat, typed).await?;
    }
    store::ensure(ctx, tx, &seat).await?;
    store::note_in(tx, id, how.code(), at).await?;
    let note = json!({ "how": how.code(), "at": at.millis() });
    seats::make(ctx, tx, id, Move::CheckIn, party(&how), note).await
}

/// Notes that work ended.
///
/// # Errors
/// As [`check_in`]; `gigs-hours-before-start` when it would end before it began.
pub async fn check_out(
    ctx: &Ctx,
    tx: &mut trail::Tx,
    id: &SeatId,
    how: How<'_>,
    at: Moment,
) -> Result<Seat, Refusal> {
    // open: authority over this side of the seat is asked for in `require`.
    let seat = need(tx, id).await?;
    require(ctx, &seat, party(&how))?;
    if seat.state == State::CheckedOut {
        tx.quiet("it was noted before");
        return Ok(seat);
    }
    check_time(ctx, &seat, at)?;
    if let How::Code(typed) = how {
        check_code(ctx, tx, &seat, typed).await?;
    }
    let hours = store::ensure(ctx, tx, &seat).await?;
    if hours.in_at.is_some_and(|came| at <= came) {
        return Err(Refusal::bad("gigs-hours-before-start"));
    }
    store::note_out(tx, id, how.code(), at).await?;
    let shift = shift_of(tx, &seat).await?;
    let note = json!({ "how": how.code(), "at": at.millis(), "break": shift.break_minutes });
    seats::make(ctx, tx, id, Move::CheckOut, party(&how), note).await
}
