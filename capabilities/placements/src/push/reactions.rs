//! Every morning, a batch of people at a time; urgent day work twice more in the day.

use super::limits::Limits;
use super::{actions, queries, store};
use db::{Conn, Db};
use jobs::{Every, JobKind, Trigger};
use kernel::{Ctx, Refusal, Role};
use people::WorkerId;
use serde_json::{Value, json};
use stations::{Queue, Waiting, WaitingFuture};
use trail::Tx;

/// The job that tells one batch.
const BATCH: &str = "placements.push-batch";
/// People of one batch: its transaction stays short.
const PEOPLE: usize = 50;

pub(crate) fn jobs() -> Vec<JobKind> {
    let scheduled = |name, hour, run| JobKind {
        name,
        trigger: Trigger::Schedule(Every::DayAt(hour, 10)),
        run,
    };
    vec![
        scheduled("placements.push-morning", 8, jobs::run!(morning)),
        scheduled("placements.push-noon", 12, jobs::run!(soon)),
        scheduled("placements.push-evening", 18, jobs::run!(soon)),
        JobKind {
            name: BATCH,
            trigger: Trigger::Manual,
            run: jobs::run!(batch),
        },
        JobKind {
            name: "placements.push-erased",
            trigger: Trigger::Fact("worker-erased"),
            run: jobs::run!(erased),
        },
    ]
}

async fn next(ctx: &Ctx, tx: &mut Tx, after: &str, urgent: bool) -> Result<(), Refusal> {
    let payload = json!({ "after": after, "urgent": urgent });
    jobs::enqueue(tx, ctx, BATCH, None, ctx.now, payload).await?;
    Ok(())
}

async fn morning(ctx: &Ctx, tx: &mut Tx, _: &Value) -> Result<(), Refusal> {
    tx.quiet("whoever is told has a line of their own");
    store::lapse(tx, ctx, ctx.today()).await?;
    next(ctx, tx, "", false).await
}

async fn soon(ctx: &Ctx, tx: &mut Tx, _: &Value) -> Result<(), Refusal> {
    tx.quiet("whoever is told has a line of their own");
    next(ctx, tx, "", true).await
}

async fn batch(ctx: &Ctx, tx: &mut Tx, payload: &Value) -> Result<(), Refusal> {
    tx.quiet("whoever is told has a line of their own");
    let limits = Limits::read(ctx)?;
    // A batch that comes late must not wake anybody; the next day has its own.
    if limits.quiet(ctx.now) {
        return Ok(());
    }
    let after = payload["after"].as_str().unwrap_or_default();
    let urgent = payload["urgent"].as_bool().unwrap_or_default();
    let board = vacancies::board(ctx)?;
    vacancies::refresh(ctx, tx, &board).await?;
    let people = queries::wishing(tx, after, PEOPLE).await?;
    for id in &people {
        actions::tell(ctx, tx, &WorkerId::parse(id)?, &limits, urgent).await?;
    }
    match people.last() {
        Some(last) if people.len() == PEOPLE => next(ctx, tx, last, urgent).await,
        _ => Ok(()),
    }
}

async fn erased(_: &Ctx, tx: &mut Tx, payload: &Value) -> Result<(), Refusal> {
    let worker = payload["subject"].as_str().unwrap_or_default();
    tx.quiet("the erasure of the file has its own line");
    Ok(store::forget(tx, worker).await?)
}

fn calls<'a>(ctx: &'a Ctx, conn: &'a mut Conn) -> WaitingFuture<'a> {
    Box::pin(async move {
        let (due, late) = queries::count_waiting(conn, &ctx.scope, ctx.today()).await?;
        Ok(Waiting { due, late })
    })
}

/// The part of a person's copy that pushes are.
fn part<'a>(_: &'a Ctx, conn: &'a mut Conn, worker: &'a str) -> people::PartFuture<'a> {
    Box::pin(async move {
        let wished = queries::wished(conn, worker).await?;
        let found = queries::of_worker(conn, worker, 1000).await?;
        let post = |p: &(String, String, Option<kernel::Moment>)| {
            let (vacancy, why, applied) = p;
            json!({ "vacancy": vacancy, "why": why, "applied_at": applied })
        };
        let line = |p: &super::Push| {
            json!({
                "at": p.made_at, "by": p.channel.code(), "state": p.state,
                "read_at": p.read_at, "posts": p.posts.iter().map(post).collect::<Vec<_>>(),
            })
        };
        let pushes: Vec<Value> = found.iter().map(line).collect();
        Ok(json!({ "wished": wished, "pushes": pushes }))
    })
}

/// Puts the calls on the desk's first page, and the pushes into a person's copy.
pub(crate) async fn start(_: &Db, ctx: &Ctx) -> Result<(), Refusal> {
    Limits::read(ctx)?;
    people::share(ctx, "pushes", part);
    let queue = Queue {
        key: "placements-queue-calls",
        path: "/desk/pushes",
        roles: &Role::STATION,
        count: calls,
    };
    stations::queue(ctx, queue);
    Ok(())
}
