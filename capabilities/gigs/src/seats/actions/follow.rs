//! What follows from other steps: who moves up, what becomes of a shift's people.

use super::{Made, moves, write};
use crate::orders::model::{Order, Shift, ShiftId};
use crate::orders::{queries as orders, store as shifts};
use crate::seats::model::{Party, Seat};
use crate::seats::state::{Move, step};
use crate::seats::{fit, queries, store, tell};
use kernel::{Ctx, Kind, Outcome, Refusal};
use people::WorkerId;
use serde_json::json;
use stations::notices;
use trail::Tx;

/// How far down the line a seat that came free is offered at once.
const LINE: i64 = 20;

/// Who waits longest for a seat of this shift and fits now. The person's turn is held, and
/// nothing else is: the shift's row comes after it.
pub(super) async fn heir(
    ctx: &Ctx,
    tx: &mut Tx,
    shift: &ShiftId,
    order: &Order,
) -> Result<Option<Seat>, Refusal> {
    let line = queries::waiting(tx, shift, LINE).await?;
    if line.is_empty() {
        return Ok(None);
    }
    let (shift, _) = fit::load(tx, shift).await?;
    if fit::open(ctx, &shift, order).is_err() || shift.start_at <= ctx.now {
        return Ok(None);
    }
    for seat in line {
        if !fits(ctx, tx, (&shift, order), &seat).await? {
            continue;
        }
        store::turn(tx, &seat.worker_id).await?;
        // Looked at again now that nobody else can give this person work.
        let seat = queries::one(tx, &seat.id).await?;
        let still = seat.state == crate::seats::state::State::Waiting
            && fits(ctx, tx, (&shift, order), &seat).await?;
        // Only one person's turn is held; the next minute's job looks further.
        return Ok(still.then_some(seat));
    }
    Ok(None)
}

async fn fits(
    ctx: &Ctx,
    tx: &mut Tx,
    (shift, order): (&Shift, &Order),
    seat: &Seat,
) -> Result<bool, Refusal> {
    let file = people::worker(tx, &WorkerId::parse(&seat.worker_id)?).await?;
    let Some(file) = file.filter(|f| f.erased_at.is_none()) else {
        return Ok(false);
    };
    let answer = |done: Result<(), Refusal>| match done {
        Err(refusal) if refusal.kind == Kind::Conflict => Ok(false),
        Err(refusal) => Err(refusal),
        Ok(()) => Ok(true),
    };
    let person = fit::person(ctx, tx, (shift, order), &file).await;
    if !answer(person)? {
        return Ok(false);
    }
    answer(fit::time(ctx, tx, shift, &seat.worker_id, None).await)
}

/// Gives one free seat of a shift to whoever waits longest and fits; `false` = nobody, or none.
pub(crate) async fn fill(ctx: &Ctx, tx: &mut Tx, shift: &ShiftId) -> Result<bool, Refusal> {
    let (row, order) = fit::load(tx, shift).await?;
    if row.free() == 0 {
        return Ok(false);
    }
    let Some(heir) = heir(ctx, tx, shift, &order).await? else {
        return Ok(false);
    };
    let system = Party::System;
    moves::make(ctx, tx, &heir.id, Move::Promote, system, json!({})).await?;
    Ok(true)
}

/// A shift was taken back (its row is held): who holds a seat that has not begun, or waits for
/// one, is told.
pub(crate) async fn shift_cancelled(
    ctx: &Ctx,
    tx: &mut Tx,
    shift: &ShiftId,
    reason: &str,
) -> Result<(), Refusal> {
    let note = json!({ "reason": reason });
    for mut seat in queries::unbegun(tx, shift).await? {
        let Outcome::Changed(to) = step(seat.state, Move::CancelEmployer)? else {
            continue;
        };
        let order = orders::bare(tx, &seat.order_id).await?;
        if seat.state.holds() {
            shifts::give(tx, shift).await?;
        }
        let made = Made {
            with: Move::CancelEmployer,
            to,
            party: Party::Employer,
            note: &note,
        };
        write(ctx, tx, &mut seat, &order, &made).await?;
    }
    Ok(())
}

/// A shift is over (its row is held): nobody waits for it any more, and the employer is asked
/// about people who said yes and were not checked in.
pub(crate) async fn shift_over(ctx: &Ctx, tx: &mut Tx, shift: &Shift) -> Result<(), Refusal> {
    let order = orders::bare(tx, &shift.order_id).await?;
    let mut unsaid = None;
    for mut seat in queries::unbegun(tx, &shift.id).await? {
        match step(seat.state, Move::GiveUp) {
            Ok(Outcome::Changed(to)) => {
                let made = Made {
                    with: Move::GiveUp,
                    to,
                    party: Party::System,
                    note: &json!({}),
                };
                write(ctx, tx, &mut seat, &order, &made).await?;
            }
            _ if seat.confirmed_at.is_some() => unsaid = Some(seat),
            _ => {}
        }
    }
    match unsaid {
        Some(seat) => tell::employer(ctx, tx, &seat, &order, "gigs-seats-told-unsaid").await,
        None => Ok(()),
    }
}

/// The order says something new: who holds or waits for a seat is told, and keeps what was
/// agreed to.
pub(crate) async fn tell_revised(ctx: &Ctx, tx: &mut Tx, order: &Order) -> Result<(), Refusal> {
    let mut told = Vec::new();
    for seat in queries::live_of_order(tx, &order.id).await? {
        if told.contains(&seat.worker_id) {
            continue;
        }
        let args = [("title", order.terms.title.as_str())];
        notices::tell(ctx, tx, &seat.worker_id, "gigs-seats-told-revised", &args).await?;
        told.push(seat.worker_id);
    }
    Ok(())
}
