//! Seats in the database: reading a row, writing one, the history, the person's turn.

use super::model::{Channel, Party, Seat, SeatId, Step};
use super::state::State;
use crate::orders::model::{OrderId, ShiftId};
use crate::orders::store::code;
use db::{Conn, DbError, Row, params};
use kernel::{Ctx, Refusal};
use serde_json::Value as Json;
use trail::Tx;

/// Every column that [`seat_of`] reads.
pub(super) const COLUMNS: &str = "id, order_id, order_version, shift_id, employer_id, worker_id, \
     region, worker_region, state, channel, foreman_id, work_day, start_at, end_at, waiting_at, \
     claimed_at, locked_until_at, confirmed_at, checked_in_at, checked_out_at, seq";

pub(super) fn seat_of(row: &Row) -> Result<Seat, Refusal> {
    Ok(Seat {
        id: SeatId::parse(&row.get::<String>("id")?)?,
        order_id: OrderId::parse(&row.get::<String>("order_id")?)?,
        order_version: row.get("order_version")?,
        shift_id: ShiftId::parse(&row.get::<String>("shift_id")?)?,
        employer_id: row.get("employer_id")?,
        worker_id: row.get("worker_id")?,
        region: row.get("region")?,
        worker_region: row.get("worker_region")?,
        state: code(row, "state", State::parse)?,
        channel: code(row, "channel", Channel::parse)?,
        foreman_id: row.get("foreman_id")?,
        work_day: row.get("work_day")?,
        start_at: row.get("start_at")?,
        end_at: row.get("end_at")?,
        waiting_at: row.get("waiting_at")?,
        claimed_at: row.get("claimed_at")?,
        locked_until: row.get("locked_until_at")?,
        confirmed_at: row.get("confirmed_at")?,
        checked_in_at: row.get("checked_in_at")?,
        checked_out_at: row.get("checked_out_at")?,
        seq: row.get("seq")?,
    })
}

pub(super) async fn by_id(conn: &mut Conn, id: &str) -> Result<Option<Seat>, Refusal> {
    let sql = format!("SELECT {COLUMNS} FROM gig_seats WHERE id = $1");
    let row = conn.opt(&sql, &params![id]).await?;
    row.map(|r| seat_of(&r)).transpose()
}

/// The person's seat on a shift that was not given up: held, waited for, or past.
pub(super) async fn of_person(
    conn: &mut Conn,
    shift: &ShiftId,
    worker: &str,
) -> Result<Option<Seat>, Refusal> {
    let sql = format!(
        "SELECT {COLUMNS} FROM gig_seats WHERE shift_id = $1 AND worker_id = $2 \
         AND state NOT IN ('lapsed', 'gave-up', 'cancelled-worker', 'cancelled-employer')"
    );
    let row = conn.opt(&sql, &params![shift.as_str(), worker]).await?;
    row.map(|r| seat_of(&r)).transpose()
}

/// Makes everybody who gives this person a seat wait for their turn.
pub(crate) async fn turn(tx: &mut Tx, worker: &str) -> Result<(), DbError> {
    let sql = "INSERT INTO gig_people (worker_id, turn) VALUES ($1, 1) \
         ON CONFLICT (worker_id) DO UPDATE SET turn = gig_people.turn + 1";
    tx.execute(sql, &params![worker]).await?;
    Ok(())
}

pub(super) async fn insert(ctx: &Ctx, tx: &mut Tx, s: &Seat) -> Result<(), Refusal> {
    let sql = "INSERT INTO gig_seats (id, county, order_id, order_version, shift_id, \
         employer_id, worker_id, region, worker_region, state, holds, channel, foreman_id, \
         work_day, start_at, end_at, waiting_at, claimed_at, locked_until_at, seq, created_at, \
         updated_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, \
         $16, $17, $18, $19, $20, $21, $21)";
    let values = params![
        s.id.as_str(),
        s.region.get(..6).unwrap_or_default(),
        s.order_id.as_str(),
        s.order_version,
        s.shift_id.as_str(),
        &s.employer_id,
        &s.worker_id,
        &s.region,
        &s.worker_region,
        s.state.code(),
        s.state.holds(),
        s.channel.code(),
        s.foreman_id.as_deref(),
        s.work_day,
        s.start_at,
        s.end_at,
        s.waiting_at,
        s.claimed_at,
        s.locked_until,
        s.seq,
        ctx.now,
    ];
    tx.execute(sql, &values).await?;
    Ok(())
}

/// Writes the seat as it stands after a step; a step taken in between makes the whole
/// transaction try again.
pub(super) async fn save(
    ctx: &Ctx,
    tx: &mut Tx,
    s: &Seat,
    seen: (State, i64),
) -> Result<(), Refusal> {
    let sql = "UPDATE gig_seats SET order_id = $1, order_version = $2, shift_id = $3, \
         region = $4, state = $5, holds = $6, work_day = $7, start_at = $8, end_at = $9, \
         claimed_at = $10, locked_until_at = $11, confirmed_at = $12, checked_in_at = $13, \
         checked_out_at = $14, seq = $15, updated_at = $16 \
         WHERE id = $17 AND state = $18 AND seq = $19";
    let values = params![
        s.order_id.as_str(),
        s.order_version,
        s.shift_id.as_str(),
        &s.region,
        s.state.code(),
        s.state.holds(),
        s.work_day,
        s.start_at,
        s.end_at,
        s.claimed_at,
        s.locked_until,
        s.confirmed_at,
        s.checked_in_at,
        s.checked_out_at,
        s.seq,
        ctx.now,
        s.id.as_str(),
        seen.0.code(),
        seen.1,
    ];
    match tx.execute(sql, &values).await? {
        1 => Ok(()),
        _ => Err(Refusal::retry()),
    }
}

/// One line of the history. The first line's `from` is the state the seat began in.
pub(super) async fn add_move(
    ctx: &Ctx,
    tx: &mut Tx,
    seat: &Seat,
    from: State,
    (made, party): (&str, Party),
    note: &Json,
) -> Result<(), Refusal> {
    let sql = "INSERT INTO gig_moves (seat_id, seq, from_state, to_state, move, party, actor, \
         behalf, consent, note, moved_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)";
    let behalf = ctx.behalf.as_ref();
    let values = params![
        seat.id.as_str(),
        seat.seq,
        from.code(),
        seat.state.code(),
        made,
        party.code(),
        &ctx.actor.id,
        behalf.map(|b| &b.subject),
        behalf.map(|b| &b.consent),
        note.to_string(),
        ctx.now,
    ];
    tx.execute(sql, &values).await?;
    Ok(())
}

pub(super) fn step_of(row: &Row) -> Result<Step, Refusal> {
    Ok(Step {
        seq: row.get("seq")?,
        from: code(row, "from_state", State::parse)?,
        to: code(row, "to_state", State::parse)?,
        made: row.get("move")?,
        party: code(row, "party", Party::parse)?,
        actor: row.get("actor")?,
        behalf: row.get("behalf")?,
        note: row.get("note")?,
        moved_at: row.get("moved_at")?,
    })
}
