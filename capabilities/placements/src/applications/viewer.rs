//! What the ranking may know of a worker, with what the worker did before.

use super::queries;
use db::{Conn, Db};
use kernel::{Ctx, Refusal};
use matching::WorkerFacts;
use people::{Worker, WorkerId};
use reference::Tables;
use std::future::Future;
use std::pin::Pin;

/// The facts of a worker's file and of the work done before.
///
/// # Errors
/// What the database says.
pub async fn facts(ctx: &Ctx, conn: &mut Conn, worker: &Worker) -> Result<WorkerFacts, Refusal> {
    let tables = reference::tables(ctx)?;
    let facts = people::facts(ctx, worker)?;
    let past = queries::past(conn, worker.id.as_str()).await?;
    Ok(with_past(&tables, facts, &past))
}

/// The same facts with trades done before and employers worked for.
pub(crate) fn with_past(
    tables: &Tables,
    mut facts: WorkerFacts,
    past: &[(String, String)],
) -> WorkerFacts {
    for (trade, employer) in past {
        let trade = tables.trade(trade).map(|t| t.index);
        facts.done_trades.extend(trade);
        let number = vacancies::employer_number(employer);
        facts.done_employers.push(number);
    }
    facts.done_trades.sort_unstable();
    facts.done_trades.dedup();
    facts
}

/// Does the worker wish to be recommended jobs? Who does not gets plain lists, at once
/// (个人信息保护法 第二十四条).
pub(crate) async fn personal(conn: &mut Conn, id: &WorkerId) -> Result<bool, Refusal> {
    people::consents_to(conn, id.as_str(), people::Purpose::Recommend).await
}

/// The facts of the worker who looks at a page.
async fn of_viewer(ctx: &Ctx, conn: &mut Conn) -> Option<WorkerFacts> {
    let id: WorkerId = people::of_actor(ctx)?;
    if !personal(conn, &id).await.unwrap_or(false) {
        return None;
    }
    let worker = people::worker(conn, &id).await.ok()??;
    facts(ctx, conn, &worker).await.ok()
}

fn provider<'a>(
    ctx: &'a Ctx,
    conn: &'a mut Conn,
) -> Pin<Box<dyn Future<Output = Option<WorkerFacts>> + Send + 'a>> {
    Box::pin(of_viewer(ctx, conn))
}

/// The part of a person's copy that this room keeps.
fn part<'a>(ctx: &'a Ctx, conn: &'a mut Conn, worker: &'a str) -> people::PartFuture<'a> {
    Box::pin(async move {
        let filter = queries::Filter::of(queries::Whose::Worker(worker.to_owned()));
        let found = queries::list(ctx, conn, &filter, queries::EXPORT_MAX).await?;
        let line = |a: &super::model::Application| {
            serde_json::json!({
                "id": a.id.as_str(), "title": a.title, "state": a.state.code(),
                "applied_at": a.applied_at.rfc3339(),
                "started_day": a.started_day.map(|d| d.to_string()),
                "left_day": a.left_day.map(|d| d.to_string()),
            })
        };
        Ok(found.iter().map(line).collect())
    })
}

/// Lets the pages of jobs say why a job fits whoever looks, and a person's copy be whole.
pub(crate) async fn start(db: &Db, ctx: &Ctx) -> Result<(), Refusal> {
    ctx.slots.put(vacancies::ViewerFacts(provider));
    people::share(ctx, "applications", part);
    crate::market::reactions::start(db, ctx);
    crate::fits::reactions::start(ctx);
    crate::push::reactions::start(db, ctx).await?;
    super::waiting::start(db, ctx).await
}
