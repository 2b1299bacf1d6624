//! Asking for a file to be erased, taking it back, deciding on it, carrying it out.

use crate::permissions::{ASK_ERASURE, ERASE};
use crate::preferences;
use crate::rights::model::{Erasure, ErasureId, REASONS};
use crate::rights::state::{Event, Moved, State};
use crate::rights::{keep, queries, store};
use crate::workers::model::WorkerId;
use crate::workers::{queries as workers, store as files};
use kernel::{Ctx, Refusal, Target};
use serde_json::json;

/// Days within which a request is answered: a dated parameter.
const ANSWER_PARAM: &str = "erasure.answer_days";

/// Asks for a file to be erased (个人信息保护法 第四十七条).
///
/// # Errors
/// NotFound when there is no such file in reach; Conflict `people-erasure-exists` when a request
/// waits already.
pub async fn ask(ctx: &Ctx, tx: &mut trail::Tx, id: &WorkerId) -> Result<ErasureId, Refusal> {
    let worker = workers::need(tx, id).await?;
    ctx.require(
        ASK_ERASURE,
        Target::Of {
            subject: id.as_str(),
            region: &worker.region,
        },
    )?;
    let tables = reference::tables(ctx)?;
    let days = tables.param_i64(ANSWER_PARAM, &worker.region, ctx.today());
    let days = days.ok_or_else(|| Refusal::internal("parameter erasure.answer_days is missing"))?;
    let erasure = Erasure {
        id: ErasureId::mint(ctx),
        worker: id.to_string(),
        region: worker.region,
        state: State::Asked,
        asked_at: ctx.now.millis(),
        asked_by: ctx.actor.id.clone(),
        due: ctx.today().plus_days(days),
        decided_at: None,
        reason: None,
    };
    if !store::insert(tx, &erasure).await? {
        return Err(Refusal::conflict("people-erasure-exists"));
    }
    let detail = json!({ "erasure": erasure.id.as_str(), "due": erasure.due });
    tx.note(
        ctx,
        "people.erasure-ask",
        id.as_str(),
        &erasure.region,
        detail,
    );
    Ok(erasure.id)
}

/// Takes a request back.
///
/// # Errors
/// NotFound; Conflict `people-erasure-decided` when it was decided before.
pub async fn take_back(ctx: &Ctx, tx: &mut trail::Tx, id: &ErasureId) -> Result<(), Refusal> {
    let found = queries::need(tx, id).await?;
    ctx.require(
        ASK_ERASURE,
        Target::Of {
            subject: &found.worker,
            region: &found.region,
        },
    )?;
    close(ctx, tx, &found, Event::TakeBack, None).await?;
    Ok(())
}

/// Refuses a request and says why (个人信息保护法 第五十条).
///
/// # Errors
/// NotFound; a field fault when the reason is none of ours; Conflict as above.
pub async fn refuse(
    ctx: &Ctx,
    tx: &mut trail::Tx,
    id: &ErasureId,
    reason: &str,
) -> Result<(), Refusal> {
    let found = queries::need(tx, id).await?;
    ctx.require(ERASE, Target::Region(&found.region))?;
    if !REASONS.contains(&reason) {
        return Err(Refusal::field("reason", "field-not-choice"));
    }
    if close(ctx, tx, &found, Event::Refuse, Some(reason)).await? {
        let key = "people-notice-erasure-refused";
        stations::notices::tell(ctx, tx, &found.worker, key, &[]).await?;
    }
    Ok(())
}

/// Carries a request out: name, numbers, wishes and cards go; what law keeps stays without them.
///
/// # Errors
/// NotFound; Conflict as above.
pub async fn carry_out(ctx: &Ctx, tx: &mut trail::Tx, id: &ErasureId) -> Result<(), Refusal> {
    let found = queries::need(tx, id).await?;
    ctx.require(ERASE, Target::Region(&found.region))?;
    if !close(ctx, tx, &found, Event::CarryOut, None).await? {
        return Ok(());
    }
    let worker = WorkerId::parse(&found.worker)?;
    let tables = reference::tables(ctx)?;
    // The town is left for counting; the village would tell too much of a small place.
    let town = tables
        .town_of(&found.region)
        .map_or(found.region.as_str(), |t| t.code.as_str());
    files::anonymise(tx, &worker, town, ctx.now.millis()).await?;
    preferences::store::drop_all(tx, &worker).await?;
    stations::forget_subject(ctx, tx, worker.as_str()).await?;
    let kept: Vec<_> = keep::stays(ctx, &found.region)?;
    let detail = json!({ "erasure": id.as_str(), "kept": kept });
    tx.note(ctx, "people.erase", worker.as_str(), town, detail);
    crate::changes::changed(tx, worker.as_str());
    tx.publish("worker-erased", worker.as_str(), json!({}));
    Ok(())
}

/// Makes the move; `false` when it was made before.
async fn close(
    ctx: &Ctx,
    tx: &mut trail::Tx,
    found: &Erasure,
    event: Event,
    reason: Option<&str>,
) -> Result<bool, Refusal> {
    match found.state.after(event) {
        Moved::Changed(to) => {
            if !store::close(tx, ctx, &found.id, to, reason).await? {
                return Err(Refusal::conflict("people-erasure-decided"));
            }
            let detail = json!({ "erasure": found.id.as_str(), "to": to.code(), "reason": reason });
            tx.note(
                ctx,
                "people.erasure-decide",
                &found.worker,
                &found.region,
                detail,
            );
            Ok(true)
        }
        Moved::Already => {
            tx.quiet("the request stood so already");
            Ok(false)
        }
        Moved::Never => Err(Refusal::conflict("people-erasure-decided")),
    }
}
