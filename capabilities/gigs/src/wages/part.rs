//! What the ledger of wages keeps about a person, for the person's own copy.

use super::queries;
use db::Conn;
use kernel::Ctx;
use serde_json::json;

/// Days of work that a copy reaches back: longer than wages are kept.
const BACK: i64 = 36_500;

/// Every wage kept: whose, for which day, how much, when due, told and received.
pub(crate) fn part<'a>(
    ctx: &'a Ctx,
    conn: &'a mut Conn,
    worker: &'a str,
) -> people::PartFuture<'a> {
    Box::pin(async move {
        let (from, to) = (ctx.today().plus_days(-BACK), ctx.today().plus_days(BACK));
        let mut found = Vec::new();
        for wage in queries::all_of_worker(conn, worker, from, to).await? {
            let at = |m: Option<kernel::Moment>| m.map(kernel::Moment::rfc3339);
            found.push(json!({
                "id": wage.id.as_str(), "order": wage.order_no, "title": wage.title,
                "employer": wage.employer_name, "work_day": wage.work_day.to_string(),
                "minutes": wage.minutes, "gross_fen": wage.gross_fen,
                "kept_fen": wage.kept_fen, "net_fen": wage.net_fen,
                "received_fen": wage.received_fen, "due_day": wage.due_day.to_string(),
                "state": wage.state.code(), "told_at": at(wage.told_at),
                "received_at": at(wage.received_at),
            }));
        }
        Ok(json!(found))
    })
}

/// Lets a person's copy hold it.
pub(crate) fn start(ctx: &Ctx) {
    people::share(ctx, "wages", part);
}
