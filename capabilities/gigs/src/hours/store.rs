//! Hours in the database.

use super::model::{Hours, Said, Statement};
use crate::seats::model::{Party, Seat, SeatId};
use db::{Conn, DbError, Row, params};
use kernel::{Ctx, Day, Moment, Refusal};
use trail::Tx;

pub(super) const COLUMNS: &str = "seat_id, in_how, in_at, out_how, out_at, worker_minutes, \
     worker_units_milli, employer_minutes, employer_units_milli, agreed_minutes, \
     agreed_units_milli, agreed_at, rounds, said";

fn said(row: &Row, minutes: &str, units: &str) -> Result<Option<Said>, DbError> {
    let minutes: Option<i64> = row.get(minutes)?;
    let units: Option<i64> = row.get(units)?;
    Ok(minutes.map(|minutes| Said {
        minutes,
        units_milli: units.unwrap_or(0),
    }))
}

pub(super) fn hours(row: &Row) -> Result<Hours, Refusal> {
    Ok(Hours {
        seat_id: SeatId::parse(&row.get::<String>("seat_id")?)?,
        in_how: row.get("in_how")?,
        in_at: row.get("in_at")?,
        out_how: row.get("out_how")?,
        out_at: row.get("out_at")?,
        worker: said(row, "worker_minutes", "worker_units_milli")?,
        employer: said(row, "employer_minutes", "employer_units_milli")?,
        agreed: said(row, "agreed_minutes", "agreed_units_milli")?,
        agreed_at: row.get("agreed_at")?,
        rounds: row.get("rounds")?,
        said: row.get("said")?,
    })
}

pub(super) fn statement(row: &Row) -> Result<Statement, Refusal> {
    Ok(Statement {
        seq: row.get("seq")?,
        party: row.get("party")?,
        said: Said {
            minutes: row.get("minutes")?,
            units_milli: row.get("units_milli")?,
        },
        note: row.get("note")?,
        actor: row.get("actor")?,
        consent: row.get("consent")?,
        at: row.get("said_at")?,
    })
}

/// Makes the row of a seat when there is none; an earlier row is locked by the update.
pub(super) async fn ensure(ctx: &Ctx, tx: &mut Tx, seat: &Seat) -> Result<Hours, Refusal> {
    let sql = format!(
        "INSERT INTO gig_hours (seat_id, county, region, employer_id, worker_id, shift_id, \
         work_day, updated_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8) \
         ON CONFLICT (seat_id) DO UPDATE SET updated_at = excluded.updated_at \
         RETURNING {COLUMNS}"
    );
    let values = params![
        seat.id.as_str(),
        &seat.region[..6],
        &seat.region,
        &seat.employer_id,
        &seat.worker_id,
        seat.shift_id.as_str(),
        seat.work_day,
        ctx.now,
    ];
    hours(&tx.one(&sql, &values).await?)
}

pub(super) async fn note_in(
    tx: &mut Tx,
    seat: &SeatId,
    how: &str,
    at: Moment,
) -> Result<(), Refusal> {
    let sql = "UPDATE gig_hours SET in_how = $2, in_at = $3 WHERE seat_id = $1";
    tx.execute(sql, &params![seat.as_str(), how, at]).await?;
    Ok(())
}

pub(super) async fn note_out(
    tx: &mut Tx,
    seat: &SeatId,
    how: &str,
    at: Moment,
) -> Result<(), Refusal> {
    let sql = "UPDATE gig_hours SET out_how = $2, out_at = $3 WHERE seat_id = $1";
    tx.execute(sql, &params![seat.as_str(), how, at]).await?;
    Ok(())
}

/// Writes what a side says, and the line of the history.
pub(super) async fn add(
    ctx: &Ctx,
    tx: &mut Tx,
    seat: &SeatId,
    party: Party,
    said: Said,
    note: &str,
) -> Result<Hours, Refusal> {
    let columns = match party {
        Party::Worker => "worker_minutes = $2, worker_units_milli = $3, worker_said_at = $4,",
        Party::Employer => {
            "employer_minutes = $2, employer_units_milli = $3, employer_said_at = $4,"
        }
        Party::System => {
            "worker_minutes = $2, worker_units_milli = $3, worker_said_at = $4, \
             employer_minutes = $2, employer_units_milli = $3, employer_said_at = $4,"
        }
    };
    let sql = format!(
        "UPDATE gig_hours SET {columns} said = said + 1, updated_at = $4 WHERE seat_id = $1 \
         RETURNING {COLUMNS}"
    );
    let values = params![seat.as_str(), said.minutes, said.units_milli, ctx.now];
    let row = hours(&tx.one(&sql, &values).await?)?;
    let sql = "INSERT INTO gig_hours_said (seat_id, seq, party, minutes, units_milli, note, \
         actor, consent, said_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)";
    let consent = ctx.behalf.as_ref().map(|b| &b.consent);
    let values = params![
        seat.as_str(),
        row.said,
        party.code(),
        said.minutes,
        said.units_milli,
        note,
        &ctx.actor.id,
        consent,
        ctx.now,
    ];
    tx.execute(sql, &values).await?;
    Ok(row)
}

/// Writes what both have said. The first time stays: it decides whose hours come first in a day.
pub(super) async fn agree(
    ctx: &Ctx,
    tx: &mut Tx,
    seat: &SeatId,
    said: Said,
) -> Result<Hours, Refusal> {
    let sql = format!(
        "UPDATE gig_hours SET agreed_minutes = $2, agreed_units_milli = $3, \
         agreed_at = COALESCE(agreed_at, $4), rounds = rounds + 1, updated_at = $4 \
         WHERE seat_id = $1 RETURNING {COLUMNS}"
    );
    let values = params![seat.as_str(), said.minutes, said.units_milli, ctx.now];
    hours(&tx.one(&sql, &values).await?)
}

/// Wrong codes of a person on a day.
pub(super) async fn tries(conn: &mut Conn, worker: &str, day: Day) -> Result<i64, Refusal> {
    let sql = "SELECT tries FROM gig_code_tries WHERE worker_id = $1 AND tried_day = $2";
    let row = conn.opt(sql, &params![worker, day]).await?;
    Ok(row.map(|r| r.get("tries")).transpose()?.unwrap_or(0))
}

pub(super) async fn add_try(tx: &mut Tx, worker: &str, day: Day) -> Result<(), Refusal> {
    let sql = "INSERT INTO gig_code_tries (worker_id, tried_day, tries) VALUES ($1, $2, 1) \
         ON CONFLICT (worker_id, tried_day) DO UPDATE SET tries = gig_code_tries.tries + 1";
    tx.execute(sql, &params![worker, day]).await?;
    Ok(())
}
