//! SQL of pushes.

use super::choose::Chosen;
use super::model::{Push, PushId};
use db::{DbError, params};
use kernel::{Ctx, Day};
use trail::Tx;

pub(super) async fn wish(
    tx: &mut Tx,
    ctx: &Ctx,
    worker: &str,
    region: &str,
    how: &str,
) -> Result<(), DbError> {
    let sql = "INSERT INTO push_wishes (worker_id, region, how, given_at, given_by) \
         VALUES ($1, $2, $3, $4, $5) ON CONFLICT (worker_id) DO UPDATE SET \
         region = excluded.region, how = excluded.how, given_at = excluded.given_at, \
         given_by = excluded.given_by, withdrawn_at = NULL";
    let values = params![worker, region, how, ctx.now, &ctx.actor.id];
    tx.execute(sql, &values).await?;
    Ok(())
}

pub(super) async fn unwish(tx: &mut Tx, ctx: &Ctx, worker: &str) -> Result<u64, DbError> {
    let sql = "UPDATE push_wishes SET withdrawn_at = $2 \
         WHERE worker_id = $1 AND withdrawn_at IS NULL";
    let off = tx.execute(sql, &params![worker, ctx.now]).await?;
    let sql = "UPDATE pushes SET state = 'unwanted', done_at = $2 \
         WHERE worker_id = $1 AND state = 'waiting'";
    tx.execute(sql, &params![worker, ctx.now]).await?;
    Ok(off)
}

pub(super) async fn insert(tx: &mut Tx, ctx: &Ctx, push: &Push) -> Result<(), DbError> {
    let sql = "INSERT INTO pushes (id, worker_id, region, channel, urgent, state, made_at, \
         made_day) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)";
    let values = params![
        push.id.as_str(),
        &push.worker_id,
        &push.region,
        push.channel.code(),
        push.urgent,
        &push.state,
        push.made_at,
        ctx.today()
    ];
    tx.execute(sql, &values).await?;
    Ok(())
}

pub(super) async fn add_post(
    tx: &mut Tx,
    push: &Push,
    position: usize,
    chosen: &Chosen,
) -> Result<(), DbError> {
    let sql = "INSERT INTO push_posts (worker_id, vacancy_id, push_id, position, why) \
         VALUES ($1, $2, $3, $4, $5)";
    let values = params![
        &push.worker_id,
        chosen.post.id.as_str(),
        push.id.as_str(),
        position,
        &chosen.why
    ];
    tx.execute(sql, &values).await?;
    Ok(())
}

/// Closes a call that waits; `false` when another was faster.
pub(super) async fn close(
    tx: &mut Tx,
    ctx: &Ctx,
    id: &PushId,
    state: &str,
) -> Result<bool, DbError> {
    let sql = "UPDATE pushes SET state = $2, done_at = $3, done_by = $4 \
         WHERE id = $1 AND state = 'waiting'";
    let values = params![id.as_str(), state, ctx.now, &ctx.actor.id];
    Ok(tx.execute(sql, &values).await? > 0)
}

/// Lets calls of days before lapse: their jobs may be gone.
pub(super) async fn lapse(tx: &mut Tx, ctx: &Ctx, before: Day) -> Result<(), DbError> {
    let sql = "UPDATE pushes SET state = 'lapsed', done_at = $2 \
         WHERE state = 'waiting' AND made_day < $1";
    tx.execute(sql, &params![before, ctx.now]).await?;
    Ok(())
}

/// One of the posts of a push was opened.
pub(crate) async fn read(
    tx: &mut Tx,
    ctx: &Ctx,
    worker: &str,
    vacancy: &str,
) -> Result<(), DbError> {
    let sql = "UPDATE pushes SET read_at = $3 WHERE read_at IS NULL AND id IN \
         (SELECT push_id FROM push_posts WHERE worker_id = $1 AND vacancy_id = $2)";
    tx.execute(sql, &params![worker, vacancy, ctx.now]).await?;
    Ok(())
}

/// A post that was pushed was applied for.
pub(crate) async fn applied(
    tx: &mut Tx,
    ctx: &Ctx,
    worker: &str,
    vacancy: &str,
) -> Result<(), DbError> {
    let sql = "UPDATE push_posts SET applied_at = $3 \
         WHERE worker_id = $1 AND vacancy_id = $2 AND applied_at IS NULL";
    tx.execute(sql, &params![worker, vacancy, ctx.now]).await?;
    Ok(())
}

/// Forgets everything of a person.
pub(super) async fn forget(tx: &mut Tx, worker: &str) -> Result<(), DbError> {
    for table in ["push_posts", "pushes", "push_wishes"] {
        let sql = format!("DELETE FROM {table} WHERE worker_id = $1");
        tx.execute(&sql, &params![worker]).await?;
    }
    Ok(())
}
