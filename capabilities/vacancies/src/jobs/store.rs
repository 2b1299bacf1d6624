//! Writes what people tell of a post.

use db::{DbError, params};
use kernel::Moment;

/// A trouble as it is told.
pub struct Report<'a> {
    /// Id.
    pub id: &'a str,
    /// The post.
    pub vacancy: &'a str,
    /// Its workplace, 12 digits.
    pub region: &'a str,
    /// Code of the trouble.
    pub kind: &'a str,
    /// In their words.
    pub body: &'a str,
    /// Account, or empty.
    pub reporter: &'a str,
}

/// Keeps a report until the station answers it.
pub async fn keep(tx: &mut trail::Tx, report: &Report<'_>, now: Moment) -> Result<(), DbError> {
    let sql = "INSERT INTO vacancy_reports \
        (id, vacancy_id, region, kind, body, reporter, reported_at, answer) \
        VALUES ($1, $2, $3, $4, $5, $6, $7, '')";
    let Report {
        id,
        vacancy,
        region,
        kind,
        body,
        reporter,
    } = *report;
    tx.execute(
        sql,
        &params![id, vacancy, region, kind, body, reporter, now],
    )
    .await?;
    Ok(())
}
