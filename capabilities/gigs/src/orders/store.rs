//! Orders and shifts in the database: reading a row, writing one, counting numbers.

use super::model::{
    Agreement, Insurance, Meals, Order, OrderId, PayMethod, PayUnit, Relation, Settle, Shift,
    ShiftId, ShiftState, State, Stretch, Terms, Transport,
};
use db::{Conn, DbError, Row, Value, params};
use kernel::{Ctx, Day, Refusal};
use std::sync::LazyLock;
use trail::Tx;

/// Every column that [`order_of`] reads.
pub(super) const COLUMNS: &str = "id, county, no, employer_id, state, version, trade, title, \
     duties, region, address, meeting, relation, agreement, pay_unit, pay_fen, pay_note, settle, \
     pay_method, meals, transport, insurance, insurance_reason, age_min, age_max, certs, \
     opened_at, closed_at, created_at";

/// Every column that [`shift_of`] reads.
pub(super) const SHIFT: &str = "id, order_id, employer_id, region, state, work_day, start_at, \
     end_at, break_minutes, seats, taken";

fn decode(column: &str, fault: impl std::fmt::Display) -> DbError {
    DbError::Decode {
        column: column.to_owned(),
        fault: fault.to_string(),
    }
}

/// Reads a code of one of the model's lists.
pub(crate) fn code<T>(row: &Row, column: &str, parse: fn(&str) -> Option<T>) -> Result<T, DbError> {
    let text: String = row.get(column)?;
    parse(&text).ok_or_else(|| decode(column, "not a code of its list"))
}

/// The order without its shifts.
pub(super) fn order_of(row: &Row) -> Result<Order, Refusal> {
    let certs: String = row.get("certs")?;
    Ok(Order {
        id: OrderId::parse(&row.get::<String>("id")?)?,
        county: row.get("county")?,
        no: row.get("no")?,
        employer_id: row.get("employer_id")?,
        state: code(row, "state", State::parse)?,
        version: row.get("version")?,
        terms: Terms {
            trade: row.get("trade")?,
            title: row.get("title")?,
            duties: row.get("duties")?,
            region: row.get("region")?,
            address: row.get("address")?,
            meeting: row.get("meeting")?,
            relation: code(row, "relation", Relation::parse)?,
            agreement: code(row, "agreement", Agreement::parse)?,
            pay_unit: code(row, "pay_unit", PayUnit::parse)?,
            pay_fen: row.get("pay_fen")?,
            pay_note: row.get("pay_note")?,
            settle: code(row, "settle", Settle::parse)?,
            pay_method: code(row, "pay_method", PayMethod::parse)?,
            meals: code(row, "meals", Meals::parse)?,
            transport: code(row, "transport", Transport::parse)?,
            insurance: code(row, "insurance", Insurance::parse)?,
            insurance_reason: row.get("insurance_reason")?,
            age_min: row.get("age_min")?,
            age_max: row.get("age_max")?,
            certs: serde_json::from_str(&certs).map_err(|e| decode("certs", e))?,
            shifts: Vec::new(),
        },
        opened_at: row.get("opened_at")?,
        closed_at: row.get("closed_at")?,
        created_at: row.get("created_at")?,
    })
}

pub(super) fn shift_of(row: &Row) -> Result<Shift, Refusal> {
    Ok(Shift {
        id: ShiftId::parse(&row.get::<String>("id")?)?,
        order_id: OrderId::parse(&row.get::<String>("order_id")?)?,
        employer_id: row.get("employer_id")?,
        region: row.get("region")?,
        state: code(row, "state", ShiftState::parse)?,
        work_day: row.get("work_day")?,
        start_at: row.get("start_at")?,
        end_at: row.get("end_at")?,
        break_minutes: row.get("break_minutes")?,
        seats: row.get("seats")?,
        taken: row.get("taken")?,
    })
}

/// A shift as it was asked for.
pub(super) fn stretch(shift: &Shift) -> Stretch {
    Stretch {
        day: shift.work_day,
        start_minute: (shift.start_at.millis() - shift.work_day.start().millis()) / 60_000,
        minutes: (shift.end_at.millis() - shift.start_at.millis()) / 60_000,
        break_minutes: shift.break_minutes,
        seats: shift.seats,
    }
}

pub(super) async fn next_number(tx: &mut Tx, county: &str, day: Day) -> Result<i64, DbError> {
    let sql = "INSERT INTO gig_numbers (county, number_day, last) VALUES ($1, $2, 1) \
         ON CONFLICT (county, number_day) DO UPDATE SET last = gig_numbers.last + 1 \
         RETURNING last";
    tx.one(sql, &params![county, day]).await?.get("last")
}

/// What may change, in the order of the columns of both statements below.
fn written(o: &Order) -> Vec<Value> {
    let t = &o.terms;
    let days = || t.shifts.iter().map(|s| s.day);
    let certs = serde_json::to_string(&t.certs).unwrap_or_else(|_| "[]".to_owned());
    params![
        o.id.as_str(),
        o.state.code(),
        o.version,
        &t.trade,
        &t.title,
        &t.duties,
        &t.region,
        &t.address,
        &t.meeting,
        t.relation.code(),
        t.agreement.code(),
        t.pay_unit.code(),
        t.pay_fen,
        &t.pay_note,
        t.settle.code(),
        t.pay_method.code(),
        t.meals.code(),
        t.transport.code(),
        t.insurance.code(),
        &t.insurance_reason,
        t.age_min,
        t.age_max,
        certs,
        days().min(),
        days().max(),
        o.opened_at,
        o.closed_at,
    ]
    .to_vec()
}

/// The columns of [`written`].
const WRITTEN: [&str; 27] = [
    "id",
    "state",
    "version",
    "trade",
    "title",
    "duties",
    "region",
    "address",
    "meeting",
    "relation",
    "agreement",
    "pay_unit",
    "pay_fen",
    "pay_note",
    "settle",
    "pay_method",
    "meals",
    "transport",
    "insurance",
    "insurance_reason",
    "age_min",
    "age_max",
    "certs",
    "first_day",
    "last_day",
    "opened_at",
    "closed_at",
];

static INSERT: LazyLock<String> = LazyLock::new(|| {
    let places: Vec<String> = (1..=WRITTEN.len() + 4).map(|n| format!("${n}")).collect();
    format!(
        "INSERT INTO gig_orders ({}, county, no, employer_id, created_at, updated_at) \
         VALUES ({}, $31)",
        WRITTEN.join(", "),
        places.join(", ")
    )
});

static SAVE: LazyLock<String> = LazyLock::new(|| {
    let sets: Vec<String> = WRITTEN
        .iter()
        .enumerate()
        .skip(1)
        .map(|(at, name)| format!("{name} = ${}", at + 1))
        .collect();
    format!(
        "UPDATE gig_orders SET {}, updated_at = $28 WHERE id = $1 AND state = $29 \
         AND version = $30",
        sets.join(", ")
    )
});

pub(super) async fn insert(tx: &mut Tx, o: &Order) -> Result<(), Refusal> {
    let mut values = written(o);
    values.extend(params![&o.county, &o.no, &o.employer_id, o.created_at]);
    tx.execute(&INSERT, &values).await?;
    Ok(())
}

/// Writes the order as it is now; a change made in between makes the transaction try again.
pub(super) async fn save(
    ctx: &Ctx,
    tx: &mut Tx,
    o: &Order,
    seen: (State, i64),
) -> Result<(), Refusal> {
    let mut values = written(o);
    values.extend(params![ctx.now, seen.0.code(), seen.1]);
    match tx.execute(&SAVE, &values).await? {
        1 => Ok(()),
        _ => Err(Refusal::retry()),
    }
}

pub(super) async fn keep_version(
    ctx: &Ctx,
    tx: &mut Tx,
    o: &Order,
    (snapshot, digest): (&str, &str),
) -> Result<(), Refusal> {
    let sql = "INSERT INTO gig_order_versions (order_id, version, snapshot, digest, made_at, \
         made_by) VALUES ($1, $2, $3, $4, $5, $6)";
    let (id, by) = (o.id.as_str(), ctx.actor.id.as_str());
    tx.execute(sql, &params![id, o.version, snapshot, digest, ctx.now, by])
        .await?;
    Ok(())
}

/// Adds a shift; one that was taken back and is asked for again is open again.
pub(super) async fn add_shift(
    ctx: &Ctx,
    tx: &mut Tx,
    o: &Order,
    asked: &Stretch,
) -> Result<(), Refusal> {
    let sql = "INSERT INTO gig_shifts (id, county, order_id, employer_id, region, state, \
         work_day, start_at, end_at, break_minutes, seats) \
         VALUES ($1, $2, $3, $4, $5, 'open', $6, $7, $8, $9, $10) \
         ON CONFLICT (order_id, start_at) DO UPDATE SET state = 'open', \
         end_at = excluded.end_at, break_minutes = excluded.break_minutes, \
         seats = excluded.seats WHERE gig_shifts.taken = 0";
    let values = params![
        ShiftId::mint(ctx).as_str(),
        &o.county,
        o.id.as_str(),
        &o.employer_id,
        &o.terms.region,
        asked.day,
        asked.start(),
        asked.end(),
        asked.break_minutes,
        asked.seats,
    ];
    match tx.execute(sql, &values).await? {
        1 => Ok(()),
        _ => Err(Refusal::conflict("gigs-orders-shift-taken")),
    }
}

/// Writes what a revision says of a shift; `false` = more seats are taken than would be left.
pub(super) async fn set_shift(
    tx: &mut Tx,
    id: &ShiftId,
    asked: &Stretch,
    region: &str,
) -> Result<bool, Refusal> {
    let sql = "UPDATE gig_shifts SET end_at = $1, break_minutes = $2, seats = $3, region = $4 \
         WHERE id = $5 AND taken <= $3";
    let values = params![
        asked.end(),
        asked.break_minutes,
        asked.seats,
        region,
        id.as_str()
    ];
    Ok(tx.execute(sql, &values).await? == 1)
}

pub(super) async fn drop_shift(tx: &mut Tx, id: &ShiftId) -> Result<(), Refusal> {
    let sql = "DELETE FROM gig_shifts WHERE id = $1";
    tx.execute(sql, &params![id.as_str()]).await?;
    Ok(())
}

/// Takes an open shift back or says that it is over; `false` = it was not open.
pub(super) async fn end_shift(tx: &mut Tx, id: &ShiftId, to: ShiftState) -> Result<bool, Refusal> {
    let sql = "UPDATE gig_shifts SET state = $1 WHERE id = $2 AND state = 'open'";
    Ok(tx.execute(sql, &params![to.code(), id.as_str()]).await? == 1)
}

/// Takes so many seats of an open shift, in one conditional statement; holds its row and gives
/// it as it is then. `None` = not that many are free.
pub(crate) async fn take(tx: &mut Tx, id: &ShiftId, count: i64) -> Result<Option<Shift>, Refusal> {
    let sql = format!(
        "UPDATE gig_shifts SET taken = taken + $1 WHERE id = $2 AND state = 'open' \
         AND taken + $1 <= seats RETURNING {SHIFT}"
    );
    let row = tx.opt(&sql, &params![count, id.as_str()]).await?;
    row.map(|r| shift_of(&r)).transpose()
}

/// Gives one seat back; holds the shift's row. None taken: another request was quicker, and the
/// whole transaction looks again.
pub(crate) async fn give(tx: &mut Tx, id: &ShiftId) -> Result<(), Refusal> {
    let sql = "UPDATE gig_shifts SET taken = taken - 1 WHERE id = $1 AND taken > 0";
    match tx.execute(sql, &params![id.as_str()]).await? {
        1 => Ok(()),
        _ => Err(Refusal::retry()),
    }
}

/// Holds the shift's row to the end of the transaction; gives it as it is then.
pub(crate) async fn hold(tx: &mut Tx, id: &ShiftId) -> Result<Shift, Refusal> {
    let sql = format!("UPDATE gig_shifts SET taken = taken WHERE id = $1 RETURNING {SHIFT}");
    shift_of(&tx.one(&sql, &params![id.as_str()]).await?)
}

/// The shift's state and numbers, without anything else.
pub(crate) async fn shift(conn: &mut Conn, id: &ShiftId) -> Result<Option<Shift>, Refusal> {
    let sql = format!("SELECT {SHIFT} FROM gig_shifts WHERE id = $1");
    let row = conn.opt(&sql, &params![id.as_str()]).await?;
    row.map(|r| shift_of(&r)).transpose()
}

/// Closes an order whose shifts are all ended; `false` = it was not open.
pub(super) async fn close(ctx: &Ctx, tx: &mut Tx, id: &OrderId) -> Result<bool, Refusal> {
    let sql = "UPDATE gig_orders SET state = 'closed', closed_at = $1, updated_at = $1 \
         WHERE id = $2 AND state = 'open'";
    Ok(tx.execute(sql, &params![ctx.now, id.as_str()]).await? == 1)
}
