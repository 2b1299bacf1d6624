//! Every step after applying: one door for workers, employers, the desk and programs.

use super::served;
use crate::applications::model::{Application, ApplicationId, LeftReason, Party, Reply, Step};
use crate::applications::state::{Move, Outcome, State, step};
use crate::applications::{queries, store, tell};
use crate::{APPLY, HIRE, liking};
use kernel::{Ctx, Refusal, Target};
use serde_json::json;
use trail::Tx;
use vacancies::VacancyId;

/// May the actor act for this side of the application?
pub(crate) fn require(ctx: &Ctx, a: &Application, party: Party) -> Result<(), Refusal> {
    match party {
        Party::Worker => {
            let (subject, region) = (a.worker_id.as_str(), a.worker_region.as_str());
            ctx.require(APPLY, Target::Of { subject, region })
        }
        Party::Employer => {
            let (subject, region) = (a.employer_id.as_str(), a.region.as_str());
            ctx.require(HIRE, Target::Of { subject, region })
        }
        // No division is empty: only jobs and commands act for Yizhan itself.
        Party::System => ctx.require(HIRE, Target::Region("")),
    }
}

/// Takes a step. Repeating it changes nothing.
///
/// # Errors
/// Conflict `placements-not-now`; with [`Move::Accept`] `placements-places-gone` when the last
/// place went to somebody else and `placements-same-day` when the worker has work on that day;
/// with [`Move::Keep`] `placements-stable-later`.
pub async fn make(
    ctx: &Ctx,
    tx: &mut Tx,
    id: &ApplicationId,
    wanted: &Step,
) -> Result<Outcome, Refusal> {
    let mut application = queries::one(tx, id).await?;
    // open: authority over the one side or the other is asked for here.
    require(ctx, &application, wanted.party)?;
    if !wanted.with.parties().contains(&wanted.party) {
        return Err(Refusal::conflict("placements-not-now"));
    }
    let unseen = application.state == State::Applied && wanted.party != Party::Worker;
    if unseen && wanted.with != Move::View {
        step(State::Viewed, wanted.with)?;
        // Whoever answers has looked; the history says so.
        let look = Step::new(Move::View, wanted.party);
        write(ctx, tx, &mut application, &look, State::Viewed).await?;
    }
    let outcome = step(application.state, wanted.with)?;
    match outcome {
        Outcome::Changed(to) => {
            effects(ctx, tx, &mut application, wanted).await?;
            write(ctx, tx, &mut application, wanted, to).await?;
            after(ctx, tx, &application, wanted).await?;
        }
        Outcome::Already => tx.quiet("the step was taken before"),
    }
    Ok(outcome)
}

/// Takes a step at the desk for one of the two sides.
///
/// # Errors
/// As [`make`].
pub async fn make_at_desk(
    ctx: &Ctx,
    tx: &mut Tx,
    id: &ApplicationId,
    wanted: &Step,
    consent: &str,
) -> Result<Outcome, Refusal> {
    let application = queries::one(tx, id).await?;
    // open: authority over the one side or the other is asked for here.
    require(ctx, &application, wanted.party)?;
    let subject = match wanted.party {
        Party::Worker => &application.worker_id,
        Party::Employer | Party::System => &application.employer_id,
    };
    make(&ctx.for_person(subject, consent), tx, id, wanted).await
}

/// What a step brings with it, before it is written.
async fn effects(
    ctx: &Ctx,
    tx: &mut Tx,
    a: &mut Application,
    wanted: &Step,
) -> Result<(), Refusal> {
    let day = wanted.day.unwrap_or(ctx.today());
    if day > ctx.today() {
        return Err(Refusal::field("day", "placements-day-ahead"));
    }
    match wanted.with {
        Move::Accept => {
            if queries::busy_on(tx, a).await? {
                return Err(Refusal::conflict("placements-same-day"));
            }
            let vacancy = VacancyId::parse(&a.vacancy_id)?;
            let taken = vacancies::take_place(ctx, tx, &vacancy).await;
            taken.map_err(|refusal| match refusal.code {
                "vacancies-full" => Refusal::conflict("placements-places-gone"),
                _ => refusal,
            })?;
            (a.seat, a.accepted_at) = (true, Some(ctx.now));
        }
        Move::Start => {
            let tables = reference::tables(ctx)?;
            let months = tables.param_i64("stable.months", &a.region, day);
            let months = months.and_then(|m| i32::try_from(m).ok());
            let months = months.ok_or_else(|| Refusal::internal("stable.months is missing"))?;
            a.started_day = Some(day);
            a.stable_due_day = Some(day.plus_months(months));
        }
        Move::Leave => leave(ctx, tx, a, wanted).await?,
        Move::Keep if a.stable_due_day.is_none_or(|due| due > ctx.today()) => {
            return Err(Refusal::conflict("placements-stable-later"));
        }
        _ => {}
    }
    let answers = matches!(
        wanted.with,
        Move::Hold | Move::Invite | Move::Meet | Move::Offer | Move::Reject
    );
    if answers && a.answered_at.is_none() {
        a.answered_at = Some(ctx.now);
    }
    Ok(())
}

/// Work that is done keeps its place used; a place that was given up is free again.
async fn leave(ctx: &Ctx, tx: &mut Tx, a: &mut Application, wanted: &Step) -> Result<(), Refusal> {
    let reason = wanted.reason;
    let reason = reason.ok_or_else(|| Refusal::field("reason", "field-needed"))?;
    let begun = a.started_day.is_some();
    let fits = match reason {
        LeftReason::Finished => begun,
        LeftReason::NoShow => !begun,
        _ => true,
    };
    if !fits {
        return Err(Refusal::field("reason", "placements-reason-not-now"));
    }
    let day = wanted.day.unwrap_or(ctx.today());
    if a.started_day.is_some_and(|start| day < start) {
        return Err(Refusal::field("day", "placements-day-before-start"));
    }
    if a.seat && reason != LeftReason::Finished {
        vacancies::give_back(ctx, tx, &VacancyId::parse(&a.vacancy_id)?).await?;
        a.seat = false;
    }
    (a.left_day, a.left_reason) = (Some(day), Some(reason));
    Ok(())
}

/// Writes the step down: state, history, audit line.
async fn write(
    ctx: &Ctx,
    tx: &mut Tx,
    a: &mut Application,
    made: &Step,
    to: State,
) -> Result<(), Refusal> {
    let seen = (a.state, a.seq);
    (a.state, a.seq, a.updated_at) = (to, a.seq + 1, ctx.now);
    store::save(tx, a, seen).await?;
    let (from, code) = (seen.0.code(), made.with.code());
    store::add_move(ctx, tx, a, from, code, made).await?;
    let detail = json!({
        "from": from, "to": to.code(), "party": made.party.code(),
        "reply": made.reply.map(Reply::code), "reason": made.reason.map(LeftReason::code),
    });
    let verb = format!("placements.{code}");
    tx.note(ctx, &verb, a.id.as_str(), &a.region, detail);
    Ok(())
}

/// What follows from the step: the other side is told, and the rooms above hear of it.
async fn after(ctx: &Ctx, tx: &mut Tx, a: &Application, made: &Step) -> Result<(), Refusal> {
    let id = a.id.as_str();
    let data = json!({
        "vacancy": a.vacancy_id, "worker": a.worker_id, "employer": a.employer_id,
    });
    if matches!(made.with, Move::Start | Move::Leave) {
        // What was done before is among the facts of the ranking.
        people::changes::changed(tx, &a.worker_id);
    }
    match made.with {
        Move::Accept => {
            // From now on each side may have the other's telephone.
            let detail = json!({
                "columns": ["workers.phone", "employers.phone"],
                "worker": a.worker_id, "employer": a.employer_id,
            });
            tx.note(ctx, "placements.share-contacts", id, &a.region, detail);
            tx.publish("application-accepted", id, data);
        }
        Move::Start => tx.publish("worker-started", id, data),
        Move::Keep => tx.publish("worker-stable", id, data),
        Move::Leave => tx.publish("worker-left", id, data),
        _ => {}
    }
    liking::of_step(ctx, tx, a, made).await?;
    tell::of_step(ctx, tx, a, made).await?;
    served(ctx, tx, a, "recommend").await
}
