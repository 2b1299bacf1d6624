//! Keeping what a person did, and what the person may do with it: correct, state, erase.

use crate::changes::changed;
use crate::consents::{self, Purpose};
use crate::permissions::EDIT;
use crate::preferences::model::{Aspect, Event};
use crate::preferences::store;
use crate::workers::model::{Worker, WorkerId};
use crate::workers::queries;
use kernel::{Ctx, Refusal, Target};
use serde_json::json;

/// Most lines kept of a person: a dated parameter.
const MOST: &str = "preferences.lines_max";

/// Keeps what a person did with a job, in the transaction of whatever they did; nothing at all
/// when the person does not wish to be recommended jobs.
///
/// # Errors
/// What the database says; Internal when a parameter is missing.
pub async fn saw(
    ctx: &Ctx,
    tx: &mut trail::Tx,
    worker: &WorkerId,
    event: &Event,
) -> Result<(), Refusal> {
    // open: part of actions that have asked for their own authority and leave their own line.
    if !consents::queries::holds(tx, worker.as_str(), Purpose::Recommend).await? {
        return Ok(());
    }
    let lines = event.lines(ctx.today());
    if lines.is_empty() {
        return Ok(());
    }
    for line in &lines {
        store::insert(tx, worker, line).await?;
    }
    changed(tx, worker.as_str());
    let most = reference::tables(ctx)?.param_i64(MOST, "", ctx.today());
    let most = most.ok_or_else(|| Refusal::internal(format!("parameter {MOST} is missing")))?;
    Ok(store::cap(tx, worker, most).await?)
}

async fn own(ctx: &Ctx, tx: &mut trail::Tx, id: &WorkerId) -> Result<Worker, Refusal> {
    let worker = queries::need(tx, id).await?;
    let (subject, region) = (id.as_str(), worker.region.as_str());
    ctx.require(EDIT, Target::Of { subject, region })?;
    Ok(worker)
}

/// States wishes: each wanted, or not.
///
/// # Errors
/// NotFound when there is no such file in reach; Conflict `people-leanings-off` when the person
/// does not wish to be recommended jobs.
pub(crate) async fn wish(
    ctx: &Ctx,
    tx: &mut trail::Tx,
    id: &WorkerId,
    about: &[(Aspect, String)],
    wanted: bool,
) -> Result<(), Refusal> {
    // open: authority over the file is asked for here.
    let worker = own(ctx, tx, id).await?;
    if !consents::queries::holds(tx, id.as_str(), Purpose::Recommend).await? {
        return Err(Refusal::conflict("people-leanings-off"));
    }
    changed(tx, id.as_str());
    for (aspect, value) in about {
        store::unsay(tx, id, *aspect, value).await?;
        saw(ctx, tx, id, &Event::Wish(*aspect, value.clone(), wanted)).await?;
    }
    let detail = json!({ "wishes": about.len(), "wanted": wanted });
    let verb = "people.leaning-wish";
    tx.note(ctx, verb, id.as_str(), &worker.region, detail);
    Ok(())
}

/// Forgets what is kept about one thing: "不对，去掉".
///
/// # Errors
/// NotFound when there is no such file in reach.
pub(crate) async fn forget(
    ctx: &Ctx,
    tx: &mut trail::Tx,
    id: &WorkerId,
    aspect: Aspect,
    value: &str,
) -> Result<(), Refusal> {
    // open: authority over the file is asked for here.
    let worker = own(ctx, tx, id).await?;
    store::drop_one(tx, id, aspect, value).await?;
    changed(tx, id.as_str());
    let detail = json!({ "aspect": aspect.code() });
    let verb = "people.leaning-forget";
    tx.note(ctx, verb, id.as_str(), &worker.region, detail);
    Ok(())
}

/// Forgets everything kept (个人信息保护法 第四十七条).
///
/// # Errors
/// NotFound when there is no such file in reach.
pub(crate) async fn erase(ctx: &Ctx, tx: &mut trail::Tx, id: &WorkerId) -> Result<(), Refusal> {
    // open: authority over the file is asked for here.
    let worker = own(ctx, tx, id).await?;
    store::drop_all(tx, id).await?;
    changed(tx, id.as_str());
    let verb = "people.leaning-erase";
    tx.note(ctx, verb, id.as_str(), &worker.region, json!({}));
    Ok(())
}
