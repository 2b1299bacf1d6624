//! SQL that writes the roll, the calls and the records of hardship.

use super::model::{Answer, Arrival, Call, Entry, Left, RollId};
use super::state::State;
use db::{Conn, DbError, Row, params};
use kernel::{Ctx, Day, Moment, Refusal, Region};
use trail::Tx;

pub(super) const COLUMNS: &str = "id, station_id, region, roll_day, slip, worker_id, state, \
     arrived_at, trades, max_minutes, note, call_id, seat_id, called_at, left_at, left_why";

pub(super) fn entry(row: &Row) -> Result<Entry, Refusal> {
    let state: String = row.get("state")?;
    let state = State::parse(&state).ok_or_else(|| Refusal::internal(&state))?;
    let trades: String = row.get("trades")?;
    let why: Option<String> = row.get("left_why")?;
    Ok(Entry {
        id: RollId::parse(&row.get::<String>("id")?)?,
        station_id: row.get("station_id")?,
        region: row.get("region")?,
        day: row.get("roll_day")?,
        slip: row.get("slip")?,
        worker_id: row.get("worker_id")?,
        state,
        arrived_at: row.get("arrived_at")?,
        trades: serde_json::from_str(&trades).map_err(Refusal::internal)?,
        max_minutes: row.get("max_minutes")?,
        note: row.get("note")?,
        call_id: row.get("call_id")?,
        seat_id: row.get("seat_id")?,
        called_at: row.get("called_at")?,
        left_at: row.get("left_at")?,
        left_why: why.and_then(|w| Left::parse(&w)),
    })
}

/// Six digits of the county of a division.
pub(super) fn county(region: &str) -> String {
    Region::parse(region).map_or_else(String::new, |r| r.county().to_owned())
}

/// The next slip of a station and a day; two counters never get the same.
pub(super) async fn next_slip(tx: &mut Tx, station: &str, day: Day) -> Result<i64, DbError> {
    let sql = "INSERT INTO gig_slips (station_id, roll_day, last) VALUES ($1, $2, 1) \
               ON CONFLICT (station_id, roll_day) DO UPDATE SET last = gig_slips.last + 1 \
               RETURNING last";
    tx.one(sql, &params![station, day]).await?.get("last")
}

pub(super) async fn insert(
    tx: &mut Tx,
    ctx: &Ctx,
    id: &RollId,
    station: &stations::Station,
    slip: i64,
    worker: &str,
    arrival: &Arrival,
) -> Result<(), DbError> {
    let sql = "INSERT INTO gig_roll (id, county, station_id, region, roll_day, slip, worker_id, \
               state, arrived_at, trades, max_minutes, note, taken_by, updated_at) \
               VALUES ($1, $2, $3, $4, $5, $6, $7, 'waiting', $8, $9, $10, $11, $12, $8)";
    let values = params![
        id.as_str(),
        county(&station.region),
        &station.id,
        &station.region,
        ctx.today(),
        slip,
        worker,
        ctx.now,
        serde_json::json!(arrival.trades).to_string(),
        arrival.max_minutes,
        &arrival.note,
        &ctx.actor.id
    ];
    tx.execute(sql, &values).await?;
    Ok(())
}

/// Comes back on the same day with the same slip; waiting begins anew.
pub(super) async fn rejoin(
    tx: &mut Tx,
    ctx: &Ctx,
    id: &RollId,
    arrival: &Arrival,
) -> Result<(), DbError> {
    let sql = "UPDATE gig_roll SET state = 'waiting', arrived_at = $2, trades = $3, \
               max_minutes = $4, note = $5, left_at = NULL, left_why = NULL, seat_id = NULL, \
               placed_at = NULL, updated_at = $2 \
               WHERE id = $1 AND state IN ('left', 'placed')";
    let values = params![
        id.as_str(),
        ctx.now,
        serde_json::json!(arrival.trades).to_string(),
        arrival.max_minutes,
        &arrival.note
    ];
    tx.execute(sql, &values).await?;
    Ok(())
}

/// Kept for a shift, if the person still waits; says how many rows changed.
pub(super) async fn set_called(
    tx: &mut Tx,
    id: &RollId,
    call: &str,
    seat: &str,
    at: Moment,
) -> Result<u64, DbError> {
    let sql = "UPDATE gig_roll SET state = 'called', call_id = $2, seat_id = $3, called_at = $4, \
               updated_at = $4 WHERE id = $1 AND state = 'waiting'";
    tx.execute(sql, &params![id.as_str(), call, seat, at]).await
}

pub(super) async fn set_placed(tx: &mut Tx, id: &RollId, at: Moment) -> Result<u64, DbError> {
    let sql = "UPDATE gig_roll SET state = 'placed', placed_at = $2, updated_at = $2 \
               WHERE id = $1 AND state = 'called'";
    tx.execute(sql, &params![id.as_str(), at]).await
}

/// Back among those who wait; `arrived_at` stays, so nothing is lost by having been called.
pub(super) async fn set_back(tx: &mut Tx, id: &RollId, at: Moment) -> Result<u64, DbError> {
    let sql = "UPDATE gig_roll SET state = 'waiting', seat_id = NULL, called_at = NULL, \
               placed_at = NULL, updated_at = $2 WHERE id = $1 AND state IN ('called', 'placed')";
    tx.execute(sql, &params![id.as_str(), at]).await
}

pub(super) async fn set_left(
    tx: &mut Tx,
    id: &RollId,
    why: Left,
    at: Moment,
) -> Result<u64, DbError> {
    let sql = "UPDATE gig_roll SET state = 'left', left_at = $2, left_why = $3, seat_id = NULL, \
               updated_at = $2 WHERE id = $1 AND state IN ('waiting', 'called')";
    tx.execute(sql, &params![id.as_str(), at, why.code()]).await
}

/// Ends the roll of the days before; says how many had waited in vain.
pub(super) async fn close_before(tx: &mut Tx, day: Day, at: Moment) -> Result<u64, DbError> {
    let sql = "UPDATE gig_roll SET state = 'left', left_at = $2, left_why = 'day-over', \
               updated_at = $2 WHERE roll_day < $1 AND state IN ('waiting', 'called')";
    tx.execute(sql, &params![day, at]).await
}

pub(super) async fn insert_call(
    tx: &mut Tx,
    ctx: &Ctx,
    call: &Call,
    snapshot: Vec<u8>,
) -> Result<(), DbError> {
    let sql = "INSERT INTO gig_calls (id, county, station_id, region, order_id, shift_id, \
               employer_id, why, snapshot, called_at, called_by) \
               VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)";
    let values = params![
        call.id.as_str(),
        county(&call.region),
        &call.station_id,
        &call.region,
        &call.order_id,
        &call.shift_id,
        &call.employer_id,
        &call.why,
        snapshot,
        call.called_at,
        &ctx.actor.id
    ];
    tx.execute(sql, &values).await?;
    Ok(())
}

pub(super) async fn insert_line(
    tx: &mut Tx,
    call: &str,
    entry: &Entry,
    place: i64,
    seat: &str,
) -> Result<(), DbError> {
    let sql = "INSERT INTO gig_call_lines (call_id, roll_id, place, worker_id, seat_id, answer) \
               VALUES ($1, $2, $3, $4, $5, 'open')";
    let values = params![call, entry.id.as_str(), place, &entry.worker_id, seat];
    tx.execute(sql, &values).await?;
    Ok(())
}

/// What became of a call; the first answer stands.
pub(super) async fn answer(
    tx: &mut Tx,
    entry: &Entry,
    answer: Answer,
    at: Moment,
) -> Result<(), DbError> {
    let sql = "UPDATE gig_call_lines SET answer = $3, answered_at = $4 \
               WHERE call_id = $1 AND roll_id = $2 AND answer = 'open'";
    let call = entry.call_id.clone().unwrap_or_default();
    let values = params![call, entry.id.as_str(), answer.code(), at];
    tx.execute(sql, &values).await?;
    Ok(())
}

pub(super) async fn put_hardship(
    tx: &mut Tx,
    ctx: &Ctx,
    worker: &people::Worker,
    record: Vec<u8>,
    consent: &str,
    until: Day,
) -> Result<(), DbError> {
    let sql = "INSERT INTO gig_hardship (worker_id, county, region, record, consent, until_day, \
               recorded_at, recorded_by) VALUES ($1, $2, $3, $4, $5, $6, $7, $8) \
               ON CONFLICT (worker_id) DO UPDATE SET region = $3, record = $4, consent = $5, \
               until_day = $6, recorded_at = $7, recorded_by = $8";
    let values = params![
        worker.id.as_str(),
        county(&worker.region),
        &worker.region,
        record,
        consent,
        until,
        ctx.now,
        &ctx.actor.id
    ];
    tx.execute(sql, &values).await?;
    Ok(())
}

pub(super) async fn drop_hardship(tx: &mut Tx, worker: &str) -> Result<u64, DbError> {
    let sql = "DELETE FROM gig_hardship WHERE worker_id = $1";
    tx.execute(sql, &params![worker]).await
}

/// Takes away what the roll says of a person in words.
pub(super) async fn forget(tx: &mut Tx, worker: &str) -> Result<u64, DbError> {
    let sql = "UPDATE gig_roll SET note = '', trades = '[]' WHERE worker_id = $1";
    tx.execute(sql, &params![worker]).await
}

/// A line by its id.
pub(super) async fn by_id(conn: &mut Conn, id: &RollId) -> Result<Option<Entry>, Refusal> {
    let sql = format!("SELECT {COLUMNS} FROM gig_roll WHERE id = $1");
    let row = conn.opt(&sql, &params![id.as_str()]).await?;
    row.as_ref().map(entry).transpose()
}
