//! Reads of pushes.

use super::model::{Channel, Push, PushId};
use db::{Conn, Row, Value, params};
use kernel::{Day, Moment, Refusal};
use std::collections::HashSet;

const COLUMNS: &str = "id, worker_id, region, channel, urgent, state, made_at, read_at, done_at";

/// Does the person wish to be told of jobs?
pub(crate) async fn wished(conn: &mut Conn, worker: &str) -> Result<bool, Refusal> {
    let sql = "SELECT 1 AS n FROM push_wishes WHERE worker_id = $1 AND withdrawn_at IS NULL";
    Ok(conn.opt(sql, &params![worker]).await?.is_some())
}

/// People who wish to be told, after this one, in the order of their ids.
pub(crate) async fn wishing(
    conn: &mut Conn,
    after: &str,
    most: usize,
) -> Result<Vec<String>, Refusal> {
    let sql = "SELECT worker_id FROM push_wishes WHERE withdrawn_at IS NULL \
         AND worker_id > $1 ORDER BY worker_id LIMIT $2";
    let rows = conn.all(sql, &params![after, most]).await?;
    rows.iter().map(|r| Ok(r.get("worker_id")?)).collect()
}

/// Posts that were pushed to a person.
pub(crate) async fn pushed(conn: &mut Conn, worker: &str) -> Result<HashSet<String>, Refusal> {
    let sql = "SELECT vacancy_id FROM push_posts WHERE worker_id = $1";
    let rows = conn.all(sql, &params![worker]).await?;
    rows.iter().map(|r| Ok(r.get("vacancy_id")?)).collect()
}

/// Pushes made to a person on a day.
pub(crate) async fn made_on(conn: &mut Conn, worker: &str, day: Day) -> Result<i64, Refusal> {
    let sql = "SELECT COUNT(*) AS n FROM pushes WHERE worker_id = $1 AND made_day = $2";
    Ok(conn.one(sql, &params![worker, day]).await?.get("n")?)
}

fn push(row: &Row) -> Result<Push, Refusal> {
    let channel = Channel::parse(&row.get::<String>("channel")?);
    Ok(Push {
        id: PushId::parse(&row.get::<String>("id")?)?,
        worker_id: row.get("worker_id")?,
        region: row.get("region")?,
        channel: channel.ok_or_else(|| Refusal::internal("pushes.channel is unknown"))?,
        urgent: row.get("urgent")?,
        state: row.get("state")?,
        made_at: row.get("made_at")?,
        read_at: row.get("read_at")?,
        done_at: row.get("done_at")?,
        posts: Vec::new(),
    })
}

/// Adds the posts to pushes read together.
async fn fill(conn: &mut Conn, pushes: &mut [Push]) -> Result<(), Refusal> {
    if pushes.is_empty() {
        return Ok(());
    }
    let ids: Vec<Value> = pushes.iter().map(|p| p.id.as_str().into()).collect();
    let marks: Vec<String> = (1..=ids.len()).map(|n| format!("${n}")).collect();
    let sql = format!(
        "SELECT push_id, vacancy_id, why, applied_at FROM push_posts WHERE push_id IN ({}) \
         ORDER BY push_id, position",
        marks.join(", ")
    );
    for row in conn.all(&sql, &ids).await? {
        let of: String = row.get("push_id")?;
        if let Some(push) = pushes.iter_mut().find(|p| p.id.as_str() == of) {
            let applied: Option<Moment> = row.get("applied_at")?;
            let post = (row.get("vacancy_id")?, row.get("why")?, applied);
            push.posts.push(post);
        }
    }
    Ok(())
}

/// The last pushes to a person, newest first.
pub(crate) async fn of_worker(
    conn: &mut Conn,
    worker: &str,
    most: usize,
) -> Result<Vec<Push>, Refusal> {
    let sql = format!(
        "SELECT {COLUMNS} FROM pushes WHERE worker_id = $1 \
         ORDER BY made_at DESC, id DESC LIMIT $2"
    );
    let rows = conn.all(&sql, &params![worker, most]).await?;
    let mut found: Vec<Push> = rows.iter().map(push).collect::<Result<_, _>>()?;
    fill(conn, &mut found).await?;
    Ok(found)
}

/// Calls that wait inside a scope, the oldest first.
pub(crate) async fn waiting(
    conn: &mut Conn,
    scope: &kernel::Scope,
    most: usize,
) -> Result<Vec<Push>, Refusal> {
    let sql = format!(
        "SELECT {COLUMNS} FROM pushes WHERE state = 'waiting' AND region >= $1 AND region < $2 \
         ORDER BY made_at, id LIMIT $3"
    );
    let rows = conn.all(&sql, &params![&scope.lo, &scope.hi, most]).await?;
    let mut found: Vec<Push> = rows.iter().map(push).collect::<Result<_, _>>()?;
    fill(conn, &mut found).await?;
    Ok(found)
}

/// How many calls wait inside a scope, and how many of them were made before a day.
pub(crate) async fn count_waiting(
    conn: &mut Conn,
    scope: &kernel::Scope,
    before: Day,
) -> Result<(i64, i64), Refusal> {
    let sql = "SELECT COUNT(*) AS n, COUNT(*) FILTER (WHERE made_day < $3) AS late FROM pushes \
         WHERE state = 'waiting' AND region >= $1 AND region < $2";
    let row = conn
        .one(sql, &params![&scope.lo, &scope.hi, before])
        .await?;
    Ok((row.get("n")?, row.get("late")?))
}

/// A push by its id.
pub(crate) async fn one(conn: &mut Conn, id: &PushId) -> Result<Push, Refusal> {
    let sql = format!("SELECT {COLUMNS} FROM pushes WHERE id = $1");
    let row = conn.opt(&sql, &params![id.as_str()]).await?;
    let row = row.ok_or_else(|| Refusal::not_found("record-unknown"))?;
    push(&row)
}
