//! May this person take a seat of this shift? The same answer before and inside a claim.

use super::model::SeatId;
use super::queries::{self, Busy};
use super::store;
use crate::WORK;
use crate::orders::model::{Order, Shift, ShiftId, ShiftState, State as OrderState};
use crate::orders::queries as orders;
use db::Conn;
use employers::EmployerId;
use kernel::{Ctx, Moment, Refusal, Target};
use people::{Worker, WorkerId};
use reference::Tables;

const DAY: i64 = 1440;

/// The worker, on whose behalf the actor may act.
///
/// # Errors
/// NotFound when there is none, or not the actor's to act for.
pub(super) async fn worker(ctx: &Ctx, conn: &mut Conn, id: &WorkerId) -> Result<Worker, Refusal> {
    let worker = people::need_worker(conn, id).await?;
    let (subject, region) = (worker.id.as_str(), worker.region.as_str());
    ctx.require(WORK, Target::Of { subject, region })?;
    Ok(worker)
}

/// The shift with its order.
pub(super) async fn load(conn: &mut Conn, id: &ShiftId) -> Result<(Shift, Order), Refusal> {
    let shift = orders::shift(conn, id).await?;
    let shift = shift.ok_or_else(|| Refusal::not_found("record-unknown"))?;
    let order = orders::bare(conn, &shift.order_id).await?;
    Ok((shift, order))
}

/// Does the shift take people now? At the desk a seat may be filled a little after the start.
pub(super) fn open(ctx: &Ctx, shift: &Shift, order: &Order) -> Result<(), Refusal> {
    if shift.state != ShiftState::Open || order.state != OrderState::Open {
        return Err(Refusal::conflict("gigs-seats-not-open"));
    }
    let late = match ctx.actor.is_staff() {
        true => reference::whole(ctx, "gigs.late_minutes", &shift.region, ctx.today())?,
        false => 0,
    };
    match ctx.now < shift.start_at.plus_minutes(late) {
        true => Ok(()),
        false => Err(Refusal::conflict("gigs-seats-begun")),
    }
}

/// Nobody is free to give.
pub(super) fn full(shift: &Shift) -> Refusal {
    Refusal::conflict("gigs-seats-full").with("seats", shift.seats)
}

/// Age, certificates and what must be known of a person; the employer's standing.
pub(super) async fn person(
    ctx: &Ctx,
    conn: &mut Conn,
    (shift, order): (&Shift, &Order),
    worker: &Worker,
) -> Result<(), Refusal> {
    if worker.state < people::State::Min {
        return Err(Refusal::conflict("gigs-seats-name-needed"));
    }
    if let Some(birth) = worker.birth {
        // Not known yet: the age is asked for and checked before the person begins.
        let age = i64::from(birth.years_until(shift.work_day));
        let least = reference::whole(ctx, "age.min", &shift.region, ctx.today())?;
        if age < least {
            return Err(Refusal::conflict("gigs-seats-too-young").with("age", least));
        }
        let (young, old) = (order.terms.age_min, order.terms.age_max);
        if young.is_some_and(|min| age < min) || old.is_some_and(|max| age > max) {
            return Err(Refusal::conflict("gigs-seats-age"));
        }
    }
    let asked = vacancies::certificates(ctx, order.terms.certs.iter().map(String::as_str));
    let valid = worker.certs.iter();
    let valid = valid.filter(|c| c.expires.is_none_or(|day| day >= shift.work_day));
    // Orders are read into codes; a file's certificates go by theirs.
    let held = vacancies::certificates(ctx, valid.map(|c| c.kind.as_str()));
    if asked & !held != 0 {
        let certs = order.terms.certs.join("、");
        return Err(Refusal::conflict("gigs-seats-cert").with("certs", certs));
    }
    let employer = employers::employer(conn, &EmployerId::parse(&shift.employer_id)?).await?;
    match employer.is_some_and(|e| e.verified_on(ctx.today())) {
        true => Ok(()),
        false => Err(Refusal::conflict("gigs-seats-blocked")),
    }
}

/// A person's time: no overlap with other work, the road between two workplaces included, and
/// enough rest.
pub(super) async fn time(
    ctx: &Ctx,
    conn: &mut Conn,
    shift: &Shift,
    worker: &str,
    except: Option<&SeatId>,
) -> Result<(), Refusal> {
    let (from, to) = (shift.start_at.plus_days(-1), shift.end_at.plus_days(1));
    let mut busy = queries::busy(conn, worker, from, to).await?;
    busy.retain(|b| except.is_none_or(|seat| seat.as_str() != b.seat));
    if busy.is_empty() {
        return Ok(());
    }
    let tables = reference::tables(ctx)?;
    let rest = reference::whole(ctx, "gigs.rest_minutes", &shift.region, ctx.today())?;
    let most = reference::whole(ctx, "gigs.day_minutes", &shift.region, ctx.today())?;
    let new = Busy {
        seat: String::new(),
        title: String::new(),
        region: shift.region.clone(),
        work_day: shift.work_day,
        start: shift.start_at,
        end: shift.end_at,
        break_minutes: shift.break_minutes,
    };
    for other in &busy {
        if let Some(code) = clash(&tables, &new, other, rest) {
            return Err(Refusal::conflict(code)
                .with("title", &other.title)
                .with("from", other.start.local())
                .with("to", other.end.local()));
        }
    }
    busy.push(new);
    match hardest(&busy) > most {
        true => Err(Refusal::conflict("gigs-seats-day-long").with("hours", most / 60)),
        false => Ok(()),
    }
}

/// Minutes by road between two workplaces.
pub(super) fn road(tables: &Tables, a: &str, b: &str) -> i64 {
    let way = || tables.minutes(a, b);
    if a == b {
        return 0;
    }
    way().map_or(0, |way| i64::from(way.minutes))
}

/// The rule that two pieces of work of one person break between them.
pub(super) fn clash(tables: &Tables, a: &Busy, b: &Busy, rest: i64) -> Option<&'static str> {
    let (first, then) = match a.start <= b.start {
        true => (a, b),
        false => (b, a),
    };
    let way = road(tables, &first.region, &then.region);
    if then.start < first.end.plus_minutes(way) {
        return Some("gigs-seats-overlap");
    }
    let tired = first.work_day != then.work_day && then.start < first.end.plus_minutes(rest);
    tired.then_some("gigs-seats-rest")
}

/// Most minutes of work in any 24 hours; it is reached in a window that begins with a shift or
/// ends with one.
pub(super) fn hardest(busy: &[Busy]) -> i64 {
    let inside = |from: Moment| {
        let to = from.plus_minutes(DAY);
        let each = busy.iter().map(|b| {
            let span = b.end.min(to).millis() - b.start.max(from).millis();
            let worked = (b.end.millis() - b.start.millis()) / 60_000 - b.break_minutes;
            (span / 60_000).clamp(0, worked.max(0))
        });
        each.sum::<i64>()
    };
    let edges = busy
        .iter()
        .flat_map(|b| [b.start, b.end.plus_minutes(-DAY)]);
    edges.map(inside).max().unwrap_or(0)
}

/// The checks of a claim without writing anything: who is refused here needs no transaction.
/// `Ok` also for whoever has a seat of this shift already.
///
/// # Errors
/// Conflict `gigs-seats-full`, `gigs-seats-not-open`, `gigs-seats-begun`, `gigs-seats-overlap`,
/// `gigs-seats-rest`, `gigs-seats-day-long`, `gigs-seats-too-young`, `gigs-seats-age`,
/// `gigs-seats-cert`, `gigs-seats-name-needed`, `gigs-seats-blocked`; NotFound.
pub async fn peek(
    conn: &mut Conn,
    ctx: &Ctx,
    shift: &ShiftId,
    worker: &WorkerId,
) -> Result<(), Refusal> {
    let shift = orders::shift(conn, shift).await?;
    let shift = shift.ok_or_else(|| Refusal::not_found("record-unknown"))?;
    let mine = store::of_person(conn, &shift.id, worker.as_str()).await?;
    if mine.as_ref().is_some_and(|seat| seat.state.holds()) {
        return Ok(());
    }
    if shift.state == ShiftState::Open && shift.free() == 0 && ctx.now < shift.start_at {
        return Err(full(&shift));
    }
    let person_file = self::worker(ctx, conn, worker).await?;
    let order = orders::bare(conn, &shift.order_id).await?;
    open(ctx, &shift, &order)?;
    if shift.free() == 0 {
        return Err(full(&shift));
    }
    person(ctx, conn, (&shift, &order), &person_file).await?;
    time(ctx, conn, &shift, worker.as_str(), None).await
}
