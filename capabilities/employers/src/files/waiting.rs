//! What of this room waits at the desk.

use super::queries::{Filter, count};
use super::state::State;
use db::Conn;
use kernel::{Ctx, Day, Refusal, Role};
use stations::{Queue, Waiting, WaitingFuture};

const CHECKERS: &[Role] = &[Role::CountyClerk, Role::Reviewer];

fn unchecked<'a>(ctx: &'a Ctx, conn: &'a mut Conn) -> WaitingFuture<'a> {
    Box::pin(async move {
        let filter = Filter {
            state: Some(State::Submitted),
            ..Filter::default()
        };
        let due = count(ctx, conn, &filter).await?;
        Ok(Waiting { due, late: 0 })
    })
}

fn ending<'a>(ctx: &'a Ctx, conn: &'a mut Conn) -> WaitingFuture<'a> {
    Box::pin(async move {
        let tables = reference::tables(ctx)?;
        let days = tables.param_i64("employer.warn_first_days", "", ctx.today());
        let by = |day: Day| Filter {
            state: Some(State::Verified),
            ends_by: Some(day),
            ..Filter::default()
        };
        let soon = by(ctx.today().plus_days(days.unwrap_or(0)));
        Ok(Waiting {
            due: count(ctx, conn, &soon).await?,
            late: count(ctx, conn, &by(ctx.today().plus_days(-1))).await?,
        })
    })
}

/// Puts the queues on the desk's first page.
pub(crate) async fn start(_: &db::Db, ctx: &Ctx) -> Result<(), Refusal> {
    let queue = Queue {
        key: "employers-queue-check",
        path: "/desk/employers?state=submitted",
        roles: CHECKERS,
        count: unchecked,
    };
    stations::queue(ctx, queue);
    let queue = Queue {
        key: "employers-queue-ending",
        path: "/desk/employers?state=ending",
        roles: CHECKERS,
        count: ending,
    };
    stations::queue(ctx, queue);
    Ok(())
}
