//! Reports in the database.

use super::Report;
use crate::posts::model::VacancyId;
use db::{Conn, DbError, Row, params};
use kernel::{Moment, Scope};

fn report(row: &Row) -> Result<Report, DbError> {
    Ok(Report {
        id: row.get("id")?,
        vacancy: row.get("vacancy_id")?,
        no: row.get("no")?,
        title: row.get("title")?,
        kind: row.get("kind")?,
        body: row.get("body")?,
        at: row.get("reported_at")?,
    })
}

/// Reports of this part of the county that nobody answered, the oldest first.
pub async fn open(conn: &mut Conn, scope: &Scope, limit: i64) -> Result<Vec<Report>, DbError> {
    let sql = "SELECT r.id, r.vacancy_id, v.no, v.title, r.kind, r.body, r.reported_at \
        FROM vacancy_reports r JOIN vacancies v ON v.id = r.vacancy_id \
        WHERE r.answered_at IS NULL AND r.region >= $1 AND r.region < $2 \
        ORDER BY r.reported_at, r.id LIMIT $3";
    let values = params![scope.lo.as_str(), scope.hi.as_str(), limit];
    conn.all(sql, &values).await?.iter().map(report).collect()
}

/// Reports of one post that nobody answered.
pub async fn of_post(conn: &mut Conn, id: &VacancyId) -> Result<Vec<Report>, DbError> {
    let sql = "SELECT r.id, r.vacancy_id, v.no, v.title, r.kind, r.body, r.reported_at \
        FROM vacancy_reports r JOIN vacancies v ON v.id = r.vacancy_id \
        WHERE r.answered_at IS NULL AND r.vacancy_id = $1 \
        ORDER BY r.reported_at, r.id LIMIT 100";
    let rows = conn.all(sql, &params![id.as_str()]).await?;
    rows.iter().map(report).collect()
}

/// Where the post of a report lies, and whether it waits for an answer.
pub(super) async fn place(conn: &mut Conn, id: &str) -> Result<Option<(String, bool)>, DbError> {
    let sql = "SELECT region, answered_at FROM vacancy_reports WHERE id = $1";
    let row = conn.opt(sql, &params![id]).await?;
    let read = |row: Row| {
        let answered: Option<i64> = row.get("answered_at")?;
        Ok((row.get("region")?, answered.is_none()))
    };
    row.map(read).transpose()
}

/// Keeps the answer.
pub(super) async fn answer(
    tx: &mut trail::Tx,
    id: &str,
    by: &str,
    at: Moment,
    text: &str,
) -> Result<(), DbError> {
    let sql = "UPDATE vacancy_reports SET answered_by = $2, answered_at = $3, answer = $4 \
        WHERE id = $1 AND answered_at IS NULL";
    tx.execute(sql, &params![id, by, at, text]).await?;
    Ok(())
}
