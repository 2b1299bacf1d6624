//! Finds and decisions in the database.

use super::Review;
use crate::posts::model::{VacancyId, VerifiedLevel};
use crate::screening::{Hit, Severity};
use db::{Conn, DbError, params};

/// Keeps what was found in a version, in place of what was found in it before.
pub async fn keep_hits(
    tx: &mut trail::Tx,
    id: &VacancyId,
    version: i64,
    hits: &[Hit],
) -> Result<(), DbError> {
    let sql = "DELETE FROM screening_hits WHERE vacancy_id = $1 AND version = $2";
    tx.execute(sql, &params![id.as_str(), version]).await?;
    let sql = "INSERT INTO screening_hits (vacancy_id, version, position, rule, severity, field, \
        span_from, span_to, matched) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)";
    for (position, hit) in hits.iter().enumerate() {
        let (rule, field, matched) = (hit.rule.as_str(), hit.field.as_str(), hit.matched.as_str());
        let severity = hit.severity.code();
        let values = params![
            id.as_str(),
            version,
            position,
            rule,
            severity,
            field,
            hit.from,
            hit.to,
            matched
        ];
        tx.execute(sql, &values).await?;
    }
    Ok(())
}

/// What was found in a version, each with its place.
pub async fn hits(
    conn: &mut Conn,
    id: &VacancyId,
    version: i64,
) -> Result<Vec<(i64, Hit)>, DbError> {
    let sql = "SELECT position, rule, severity, field, span_from, span_to, matched \
        FROM screening_hits WHERE vacancy_id = $1 AND version = $2 ORDER BY position LIMIT 500";
    let rows = conn.all(sql, &params![id.as_str(), version]).await?;
    let read = |row: &db::Row| {
        let severity: String = row.get("severity")?;
        let place =
            |column| Ok::<_, DbError>(usize::try_from(row.get::<i64>(column)?).unwrap_or(0));
        let hit = Hit {
            rule: row.get("rule")?,
            severity: Severity::parse(&severity).unwrap_or(Severity::Review),
            field: row.get("field")?,
            from: place("span_from")?,
            to: place("span_to")?,
            matched: row.get("matched")?,
        };
        Ok((row.get("position")?, hit))
    };
    rows.iter().map(read).collect()
}

/// Keeps a decision.
pub async fn insert(tx: &mut trail::Tx, made: &Review) -> Result<(), DbError> {
    let sql = "INSERT INTO vacancy_reviews (id, vacancy_id, version, decision, reason, answers, \
        verified_level, reviewed_by, reviewed_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)";
    let answers = serde_json::to_string(&made.answers).unwrap_or_else(|_| "[]".to_owned());
    let values = params![
        made.id.as_str(),
        made.vacancy.as_str(),
        made.version,
        made.decision.as_str(),
        made.reason.as_str(),
        answers,
        made.level.map(VerifiedLevel::code),
        made.by.as_str(),
        made.at
    ];
    tx.execute(sql, &values).await?;
    Ok(())
}

/// Decisions on a post, latest first.
pub async fn of_post(conn: &mut Conn, id: &VacancyId) -> Result<Vec<Review>, DbError> {
    let sql = "SELECT id, vacancy_id, version, decision, reason, answers, verified_level, \
        reviewed_by, reviewed_at FROM vacancy_reviews WHERE vacancy_id = $1 \
        ORDER BY reviewed_at DESC, id DESC LIMIT 50";
    let rows = conn.all(sql, &params![id.as_str()]).await?;
    let read = |row: &db::Row| {
        let answers: String = row.get("answers")?;
        let level: Option<String> = row.get("verified_level")?;
        Ok(Review {
            id: row.get("id")?,
            vacancy: row.get("vacancy_id")?,
            version: row.get("version")?,
            decision: row.get("decision")?,
            reason: row.get("reason")?,
            answers: serde_json::from_str(&answers).unwrap_or_default(),
            level: level.as_deref().and_then(VerifiedLevel::parse),
            by: row.get("reviewed_by")?,
            at: row.get("reviewed_at")?,
        })
    };
    rows.iter().map(read).collect()
}
