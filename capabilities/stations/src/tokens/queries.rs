//! The list of API tokens.

use db::{Conn, Row, params};
use kernel::{Moment, Refusal, Scope};
use serde::Serialize;

/// A token as the security administrator sees it.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct Token {
    pub id: String,
    pub name: String,
    pub login: String,
    pub permissions: Vec<String>,
    pub created: i64,
    pub ends: i64,
    /// `holds`, `run-out` or `ended`.
    pub state: &'static str,
}

/// Tokens of staff of a scope, newest first.
pub(crate) async fn list(
    conn: &mut Conn,
    scope: &Scope,
    now: Moment,
) -> Result<Vec<Token>, Refusal> {
    let sql = "SELECT t.id, t.name, a.login, t.permissions, t.created_at, t.ends_at, t.ended_at \
               FROM api_tokens t JOIN accounts a ON a.id = t.account_id \
               WHERE a.region >= $1 AND a.region < $2 \
               ORDER BY t.created_at DESC, t.id LIMIT 500";
    let rows = conn.all(sql, &params![&scope.lo, &scope.hi]).await?;
    let token = |row: &Row| {
        let ends: Moment = row.get("ends_at")?;
        let ended = row.get::<Option<i64>>("ended_at")?.is_some();
        Ok::<_, db::DbError>(Token {
            id: row.get("id")?,
            name: row.get("name")?,
            login: row.get("login")?,
            permissions: words_of(&row.get::<String>("permissions")?),
            created: row.get("created_at")?,
            ends: ends.millis(),
            state: match (ended, now < ends) {
                (true, _) => "ended",
                (false, true) => "holds",
                (false, false) => "run-out",
            },
        })
    };
    let tokens: Result<Vec<_>, _> = rows.iter().map(token).collect();
    Ok(tokens?)
}

fn words_of(text: &str) -> Vec<String> {
    text.split(' ')
        .filter(|p| !p.is_empty())
        .map(str::to_owned)
        .collect()
}
