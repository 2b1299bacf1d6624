//! Reads of consents.

use crate::consents::model::{Consent, Purpose};
use db::{Conn, Value, params};
use kernel::Refusal;
use std::collections::HashSet;

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

/// For which of these people (at most a few hundred) does a consent to the words of today stand?
///
/// # Errors
/// What the database says.
pub async fn holding(
    conn: &mut Conn,
    subjects: &[&str],
    purpose: Purpose,
) -> Result<HashSet<String>, Refusal> {
    if subjects.is_empty() {
        return Ok(HashSet::new());
    }
    let mut values: Vec<Value> = params![purpose.code(), purpose.version()].to_vec();
    values.extend(subjects.iter().map(|id| Value::from(*id)));
    let marks: Vec<String> = (3..=values.len()).map(|n| format!("${n}")).collect();
    let sql = format!(
        "SELECT subject FROM consents WHERE purpose = $1 AND version = $2 \
         AND withdrawn_at IS NULL AND subject IN ({})",
        marks.join(", ")
    );
    let rows = conn.all(&sql, &values).await?;
    rows.iter().map(|row| Ok(row.get("subject")?)).collect()
}
