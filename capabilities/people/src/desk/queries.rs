//! Reads of cards.

use crate::workers::model::WorkerId;
use db::{Conn, params};
use kernel::Refusal;

/// Whose card it is; a card that was replaced is nobody's.
///
/// # Errors
/// What the database says.
pub async fn card_holder(conn: &mut Conn, code: &str) -> Result<Option<WorkerId>, Refusal> {
    let sql = "SELECT worker_id FROM worker_cards WHERE code = $1 AND voided_at IS NULL";
    let row = conn.opt(sql, &params![code]).await?;
    row.map(|r| WorkerId::parse(&r.get::<String>("worker_id")?))
        .transpose()
}

/// The code of a person's card.
///
/// # Errors
/// What the database says.
pub async fn card_of(conn: &mut Conn, id: &WorkerId) -> Result<Option<String>, Refusal> {
    let sql = "SELECT code FROM worker_cards WHERE worker_id = $1 AND voided_at IS NULL \
        ORDER BY issued_at DESC LIMIT 1";
    Ok(conn
        .opt(sql, &params![id.as_str()])
        .await?
        .map(|r| r.get("code"))
        .transpose()?)
}
