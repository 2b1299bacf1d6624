//! What the console shows of the queue.

use db::{Conn, DbError, Row};
use kernel::Moment;
use std::collections::HashMap;

/// Jobs of one kind in one state.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct Count {
    /// Kind.
    pub kind: String,
    /// `ready`, `running`, `done` or `dead`.
    pub state: String,
    /// How many.
    pub count: i64,
}

/// A job laid aside after its last try.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct Dead {
    /// Its id, for [`crate::revive`].
    pub id: String,
    /// Kind.
    pub kind: String,
    /// Tries made.
    pub tries: i64,
    /// What the last try said.
    pub error: String,
    /// When it was put into the queue.
    pub created_at: Moment,
}

/// A scheduled kind.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct Scheduled {
    /// Kind.
    pub kind: String,
    /// Next run.
    pub next_at: Moment,
    /// Last time it was set off.
    pub last_at: Option<Moment>,
    /// `done`, or what the last failure said.
    pub last_outcome: Option<String>,
}

/// The state of the queue.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct Status {
    /// By kind and state.
    pub counts: Vec<Count>,
    /// Since when the longest-waiting ready job could have run.
    pub oldest_ready: Option<Moment>,
    /// Facts whose reactions are not yet in the queue.
    pub waiting_facts: i64,
    /// Up to 100 dead jobs, newest first.
    pub dead: Vec<Dead>,
    /// Every schedule.
    pub schedules: Vec<Scheduled>,
}

/// Reads the state of the queue.
///
/// # Errors
/// What the database says.
pub async fn status(conn: &mut Conn) -> Result<Status, DbError> {
    let sql = "SELECT kind, state, COUNT(*) AS n FROM jobs GROUP BY kind, state
               ORDER BY kind, state";
    let count = |row: &Row| {
        Ok(Count {
            kind: row.get("kind")?,
            state: row.get("state")?,
            count: row.get("n")?,
        })
    };
    let counts = conn
        .all(sql, &[])
        .await?
        .iter()
        .map(count)
        .collect::<Result<_, DbError>>()?;
    let sql = "SELECT MIN(run_at) AS oldest_at FROM jobs WHERE state = 'ready'";
    let oldest_ready = conn.one(sql, &[]).await?.get("oldest_at")?;
    let sql = "SELECT id, kind, tries, error, created_at FROM jobs WHERE state = 'dead'
               ORDER BY created_at DESC, id DESC LIMIT 100";
    let dead = |row: &Row| {
        Ok(Dead {
            id: row.get("id")?,
            kind: row.get("kind")?,
            tries: row.get("tries")?,
            error: row.get::<Option<String>>("error")?.unwrap_or_default(),
            created_at: row.get("created_at")?,
        })
    };
    let dead = conn
        .all(sql, &[])
        .await?
        .iter()
        .map(dead)
        .collect::<Result<_, DbError>>()?;
    let schedules = schedules(conn).await?;
    let waiting_facts = trail::waiting_facts(conn).await?;
    Ok(Status {
        counts,
        oldest_ready,
        waiting_facts,
        dead,
        schedules,
    })
}

async fn schedules(conn: &mut Conn) -> Result<Vec<Scheduled>, DbError> {
    let sql = "SELECT kind, next_at, last_at, last_outcome FROM job_schedules ORDER BY kind";
    let scheduled = |row: &Row| {
        Ok(Scheduled {
            kind: row.get("kind")?,
            next_at: row.get("next_at")?,
            last_at: row.get("last_at")?,
            last_outcome: row.get("last_outcome")?,
        })
    };
    conn.all(sql, &[]).await?.iter().map(scheduled).collect()
}

/// Next run by kind.
pub(crate) async fn next_runs(conn: &mut Conn) -> Result<HashMap<String, Moment>, DbError> {
    Ok(schedules(conn)
        .await?
        .into_iter()
        .map(|s| (s.kind, s.next_at))
        .collect())
}
