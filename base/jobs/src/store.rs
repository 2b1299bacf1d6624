//! SQL that moves jobs through the queue: ready → running → done or dead.

use crate::MAX_TRIES;
use db::{Conn, DbError, Row, Value, params};
use kernel::{Ctx, Moment};

/// A job in hand. `tries` is also the fence: who was overtaken after its lease ran out holds
/// an older number, and can no longer write.
#[derive(Debug, Clone)]
pub(crate) struct Claimed {
    pub id: String,
    pub kind: String,
    pub payload: serde_json::Value,
    pub tries: i64,
    run_at: Moment,
}

pub(crate) async fn insert(
    conn: &mut Conn,
    ctx: &Ctx,
    kind: &str,
    dedupe: Option<&str>,
    run_at: Moment,
    payload: &serde_json::Value,
) -> Result<bool, DbError> {
    let sql = "INSERT INTO jobs (id, kind, dedupe, payload, run_at, state, tries, created_at)
               VALUES ($1, $2, $3, $4, $5, 'ready', 0, $6)
               ON CONFLICT DO NOTHING";
    let payload = payload.to_string();
    let id = ctx.mint("job");
    let done = conn
        .execute(sql, &params![id, kind, dedupe, payload, run_at, ctx.now])
        .await?;
    Ok(done == 1)
}

/// `$from, $from + 1, …` for so many values.
fn places(from: usize, count: usize) -> String {
    let places: Vec<String> = (from..from + count).map(|n| format!("${n}")).collect();
    places.join(", ")
}

/// Is there anything to claim, or a lease that has run out?
pub(crate) async fn any_due(conn: &mut Conn, kinds: &[&str], now: Moment) -> Result<bool, DbError> {
    let list = places(2, kinds.len());
    let sql = format!(
        "SELECT (SELECT COUNT(*) FROM (SELECT 1 AS one FROM jobs
                   WHERE state = 'ready' AND run_at <= $1 AND kind IN ({list}) LIMIT 1) AS r)
              + (SELECT COUNT(*) FROM (SELECT 1 AS one FROM jobs
                   WHERE state = 'running' AND lease_until_at <= $1 LIMIT 1) AS l) AS n"
    );
    let mut values: Vec<Value> = vec![now.into()];
    values.extend(kinds.iter().map(|k| Value::from(*k)));
    Ok(conn.one(&sql, &values).await?.get::<i64>("n")? > 0)
}

/// Takes back what fell over: ready again, or dead when its tries are used up.
pub(crate) async fn reclaim(conn: &mut Conn, now: Moment) -> Result<u64, DbError> {
    conn.execute(
        "UPDATE jobs SET state = CASE WHEN tries >= $2 THEN 'dead' ELSE 'ready' END,
           worker = NULL, lease_until_at = NULL, error = 'lease ran out'
         WHERE state = 'running' AND lease_until_at <= $1",
        &params![now, MAX_TRIES],
    )
    .await
}

/// Claims up to `limit` due jobs of the kinds this worker knows.
pub(crate) async fn claim(
    conn: &mut Conn,
    worker: &str,
    kinds: &[&str],
    now: Moment,
    lease_until: Moment,
    limit: usize,
) -> Result<Vec<Claimed>, DbError> {
    let sql = format!(
        "WITH due AS (SELECT id FROM jobs
           WHERE state = 'ready' AND run_at <= $3 AND kind IN ({})
           ORDER BY run_at, id LIMIT {limit} {})
         UPDATE jobs SET state = 'running', worker = $1, lease_until_at = $2, tries = tries + 1
         WHERE id IN (SELECT id FROM due)
         RETURNING id, kind, payload, tries, run_at",
        places(4, kinds.len()),
        conn.dialect().skip_locked()
    );
    let mut values: Vec<Value> = vec![worker.into(), lease_until.into(), now.into()];
    values.extend(kinds.iter().map(|k| Value::from(*k)));
    let rows = conn.all(&sql, &values).await?;
    let mut jobs = rows.iter().map(claimed).collect::<Result<Vec<_>, _>>()?;
    jobs.sort_by(|a, b| (a.run_at, &a.id).cmp(&(b.run_at, &b.id)));
    Ok(jobs)
}

fn claimed(row: &Row) -> Result<Claimed, DbError> {
    let payload: String = row.get("payload")?;
    Ok(Claimed {
        id: row.get("id")?,
        kind: row.get("kind")?,
        payload: serde_json::from_str(&payload).unwrap_or_default(),
        tries: row.get("tries")?,
        run_at: row.get("run_at")?,
    })
}

const MINE: &str = "WHERE id = $1 AND worker = $2 AND tries = $3 AND state = 'running'";

/// Holds on to a job; `false` when it was taken back.
pub(crate) async fn extend(
    conn: &mut Conn,
    job: &Claimed,
    worker: &str,
    until: Moment,
) -> Result<bool, DbError> {
    let sql = format!("UPDATE jobs SET lease_until_at = $4 {MINE}");
    Ok(conn
        .execute(&sql, &params![&job.id, worker, job.tries, until])
        .await?
        == 1)
}

/// Marks a job done; `false` when it was taken back in the meantime.
pub(crate) async fn finish(
    conn: &mut Conn,
    job: &Claimed,
    worker: &str,
    now: Moment,
) -> Result<bool, DbError> {
    let sql = format!(
        "UPDATE jobs SET state = 'done', done_at = $4, lease_until_at = NULL, error = NULL {MINE}"
    );
    Ok(conn
        .execute(&sql, &params![&job.id, worker, job.tries, now])
        .await?
        == 1)
}

/// Puts a failed job back until `run_at`, or lays it aside as dead.
pub(crate) async fn fail(
    conn: &mut Conn,
    job: &Claimed,
    worker: &str,
    run_at: Moment,
    error: &str,
) -> Result<bool, DbError> {
    let state = if job.tries >= MAX_TRIES {
        "dead"
    } else {
        "ready"
    };
    let sql = format!(
        "UPDATE jobs SET state = $4, run_at = $5, error = $6, lease_until_at = NULL,
           worker = NULL {MINE}"
    );
    let done = conn
        .execute(
            &sql,
            &params![&job.id, worker, job.tries, state, run_at, error],
        )
        .await?;
    Ok(done == 1)
}

/// Dead → ready with its tries given back; gives its kind.
pub(crate) async fn revive(
    tx: &mut trail::Tx,
    id: &str,
    now: Moment,
) -> Result<Option<String>, DbError> {
    let sql = "UPDATE jobs SET state = 'ready', run_at = $2, tries = 0
               WHERE id = $1 AND state = 'dead' RETURNING kind";
    tx.opt(sql, &params![id, now])
        .await?
        .map(|row| row.get("kind"))
        .transpose()
}

/// Makes sure that a schedule is known, and brings its time forward when the code says sooner.
pub(crate) async fn plan(conn: &mut Conn, kind: &str, next: Moment) -> Result<(), DbError> {
    conn.execute(
        "INSERT INTO job_schedules (kind, next_at) VALUES ($1, $2)
         ON CONFLICT (kind) DO UPDATE SET next_at = excluded.next_at
         WHERE job_schedules.next_at > excluded.next_at",
        &params![kind, next],
    )
    .await?;
    Ok(())
}

/// Moves a due schedule on to `next`; `false` when another worker was first.
pub(crate) async fn fire(
    conn: &mut Conn,
    kind: &str,
    now: Moment,
    next: Moment,
) -> Result<bool, DbError> {
    let sql = "UPDATE job_schedules SET next_at = $3, last_at = $2
               WHERE kind = $1 AND next_at <= $2";
    Ok(conn.execute(sql, &params![kind, now, next]).await? == 1)
}

/// Writes down how a scheduled job ended; nothing for other kinds.
pub(crate) async fn outcome(conn: &mut Conn, kind: &str, outcome: &str) -> Result<(), DbError> {
    let sql = "UPDATE job_schedules SET last_outcome = $2 WHERE kind = $1";
    conn.execute(sql, &params![kind, outcome]).await?;
    Ok(())
}

/// Deletes jobs done before the moment.
pub(crate) async fn purge(conn: &mut Conn, before: Moment) -> Result<u64, DbError> {
    let sql = "DELETE FROM jobs WHERE state = 'done' AND done_at < $1";
    conn.execute(sql, &params![before]).await
}
