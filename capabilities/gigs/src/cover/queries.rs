//! Reads of cover, and of the seats that it belongs to.

use super::model::{Cover, Kind, Payer, SeatBrief, State};
use crate::orders::model::Terms;
use db::{Conn, DbError, Row, Value, params};
use kernel::{Day, Refusal};

/// Rows of a list that is taken along at most.
pub(crate) const EXPORT_MAX: i64 = 20_000;

const COLUMNS: &str = "id, seat_id, employer_id, worker_id, region, work_day, kind, payer, state, \
     insurer, policy_no, sum_fen, premium_fen, reason, worker_said_at, updated_at";

fn code<T>(row: &Row, column: &str, parse: fn(&str) -> Option<T>) -> Result<T, DbError> {
    let text: String = row.get(column)?;
    parse(&text).ok_or_else(|| DbError::Decode {
        column: column.to_owned(),
        fault: "not a code of its list".to_owned(),
    })
}

fn cover(row: &Row) -> Result<Cover, Refusal> {
    Ok(Cover {
        id: row.get("id")?,
        seat_id: row.get("seat_id")?,
        employer_id: row.get("employer_id")?,
        worker_id: row.get("worker_id")?,
        region: row.get("region")?,
        work_day: row.get("work_day")?,
        kind: code(row, "kind", Kind::parse)?,
        payer: code(row, "payer", Payer::parse)?,
        state: code(row, "state", State::parse)?,
        insurer: row.get("insurer")?,
        policy_no: row.get("policy_no")?,
        sum_fen: row.get("sum_fen")?,
        premium_fen: row.get("premium_fen")?,
        reason: row.get("reason")?,
        worker_said_at: row.get("worker_said_at")?,
        updated_at: row.get("updated_at")?,
    })
}

/// The cover of a seat, void records left out.
///
/// # Errors
/// What the database says.
pub async fn of_seat(conn: &mut Conn, seat: &str) -> Result<Vec<Cover>, Refusal> {
    let sql = format!(
        "SELECT {COLUMNS} FROM gig_cover WHERE seat_id = $1 AND state <> 'void' \
         ORDER BY made_at, id"
    );
    let rows = conn.all(&sql, &params![seat]).await?;
    rows.iter().map(cover).collect()
}

/// Whose list is asked for.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Whose<'a> {
    /// Of an employer.
    Employer(&'a str),
    /// Of workplaces from the first division code up to the second.
    Scope(&'a str, &'a str),
}

/// Records from a day on, in order of days; `after` = day and id of the last one seen.
pub(crate) async fn list(
    conn: &mut Conn,
    whose: Whose<'_>,
    from: Day,
    after: &(String, String),
    limit: i64,
) -> Result<Vec<Cover>, Refusal> {
    let mut values: Vec<Value> = params![from, &after.0, &after.1, limit].to_vec();
    let of = match whose {
        Whose::Employer(id) => {
            values.push(id.into());
            "employer_id = $5"
        }
        Whose::Scope(lo, hi) => {
            values.extend([lo.into(), hi.into()]);
            "region >= $5 AND region < $6"
        }
    };
    let sql = format!(
        "SELECT {COLUMNS} FROM gig_cover WHERE {of} AND work_day >= $1 \
         AND (work_day, id) > ($2, $3) AND state <> 'void' ORDER BY work_day, id LIMIT $4"
    );
    let rows = conn.all(&sql, &values).await?;
    rows.iter().map(cover).collect()
}

/// A seat.
///
/// # Errors
/// NotFound `record-unknown`.
pub(crate) async fn seat(conn: &mut Conn, id: &str) -> Result<SeatBrief, Refusal> {
    let sql = "SELECT id, county, order_id, order_version, employer_id, worker_id, region, \
         worker_region, work_day, start_at, end_at, state, confirmed_at \
         FROM gig_seats WHERE id = $1";
    let row = conn.opt(sql, &params![id]).await?;
    let row = row.ok_or_else(|| Refusal::not_found("record-unknown"))?;
    Ok(SeatBrief {
        id: row.get("id")?,
        county: row.get("county")?,
        order_id: row.get("order_id")?,
        order_version: row.get("order_version")?,
        employer_id: row.get("employer_id")?,
        worker_id: row.get("worker_id")?,
        region: row.get("region")?,
        worker_region: row.get("worker_region")?,
        work_day: row.get("work_day")?,
        start_at: row.get("start_at")?,
        end_at: row.get("end_at")?,
        state: row.get("state")?,
        confirmed_at: row.get("confirmed_at")?,
    })
}

/// The terms that a seat's worker agreed to, and the order's number.
///
/// # Errors
/// NotFound `record-unknown`.
pub(crate) async fn terms(conn: &mut Conn, seat: &SeatBrief) -> Result<(String, Terms), Refusal> {
    let sql = "SELECT o.no, v.snapshot FROM gig_order_versions v \
         JOIN gig_orders o ON o.id = v.order_id WHERE v.order_id = $1 AND v.version = $2";
    let row = conn
        .opt(sql, &params![&seat.order_id, seat.order_version])
        .await?;
    let row = row.ok_or_else(|| Refusal::not_found("record-unknown"))?;
    let snapshot: String = row.get("snapshot")?;
    let terms = serde_json::from_str(&snapshot).map_err(Refusal::internal)?;
    Ok((row.get("no")?, terms))
}
