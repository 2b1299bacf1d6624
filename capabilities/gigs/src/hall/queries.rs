//! Reads of the roll: a day's lines, counts, days waited, records of hardship, calls.

use super::model::{Call, CallId, Counts, Entry, RollId};
use super::store::{COLUMNS, by_id, entry};
use db::{Conn, params};
use kernel::{Day, Refusal};
use std::collections::HashMap;

/// A line by its id.
///
/// # Errors
/// NotFound `record-unknown`.
pub async fn need(conn: &mut Conn, id: &RollId) -> Result<Entry, Refusal> {
    let found = by_id(conn, id).await?;
    found.ok_or_else(|| Refusal::not_found("record-unknown"))
}

/// The roll of a station and a day, by slip; at most five hundred lines.
///
/// # Errors
/// What the database says.
pub async fn roll(conn: &mut Conn, station: &str, day: Day) -> Result<Vec<Entry>, Refusal> {
    let sql = format!(
        "SELECT {COLUMNS} FROM gig_roll WHERE station_id = $1 AND roll_day = $2 \
         ORDER BY slip LIMIT 500"
    );
    let rows = conn.all(&sql, &params![station, day]).await?;
    rows.iter().map(entry).collect()
}

/// Where a person stands on a day, at every station.
///
/// # Errors
/// What the database says.
pub async fn of_worker(conn: &mut Conn, worker: &str, day: Day) -> Result<Vec<Entry>, Refusal> {
    let sql = format!(
        "SELECT {COLUMNS} FROM gig_roll WHERE worker_id = $1 AND roll_day = $2 ORDER BY id"
    );
    let rows = conn.all(&sql, &params![worker, day]).await?;
    rows.iter().map(entry).collect()
}

/// Every day of a person on a roll, the last first; at most a thousand.
///
/// # Errors
/// What the database says.
pub async fn all_of_worker(conn: &mut Conn, worker: &str) -> Result<Vec<Entry>, Refusal> {
    let sql = format!(
        "SELECT {COLUMNS} FROM gig_roll WHERE worker_id = $1 ORDER BY roll_day DESC, id LIMIT 1000"
    );
    let rows = conn.all(&sql, &params![worker]).await?;
    rows.iter().map(entry).collect()
}

/// The line whose seat this is.
///
/// # Errors
/// What the database says.
pub async fn of_seat(conn: &mut Conn, seat: &str) -> Result<Option<Entry>, Refusal> {
    let sql = format!("SELECT {COLUMNS} FROM gig_roll WHERE seat_id = $1 ORDER BY id LIMIT 1");
    let row = conn.opt(&sql, &params![seat]).await?;
    row.as_ref().map(entry).transpose()
}

/// How many stand where.
#[must_use]
pub fn counts(roll: &[Entry]) -> Counts {
    use super::state::State;
    let of = |state: State| {
        let n = roll.iter().filter(|e| e.state == state).count();
        i64::try_from(n).unwrap_or(0)
    };
    Counts {
        all: i64::try_from(roll.len()).unwrap_or(0),
        waiting: of(State::Waiting),
        called: of(State::Called),
        placed: of(State::Placed),
        left: of(State::Left),
    }
}

/// Days before this one on which the people who wait here waited without work: on a roll, called
/// by nobody or gone after at least `least` minutes, and in no seat of that day.
///
/// # Errors
/// What the database says.
pub async fn days_waited(
    conn: &mut Conn,
    station: &str,
    day: Day,
    back: i64,
    least: i64,
) -> Result<HashMap<String, i64>, Refusal> {
    let sql = "SELECT r.worker_id, COUNT(DISTINCT r.roll_day) AS n FROM gig_roll r \
        WHERE r.worker_id IN (SELECT w.worker_id FROM gig_roll w WHERE w.station_id = $1 \
        AND w.roll_day = $2 AND w.state = 'waiting') AND r.roll_day >= $3 AND r.roll_day < $2 \
        AND (r.left_why IS NULL OR r.left_why = 'day-over' OR r.left_at - r.arrived_at >= $4) \
        AND (r.left_why IS NULL OR r.left_why <> 'found-work') \
        AND NOT EXISTS (SELECT 1 FROM gig_roll p WHERE p.worker_id = r.worker_id \
        AND p.roll_day = r.roll_day AND p.state = 'placed') \
        AND NOT EXISTS (SELECT 1 FROM gig_seats s WHERE s.worker_id = r.worker_id \
        AND s.work_day = r.roll_day AND s.state IN ('checked-in', 'checked-out', \
        'hours-confirmed', 'pay-due', 'paid', 'rated', 'closed', 'disputed')) \
        GROUP BY r.worker_id";
    let values = params![station, day, day.plus_days(-back), least * 60_000];
    let rows = conn.all(sql, &values).await?;
    let pair = |r: &db::Row| Ok((r.get("worker_id")?, r.get("n")?));
    rows.iter().map(pair).collect()
}

/// What the people who wait here did before: trade and employer of seats that were worked.
///
/// # Errors
/// What the database says.
pub async fn done_before(
    conn: &mut Conn,
    station: &str,
    day: Day,
) -> Result<HashMap<String, Vec<(String, String)>>, Refusal> {
    let sql = "SELECT DISTINCT s.worker_id, o.trade, s.employer_id FROM gig_seats s \
        JOIN gig_orders o ON o.id = s.order_id WHERE s.worker_id IN (SELECT w.worker_id \
        FROM gig_roll w WHERE w.station_id = $1 AND w.roll_day = $2 AND w.state = 'waiting') \
        AND s.state IN ('hours-confirmed', 'pay-due', 'paid', 'rated', 'closed')";
    let rows = conn.all(sql, &params![station, day]).await?;
    let mut found: HashMap<String, Vec<(String, String)>> = HashMap::new();
    for row in rows {
        let done = (row.get("trade")?, row.get("employer_id")?);
        found.entry(row.get("worker_id")?).or_default().push(done);
    }
    Ok(found)
}

/// A sealed record of hardship that still holds.
///
/// # Errors
/// What the database says.
pub async fn hardship(
    conn: &mut Conn,
    worker: &str,
    today: Day,
) -> Result<Option<(Vec<u8>, Day)>, Refusal> {
    let sql = "SELECT record, until_day FROM gig_hardship WHERE worker_id = $1 AND until_day >= $2";
    let row = conn.opt(sql, &params![worker, today]).await?;
    let Some(row) = row else { return Ok(None) };
    Ok(Some((row.get("record")?, row.get("until_day")?)))
}

/// A call-up with its sealed snapshot.
///
/// # Errors
/// NotFound `record-unknown`.
pub async fn call(conn: &mut Conn, id: &CallId) -> Result<(Call, Vec<u8>), Refusal> {
    let sql = "SELECT id, station_id, region, order_id, shift_id, employer_id, why, snapshot, \
        called_at FROM gig_calls WHERE id = $1";
    let row = conn.opt(sql, &params![id.as_str()]).await?;
    let row = row.ok_or_else(|| Refusal::not_found("record-unknown"))?;
    let call = Call {
        id: id.clone(),
        station_id: row.get("station_id")?,
        region: row.get("region")?,
        order_id: row.get("order_id")?,
        shift_id: row.get("shift_id")?,
        employer_id: row.get("employer_id")?,
        why: row.get("why")?,
        called_at: row.get("called_at")?,
    };
    Ok((call, row.get("snapshot")?))
}

/// Whom a call-up called: the line of the roll, and its place in the order.
///
/// # Errors
/// What the database says.
pub async fn called(conn: &mut Conn, id: &CallId) -> Result<HashMap<String, i64>, Refusal> {
    let sql = "SELECT roll_id, place FROM gig_call_lines WHERE call_id = $1";
    let rows = conn.all(sql, &params![id.as_str()]).await?;
    let pair = |r: &db::Row| Ok((r.get("roll_id")?, r.get("place")?));
    rows.iter().map(pair).collect()
}
