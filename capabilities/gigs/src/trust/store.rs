//! Marks in the database.

use super::model::{Kind, Made, Mark, MarkId, Side, Source};
use super::state::State;
use crate::seats::model::SeatId;
use db::{Conn, DbError, Row, params};
use kernel::{Ctx, Day, Moment, Refusal};
use trail::Tx;

pub(super) const COLUMNS: &str = "id, kind, side, subject_id, region, seat_id, source, title, \
     evidence, happened_day, state, told_day, answer_until_day, due_day, decided_by, \
     expires_day, seq, noted_at";

pub(super) fn code<T>(row: &Row, column: &str, parse: fn(&str) -> Option<T>) -> Result<T, DbError> {
    let text: String = row.get(column)?;
    parse(&text).ok_or_else(|| DbError::Other(format!("{column} is {text}")))
}

pub(super) fn mark(row: &Row) -> Result<Mark, Refusal> {
    Ok(Mark {
        id: MarkId::parse(&row.get::<String>("id")?)?,
        kind: code(row, "kind", Kind::parse)?,
        side: code(row, "side", Side::parse)?,
        subject_id: row.get("subject_id")?,
        region: row.get("region")?,
        seat_id: row.get("seat_id")?,
        source: code(row, "source", Source::parse)?,
        title: row.get("title")?,
        evidence: row.get("evidence")?,
        happened: row.get("happened_day")?,
        state: code(row, "state", State::parse)?,
        told: row.get("told_day")?,
        answer_until: row.get("answer_until_day")?,
        due: row.get("due_day")?,
        decided_by: row.get("decided_by")?,
        expires: row.get("expires_day")?,
        seq: row.get("seq")?,
        noted_at: row.get("noted_at")?,
    })
}

/// Adds a mark; `false` when the same thing was noted of the same seat before.
pub(super) async fn insert(tx: &mut Tx, m: &Mark) -> Result<bool, Refusal> {
    let sql = "INSERT INTO gig_marks (id, county, kind, side, subject_id, region, seat_id, \
         source, title, evidence, happened_day, state, due_day, expires_day, seq, noted_at, \
         updated_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, \
         $16, $16) ON CONFLICT (seat_id, kind) WHERE seat_id IS NOT NULL DO NOTHING";
    let values = params![
        m.id.as_str(),
        m.region.get(..6).unwrap_or_default(),
        m.kind.code(),
        m.side.code(),
        &m.subject_id,
        &m.region,
        m.seat_id.as_deref(),
        m.source.code(),
        &m.title,
        &m.evidence,
        m.happened,
        m.state.code(),
        m.due,
        m.expires,
        m.seq,
        m.noted_at,
    ];
    Ok(tx.execute(sql, &values).await? == 1)
}

/// Writes the mark as it stands after a step; a step taken in between makes the whole
/// transaction try again.
pub(super) async fn save(ctx: &Ctx, tx: &mut Tx, m: &Mark, seen: i64) -> Result<(), Refusal> {
    let sql = "UPDATE gig_marks SET state = $1, told_day = $2, answer_until_day = $3, \
         due_day = $4, decided_by = $5, seq = $6, updated_at = $7 WHERE id = $8 AND seq = $9";
    let values = params![
        m.state.code(),
        m.told,
        m.answer_until,
        m.due,
        m.decided_by.as_deref(),
        m.seq,
        ctx.now,
        m.id.as_str(),
        seen,
    ];
    match tx.execute(sql, &values).await? {
        1 => Ok(()),
        _ => Err(Refusal::retry()),
    }
}

/// One line of the history; `from` is empty for the first.
pub(super) async fn add_move(
    ctx: &Ctx,
    tx: &mut Tx,
    m: &Mark,
    from: &str,
    made: &str,
    words: &str,
) -> Result<(), Refusal> {
    let sql = "INSERT INTO gig_mark_moves (mark_id, seq, from_state, to_state, move, actor, \
         behalf, consent, words, moved_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)";
    let behalf = ctx.behalf.as_ref();
    let values = params![
        m.id.as_str(),
        m.seq,
        from,
        m.state.code(),
        made,
        &ctx.actor.id,
        behalf.map(|b| &b.subject),
        behalf.map(|b| &b.consent),
        words,
        ctx.now,
    ];
    tx.execute(sql, &values).await?;
    Ok(())
}

pub(super) fn made(row: &Row) -> Result<Made, Refusal> {
    Ok(Made {
        made: row.get("move")?,
        to: code(row, "to_state", State::parse)?,
        actor: row.get("actor")?,
        behalf: row.get::<Option<String>>("behalf")?.is_some(),
        words: row.get("words")?,
        at: row.get("moved_at")?,
    })
}

pub(super) async fn set_reminded(tx: &mut Tx, id: &MarkId, day: Day) -> Result<(), Refusal> {
    let sql = "UPDATE gig_marks SET reminded_day = $1 WHERE id = $2";
    tx.execute(sql, &params![day, id.as_str()]).await?;
    Ok(())
}

/// Takes a mark away with its history.
pub(super) async fn delete(tx: &mut Tx, id: &MarkId) -> Result<(), Refusal> {
    for sql in [
        "DELETE FROM gig_mark_moves WHERE mark_id = $1",
        "DELETE FROM gig_marks WHERE id = $1",
    ] {
        tx.execute(sql, &params![id.as_str()]).await?;
    }
    Ok(())
}

/// What marks and ratings must know of a seat.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Work {
    pub(crate) seat: SeatId,
    pub(crate) title: String,
    pub(crate) employer_id: String,
    pub(crate) worker_id: String,
    pub(crate) region: String,
    pub(crate) worker_region: String,
    pub(crate) day: Day,
    pub(crate) start_at: Moment,
    pub(crate) state: crate::seats::state::State,
}

impl Work {
    /// Whose record a side is: id and division.
    pub(crate) fn of(&self, side: Side) -> (&str, &str) {
        match side {
            Side::Worker => (&self.worker_id, &self.worker_region),
            Side::Employer => (&self.employer_id, &self.region),
        }
    }
}

/// A seat with the title of its order.
pub(crate) async fn work(conn: &mut Conn, seat: &SeatId) -> Result<Work, Refusal> {
    let sql = "SELECT s.employer_id, s.worker_id, s.region, s.worker_region, s.work_day, \
         s.start_at, s.state, o.title FROM gig_seats s JOIN gig_orders o ON o.id = s.order_id \
         WHERE s.id = $1";
    let row = conn.opt(sql, &params![seat.as_str()]).await?;
    let row = row.ok_or_else(|| Refusal::not_found("record-unknown"))?;
    Ok(Work {
        seat: seat.clone(),
        title: row.get("title")?,
        employer_id: row.get("employer_id")?,
        worker_id: row.get("worker_id")?,
        region: row.get("region")?,
        worker_region: row.get("worker_region")?,
        day: row.get("work_day")?,
        start_at: row.get("start_at")?,
        state: code(&row, "state", crate::seats::state::State::parse)?,
    })
}

/// The newest step of this kind on a seat: from which state, whose, with which words, when.
pub(crate) struct Taken {
    pub(crate) from: String,
    pub(crate) party: String,
    pub(crate) note: String,
    pub(crate) at: Moment,
}

/// The newest step of this kind on a seat.
pub(crate) async fn taken(
    conn: &mut Conn,
    seat: &SeatId,
    with: &str,
) -> Result<Option<Taken>, Refusal> {
    let sql = "SELECT from_state, party, note, moved_at FROM gig_moves \
         WHERE seat_id = $1 AND move = $2 ORDER BY seq DESC LIMIT 1";
    let Some(row) = conn.opt(sql, &params![seat.as_str(), with]).await? else {
        return Ok(None);
    };
    Ok(Some(Taken {
        from: row.get("from_state")?,
        party: row.get("party")?,
        note: row.get("note")?,
        at: row.get("moved_at")?,
    }))
}
