//! Reads of trades that the same people choose, and of what they are learned from.

use super::model::Kin;
use super::store::{COLUMNS, kin};
use crate::preferences::model::Seen;
use crate::preferences::store::seen;
use db::{Conn, Value, params};
use kernel::{Moment, Refusal};

/// What follows from these trades in a county, in the order of trades.
pub(crate) async fn of(
    conn: &mut Conn,
    county: &str,
    trades: &[&str],
) -> Result<Vec<Kin>, Refusal> {
    if trades.is_empty() {
        return Ok(Vec::new());
    }
    let mut values: Vec<Value> = params![county].to_vec();
    values.extend(trades.iter().map(|trade| Value::from(*trade)));
    let marks: Vec<String> = (2..=values.len()).map(|n| format!("${n}")).collect();
    let sql = format!(
        "SELECT {COLUMNS} FROM trade_kin WHERE county = $1 AND trade IN ({}) \
         ORDER BY trade, other",
        marks.join(", ")
    );
    let rows = conn.all(&sql, &values).await?;
    Ok(rows.iter().map(kin).collect::<Result<_, _>>()?)
}

/// Every pair of a county, each one way round, the nearest first.
pub(crate) async fn all(conn: &mut Conn, county: &str) -> Result<Vec<Kin>, Refusal> {
    let sql = format!(
        "SELECT {COLUMNS} FROM trade_kin WHERE county = $1 AND trade < other \
         ORDER BY share DESC, people DESC, trade, other"
    );
    let rows = conn.all(&sql, &params![county]).await?;
    Ok(rows.iter().map(kin).collect::<Result<_, _>>()?)
}

/// All that is known of a county, in order.
pub(super) async fn known(conn: &mut Conn, county: &str) -> Result<Vec<Kin>, Refusal> {
    let sql = format!("SELECT {COLUMNS} FROM trade_kin WHERE county = $1");
    let rows = conn.all(&sql, &params![county]).await?;
    let mut all: Vec<Kin> = rows.iter().map(kin).collect::<Result<_, _>>()?;
    all.sort();
    Ok(all)
}

/// When they were last learned.
pub(crate) async fn learned(conn: &mut Conn, county: &str) -> Result<Option<Moment>, Refusal> {
    let sql = "SELECT MAX(learned_at) AS at FROM trade_kin WHERE county = $1";
    let row = conn.opt(sql, &params![county]).await?;
    Ok(row.map(|row| row.get("at")).transpose()?.flatten())
}

/// What is kept of people's doings with trades, by person: those after `after`, up to a number of
/// lines; the last person's may be cut short. Only of people who wish to be recommended jobs is
/// anything kept at all.
pub(super) async fn doings(
    conn: &mut Conn,
    after: &str,
    most: i64,
) -> Result<Vec<(String, Seen)>, Refusal> {
    let sql = "SELECT worker_id, aspect, value, act, reason, seen_day, label \
        FROM preference_events WHERE aspect = 'trade' AND worker_id > $1 \
        ORDER BY worker_id LIMIT $2";
    let mut found = Vec::new();
    for row in conn.all(sql, &params![after, most]).await? {
        found.push((row.get("worker_id")?, seen(&row)?));
    }
    Ok(found)
}

/// Trades wanted by people from one to another, by person.
pub(super) async fn wanted(
    conn: &mut Conn,
    first: &str,
    last: &str,
) -> Result<Vec<(String, String)>, Refusal> {
    let sql = "SELECT worker_id, trade FROM worker_wants \
        WHERE worker_id >= $1 AND worker_id <= $2 ORDER BY worker_id";
    let rows = conn.all(sql, &params![first, last]).await?;
    let pair = |row: &db::Row| Ok((row.get("worker_id")?, row.get("trade")?));
    rows.iter().map(pair).collect()
}
