//! Which account plays which persona.

use db::{Conn, DbError, params};

pub(crate) async fn put(tx: &mut trail::Tx, persona: &str, account: &str) -> Result<(), DbError> {
    let sql = "INSERT INTO demo_personas (persona, account_id) VALUES ($1, $2) \
               ON CONFLICT (persona) DO UPDATE SET account_id = excluded.account_id";
    tx.execute(sql, &params![persona, account]).await?;
    Ok(())
}

pub(crate) async fn account(conn: &mut Conn, persona: &str) -> Result<Option<String>, DbError> {
    let sql = "SELECT account_id FROM demo_personas WHERE persona = $1";
    let row = conn.opt(sql, &params![persona]).await?;
    row.map(|r| r.get("account_id")).transpose()
}

/// Every persona's name, sorted.
pub async fn personas(conn: &mut Conn) -> Result<Vec<String>, DbError> {
    let sql = "SELECT persona FROM demo_personas ORDER BY persona";
    let rows = conn.all(sql, &[]).await?;
    rows.iter().map(|r| r.get("persona")).collect()
}
