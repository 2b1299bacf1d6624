//! Lists of posts: an employer's own, the reviewers' queue, what the clock is to look at.

use super::model::{Vacancy, VacancyId, Version};
use super::store::{COLUMNS, vacancy_of};
use db::{Conn, DbError, params};
use kernel::{Day, Moment, Scope};

/// Posts of an employer, latest first. `before` = keyset: updated at, id.
pub async fn of_employer(
    conn: &mut Conn,
    employer: &str,
    before: Option<(i64, String)>,
    limit: i64,
) -> Result<Vec<Vacancy>, DbError> {
    let (at, id) = before.unwrap_or((i64::MAX, String::new()));
    let sql = format!(
        "SELECT {COLUMNS} FROM vacancies WHERE employer_id = $1 \
         AND (updated_at < $2 OR (updated_at = $2 AND id < $3)) \
         ORDER BY updated_at DESC, id DESC LIMIT $4"
    );
    let rows = conn.all(&sql, &params![employer, at, id, limit]).await?;
    rows.iter().map(vacancy_of).collect()
}

/// Posts that wait for a person in this part of the county, the longest wait first.
pub async fn queue(
    conn: &mut Conn,
    scope: &Scope,
    after: Option<(i64, String)>,
    limit: i64,
) -> Result<Vec<Vacancy>, DbError> {
    let (at, id) = after.unwrap_or((-1, String::new()));
    let sql = format!(
        "SELECT {COLUMNS} FROM vacancies WHERE state = 'manual-review' \
         AND region >= $1 AND region < $2 \
         AND (submitted_at > $3 OR (submitted_at = $3 AND id > $4)) \
         ORDER BY submitted_at, id LIMIT $5"
    );
    let (lo, hi) = (scope.lo.as_str(), scope.hi.as_str());
    let rows = conn.all(&sql, &params![lo, hi, at, id, limit]).await?;
    rows.iter().map(vacancy_of).collect()
}

/// How many wait in this part of the county.
pub async fn waiting(conn: &mut Conn, scope: &Scope) -> Result<i64, DbError> {
    let sql = "SELECT COUNT(*) AS n FROM vacancies WHERE state = 'manual-review' \
        AND region >= $1 AND region < $2";
    conn.one(sql, &params![scope.lo.as_str(), scope.hi.as_str()])
        .await?
        .get("n")
}

async fn ids(conn: &mut Conn, sql: &str, values: &[db::Value]) -> Result<Vec<VacancyId>, DbError> {
    let rows = conn.all(sql, values).await?;
    let read = |row: &db::Row| {
        let id: String = row.get("id")?;
        VacancyId::parse(&id).map_err(|_| DbError::Missing)
    };
    rows.iter().map(read).collect()
}

/// Shown or stopped posts whose last day is past.
pub async fn run_out(conn: &mut Conn, today: Day, limit: i64) -> Result<Vec<VacancyId>, DbError> {
    let sql = "SELECT id FROM vacancies WHERE state IN ('published', 'paused') \
        AND valid_until_day < $1 ORDER BY id LIMIT $2";
    ids(conn, sql, &params![today, limit]).await
}

/// Posts of an employer that are shown now.
pub async fn shown_of(
    conn: &mut Conn,
    employer: &str,
    limit: i64,
) -> Result<Vec<VacancyId>, DbError> {
    let sql = "SELECT id FROM vacancies WHERE employer_id = $1 AND state = 'published' \
        ORDER BY id LIMIT $2";
    ids(conn, sql, &params![employer, limit]).await
}

/// Closed posts that were closed before a moment.
pub async fn closed_before(
    conn: &mut Conn,
    moment: Moment,
    limit: i64,
) -> Result<Vec<VacancyId>, DbError> {
    let sql = "SELECT id FROM vacancies WHERE state IN ('rejected', 'filled', 'expired', \
        'withdrawn', 'taken-down') AND closed_at < $1 ORDER BY id LIMIT $2";
    ids(conn, sql, &params![moment, limit]).await
}

/// Shown posts that end today or tomorrow and whose employer was not told today.
pub async fn ending(conn: &mut Conn, today: Day, limit: i64) -> Result<Vec<Vacancy>, DbError> {
    let sql = format!(
        "SELECT {COLUMNS} FROM vacancies WHERE state IN ('published', 'paused') \
         AND valid_until_day >= $1 AND valid_until_day <= $2 \
         AND (warned_day IS NULL OR warned_day < $1) ORDER BY valid_until_day, id LIMIT $3"
    );
    let rows = conn
        .all(&sql, &params![today, today.plus_days(1), limit])
        .await?;
    rows.iter().map(vacancy_of).collect()
}

/// The published versions of a post, latest first.
pub async fn versions(conn: &mut Conn, id: &VacancyId) -> Result<Vec<Version>, DbError> {
    let sql = "SELECT version, snapshot, digest, published_at FROM vacancy_versions \
        WHERE vacancy_id = $1 ORDER BY version DESC LIMIT 100";
    let rows = conn.all(sql, &params![id.as_str()]).await?;
    rows.iter().map(version_of).collect()
}

/// One published version.
pub async fn version(
    conn: &mut Conn,
    id: &VacancyId,
    number: i64,
) -> Result<Option<Version>, DbError> {
    let sql = "SELECT version, snapshot, digest, published_at FROM vacancy_versions \
        WHERE vacancy_id = $1 AND version = $2";
    conn.opt(sql, &params![id.as_str(), number])
        .await?
        .as_ref()
        .map(version_of)
        .transpose()
}

fn version_of(row: &db::Row) -> Result<Version, DbError> {
    let snapshot: String = row.get("snapshot")?;
    let fault = |e: serde_json::Error| DbError::Decode {
        column: "snapshot".to_owned(),
        fault: e.to_string(),
    };
    Ok(Version {
        version: row.get("version")?,
        terms: serde_json::from_str(&snapshot).map_err(fault)?,
        published_at: row.get("published_at")?,
        digest: row.get("digest")?,
    })
}

/// Does a post of this employer say this already, whatever became of it?
pub async fn said_before(conn: &mut Conn, employer: &str, likeness: &str) -> Result<bool, DbError> {
    let sql = "SELECT id FROM vacancies WHERE employer_id = $1 AND likeness = $2 LIMIT 1";
    Ok(conn.opt(sql, &params![employer, likeness]).await?.is_some())
}

/// Posts that are shown or wait to be, in the order of their ids.
pub async fn standing(conn: &mut Conn, after: &str, limit: i64) -> Result<Vec<Vacancy>, DbError> {
    let sql = format!(
        "SELECT {COLUMNS} FROM vacancies WHERE id > $1 \
         AND state IN ('manual-review', 'published', 'paused') ORDER BY id LIMIT $2"
    );
    let rows = conn.all(&sql, &params![after, limit]).await?;
    rows.iter().map(vacancy_of).collect()
}
