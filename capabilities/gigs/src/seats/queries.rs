//! Reads of seats: by id, of a shift, of a person, of an employer, for the clock.

use super::model::{Seat, SeatId, Step};
use super::store::{self, COLUMNS, seat_of, step_of};
use crate::orders::model::{OrderId, ShiftId};
use db::{Conn, Value, params};
use kernel::{Day, Moment, Refusal};

/// A seat by its id.
///
/// # Errors
/// What the database says.
pub async fn seat(conn: &mut Conn, id: &SeatId) -> Result<Option<Seat>, Refusal> {
    store::by_id(conn, id.as_str()).await
}

/// The seat, which must be there.
pub(crate) async fn one(conn: &mut Conn, id: &SeatId) -> Result<Seat, Refusal> {
    let found = seat(conn, id).await?;
    found.ok_or_else(|| Refusal::not_found("record-unknown"))
}

/// Every step of a seat, first one first.
///
/// # Errors
/// What the database says.
pub async fn history(conn: &mut Conn, id: &SeatId) -> Result<Vec<Step>, Refusal> {
    let sql = "SELECT seq, from_state, to_state, move, party, actor, behalf, note, moved_at \
         FROM gig_moves WHERE seat_id = $1 ORDER BY seq LIMIT 500";
    let rows = conn.all(sql, &params![id.as_str()]).await?;
    rows.iter().map(step_of).collect()
}

async fn list(conn: &mut Conn, rest: &str, values: &[Value]) -> Result<Vec<Seat>, Refusal> {
    let sql = format!("SELECT {COLUMNS} FROM gig_seats {rest}");
    let rows = conn.all(&sql, values).await?;
    rows.iter().map(seat_of).collect()
}

/// Every seat of a shift, given-up ones too, in the order in which they were taken.
///
/// # Errors
/// What the database says.
pub async fn of_shift(conn: &mut Conn, shift: &ShiftId) -> Result<Vec<Seat>, Refusal> {
    let rest = "WHERE shift_id = $1 ORDER BY created_at, id LIMIT 2000";
    list(conn, rest, &params![shift.as_str()]).await
}

/// Every seat of an order, given-up ones too, by shift.
///
/// # Errors
/// What the database says.
pub async fn of_order(conn: &mut Conn, order: &OrderId) -> Result<Vec<Seat>, Refusal> {
    let rest = "WHERE order_id = $1 ORDER BY start_at, id LIMIT 5000";
    list(conn, rest, &params![order.as_str()]).await
}

/// Seats of a worker whose shift begins on this day or later, latest first.
///
/// # Errors
/// What the database says.
pub async fn of_worker(
    conn: &mut Conn,
    worker: &str,
    from_day: Day,
    limit: i64,
) -> Result<Vec<Seat>, Refusal> {
    let rest = "WHERE worker_id = $1 AND start_at >= $2 ORDER BY start_at DESC, id DESC LIMIT $3";
    list(conn, rest, &params![worker, from_day.start(), limit]).await
}

/// Seats at an employer's whose shift begins on this day or later, soonest first.
///
/// # Errors
/// What the database says.
pub async fn of_employer(
    conn: &mut Conn,
    employer: &str,
    from_day: Day,
    limit: i64,
) -> Result<Vec<Seat>, Refusal> {
    let rest = "WHERE employer_id = $1 AND start_at >= $2 ORDER BY start_at, id LIMIT $3";
    list(conn, rest, &params![employer, from_day.start(), limit]).await
}

/// The person's seat on a shift that was not given up.
///
/// # Errors
/// What the database says.
pub async fn of_person(
    conn: &mut Conn,
    shift: &ShiftId,
    worker: &str,
) -> Result<Option<Seat>, Refusal> {
    store::of_person(conn, shift, worker).await
}

/// Seats of a shift that its end, or its cancelling, concerns: held but not begun, or waited for.
pub(super) async fn unbegun(conn: &mut Conn, shift: &ShiftId) -> Result<Vec<Seat>, Refusal> {
    let rest = "WHERE shift_id = $1 AND state IN ('waiting', 'claimed', 'confirmed') \
         ORDER BY id LIMIT 2000";
    list(conn, rest, &params![shift.as_str()]).await
}

/// Who waits for a seat of a shift, the longest wait first.
pub(super) async fn waiting(
    conn: &mut Conn,
    shift: &ShiftId,
    limit: i64,
) -> Result<Vec<Seat>, Refusal> {
    let rest = "WHERE shift_id = $1 AND state = 'waiting' ORDER BY waiting_at, id LIMIT $2";
    list(conn, rest, &params![shift.as_str(), limit]).await
}

/// Seats of an order on which something is still to come.
pub(super) async fn live_of_order(conn: &mut Conn, order: &OrderId) -> Result<Vec<Seat>, Refusal> {
    let rest = "WHERE order_id = $1 AND state IN ('waiting', 'claimed', 'confirmed') \
         ORDER BY start_at, id LIMIT 5000";
    list(conn, rest, &params![order.as_str()]).await
}

/// Does anybody hold a seat of the shift, or wait for one?
///
/// # Errors
/// What the database says.
pub async fn any_live(conn: &mut Conn, shift: &str) -> Result<bool, Refusal> {
    let sql = "SELECT 1 AS found FROM gig_seats WHERE shift_id = $1 \
         AND (holds = 1 OR state = 'waiting') LIMIT 1";
    Ok(conn.opt(sql, &params![shift]).await?.is_some())
}

/// Work that a person has taken on: what other work may not overlap.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Busy {
    pub seat: String,
    pub title: String,
    pub region: String,
    pub work_day: Day,
    pub start: Moment,
    pub end: Moment,
    pub break_minutes: i64,
}

/// The person's work that touches a stretch of time, in order of time.
pub(super) async fn busy(
    conn: &mut Conn,
    worker: &str,
    from: Moment,
    to: Moment,
) -> Result<Vec<Busy>, Refusal> {
    // A shift is a day long at most, so that the index bounds the search at both ends.
    let sql = "SELECT t.id, o.title, t.region, t.work_day, t.start_at, t.end_at, \
         s.break_minutes FROM gig_seats t JOIN gig_shifts s ON s.id = t.shift_id \
         JOIN gig_orders o ON o.id = t.order_id WHERE t.worker_id = $1 AND t.holds = 1 \
         AND t.start_at > $2 AND t.start_at < $3 AND t.end_at > $4 \
         AND (t.checked_in_at IS NOT NULL OR t.state IN ('claimed', 'confirmed')) \
         ORDER BY t.start_at, t.id LIMIT 200";
    let rows = conn
        .all(sql, &params![worker, from.plus_days(-1), to, from])
        .await?;
    let read = |row: &db::Row| {
        Ok(Busy {
            seat: row.get("id")?,
            title: row.get("title")?,
            region: row.get("region")?,
            work_day: row.get("work_day")?,
            start: row.get("start_at")?,
            end: row.get("end_at")?,
            break_minutes: row.get("break_minutes")?,
        })
    };
    rows.iter().map(read).collect()
}

async fn ids(conn: &mut Conn, sql: &str, values: &[Value]) -> Result<Vec<String>, Refusal> {
    let rows = conn.all(sql, values).await?;
    rows.iter().map(|row| Ok(row.get("id")?)).collect()
}

/// Seats whose time to say yes is over.
pub(super) async fn to_lapse(
    conn: &mut Conn,
    now: Moment,
    limit: i64,
) -> Result<Vec<String>, Refusal> {
    let sql = "SELECT id FROM gig_seats WHERE state = 'claimed' AND locked_until_at <= $1 \
         ORDER BY locked_until_at, id LIMIT $2";
    ids(conn, sql, &params![now, limit]).await
}

/// Shifts to come with a free seat that somebody waits for.
pub(super) async fn to_fill(
    conn: &mut Conn,
    now: Moment,
    limit: i64,
) -> Result<Vec<String>, Refusal> {
    let sql = "SELECT DISTINCT s.id FROM gig_seats t JOIN gig_shifts s ON s.id = t.shift_id \
         WHERE t.state = 'waiting' AND t.end_at > $1 AND s.state = 'open' \
         AND s.taken < s.seats AND s.start_at > $1 ORDER BY s.id LIMIT $2";
    ids(conn, sql, &params![now, limit]).await
}

/// Seats with nothing left to do: rated, or a no-show that nobody has spoken against for long.
pub(super) async fn to_close(
    conn: &mut Conn,
    before: Moment,
    limit: i64,
) -> Result<Vec<String>, Refusal> {
    let sql = "SELECT id FROM gig_seats WHERE state = 'rated' OR (state IN ('no-show-worker', \
         'no-show-employer') AND end_at < $1) ORDER BY id LIMIT $2";
    ids(conn, sql, &params![before, limit]).await
}
