//! Reads of requests to erase.

use crate::rights::model::{Erasure, ErasureId};
use crate::rights::store::{COLUMNS, erasure};
use db::{Conn, params};
use kernel::{Refusal, Scope};

/// A request by its id.
///
/// # Errors
/// NotFound `record-unknown`.
pub async fn need(conn: &mut Conn, id: &ErasureId) -> Result<Erasure, Refusal> {
    let sql = format!("SELECT {COLUMNS} FROM erasures WHERE id = $1");
    erasure(&conn.one(&sql, &params![id.as_str()]).await?)
}

/// The last request for a file.
///
/// # Errors
/// What the database says.
pub async fn last_of(conn: &mut Conn, worker: &str) -> Result<Option<Erasure>, Refusal> {
    let sql = format!(
        "SELECT {COLUMNS} FROM erasures WHERE worker_id = $1 \
         ORDER BY asked_at DESC, id DESC LIMIT 1"
    );
    conn.opt(&sql, &params![worker])
        .await?
        .as_ref()
        .map(erasure)
        .transpose()
}

/// Requests inside the viewer's scope that wait for an answer, the one due first before.
///
/// # Errors
/// What the database says.
pub async fn waiting(conn: &mut Conn, scope: &Scope) -> Result<Vec<Erasure>, Refusal> {
    let sql = format!(
        "SELECT {COLUMNS} FROM erasures WHERE state = 'asked' AND region >= $1 AND region < $2 \
         ORDER BY due_day, id LIMIT 200"
    );
    let rows = conn.all(&sql, &params![&scope.lo, &scope.hi]).await?;
    rows.iter().map(erasure).collect()
}
