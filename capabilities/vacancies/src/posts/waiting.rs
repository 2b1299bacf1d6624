//! What of this room waits at the desk.

use super::queries;
use db::Conn;
use kernel::{Ctx, Refusal, Role};
use stations::{Queue, Waiting, WaitingFuture};

fn review<'a>(ctx: &'a Ctx, conn: &'a mut Conn) -> WaitingFuture<'a> {
    Box::pin(async move {
        let due = queries::waiting(conn, &ctx.scope).await?;
        Ok(Waiting { due, late: 0 })
    })
}

/// Puts the queues on the desk's first page.
pub(crate) async fn start(_: &db::Db, ctx: &Ctx) -> Result<(), Refusal> {
    let queue = Queue {
        key: "vacancies-queue-review",
        path: "/desk/review",
        roles: &[Role::CountyClerk, Role::Reviewer],
        count: review,
    };
    stations::queue(ctx, queue);
    Ok(())
}
