//! Applications in the database.

use super::model::{Application, ApplicationId, Channel, LeftReason, Made, Step};
use super::state::State;
use db::{Conn, DbError, Row, params};
use kernel::{Ctx, Refusal};
use trail::Tx;

pub(super) const COLUMNS: &str = "id, vacancy_id, vacancy_version, worker_id, employer_id, \
     region, worker_region, state, seat, channel, title, trade, day_work, work_from_day, \
     work_to_day, applied_at, answered_at, accepted_at, started_day, stable_due_day, \
     stable_asked_at, left_day, left_reason, seq, updated_at";

fn code<T>(row: &Row, column: &str, parse: fn(&str) -> Option<T>) -> Result<T, DbError> {
    let text: String = row.get(column)?;
    parse(&text).ok_or_else(|| DbError::Other(format!("{column} is {text}")))
}

pub(super) fn application(row: &Row) -> Result<Application, Refusal> {
    let reason: Option<String> = row.get("left_reason")?;
    Ok(Application {
        id: ApplicationId::parse(&row.get::<String>("id")?)?,
        vacancy_id: row.get("vacancy_id")?,
        vacancy_version: row.get("vacancy_version")?,
        worker_id: row.get("worker_id")?,
        employer_id: row.get("employer_id")?,
        region: row.get("region")?,
        worker_region: row.get("worker_region")?,
        state: code(row, "state", State::parse)?,
        seat: row.get("seat")?,
        channel: code(row, "channel", Channel::parse)?,
        title: row.get("title")?,
        trade: row.get("trade")?,
        day_work: row.get("day_work")?,
        work_from: row.get("work_from_day")?,
        work_to: row.get("work_to_day")?,
        applied_at: row.get("applied_at")?,
        answered_at: row.get("answered_at")?,
        accepted_at: row.get("accepted_at")?,
        started_day: row.get("started_day")?,
        stable_due_day: row.get("stable_due_day")?,
        stable_asked_at: row.get("stable_asked_at")?,
        left_day: row.get("left_day")?,
        left_reason: reason.and_then(|r| LeftReason::parse(&r)),
        seq: row.get("seq")?,
        updated_at: row.get("updated_at")?,
    })
}

pub(super) async fn by_id(conn: &mut Conn, id: &str) -> Result<Option<Application>, Refusal> {
    let sql = format!("SELECT {COLUMNS} FROM applications WHERE id = $1");
    let row = conn.opt(&sql, &params![id]).await?;
    row.map(|r| application(&r)).transpose()
}

/// The newest application of a worker for a post, live or over.
pub(super) async fn newest(
    conn: &mut Conn,
    vacancy: &str,
    worker: &str,
) -> Result<Option<Application>, Refusal> {
    let sql = format!(
        "SELECT {COLUMNS} FROM applications WHERE vacancy_id = $1 AND worker_id = $2 \
         ORDER BY applied_at DESC, id DESC LIMIT 1"
    );
    let row = conn.opt(&sql, &params![vacancy, worker]).await?;
    row.map(|r| application(&r)).transpose()
}

/// Adds an application; `false` when a live one was there, also one made in the same moment.
pub(super) async fn insert(tx: &mut Tx, a: &Application) -> Result<bool, Refusal> {
    let sql = "INSERT INTO applications (id, county, vacancy_id, vacancy_version, worker_id, \
         employer_id, region, worker_region, state, seat, channel, title, trade, day_work, \
         work_from_day, work_to_day, applied_at, seq, updated_at) VALUES ($1, $2, $3, $4, $5, \
         $6, $7, $8, $9, 0, $10, $11, $12, $13, $14, $15, $16, 0, $16) \
         ON CONFLICT (vacancy_id, worker_id) \
         WHERE state NOT IN ('left', 'rejected', 'declined', 'withdrawn') DO NOTHING";
    let values = params![
        a.id.as_str(),
        &a.region[..6],
        &a.vacancy_id,
        a.vacancy_version,
        &a.worker_id,
        &a.employer_id,
        &a.region,
        &a.worker_region,
        a.state.code(),
        a.channel.code(),
        &a.title,
        &a.trade,
        a.day_work,
        a.work_from,
        a.work_to,
        a.applied_at,
    ];
    Ok(tx.execute(sql, &values).await? == 1)
}

/// Writes the application as it stands after a step; a step taken in between makes the whole
/// transaction try again.
pub(super) async fn save(tx: &mut Tx, a: &Application, seen: (State, i64)) -> Result<(), Refusal> {
    let sql = "UPDATE applications SET state = $1, seat = $2, answered_at = $3, accepted_at = $4, \
         started_day = $5, stable_due_day = $6, left_day = $7, left_reason = $8, seq = $9, \
         updated_at = $10 WHERE id = $11 AND state = $12 AND seq = $13";
    let values = params![
        a.state.code(),
        a.seat,
        a.answered_at,
        a.accepted_at,
        a.started_day,
        a.stable_due_day,
        a.left_day,
        a.left_reason.map(LeftReason::code),
        a.seq,
        a.updated_at,
        a.id.as_str(),
        seen.0.code(),
        seen.1,
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
    a: &Application,
    from: &str,
    code: &str,
    step: &Step,
) -> Result<(), Refusal> {
    let sql = "INSERT INTO application_moves (application_id, seq, from_state, to_state, move, \
         party, actor, behalf, consent, reply, moved_at) \
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)";
    let behalf = ctx.behalf.as_ref();
    let values = params![
        a.id.as_str(),
        a.seq,
        from,
        a.state.code(),
        code,
        step.party.code(),
        &ctx.actor.id,
        behalf.map(|b| &b.subject),
        behalf.map(|b| &b.consent),
        step.reply
            .map(super::model::Reply::code)
            .or(step.reason.map(LeftReason::code)),
        ctx.now,
    ];
    tx.execute(sql, &values).await?;
    Ok(())
}

pub(super) fn made(row: &Row) -> Result<Made, Refusal> {
    Ok(Made {
        seq: row.get("seq")?,
        to: row.get("to_state")?,
        step: row.get("move")?,
        party: row.get("party")?,
        actor: row.get("actor")?,
        behalf: row.get::<Option<String>>("behalf")?.is_some(),
        reply: row.get("reply")?,
        at: row.get("moved_at")?,
    })
}

pub(super) async fn set_asked(ctx: &Ctx, tx: &mut Tx, id: &ApplicationId) -> Result<(), Refusal> {
    let sql = "UPDATE applications SET stable_asked_at = $1 WHERE id = $2";
    tx.execute(sql, &params![ctx.now, id.as_str()]).await?;
    Ok(())
}
