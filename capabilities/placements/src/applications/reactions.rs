//! What this room does by itself: asks after three months, closes what has become pointless.

use super::actions;
use super::model::{LeftReason, Party, Reply, Step};
use super::state::{Move, State};
use super::{queries, store, tell};
use jobs::{Every, JobKind, Trigger};
use kernel::{Ctx, Refusal};
use serde_json::{Value, json};
use trail::Tx;

pub(crate) fn jobs() -> Vec<JobKind> {
    vec![
        JobKind {
            name: "placements.ask-stable",
            trigger: Trigger::Schedule(Every::DayAt(9, 5)),
            run: jobs::run!(ask_stable),
        },
        JobKind {
            name: "placements.post-closed",
            trigger: Trigger::Fact("vacancy-closed"),
            run: jobs::run!(post_closed),
        },
        JobKind {
            name: "placements.worker-erased",
            trigger: Trigger::Fact("worker-erased"),
            run: jobs::run!(worker_erased),
        },
    ]
}

/// Asks both sides once whether the work goes on. Nobody is counted as stable unasked.
async fn ask_stable(ctx: &Ctx, tx: &mut Tx, _: &Value) -> Result<(), Refusal> {
    for application in queries::due(tx, ctx.today()).await? {
        tell::worker(ctx, tx, &application, "placements-told-still-there").await?;
        tell::employer(ctx, tx, &application, "placements-told-still-with-you").await?;
        store::set_asked(ctx, tx, &application.id).await?;
        let id = application.id.as_str();
        tx.note(
            ctx,
            "placements.ask-stable",
            id,
            &application.region,
            json!({}),
        );
    }
    Ok(())
}

/// A post that was taken back or taken off answers everybody who still waits. One that is full
/// or has run out does not: a place may come free, and the employer may still choose.
async fn post_closed(ctx: &Ctx, tx: &mut Tx, payload: &Value) -> Result<(), Refusal> {
    let state = payload["data"]["state"].as_str().unwrap_or_default();
    if !matches!(state, "withdrawn" | "taken-down") {
        return Ok(());
    }
    let vacancy = payload["subject"].as_str().unwrap_or_default();
    for application in queries::pending(tx, vacancy).await? {
        let step = Step {
            reply: Some(Reply::Ended),
            ..Step::new(Move::Reject, Party::System)
        };
        actions::make(ctx, tx, &application.id, &step).await?;
    }
    Ok(())
}

/// Whoever had the file erased waits for nobody and holds no place that somebody else could use.
/// What was worked stays as it was, without a name.
async fn worker_erased(ctx: &Ctx, tx: &mut Tx, payload: &Value) -> Result<(), Refusal> {
    let worker = payload["subject"].as_str().unwrap_or_default();
    for application in queries::live_of(tx, worker).await? {
        let step = match application.state {
            State::Onboard | State::Stable => continue,
            State::Accepted => Step {
                reason: Some(LeftReason::Other),
                ..Step::new(Move::Leave, Party::Worker)
            },
            _ => Step::new(Move::Withdraw, Party::Worker),
        };
        actions::make(ctx, tx, &application.id, &step).await?;
    }
    Ok(())
}
