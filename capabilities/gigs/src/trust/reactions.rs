//! What happens by itself: steps of seats are noted, days are watched, what is over is closed.
//! No reaction and no job ever decides that a mark stands.

use super::actions;
use super::model::{Kind, NewMark, Source};
use super::store::{self, Taken, Work};
use super::{queries, tell};
use crate::seats::model::SeatId;
use crate::seats::state::State as SeatState;
use jobs::{Every, JobKind, Trigger};
use kernel::{Ctx, Refusal};
use serde_json::{Value, json};
use trail::Tx;

macro_rules! on {
    ($name:literal, $fact:literal, $run:path) => {
        JobKind {
            name: $name,
            trigger: Trigger::Fact($fact),
            run: jobs::run!($run),
        }
    };
}

pub(crate) fn jobs() -> Vec<JobKind> {
    vec![
        on!(
            "gigs.mark-no-show-worker",
            "gig-absent-worker",
            worker_absent
        ),
        on!(
            "gigs.mark-no-show-employer",
            "gig-absent-employer",
            employer_absent
        ),
        on!(
            "gigs.mark-cancel-worker",
            "gig-cancel-worker",
            worker_cancelled
        ),
        on!(
            "gigs.mark-cancel-employer",
            "gig-cancel-employer",
            employer_cancelled
        ),
        on!("gigs.mark-wage-late", "gig-wage-late", wage_late),
        on!("gigs.mark-wage-unpaid", "gig-wage-unpaid", wage_unpaid),
        on!("gigs.mark-settled", "gig-settle", settled),
        on!("gigs.mark-erased", "worker-erased", erased),
        JobKind {
            name: "gigs.marks",
            trigger: Trigger::Schedule(Every::DayAt(8, 40)),
            run: jobs::run!(watch),
        },
    ]
}

/// The seat that a fact speaks of.
fn seat_of(payload: &Value) -> Result<SeatId, Refusal> {
    let named = payload["data"]["seat"].as_str();
    let id = named.or(payload["subject"].as_str()).unwrap_or_default();
    SeatId::parse(id)
}

async fn worker_absent(ctx: &Ctx, tx: &mut Tx, payload: &Value) -> Result<(), Refusal> {
    absent(ctx, tx, payload, Kind::NoShowWorker).await
}

async fn employer_absent(ctx: &Ctx, tx: &mut Tx, payload: &Value) -> Result<(), Refusal> {
    absent(ctx, tx, payload, Kind::NoShowEmployer).await
}

async fn absent(ctx: &Ctx, tx: &mut Tx, payload: &Value, kind: Kind) -> Result<(), Refusal> {
    let work = store::work(tx, &seat_of(payload)?).await?;
    let (state, with) = match kind {
        Kind::NoShowWorker => (SeatState::NoShowWorker, "absent-worker"),
        _ => (SeatState::NoShowEmployer, "absent-employer"),
    };
    // Heard late: the sides may already have settled it.
    if work.state != state {
        return Ok(());
    }
    match store::taken(tx, &work.seat, with).await? {
        Some(taken) => note(ctx, tx, &work, kind, &taken).await,
        None => Ok(()),
    }
}

async fn worker_cancelled(ctx: &Ctx, tx: &mut Tx, payload: &Value) -> Result<(), Refusal> {
    cancelled(ctx, tx, payload, Kind::LateCancelWorker, "cancel-worker").await
}

async fn employer_cancelled(ctx: &Ctx, tx: &mut Tx, payload: &Value) -> Result<(), Refusal> {
    cancelled(
        ctx,
        tx,
        payload,
        Kind::LateCancelEmployer,
        "cancel-employer",
    )
    .await
}

/// Only a word that was given and taken back shortly before the start is worth a note.
async fn cancelled(
    ctx: &Ctx,
    tx: &mut Tx,
    payload: &Value,
    kind: Kind,
    with: &str,
) -> Result<(), Refusal> {
    let work = store::work(tx, &seat_of(payload)?).await?;
    let Some(taken) = store::taken(tx, &work.seat, with).await? else {
        return Ok(());
    };
    let minutes = reference::whole(ctx, "gigs.mark_cancel_minutes", &work.region, work.day)?;
    let late = taken.at > work.start_at.plus_minutes(-minutes);
    if late && taken.from == SeatState::Confirmed.code() && taken.party != "system" {
        note(ctx, tx, &work, kind, &taken).await?;
    }
    Ok(())
}

async fn wage_late(ctx: &Ctx, tx: &mut Tx, payload: &Value) -> Result<(), Refusal> {
    wage(ctx, tx, payload, Kind::LatePay).await
}

async fn wage_unpaid(ctx: &Ctx, tx: &mut Tx, payload: &Value) -> Result<(), Refusal> {
    wage(ctx, tx, payload, Kind::UnpaidWage).await
}

async fn wage(ctx: &Ctx, tx: &mut Tx, payload: &Value, kind: Kind) -> Result<(), Refusal> {
    let work = store::work(tx, &seat_of(payload)?).await?;
    let taken = Taken {
        from: String::new(),
        party: "system".to_owned(),
        note: String::new(),
        at: ctx.now,
    };
    note(ctx, tx, &work, kind, &taken).await
}

/// What the other side said with the step, when it said something.
fn said(note: &str) -> String {
    let note: Value = serde_json::from_str(note).unwrap_or_default();
    let said = ["reason", "words", "note"]
        .iter()
        .find_map(|k| note[k].as_str());
    said.unwrap_or_default().chars().take(500).collect()
}

async fn note(
    ctx: &Ctx,
    tx: &mut Tx,
    work: &Work,
    kind: Kind,
    taken: &Taken,
) -> Result<(), Refusal> {
    let side = kind.sides()[0];
    let (subject, region) = work.of(side);
    let new = NewMark {
        kind,
        side,
        subject_id: subject.to_owned(),
        region: region.to_owned(),
        seat_id: Some(work.seat.to_string()),
        source: Source::Record,
        title: work.title.clone(),
        evidence: said(&taken.note),
        happened: taken.at.day().min(ctx.today()),
    };
    actions::note(ctx, tx, new).await?;
    Ok(())
}

/// The sides agree after all what was worked: whoever was said to have stayed away, had come.
async fn settled(ctx: &Ctx, tx: &mut Tx, payload: &Value) -> Result<(), Refusal> {
    for mark in queries::of_seat(tx, seat_of(payload)?.as_str()).await? {
        if mark.kind.is_absence() && mark.state.is_open() {
            actions::lapse(ctx, tx, mark, "settled").await?;
        }
    }
    Ok(())
}

/// Whoever had the file erased has no marks either, and what others were told in words goes too.
async fn erased(ctx: &Ctx, tx: &mut Tx, payload: &Value) -> Result<(), Refusal> {
    let subject = payload["subject"].as_str().unwrap_or_default();
    for mark in queries::of(tx, subject).await? {
        store::delete(tx, &mark.id).await?;
        let id = mark.id.as_str();
        tx.note(ctx, "gigs.mark-erase", id, &mark.region, json!({}));
    }
    super::ratings::store::forget_words(tx, subject).await?;
    tx.quiet("an erased file's marks each have their own line");
    Ok(())
}

/// Once a day: reminds those who have not answered the day before it is too late, drops what the
/// office left lying, and takes away what has long expired.
async fn watch(ctx: &Ctx, tx: &mut Tx, _: &Value) -> Result<(), Refusal> {
    let today = ctx.today();
    for mark in queries::overdue(tx, today).await? {
        actions::lapse(ctx, tx, mark, "overdue").await?;
    }
    let next = reference::tables(ctx)?.calendar().add_workdays(today, 1);
    for mark in queries::unanswered(tx, next).await? {
        if mark.answer_until.is_some_and(|until| until >= today) {
            tell::reminded(ctx, tx, &mark).await?;
        }
        store::set_reminded(tx, &mark.id, today).await?;
        let id = mark.id.as_str();
        tx.note(ctx, "gigs.mark-remind", id, &mark.region, json!({}));
    }
    let keep = reference::whole(ctx, "gigs.mark_keep_months", "", today)?;
    let keep = i32::try_from(keep).map_err(Refusal::internal)?;
    for mark in queries::expired(tx, today.plus_months(-keep)).await? {
        store::delete(tx, &mark.id).await?;
        let id = mark.id.as_str();
        tx.note(ctx, "gigs.mark-delete", id, &mark.region, json!({}));
    }
    Ok(())
}
