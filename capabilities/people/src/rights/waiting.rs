//! What of this room waits at the desk.

use super::queries;
use db::Conn;
use kernel::{Ctx, Refusal, Role};
use stations::{Queue, Waiting, WaitingFuture};

fn erasures<'a>(ctx: &'a Ctx, conn: &'a mut Conn) -> WaitingFuture<'a> {
    Box::pin(async move {
        let all = queries::waiting(conn, &ctx.scope).await?;
        let count = |n: usize| i64::try_from(n).unwrap_or(i64::MAX);
        Ok(Waiting {
            due: count(all.len()),
            late: count(all.iter().filter(|e| e.due < ctx.today()).count()),
        })
    })
}

/// Puts the queues on the desk's first page.
pub(crate) async fn start(_: &db::Db, ctx: &Ctx) -> Result<(), Refusal> {
    let queue = Queue {
        key: "people-queue-erasures",
        path: "/desk/erasures",
        roles: &[Role::CountyClerk],
        count: erasures,
    };
    stations::queue(ctx, queue);
    Ok(())
}
