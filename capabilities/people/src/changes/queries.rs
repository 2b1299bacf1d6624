//! Reads of the sequence of changes.

use db::{Conn, params};
use kernel::Refusal;

/// The last place in the sequence of a county (six digits); 0 = nothing changed yet.
///
/// # Errors
/// What the database says.
pub async fn head(conn: &mut Conn, county: &str) -> Result<i64, Refusal> {
    let sql = "SELECT seq FROM worker_change_heads WHERE county = $1";
    let row = conn.opt(sql, &params![county]).await?;
    Ok(row.map(|row| row.get("seq")).transpose()?.unwrap_or(0))
}

/// People changed later than a place in the sequence, each with the place of the last change, in
/// order.
///
/// # Errors
/// What the database says.
pub async fn after(
    conn: &mut Conn,
    county: &str,
    seq: i64,
    most: usize,
) -> Result<Vec<(i64, String)>, Refusal> {
    let sql = "SELECT seq, worker_id FROM worker_changes WHERE county = $1 AND seq > $2 \
        ORDER BY seq LIMIT $3";
    let rows = conn.all(sql, &params![county, seq, most]).await?;
    let pair = |row: &db::Row| Ok((row.get("seq")?, row.get("worker_id")?));
    rows.iter().map(pair).collect()
}
