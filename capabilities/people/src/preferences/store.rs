//! SQL of what is kept of a person's doings with jobs.

use crate::preferences::model::{Act, Aspect, Seen, reason};
use crate::workers::model::WorkerId;
use db::{DbError, Row, params};
use kernel::{Day, Refusal};
use std::collections::BTreeSet;

pub(crate) const COLUMNS: &str = "worker_id, aspect, value, act, reason, seen_day, label";

pub(crate) fn seen(row: &Row) -> Result<Seen, Refusal> {
    let bad = || Refusal::internal("preference_events holds something unknown");
    Ok(Seen {
        aspect: Aspect::parse(&row.get::<String>("aspect")?).ok_or_else(bad)?,
        value: row.get("value")?,
        act: Act::parse(&row.get::<String>("act")?).ok_or_else(bad)?,
        reason: reason(&row.get::<String>("reason")?),
        day: row.get("seen_day")?,
        label: row.get("label")?,
    })
}

/// Writes a line; the same on the same day is written once.
pub(crate) async fn insert(
    tx: &mut trail::Tx,
    worker: &WorkerId,
    line: &Seen,
) -> Result<(), DbError> {
    let sql = format!(
        "INSERT INTO preference_events ({COLUMNS}) VALUES ($1, $2, $3, $4, $5, $6, $7) \
         ON CONFLICT DO NOTHING"
    );
    let values = params![
        worker.as_str(),
        line.aspect.code(),
        &line.value,
        line.act.code(),
        line.reason,
        line.day,
        &line.label
    ];
    tx.execute(&sql, &values).await?;
    Ok(())
}

/// Keeps the newest lines of a person and lets go of the rest.
pub(crate) async fn cap(tx: &mut trail::Tx, worker: &WorkerId, most: i64) -> Result<(), DbError> {
    let sql = "DELETE FROM preference_events WHERE worker_id = $1 \
        AND (aspect, value, act, reason, seen_day) IN \
        (SELECT aspect, value, act, reason, seen_day FROM preference_events \
        WHERE worker_id = $1 ORDER BY seen_day DESC, act, aspect, value, reason \
        LIMIT 100000 OFFSET $2)";
    tx.execute(sql, &params![worker.as_str(), most]).await?;
    Ok(())
}

/// Takes a wish about something back, whichever way it went.
pub(crate) async fn unsay(
    tx: &mut trail::Tx,
    worker: &WorkerId,
    aspect: Aspect,
    value: &str,
) -> Result<(), DbError> {
    let sql = "DELETE FROM preference_events \
        WHERE worker_id = $1 AND aspect = $2 AND value = $3 AND act = 'wish'";
    let values = params![worker.as_str(), aspect.code(), value];
    tx.execute(sql, &values).await?;
    Ok(())
}

/// Forgets what is kept about one thing; how many lines that were.
pub(crate) async fn drop_one(
    tx: &mut trail::Tx,
    worker: &WorkerId,
    aspect: Aspect,
    value: &str,
) -> Result<u64, DbError> {
    let sql = "DELETE FROM preference_events \
        WHERE worker_id = $1 AND aspect = $2 AND value = $3";
    tx.execute(sql, &params![worker.as_str(), aspect.code(), value])
        .await
}

/// Forgets everything kept of a person; how many lines that were.
pub(crate) async fn drop_all(tx: &mut trail::Tx, worker: &WorkerId) -> Result<u64, DbError> {
    let sql = "DELETE FROM preference_events WHERE worker_id = $1";
    tx.execute(sql, &params![worker.as_str()]).await
}

/// Forgets what is older than a day; whose lines they were.
pub(crate) async fn drop_before(tx: &mut trail::Tx, day: Day) -> Result<BTreeSet<String>, DbError> {
    let sql = "DELETE FROM preference_events WHERE seen_day < $1 RETURNING worker_id";
    let rows = tx.all(sql, &params![day]).await?;
    rows.iter().map(|row| row.get("worker_id")).collect()
}
