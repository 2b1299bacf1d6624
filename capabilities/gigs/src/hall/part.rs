//! What the hall keeps about a person, for the person's own copy.

use super::{hardship, queries};
use db::Conn;
use kernel::Ctx;
use serde_json::json;

/// The days on the roll and the record of hardship, if one holds.
pub(crate) fn part<'a>(
    ctx: &'a Ctx,
    conn: &'a mut Conn,
    worker: &'a str,
) -> people::PartFuture<'a> {
    Box::pin(async move {
        let mut days = Vec::new();
        for entry in queries::all_of_worker(conn, worker).await? {
            days.push(json!({
                "day": entry.day.to_string(), "slip": entry.slip, "state": entry.state.code(),
                "arrived_at": entry.arrived_at.rfc3339(), "note": entry.note,
            }));
        }
        let held = hardship::with_end(ctx, conn, worker).await?;
        let held = held.map(|(record, until)| {
            json!({
                "grounds": record.grounds, "reason": record.reason, "until": until.to_string(),
            })
        });
        Ok(json!({ "days": days, "hardship": held }))
    })
}
