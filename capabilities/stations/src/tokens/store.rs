//! API tokens in the database; only a digest is kept.

use db::{DbError, params};
use kernel::{Ctx, Moment};

pub(crate) struct NewRow<'a> {
    pub hash: &'a str,
    pub account: &'a str,
    pub name: &'a str,
    pub permissions: &'a str,
    pub ends_at: Moment,
}

pub(crate) async fn insert(
    tx: &mut trail::Tx,
    ctx: &Ctx,
    row: &NewRow<'_>,
) -> Result<String, DbError> {
    let id = ctx.mint("tok");
    let sql = "INSERT INTO api_tokens (id, token_hash, account_id, name, permissions, \
               created_by, created_at, ends_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)";
    let values = params![
        &id,
        row.hash,
        row.account,
        row.name,
        row.permissions,
        &ctx.actor.id,
        ctx.now,
        row.ends_at
    ];
    tx.execute(sql, &values).await?;
    Ok(id)
}

/// Ends a token; `false` when there is none that still holds.
pub(crate) async fn end(tx: &mut trail::Tx, ctx: &Ctx, id: &str) -> Result<bool, DbError> {
    let sql = "UPDATE api_tokens SET ended_at = $2 WHERE id = $1 AND ended_at IS NULL";
    Ok(tx.execute(sql, &params![id, ctx.now]).await? > 0)
}
