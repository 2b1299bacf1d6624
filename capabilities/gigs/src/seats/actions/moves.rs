//! Every step after the first: one door for workers, employers, the desk and programs.

use super::{Made, claim, follow, write};
use crate::orders::model::{Order, ShiftState};
use crate::orders::{queries as orders, store as shifts};
use crate::seats::model::{Party, Seat, SeatId};
use crate::seats::state::{Move, State, step};
use crate::seats::{fit, queries, store};
use crate::{HIRE, WORK};
use kernel::{ActorKind, Ctx, Moment, Outcome, Refusal, Target};
use people::WorkerId;
use serde_json::Value;
use trail::Tx;

/// May the actor act for this side of the seat? Yizhan's own steps follow from a step of one of
/// the two sides, or from the clock.
pub(super) fn require(ctx: &Ctx, seat: &Seat, party: Party) -> Result<(), Refusal> {
    let worker = || {
        let (subject, region) = (seat.worker_id.as_str(), seat.worker_region.as_str());
        ctx.require(WORK, Target::Of { subject, region })
    };
    let employer = || {
        let (subject, region) = (seat.employer_id.as_str(), seat.region.as_str());
        ctx.require(HIRE, Target::Of { subject, region })
    };
    match party {
        Party::Worker => worker(),
        Party::Employer => employer(),
        Party::System if ctx.actor.kind == ActorKind::System => Ok(()),
        Party::System => worker().or_else(|_| employer()),
    }
}

/// Takes a step: state, history, audit line, fact `gig-<code of the move>`. A seat that is given
/// up goes to whoever waits longest and fits. Repeating a step changes nothing. `note` is kept in
/// the history; its member `at` (epoch ms) is when work began or ended, else now.
///
/// # Errors
/// Conflict `gigs-seats-not-now`; `gigs-seats-lapsed` when the time to say yes is over;
/// `gigs-seats-begun` when it is too late to cancel, `gigs-seats-early` when it is too early to
/// say who did not come; with [`Move::Promote`] as [`super::claim`]; Retry.
pub async fn make(
    ctx: &Ctx,
    tx: &mut Tx,
    seat: &SeatId,
    with: Move,
    party: Party,
    note: Value,
) -> Result<Seat, Refusal> {
    let mut seat = queries::one(tx, seat).await?;
    // open: authority over the one side or the other is asked for here.
    require(ctx, &seat, party)?;
    if !with.parties().contains(&party) || with == Move::Swap {
        return Err(Refusal::conflict("gigs-seats-not-now"));
    }
    let to = match step(seat.state, with)? {
        Outcome::Already => {
            tx.quiet("the step was taken before");
            return Ok(seat);
        }
        Outcome::Changed(to) => to,
    };
    if with == Move::Promote {
        return promote(ctx, tx, seat).await;
    }
    timely(ctx, &seat, with)?;
    let order = orders::bare(tx, &seat.order_id).await?;
    let frees = seat.state.holds() && !to.holds();
    let heir = match frees {
        true => follow::heir(ctx, tx, &seat.shift_id, &order).await?,
        false => None,
    };
    let heir = match frees {
        true => hand_over(tx, &seat, heir).await?,
        false => None,
    };
    stamp(ctx, &mut seat, with, &note);
    let made = Made {
        with,
        to,
        party,
        note: &note,
    };
    write(ctx, tx, &mut seat, &order, &made).await?;
    if let Some(mut heir) = heir {
        claim::up(ctx, tx, &mut heir, &order).await?;
    }
    Ok(seat)
}

/// The shift's row is held; the seat goes to the heir, or back to the shift.
async fn hand_over(tx: &mut Tx, seat: &Seat, heir: Option<Seat>) -> Result<Option<Seat>, Refusal> {
    if let Some(heir) = heir {
        let shift = shifts::hold(tx, &seat.shift_id).await?;
        let same = (shift.end_at, &shift.region) == (heir.end_at, &heir.region);
        if shift.state == ShiftState::Open && same {
            return Ok(Some(heir));
        }
    }
    shifts::give(tx, &seat.shift_id).await?;
    Ok(None)
}

/// Is it the time for the step?
fn timely(ctx: &Ctx, seat: &Seat, with: Move) -> Result<(), Refusal> {
    let over = seat.locked_until.is_some_and(|until| until <= ctx.now);
    let begun = seat.start_at <= ctx.now;
    let code = match with {
        Move::Confirm if over => "gigs-seats-lapsed",
        Move::Lapse if !over => "gigs-seats-not-now",
        Move::CancelWorker if begun && seat.state == State::Confirmed => "gigs-seats-begun",
        Move::AbsentWorker | Move::AbsentEmployer if !begun => "gigs-seats-early",
        _ => return Ok(()),
    };
    Err(Refusal::conflict(code))
}

/// What a step leaves on the seat itself.
fn stamp(ctx: &Ctx, seat: &mut Seat, with: Move, note: &Value) {
    let at = note["at"].as_i64().map_or(ctx.now, Moment::from_millis);
    match with {
        Move::Confirm => {
            seat.confirmed_at = Some(ctx.now);
            seat.locked_until = None;
        }
        Move::CheckIn => seat.checked_in_at = Some(at),
        Move::CheckOut => seat.checked_out_at = Some(at),
        _ => {}
    }
}

/// Gives a free seat to somebody who waits.
async fn promote(ctx: &Ctx, tx: &mut Tx, seat: Seat) -> Result<Seat, Refusal> {
    let worker = WorkerId::parse(&seat.worker_id)?;
    let file = people::need_worker(tx, &worker).await?;
    store::turn(tx, worker.as_str()).await?;
    let mut seat = queries::one(tx, &seat.id).await?;
    if seat.state != State::Waiting {
        return Err(Refusal::retry());
    }
    let (shift, order): (_, Order) = fit::load(tx, &seat.shift_id).await?;
    fit::open(ctx, &shift, &order)?;
    if shift.free() == 0 {
        return Err(fit::full(&shift));
    }
    fit::person(ctx, tx, (&shift, &order), &file).await?;
    fit::time(ctx, tx, &shift, worker.as_str(), None).await?;
    claim::take(tx, &shift, 1).await?;
    claim::up(ctx, tx, &mut seat, &order).await?;
    Ok(seat)
}
