//! What of this room waits at the desk.

use super::queries::{Filter, Whose, count, silent_before};
use db::Conn;
use kernel::{Ctx, Refusal, Role};
use stations::{Queue, Waiting, WaitingFuture};

fn silent<'a>(ctx: &'a Ctx, conn: &'a mut Conn) -> WaitingFuture<'a> {
    Box::pin(async move {
        let filter = Filter {
            silent_before: Some(silent_before(ctx)?),
            ..Filter::of(Whose::Scope)
        };
        let due = count(ctx, conn, &filter).await?;
        Ok(Waiting { due, late: due })
    })
}

fn stable<'a>(ctx: &'a Ctx, conn: &'a mut Conn) -> WaitingFuture<'a> {
    Box::pin(async move {
        let by = |days| Filter {
            due_by: Some(ctx.today().plus_days(days)),
            ..Filter::of(Whose::Scope)
        };
        Ok(Waiting {
            due: count(ctx, conn, &by(0)).await?,
            late: count(ctx, conn, &by(-1)).await?,
        })
    })
}

/// Puts the queues on the desk's first page.
pub(crate) async fn start(_: &db::Db, ctx: &Ctx) -> Result<(), Refusal> {
    let queue = Queue {
        key: "placements-queue-silent",
        path: "/desk/applications?view=silent",
        roles: &Role::STATION,
        count: silent,
    };
    stations::queue(ctx, queue);
    let queue = Queue {
        key: "placements-queue-stable",
        path: "/desk/applications?view=due",
        roles: &Role::STATION,
        count: stable,
    };
    stations::queue(ctx, queue);
    Ok(())
}
