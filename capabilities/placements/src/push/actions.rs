//! Wishing to be told, telling, and closing a call.

use super::choose::{self, Chosen};
use super::limits::Limits;
use super::model::{Channel, Outcome, Push, PushId};
use super::{queries, store};
use crate::applications::viewer::personal;
use crate::fits::{self, Occasion};
use crate::{APPLY, SEE};
use kernel::{Ctx, Refusal, Target};
use people::{Worker, WorkerId};
use serde_json::json;
use trail::Tx;

/// Says whether a person wishes to be told of fitting jobs (个人信息保护法 第十四条, 第二十四条).
///
/// # Errors
/// NotFound when there is no such worker in reach; Conflict `placements-push-needs-habits` when
/// the person does not wish to be recommended jobs at all.
pub async fn wish(
    ctx: &Ctx,
    tx: &mut Tx,
    id: &WorkerId,
    on: bool,
    how: &str,
) -> Result<(), Refusal> {
    let worker = people::need_worker(tx, id).await?;
    let (subject, region) = (id.as_str(), worker.region.as_str());
    ctx.require(APPLY, Target::Of { subject, region })?;
    if on && !personal(tx, id).await? {
        return Err(Refusal::conflict("placements-push-needs-habits"));
    }
    if on {
        store::wish(tx, ctx, subject, region, how).await?;
    } else {
        store::unwish(tx, ctx, subject).await?;
    }
    let verb = if on {
        "placements.push-on"
    } else {
        "placements.push-off"
    };
    tx.note(ctx, verb, subject, region, json!({ "how": how }));
    Ok(())
}

/// A text message for whom it reaches and who reads them; a call for the others.
async fn channel(tx: &mut Tx, worker: &Worker) -> Result<Channel, Refusal> {
    let reads = worker.channel == people::Channel::Sms && !worker.proxy_only;
    let reached = reads && stations::sms_wanted(tx, worker.id.as_str()).await?;
    Ok(if reached { Channel::Sms } else { Channel::Call })
}

/// The posts in one line: what, where, why.
fn line(ctx: &Ctx, chosen: &[Chosen]) -> Result<String, Refusal> {
    let tables = reference::tables(ctx)?;
    let one = |(n, c): (usize, &Chosen)| {
        let (terms, place) = (&c.post.terms, tables.name(&c.post.terms.region));
        format!("{n} {}·{place}（{}）", terms.title, c.why)
    };
    let all: Vec<String> = (1..).zip(chosen).map(one).collect();
    Ok(all.join("；"))
}

/// Tells one person of at most three jobs, if the person wishes it, the day has room and
/// anything fits; whether it was told.
pub(super) async fn tell(
    ctx: &Ctx,
    tx: &mut Tx,
    id: &WorkerId,
    limits: &Limits,
    urgent: bool,
) -> Result<bool, Refusal> {
    // open: only the schedule runs it, as Yizhan itself.
    let Some(worker) = people::worker(tx, id).await? else {
        return Ok(false);
    };
    let wished = worker.erased_at.is_none() && personal(tx, id).await?;
    let made = queries::made_on(tx, id.as_str(), ctx.today()).await?;
    if !wished || !limits.room(made, urgent) {
        return Ok(false);
    }
    let chosen = choose::posts(ctx, tx, &worker, urgent).await?;
    if chosen.is_empty() {
        return Ok(false);
    }
    let channel = channel(tx, &worker).await?;
    let state = match channel {
        Channel::Sms => "sent",
        Channel::Call => "waiting",
    };
    let push = Push {
        id: PushId::mint(ctx),
        worker_id: id.to_string(),
        region: worker.region.clone(),
        channel,
        urgent,
        state: state.into(),
        made_at: ctx.now,
        read_at: None,
        done_at: None,
        posts: Vec::new(),
    };
    store::insert(tx, ctx, &push).await?;
    for (position, post) in chosen.iter().enumerate() {
        store::add_post(tx, &push, position, post).await?;
        let record = push.id.as_str();
        fits::keep(ctx, tx, &worker, &post.post, Occasion::Push, record).await?;
    }
    if channel == Channel::Sms {
        let line = line(ctx, &chosen)?;
        let key = "placements-told-push";
        stations::notices::tell(ctx, tx, id.as_str(), key, &[("jobs", &line)]).await?;
    }
    let posts: Vec<&str> = chosen.iter().map(|c| c.post.id.as_str()).collect();
    let detail = json!({ "push": push.id.as_str(), "channel": channel.code(), "posts": posts });
    tx.note(ctx, "placements.push", id.as_str(), &push.region, detail);
    Ok(true)
}

/// Writes down what became of a call; one who wants no more is not called again.
///
/// # Errors
/// NotFound outside the scope; Conflict `placements-call-closed` when somebody closed it before.
pub async fn close_call(
    ctx: &Ctx,
    tx: &mut Tx,
    id: &PushId,
    outcome: Outcome,
) -> Result<(), Refusal> {
    let push = queries::one(tx, id).await?;
    ctx.require(SEE, Target::Region(&push.region))?;
    if !store::close(tx, ctx, id, outcome.code()).await? {
        return Err(Refusal::conflict("placements-call-closed"));
    }
    if outcome == Outcome::Unwanted {
        store::unwish(tx, ctx, &push.worker_id).await?;
    }
    let detail = json!({ "push": id.as_str(), "outcome": outcome.code() });
    let verb = "placements.push-call";
    tx.note(ctx, verb, &push.worker_id, &push.region, detail);
    Ok(())
}
