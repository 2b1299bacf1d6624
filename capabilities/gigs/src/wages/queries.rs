//! Reads of wages.

use super::model::{Arrears, Said, Wage, WageId};
use super::store::{self, ARREARS, COLUMNS};
use crate::pay::LineCode;
use crate::seats::model::{Seat, SeatId};
use db::{Conn, Value, params};
use kernel::{Day, Refusal, Scope};

/// Rows of one list.
pub const MOST: i64 = 500;

/// A wage by its id.
///
/// # Errors
/// What the database says.
pub async fn wage(conn: &mut Conn, id: &WageId) -> Result<Option<Wage>, Refusal> {
    store::by_id(conn, id.as_str()).await
}

/// A wage by its id, which must be there.
///
/// # Errors
/// NotFound `record-unknown`.
pub async fn need(conn: &mut Conn, id: &WageId) -> Result<Wage, Refusal> {
    let found = wage(conn, id).await?;
    found.ok_or_else(|| Refusal::not_found("record-unknown"))
}

/// The wage of a seat.
///
/// # Errors
/// What the database says.
pub async fn of_seat(conn: &mut Conn, seat: &SeatId) -> Result<Option<Wage>, Refusal> {
    let sql = format!("SELECT {COLUMNS} FROM gig_wages WHERE seat_id = $1");
    let row = conn.opt(&sql, &params![seat.as_str()]).await?;
    row.map(|r| store::wage(&r)).transpose()
}

async fn list(conn: &mut Conn, rest: &str, values: &[Value]) -> Result<Vec<Wage>, Refusal> {
    let sql = format!("SELECT {COLUMNS} FROM gig_wages {rest}");
    let rows = conn.all(&sql, values).await?;
    rows.iter().map(store::wage).collect()
}

/// Wages of a worker for work from one day to another, both counted, latest first.
///
/// # Errors
/// What the database says.
pub async fn of_worker(
    conn: &mut Conn,
    worker: &str,
    from: Day,
    to: Day,
) -> Result<Vec<Wage>, Refusal> {
    let rest = "WHERE worker_id = $1 AND work_day >= $2 AND work_day <= $3 \
         ORDER BY work_day DESC, id DESC LIMIT $4";
    list(conn, rest, &params![worker, from, to, MOST]).await
}

/// Wages that an employer owes or owed for work from one day to another, both counted, in order
/// of time.
///
/// # Errors
/// What the database says.
pub async fn of_employer(
    conn: &mut Conn,
    employer: &str,
    from: Day,
    to: Day,
) -> Result<Vec<Wage>, Refusal> {
    let rest = "WHERE employer_id = $1 AND work_day >= $2 AND work_day <= $3 \
         ORDER BY work_day, id LIMIT $4";
    list(conn, rest, &params![employer, from, to, MOST]).await
}

/// The same without an end, in order of time: read page by page, for a ledger taken along.
///
/// # Errors
/// What the database says.
pub async fn all_of_employer(
    conn: &mut Conn,
    employer: &str,
    from: Day,
    to: Day,
) -> Result<Vec<Wage>, Refusal> {
    all(conn, "employer_id", employer, from, to).await
}

/// Every wage of a worker, in order of time, for the person's copy.
///
/// # Errors
/// What the database says.
pub async fn all_of_worker(
    conn: &mut Conn,
    worker: &str,
    from: Day,
    to: Day,
) -> Result<Vec<Wage>, Refusal> {
    all(conn, "worker_id", worker, from, to).await
}

async fn all(
    conn: &mut Conn,
    whose: &'static str,
    id: &str,
    from: Day,
    to: Day,
) -> Result<Vec<Wage>, Refusal> {
    let rest = format!(
        "WHERE {whose} = $1 AND work_day <= $2 \
         AND (work_day > $3 OR (work_day = $3 AND id > $4)) ORDER BY work_day, id LIMIT $5"
    );
    let mut found: Vec<Wage> = Vec::new();
    let (mut day, mut last) = (from, String::new());
    loop {
        let page = list(conn, &rest, &params![id, to, day, &last, MOST]).await?;
        let Some(end) = page.last() else {
            return Ok(found);
        };
        (day, last) = (end.work_day, end.id.to_string());
        found.extend(page);
    }
}

/// Wages past their day inside the viewer's scope, the longest overdue first.
///
/// # Errors
/// What the database says.
pub async fn overdue(conn: &mut Conn, scope: &Scope, before: Day) -> Result<Vec<Wage>, Refusal> {
    let rest = "WHERE state <> 'paid' AND due_day < $1 AND region >= $2 AND region < $3 \
         ORDER BY due_day, id LIMIT $4";
    list(conn, rest, &params![before, &scope.lo, &scope.hi, MOST]).await
}

/// Open wages due on or before a day at which the watch has something left to do.
pub(super) async fn to_watch(conn: &mut Conn, until: Day) -> Result<Vec<Wage>, Refusal> {
    let rest = "WHERE state <> 'paid' AND due_day <= $1 AND stage <> 'drafted' \
         ORDER BY due_day, id LIMIT 2000";
    list(conn, rest, &params![until]).await
}

/// What was said of a wage, first thing first.
///
/// # Errors
/// What the database says.
pub async fn history(conn: &mut Conn, id: &WageId) -> Result<Vec<Said>, Refusal> {
    let sql = "SELECT seq, what, fen, how, ref_no, note, actor, consent, said_at \
         FROM gig_wage_said WHERE wage_id = $1 ORDER BY seq LIMIT 500";
    let rows = conn.all(sql, &params![id.as_str()]).await?;
    rows.iter().map(store::said).collect()
}

/// The report of a wage not paid, if one was drafted.
///
/// # Errors
/// What the database says.
pub async fn arrears_of(conn: &mut Conn, id: &WageId) -> Result<Option<Arrears>, Refusal> {
    let sql = format!("SELECT {ARREARS} FROM gig_arrears WHERE wage_id = $1");
    let row = conn.opt(&sql, &params![id.as_str()]).await?;
    row.map(|r| store::arrears(&r)).transpose()
}

/// Minutes beyond the normal hours in one month, of one worker for one employer, this seat's
/// left out.
pub(super) async fn beyond(conn: &mut Conn, seat: &Seat) -> Result<i64, Refusal> {
    let day = seat.work_day;
    let from = day.plus_days(1 - i64::from(day.day()));
    let to = from.plus_months(1).plus_days(-1);
    let rest = "WHERE worker_id = $1 AND employer_id = $2 AND work_day >= $3 AND work_day <= $4 \
         AND seat_id <> $5 ORDER BY id LIMIT 200";
    let values = params![
        &seat.worker_id,
        &seat.employer_id,
        from,
        to,
        seat.id.as_str()
    ];
    let counted = [LineCode::Overtime, LineCode::Rest, LineCode::Statutory];
    let found = list(conn, rest, &values).await?;
    let lines = found.iter().flat_map(|w| &w.lines);
    let beyond = lines.filter(|l| counted.contains(&l.code));
    Ok(beyond.map(|l| l.minutes).sum())
}
