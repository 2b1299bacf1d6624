//! Reads of clearings, and of what a clearing asks of applications.

use super::model::Run;
use super::store::{COLUMNS, run};
use db::{Conn, params};
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

/// People who have agreed to work or are in it: they do not look for any.
pub(crate) async fn busy(conn: &mut Conn) -> Result<HashSet<String>, Refusal> {
    let sql = "SELECT DISTINCT worker_id FROM applications \
         WHERE state IN ('accepted', 'onboard', 'stable')";
    let rows = conn.all(sql, &[]).await?;
    let id = |row: &db::Row| Ok(row.get("worker_id")?);
    rows.iter().map(id).collect()
}

/// Trades done and employers worked for, of everybody at once.
pub(crate) async fn past_of_all(
    conn: &mut Conn,
) -> Result<HashMap<String, Vec<(String, String)>>, Refusal> {
    let sql = "SELECT DISTINCT worker_id, trade, employer_id FROM applications \
         WHERE started_day IS NOT NULL AND (left_reason IS NULL OR left_reason <> 'dismissed')";
    let mut past: HashMap<String, Vec<(String, String)>> = HashMap::new();
    for row in conn.all(sql, &[]).await? {
        let pair = (row.get("trade")?, row.get("employer_id")?);
        past.entry(row.get("worker_id")?).or_default().push(pair);
    }
    Ok(past)
}
