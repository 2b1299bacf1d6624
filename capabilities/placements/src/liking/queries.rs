//! Jobs that people turned down.

use db::{Conn, params};
use kernel::Refusal;
use std::collections::HashSet;

/// Posts that a worker turned down.
pub(crate) async fn refused(conn: &mut Conn, worker: &str) -> Result<HashSet<String>, Refusal> {
    let sql = "SELECT vacancy_id FROM job_refusals WHERE worker_id = $1";
    let rows = conn.all(sql, &params![worker]).await?;
    let id = |row: &db::Row| Ok(row.get("vacancy_id")?);
    rows.iter().map(id).collect()
}
