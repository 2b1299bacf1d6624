//! Reads of hours.

use super::model::{Hours, Statement};
use super::store::{self, COLUMNS};
use crate::seats::model::{Seat, SeatId};
use db::{Conn, params};
use kernel::{Day, Refusal};
use std::collections::HashMap;

/// The hours of a seat.
///
/// # Errors
/// What the database says.
pub async fn hours(conn: &mut Conn, seat: &SeatId) -> Result<Option<Hours>, Refusal> {
    let sql = format!("SELECT {COLUMNS} FROM gig_hours WHERE seat_id = $1");
    let row = conn.opt(&sql, &params![seat.as_str()]).await?;
    row.map(|r| store::hours(&r)).transpose()
}

/// The hours of a shift's seats, by seat.
///
/// # Errors
/// What the database says.
pub async fn of_shift(conn: &mut Conn, shift: &str) -> Result<HashMap<String, Hours>, Refusal> {
    let sql = format!("SELECT {COLUMNS} FROM gig_hours WHERE shift_id = $1");
    let mut found = HashMap::new();
    for row in conn.all(&sql, &params![shift]).await? {
        let hours = store::hours(&row)?;
        found.insert(hours.seat_id.to_string(), hours);
    }
    Ok(found)
}

/// Every statement of a seat, first one first.
///
/// # Errors
/// What the database says.
pub async fn history(conn: &mut Conn, seat: &SeatId) -> Result<Vec<Statement>, Refusal> {
    let sql = "SELECT seq, party, minutes, units_milli, note, actor, consent, said_at \
         FROM gig_hours_said WHERE seat_id = $1 ORDER BY seq LIMIT 200";
    let rows = conn.all(sql, &params![seat.as_str()]).await?;
    rows.iter().map(store::statement).collect()
}

/// Minutes that were agreed before this seat's, for the same two and the same working day.
pub(crate) async fn earlier(conn: &mut Conn, seat: &Seat, hours: &Hours) -> Result<i64, Refusal> {
    let sql = "SELECT CAST(COALESCE(SUM(agreed_minutes), 0) AS BIGINT) AS n FROM gig_hours \
         WHERE worker_id = $1 AND employer_id = $2 AND work_day = $3 AND seat_id <> $4 \
         AND (agreed_at < $5 OR (agreed_at = $5 AND seat_id < $4))";
    let values = params![
        &seat.worker_id,
        &seat.employer_id,
        seat.work_day,
        seat.id.as_str(),
        hours.agreed_at,
    ];
    Ok(conn.one(sql, &values).await?.get("n")?)
}

/// Agreed minutes by day, of one worker for one employer.
pub(crate) async fn by_day(
    conn: &mut Conn,
    seat: &Seat,
    from: Day,
    to: Day,
) -> Result<Vec<(Day, i64)>, Refusal> {
    let sql = "SELECT work_day, CAST(SUM(agreed_minutes) AS BIGINT) AS n FROM gig_hours \
         WHERE worker_id = $1 AND employer_id = $2 AND work_day >= $3 AND work_day <= $4 \
         AND agreed_minutes IS NOT NULL GROUP BY work_day ORDER BY work_day";
    let values = params![&seat.worker_id, &seat.employer_id, from, to];
    let rows = conn.all(sql, &values).await?;
    let pair = |row: &db::Row| -> Result<(Day, i64), Refusal> {
        Ok((row.get("work_day")?, row.get("n")?))
    };
    rows.iter().map(pair).collect()
}
