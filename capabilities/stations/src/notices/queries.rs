//! The notices of a person or an employer.

use db::{Conn, Row, Value};
use kernel::{Locale, Refusal};
use serde::Serialize;
use words::Words;

/// A notice.
#[derive(Debug, Clone, Serialize)]
pub struct Notice {
    /// `ntc_…`.
    pub id: String,
    /// To whom.
    pub subject: String,
    /// Message key.
    pub key: String,
    /// Arguments of the message.
    pub args: Vec<(String, String)>,
    /// When, in epoch milliseconds.
    pub at: i64,
    /// Has it been read?
    pub read: bool,
}

impl Notice {
    /// The notice in a reader's language.
    #[must_use]
    pub fn say(&self, words: &Words, locale: Locale) -> String {
        let args = self.args.iter().map(|(k, v)| (k.as_str(), v.as_str()));
        words.say(locale, &self.key, &args.collect::<Vec<_>>())
    }
}

pub(crate) fn parse_args(json: &str) -> Vec<(String, String)> {
    serde_json::from_str(json).unwrap_or_default()
}

/// The newest notices to any of these records.
pub async fn of(conn: &mut Conn, subjects: &[String], limit: i64) -> Result<Vec<Notice>, Refusal> {
    if subjects.is_empty() {
        return Ok(Vec::new());
    }
    let mut values: Vec<Value> = subjects.iter().take(20).map(Value::from).collect();
    let marks: Vec<String> = (1..=values.len()).map(|n| format!("${n}")).collect();
    values.push(limit.into());
    let sql = format!(
        "SELECT id, subject_id, key, args, told_at, read_at FROM notices \
         WHERE subject_id IN ({}) ORDER BY told_at DESC, id DESC LIMIT ${}",
        marks.join(", "),
        values.len()
    );
    let rows = conn.all(&sql, &values).await?;
    let notice = |row: &Row| {
        Ok::<_, db::DbError>(Notice {
            id: row.get("id")?,
            subject: row.get("subject_id")?,
            key: row.get("key")?,
            args: parse_args(&row.get::<String>("args")?),
            at: row.get("told_at")?,
            read: row.get::<Option<i64>>("read_at")?.is_some(),
        })
    };
    let notices: Result<Vec<_>, _> = rows.iter().map(notice).collect();
    Ok(notices?)
}
