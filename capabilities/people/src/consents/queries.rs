//! Reads of consents.

use crate::consents::model::{Consent, Purpose};
use db::{Conn, params};
use kernel::Refusal;

/// Every consent of a person, the newest first.
///
/// # Errors
/// What the database says.
pub async fn of(conn: &mut Conn, subject: &str) -> Result<Vec<Consent>, Refusal> {
    let sql = "SELECT id, purpose, version, how, given_at, withdrawn_at FROM consents \
        WHERE subject = $1 ORDER BY given_at DESC, id DESC LIMIT 200";
    let mut found = Vec::new();
    for row in conn.all(sql, &params![subject]).await? {
        let Some(purpose) = Purpose::parse(&row.get::<String>("purpose")?) else {
            continue;
        };
        found.push(Consent {
            id: row.get("id")?,
            purpose,
            version: row.get("version")?,
            how: row.get("how")?,
            given_at: row.get("given_at")?,
            withdrawn_at: row.get("withdrawn_at")?,
        });
    }
    Ok(found)
}

/// Does a consent to the words of today stand?
///
/// # Errors
/// What the database says.
pub async fn holds(conn: &mut Conn, subject: &str, purpose: Purpose) -> Result<bool, Refusal> {
    let sql = "SELECT version FROM consents \
        WHERE subject = $1 AND purpose = $2 AND withdrawn_at IS NULL";
    let row = conn.opt(sql, &params![subject, purpose.code()]).await?;
    let version: Option<i64> = row.map(|r| r.get("version")).transpose()?;
    Ok(version == Some(purpose.version()))
}
