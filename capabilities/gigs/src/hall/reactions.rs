//! What the roll does when a seat moves, when a file is erased, and when the day is over.

use super::model::{Answer, Entry};
use super::state::State;
use super::{queries, store};
use jobs::{Every, JobKind, Trigger};
use kernel::{Ctx, Refusal};
use serde_json::{Value, json};
use trail::Tx;

pub(crate) fn jobs() -> Vec<JobKind> {
    let on = |name, fact, run| JobKind {
        name,
        trigger: Trigger::Fact(fact),
        run,
    };
    let back = || jobs::run!(seat_gone);
    vec![
        JobKind {
            name: "gigs.hall-close",
            trigger: Trigger::Schedule(Every::DayAt(0, 10)),
            run: jobs::run!(close_days),
        },
        on("gigs.hall-confirmed", "gig-confirm", jobs::run!(confirmed)),
        on("gigs.hall-lapsed", "gig-lapse", back()),
        on("gigs.hall-cancelled", "gig-cancel-worker", back()),
        on("gigs.hall-not-needed", "gig-cancel-employer", back()),
        on("gigs.hall-sent-away", "gig-absent-employer", back()),
        on("gigs.hall-erased", "worker-erased", jobs::run!(erased)),
    ]
}

/// Ends the days before today; whoever still stood there had waited in vain, which counts.
async fn close_days(ctx: &Ctx, tx: &mut Tx, _: &Value) -> Result<(), Refusal> {
    if store::close_before(tx, ctx.today(), ctx.now).await? > 0 {
        let region = reference::tables(ctx)?
            .county()
            .map_or_else(String::new, |c| c.code.clone());
        tx.note(ctx, "gigs.hall-close", "", &region, json!({}));
    } else {
        tx.quiet("nobody was left on the roll of another day");
    }
    Ok(())
}

async fn line(tx: &mut Tx, payload: &Value) -> Result<Option<Entry>, Refusal> {
    let seat = payload["subject"].as_str().unwrap_or_default();
    queries::of_seat(tx, seat).await
}

/// The person said yes by telephone or elsewhere.
async fn confirmed(ctx: &Ctx, tx: &mut Tx, payload: &Value) -> Result<(), Refusal> {
    let Some(entry) = line(tx, payload)
        .await?
        .filter(|e| e.state == State::Called)
    else {
        return Ok(());
    };
    store::set_placed(tx, &entry.id, ctx.now).await?;
    store::answer(tx, &entry, Answer::Came, ctx.now).await?;
    let detail = json!({ "slip": entry.slip });
    tx.note(
        ctx,
        "gigs.hall-came",
        entry.id.as_str(),
        &entry.region,
        detail,
    );
    Ok(())
}

/// The seat is gone: the person waits again as before, if the day is still the same.
async fn seat_gone(ctx: &Ctx, tx: &mut Tx, payload: &Value) -> Result<(), Refusal> {
    let Some(entry) = line(tx, payload).await?.filter(|e| e.day == ctx.today()) else {
        return Ok(());
    };
    if store::set_back(tx, &entry.id, ctx.now).await? == 0 {
        return Ok(());
    }
    store::answer(tx, &entry, Answer::NoAnswer, ctx.now).await?;
    let detail = json!({ "slip": entry.slip });
    tx.note(
        ctx,
        "gigs.hall-back",
        entry.id.as_str(),
        &entry.region,
        detail,
    );
    Ok(())
}

/// Nothing in words stays of a person whose file was erased; the counts stay.
async fn erased(ctx: &Ctx, tx: &mut Tx, payload: &Value) -> Result<(), Refusal> {
    let worker = payload["subject"].as_str().unwrap_or_default();
    let gone = store::drop_hardship(tx, worker).await? + store::forget(tx, worker).await?;
    if gone > 0 {
        tx.note(ctx, "gigs.hall-erased", worker, "", json!({}));
    }
    Ok(())
}
