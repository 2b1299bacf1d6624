//! What each side says was worked, and what follows when both say the same.

use super::{itself, need, require, shift_of};
use crate::hours::model::{Hours, Said};
use crate::hours::store;
use crate::orders::model::PayUnit;
use crate::seats;
use crate::seats::model::{Party, Seat, SeatId};
use crate::seats::state::{Move, State};
use crate::{WATCH, orders, wages};
use employers::EmployerId;
use kernel::{Ctx, Refusal, Target};
use people::WorkerId;
use people::preferences::{Event, Job, saw};
use serde_json::json;
use stations::notices;

/// More minutes than this nobody works in one stretch, whatever is typed.
const MOST_MINUTES: i64 = 24 * 60;
/// More thousandths of a unit than this are a slip of the pen.
const MOST_UNITS: i64 = 1_000_000_000;

fn check(said: Said, by_time: bool) -> Result<(), Refusal> {
    if !(1..=MOST_MINUTES).contains(&said.minutes) {
        return Err(Refusal::field("minutes", "gigs-hours-minutes-range"));
    }
    if !(0..=MOST_UNITS).contains(&said.units_milli) || (!by_time && said.units_milli == 0) {
        return Err(Refusal::field("units", "gigs-hours-units-range"));
    }
    Ok(())
}

async fn by_time(tx: &mut trail::Tx, seat: &Seat) -> Result<bool, Refusal> {
    let version = orders::version(tx, &seat.order_id, seat.order_version).await?;
    let version = version.ok_or_else(|| Refusal::internal("an order without its version"))?;
    Ok(matches!(
        version.terms.pay_unit,
        PayUnit::Hour | PayUnit::Day
    ))
}

/// One side says what was worked. When both say the same, the wage is computed and due, in the
/// same transaction; after that a correction counts only when both have said it again.
///
/// # Errors
/// Forbidden, NotFound; field faults; Conflict `gigs-hours-not-now` before work has ended, in a
/// dispute, and after the money was received.
pub async fn say(
    ctx: &Ctx,
    tx: &mut trail::Tx,
    id: &SeatId,
    party: Party,
    said: Said,
    note: &str,
) -> Result<Hours, Refusal> {
    // open: authority over this side of the seat is asked for in `require`.
    let seat = need(tx, id).await?;
    require(ctx, &seat, party)?;
    let open = matches!(
        seat.state,
        State::CheckedOut | State::HoursConfirmed | State::PayDue
    );
    if party == Party::System || !open {
        return Err(Refusal::conflict("gigs-hours-not-now"));
    }
    let timed = by_time(tx, &seat).await?;
    let said = Said {
        units_milli: if timed { 0 } else { said.units_milli },
        ..said
    };
    check(said, timed)?;
    let before = store::ensure(ctx, tx, &seat).await?;
    if before.of(party) == Some(said) {
        tx.quiet("it was said before");
        return Ok(before);
    }
    let hours = store::add(ctx, tx, id, party, said, note).await?;
    let detail = json!({ "party": party.code(), "minutes": said.minutes,
        "units_milli": said.units_milli });
    tx.note(ctx, "gigs.hours-say", id.as_str(), &seat.region, detail);
    match hours.newly_agreed() {
        Some(agreed) => agree(ctx, tx, &seat, agreed, party).await,
        None => {
            tell_other(ctx, tx, &seat, party).await?;
            Ok(hours)
        }
    }
}

async fn tell_other(
    ctx: &Ctx,
    tx: &mut trail::Tx,
    seat: &Seat,
    party: Party,
) -> Result<(), Refusal> {
    let day = seat.work_day.to_string();
    let (subject, key) = match party {
        Party::Worker => (&seat.employer_id, "gigs-hours-told-employer"),
        Party::Employer | Party::System => (&seat.worker_id, "gigs-hours-told-worker"),
    };
    notices::tell(ctx, tx, subject, key, &[("day", &day)]).await
}

async fn agree(
    ctx: &Ctx,
    tx: &mut trail::Tx,
    seat: &Seat,
    said: Said,
    party: Party,
) -> Result<Hours, Refusal> {
    let hours = store::agree(ctx, tx, &seat.id, said).await?;
    let mut stands = seat.clone();
    if seat.state == State::CheckedOut {
        let note = json!({ "minutes": said.minutes, "units_milli": said.units_milli });
        stands = seats::make(ctx, tx, &seat.id, Move::AgreeHours, party, note).await?;
        learn(ctx, tx, &stands).await?;
    }
    due(ctx, tx, &stands, &hours).await?;
    Ok(hours)
}

/// Work that both sides say was done tells what the worker likes to do.
async fn learn(ctx: &Ctx, tx: &mut trail::Tx, seat: &Seat) -> Result<(), Refusal> {
    let shift = shift_of(tx, seat).await?;
    let Some(order) = orders::order(tx, &shift.order_id).await? else {
        return Ok(());
    };
    let employer = employers::employer(tx, &EmployerId::parse(&seat.employer_id)?).await?;
    let number = vacancies::employer_number(&seat.employer_id);
    let settle = matching::Settle::parse(order.terms.settle.code());
    let job = Job {
        trade: order.terms.trade.clone(),
        employer: employer.map(|e| (number, e.public_name())),
        place: shift.region.clone(),
        settle: settle.map_or(String::new(), |s| s.code().to_owned()),
        ..Job::default()
    };
    let worker = WorkerId::parse(&seat.worker_id)?;
    saw(ctx, tx, &worker, &Event::Completed(job)).await
}

/// Computes the wage anew, and makes it due when it is not yet.
async fn due(ctx: &Ctx, tx: &mut trail::Tx, seat: &Seat, hours: &Hours) -> Result<(), Refusal> {
    let shift = shift_of(tx, seat).await?;
    let wage = wages::actions::set(ctx, tx, seat, &shift, hours).await?;
    if seat.state == State::HoursConfirmed {
        let note = json!({ "wage": wage.id.as_str(), "net_fen": wage.net_fen,
            "due_day": wage.due_day });
        seats::make(&itself(ctx), tx, &seat.id, Move::Due, Party::System, note).await?;
    }
    Ok(())
}

/// A side disagrees and asks the station for help.
///
/// # Errors
/// Forbidden, NotFound; field fault when no reason is given; Conflict `gigs-seats-not-now`.
pub async fn dispute(
    ctx: &Ctx,
    tx: &mut trail::Tx,
    id: &SeatId,
    party: Party,
    reason: &str,
) -> Result<Seat, Refusal> {
    // open: authority over this side of the seat is asked for in `require`.
    let seat = need(tx, id).await?;
    require(ctx, &seat, party)?;
    if reason.trim().is_empty() {
        return Err(Refusal::field("reason", "field-needed"));
    }
    let note = json!({ "reason": reason.trim() });
    seats::make(ctx, tx, id, Move::Dispute, party, note).await
}

/// The station fixes the hours after a dispute, with a reason; the wage becomes due.
///
/// # Errors
/// Forbidden, NotFound; field faults; Conflict `gigs-seats-not-now` when there is no dispute.
pub async fn settle(
    ctx: &Ctx,
    tx: &mut trail::Tx,
    id: &SeatId,
    said: Said,
    reason: &str,
) -> Result<Hours, Refusal> {
    let seat = need(tx, id).await?;
    ctx.require(WATCH, Target::Region(&seat.region))?;
    let timed = by_time(tx, &seat).await?;
    check(said, timed)?;
    if reason.trim().is_empty() {
        return Err(Refusal::field("reason", "field-needed"));
    }
    if seat.state != State::Disputed {
        return Err(Refusal::conflict("gigs-seats-not-now"));
    }
    store::ensure(ctx, tx, &seat).await?;
    store::add(ctx, tx, id, Party::System, said, reason).await?;
    let hours = store::agree(ctx, tx, id, said).await?;
    let note = json!({ "reason": reason.trim(), "minutes": said.minutes,
        "units_milli": said.units_milli, "by": ctx.actor.id.as_str() });
    tx.note(
        ctx,
        "gigs.hours-settle",
        id.as_str(),
        &seat.region,
        note.clone(),
    );
    let stands = seats::make(&itself(ctx), tx, id, Move::Settle, Party::System, note).await?;
    due(ctx, tx, &stands, &hours).await?;
    Ok(hours)
}
