//! Reads of what is kept of a person's doings with jobs.

use crate::preferences::model::Seen;
use crate::preferences::store::{COLUMNS, seen};
use db::{Conn, Value, params};
use kernel::{Day, Refusal};
use std::collections::HashMap;

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

/// Days on which posts were opened from one day to before another, by person.
///
/// # Errors
/// What the database says.
pub async fn looked(conn: &mut Conn, from: Day, to: Day) -> Result<HashMap<String, i64>, Refusal> {
    let sql = "SELECT worker_id, COUNT(DISTINCT seen_day) AS n FROM preference_events \
         WHERE act = 'viewed' AND seen_day >= $1 AND seen_day < $2 GROUP BY worker_id";
    let rows = conn.all(sql, &params![from, to]).await?;
    let pair = |row: &db::Row| Ok((row.get("worker_id")?, row.get("n")?));
    rows.iter().map(pair).collect()
}
