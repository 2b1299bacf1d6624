//! SQL of cards.

use crate::workers::model::WorkerId;
use db::{DbError, params};
use kernel::Ctx;

/// Ends the cards that a person has.
pub(crate) async fn void_cards(
    tx: &mut trail::Tx,
    ctx: &Ctx,
    id: &WorkerId,
) -> Result<(), DbError> {
    let sql = "UPDATE worker_cards SET voided_at = $2 WHERE worker_id = $1 AND voided_at IS NULL";
    tx.execute(sql, &params![id.as_str(), ctx.now]).await?;
    Ok(())
}

/// Writes a card.
pub(crate) async fn insert_card(
    tx: &mut trail::Tx,
    ctx: &Ctx,
    id: &WorkerId,
    code: &str,
) -> Result<(), DbError> {
    let sql = "INSERT INTO worker_cards (code, worker_id, issued_at, issued_by) \
        VALUES ($1, $2, $3, $4)";
    tx.execute(sql, &params![code, id.as_str(), ctx.now, &ctx.actor.id])
        .await?;
    Ok(())
}
