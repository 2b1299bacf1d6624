//! Reads of what is kept of a person's doings with jobs.

use crate::preferences::model::Seen;
use crate::preferences::store::{COLUMNS, seen};
use db::{Conn, Value};
use kernel::Refusal;

/// Lines of several people, whose ids stand in `ids`, each with its person.
pub(crate) async fn of_all(conn: &mut Conn, ids: &[Value]) -> Result<Vec<(String, Seen)>, Refusal> {
    let marks: Vec<String> = (1..=ids.len()).map(|n| format!("${n}")).collect();
    let sql = format!(
        "SELECT {COLUMNS} FROM preference_events WHERE worker_id IN ({}) \
         ORDER BY seen_day, aspect, value, act, reason",
        marks.join(", ")
    );
    let mut found = Vec::new();
    for row in conn.all(&sql, ids).await? {
        found.push((row.get("worker_id")?, seen(&row)?));
    }
    Ok(found)
}
