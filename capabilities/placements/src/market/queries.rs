//! Reads of clearings, and of what a clearing asks of applications.

use super::model::Run;
use super::store::{COLUMNS, run};
use db::{Conn, Value, params};
use kernel::Refusal;
use std::collections::{HashMap, HashSet};

/// The last clearings of a county (six digits), newest first.
pub(crate) async fn last(conn: &mut Conn, county: &str, most: i64) -> Result<Vec<Run>, Refusal> {
    let sql = format!(
        "SELECT {COLUMNS} FROM market_runs WHERE county = $1 \
         ORDER BY computed_at DESC, id DESC LIMIT $2"
    );
    let rows = conn.all(&sql, &params![county, most]).await?;
    rows.iter().map(|row| Ok(run(row)?)).collect()
}

/// What applications say of a market at one moment.
#[derive(Debug, Default)]
pub(crate) struct Spoken {
    /// People who work, have agreed to, or wait for an answer: the market does not wait for them.
    pub people: HashSet<String>,
    /// Places, by post, that somebody has applied for and nobody has answered for good.
    pub places: HashMap<String, u32>,
}

/// People and places that are spoken for. An application that nobody has moved since `silent`
/// (milliseconds) speaks for nothing any more: whoever hears nothing looks on.
pub(crate) async fn spoken(conn: &mut Conn, silent: i64) -> Result<Spoken, Refusal> {
    let sql = "SELECT worker_id, vacancy_id, seat FROM applications \
         WHERE state IN ('accepted', 'onboard', 'stable') \
         OR (state IN ('applied', 'viewed', 'invited', 'interview', 'offered') \
             AND updated_at >= $1)";
    let mut spoken = Spoken::default();
    for row in conn.all(sql, &params![silent]).await? {
        spoken.people.insert(row.get("worker_id")?);
        // Who holds a place is counted by the post itself.
        if row.get::<i64>("seat")? == 0 {
            *spoken.places.entry(row.get("vacancy_id")?).or_default() += 1;
        }
    }
    Ok(spoken)
}

/// Trades done and employers worked for, of several people (at most a few hundred).
pub(crate) async fn past_of(
    conn: &mut Conn,
    workers: &[&str],
) -> Result<HashMap<String, Vec<(String, String)>>, Refusal> {
    let mut past: HashMap<String, Vec<(String, String)>> = HashMap::new();
    if workers.is_empty() {
        return Ok(past);
    }
    let ids: Vec<Value> = workers.iter().map(|id| Value::from(*id)).collect();
    let marks: Vec<String> = (1..=ids.len()).map(|n| format!("${n}")).collect();
    let sql = format!(
        "SELECT DISTINCT worker_id, trade, employer_id FROM applications \
         WHERE started_day IS NOT NULL AND (left_reason IS NULL OR left_reason <> 'dismissed') \
         AND worker_id IN ({})",
        marks.join(", ")
    );
    for row in conn.all(&sql, &ids).await? {
        let pair = (row.get("trade")?, row.get("employer_id")?);
        past.entry(row.get("worker_id")?).or_default().push(pair);
    }
    Ok(past)
}
