//! Notices in the database: the key and its arguments, said in the reader's language.

use db::{Conn, DbError, params};
use kernel::Ctx;

pub(crate) async fn insert(
    tx: &mut trail::Tx,
    ctx: &Ctx,
    subject: &str,
    key: &str,
    args: &str,
) -> Result<String, DbError> {
    let id = ctx.mint("ntc");
    let sql = "INSERT INTO notices (id, subject_id, key, args, told_at) \
               VALUES ($1, $2, $3, $4, $5)";
    tx.execute(sql, &params![&id, subject, key, args, ctx.now])
        .await?;
    Ok(id)
}

pub(crate) async fn mark_read(
    tx: &mut trail::Tx,
    ctx: &Ctx,
    subject: &str,
) -> Result<u64, DbError> {
    let sql = "UPDATE notices SET read_at = $2 WHERE subject_id = $1 AND read_at IS NULL";
    tx.execute(sql, &params![subject, ctx.now]).await
}

pub(crate) async fn mark_sent(tx: &mut trail::Tx, ctx: &Ctx, id: &str) -> Result<(), DbError> {
    let sql = "UPDATE notices SET sent_at = $2 WHERE id = $1";
    tx.execute(sql, &params![id, ctx.now]).await?;
    Ok(())
}

/// A notice that is still to be sent: subject, key, arguments.
pub(crate) async fn unsent(
    conn: &mut Conn,
    id: &str,
) -> Result<Option<(String, String, String)>, DbError> {
    let sql = "SELECT subject_id, key, args FROM notices WHERE id = $1 AND sent_at IS NULL";
    let row = conn.opt(sql, &params![id]).await?;
    row.map(|r| Ok((r.get("subject_id")?, r.get("key")?, r.get("args")?)))
        .transpose()
}
