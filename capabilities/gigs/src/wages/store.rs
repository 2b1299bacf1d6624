//! Wages in the database.

use super::model::{Arrears, ArrearsId, ArrearsState, Said, Stage, State, Wage, WageId};
use crate::seats::model::SeatId;
use db::{Conn, DbError, Row, params};
use kernel::{Ctx, Refusal};
use trail::Tx;

pub(super) const COLUMNS: &str = "id, seat_id, region, employer_id, employer_name, worker_id, \
     worker_region, worker_name, id_no, phone, order_id, order_no, order_version, title, relation, \
     settle, pay_unit, pay_method, work_day, from_at, minutes, units_milli, lines, breaches, \
     gross_fen, kept_fen, kept_why, net_fen, due_day, state, told_at, told_how, voucher_no, \
     received_fen, received_at, stage, called_at, revision, said";

fn code<T>(row: &Row, column: &str, parse: fn(&str) -> Option<T>) -> Result<T, DbError> {
    let text: String = row.get(column)?;
    parse(&text).ok_or_else(|| DbError::Other(format!("{column} is {text}")))
}

fn json<T: serde::de::DeserializeOwned>(row: &Row, column: &str) -> Result<T, Refusal> {
    let text: String = row.get(column)?;
    serde_json::from_str(&text).map_err(Refusal::internal)
}

pub(super) fn wage(row: &Row) -> Result<Wage, Refusal> {
    Ok(Wage {
        id: WageId::parse(&row.get::<String>("id")?)?,
        seat_id: SeatId::parse(&row.get::<String>("seat_id")?)?,
        region: row.get("region")?,
        employer_id: row.get("employer_id")?,
        employer_name: row.get("employer_name")?,
        worker_id: row.get("worker_id")?,
        worker_region: row.get("worker_region")?,
        worker_name: row.get("worker_name")?,
        id_no: row.get("id_no")?,
        phone: row.get("phone")?,
        order_id: row.get("order_id")?,
        order_no: row.get("order_no")?,
        order_version: row.get("order_version")?,
        title: row.get("title")?,
        relation: row.get("relation")?,
        settle: row.get("settle")?,
        pay_unit: row.get("pay_unit")?,
        pay_method: row.get("pay_method")?,
        work_day: row.get("work_day")?,
        from_at: row.get("from_at")?,
        minutes: row.get("minutes")?,
        units_milli: row.get("units_milli")?,
        lines: json(row, "lines")?,
        breaches: json(row, "breaches")?,
        gross_fen: row.get("gross_fen")?,
        kept_fen: row.get("kept_fen")?,
        kept_why: row.get("kept_why")?,
        net_fen: row.get("net_fen")?,
        due_day: row.get("due_day")?,
        state: code(row, "state", State::parse)?,
        told_at: row.get("told_at")?,
        told_how: row.get("told_how")?,
        voucher_no: row.get("voucher_no")?,
        received_fen: row.get("received_fen")?,
        received_at: row.get("received_at")?,
        stage: code(row, "stage", Stage::parse)?,
        called_at: row.get("called_at")?,
        revision: row.get("revision")?,
        said: row.get("said")?,
    })
}

/// Adds a wage; the seat must have none.
pub(super) async fn insert(ctx: &Ctx, tx: &mut Tx, w: &Wage) -> Result<(), Refusal> {
    let sql = "INSERT INTO gig_wages (id, seat_id, county, region, employer_id, employer_name, \
         worker_id, worker_region, worker_name, id_no, phone, order_id, order_no, order_version, \
         title, relation, settle, pay_unit, pay_method, work_day, from_at, minutes, units_milli, \
         lines, breaches, gross_fen, net_fen, due_day, state, stage, said, created_at, \
         updated_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, \
         $16, $17, $18, $19, $20, $21, $22, $23, $24, $25, $26, $27, $28, $29, $30, $31, $32, \
         $32)";
    let values = params![
        w.id.as_str(),
        w.seat_id.as_str(),
        &w.region[..6],
        &w.region,
        &w.employer_id,
        &w.employer_name,
        &w.worker_id,
        &w.worker_region,
        &w.worker_name,
        w.id_no.clone(),
        w.phone.clone(),
        &w.order_id,
        &w.order_no,
        w.order_version,
        &w.title,
        &w.relation,
        &w.settle,
        &w.pay_unit,
        &w.pay_method,
        w.work_day,
        w.from_at,
        w.minutes,
        w.units_milli,
        serde_json::to_string(&w.lines).map_err(Refusal::internal)?,
        serde_json::to_string(&w.breaches).map_err(Refusal::internal)?,
        w.gross_fen,
        w.net_fen,
        w.due_day,
        w.state.code(),
        w.stage.code(),
        w.said,
        ctx.now,
    ];
    tx.execute(sql, &values).await?;
    Ok(())
}

/// Writes a wage as it stands; something written in between makes the transaction try again.
pub(super) async fn save(ctx: &Ctx, tx: &mut Tx, w: &Wage, seen: i64) -> Result<(), Refusal> {
    let sql = "UPDATE gig_wages SET minutes = $1, units_milli = $2, from_at = $3, lines = $4, \
         breaches = $5, gross_fen = $6, kept_fen = $7, kept_why = $8, net_fen = $9, state = $10, \
         told_at = $11, told_how = $12, voucher_no = $13, received_fen = $14, received_at = $15, \
         called_at = $16, revision = $17, said = $18, updated_at = $19 \
         WHERE id = $20 AND said = $21";
    let values = params![
        w.minutes,
        w.units_milli,
        w.from_at,
        serde_json::to_string(&w.lines).map_err(Refusal::internal)?,
        serde_json::to_string(&w.breaches).map_err(Refusal::internal)?,
        w.gross_fen,
        w.kept_fen,
        &w.kept_why,
        w.net_fen,
        w.state.code(),
        w.told_at,
        w.told_how.clone(),
        &w.voucher_no,
        w.received_fen,
        w.received_at,
        w.called_at,
        w.revision,
        w.said,
        ctx.now,
        w.id.as_str(),
        seen,
    ];
    match tx.execute(sql, &values).await? {
        1 => Ok(()),
        _ => Err(Refusal::retry()),
    }
}

/// Moves the watch on; `false` when it is there already. Not a statement of anybody's.
pub(super) async fn advance(
    ctx: &Ctx,
    tx: &mut Tx,
    id: &WageId,
    stage: Stage,
) -> Result<bool, Refusal> {
    let before: Vec<String> = Stage::ALL
        .iter()
        .filter(|s| **s < stage)
        .map(|s| format!("'{}'", s.code()))
        .collect();
    let sql = format!(
        "UPDATE gig_wages SET stage = $2, updated_at = $3 WHERE id = $1 AND state <> 'paid' \
         AND stage IN ({})",
        before.join(", ")
    );
    let changed = tx
        .execute(&sql, &params![id.as_str(), stage.code(), ctx.now])
        .await?;
    Ok(changed == 1)
}

/// What is said of a wage: what, the sum, how, the voucher, in words.
pub(super) struct Saying<'a> {
    pub what: &'static str,
    pub fen: i64,
    pub how: &'a str,
    pub ref_no: &'a str,
    pub note: &'a str,
}

/// Adds a line to what was said; its number is `w.said`, which the caller has counted up.
pub(super) async fn say(ctx: &Ctx, tx: &mut Tx, w: &Wage, s: &Saying<'_>) -> Result<(), Refusal> {
    let sql = "INSERT INTO gig_wage_said (wage_id, seq, what, fen, how, ref_no, note, actor, \
         consent, said_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)";
    let consent = ctx.behalf.as_ref().map(|b| &b.consent);
    let values = params![
        w.id.as_str(),
        w.said,
        s.what,
        s.fen,
        s.how,
        s.ref_no,
        s.note,
        &ctx.actor.id,
        consent,
        ctx.now,
    ];
    tx.execute(sql, &values).await?;
    Ok(())
}

pub(super) fn said(row: &Row) -> Result<Said, Refusal> {
    Ok(Said {
        seq: row.get("seq")?,
        what: row.get("what")?,
        fen: row.get("fen")?,
        how: row.get("how")?,
        ref_no: row.get("ref_no")?,
        note: row.get("note")?,
        actor: row.get("actor")?,
        consent: row.get("consent")?,
        at: row.get("said_at")?,
    })
}

pub(super) const ARREARS: &str = "id, wage_id, region, employer_id, worker_id, amount_fen, \
     from_day, to_day, basis, state, drafted_at, confirmed_at";

pub(super) fn arrears(row: &Row) -> Result<Arrears, Refusal> {
    Ok(Arrears {
        id: ArrearsId::parse(&row.get::<String>("id")?)?,
        wage_id: WageId::parse(&row.get::<String>("wage_id")?)?,
        region: row.get("region")?,
        employer_id: row.get("employer_id")?,
        worker_id: row.get("worker_id")?,
        amount_fen: row.get("amount_fen")?,
        from_day: row.get("from_day")?,
        to_day: row.get("to_day")?,
        basis: row.get("basis")?,
        state: code(row, "state", ArrearsState::parse)?,
        drafted_at: row.get("drafted_at")?,
        confirmed_at: row.get("confirmed_at")?,
    })
}

/// Drafts a report; one that is there already stays as it is.
pub(super) async fn draft(ctx: &Ctx, tx: &mut Tx, w: &Wage, basis: &str) -> Result<(), Refusal> {
    let sql = "INSERT INTO gig_arrears (id, wage_id, county, region, employer_id, worker_id, \
         amount_fen, from_day, to_day, basis, state, drafted_at) \
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $8, $9, 'draft', $10) \
         ON CONFLICT (wage_id) DO NOTHING";
    let values = params![
        ArrearsId::mint(ctx).as_str(),
        w.id.as_str(),
        &w.region[..6],
        &w.region,
        &w.employer_id,
        &w.worker_id,
        w.open_fen(),
        w.work_day,
        basis,
        ctx.now,
    ];
    tx.execute(sql, &values).await?;
    Ok(())
}

/// Moves a report on; `false` when it was not in one of the states named.
pub(super) async fn move_arrears(
    ctx: &Ctx,
    tx: &mut Tx,
    wage: &WageId,
    to: ArrearsState,
) -> Result<bool, Refusal> {
    let (stamp, from) = match to {
        ArrearsState::Confirmed => ("confirmed_at", "('draft', 'dropped')"),
        ArrearsState::Dropped => ("closed_at", "('draft', 'confirmed')"),
        _ => ("closed_at", "('draft', 'confirmed', 'dropped')"),
    };
    let sql = format!(
        "UPDATE gig_arrears SET state = $2, {stamp} = $3 WHERE wage_id = $1 AND state IN {from}"
    );
    let changed = tx
        .execute(&sql, &params![wage.as_str(), to.code(), ctx.now])
        .await?;
    Ok(changed == 1)
}

/// Removes paid wages of days before the given one, with what was said of them.
pub(super) async fn forget(tx: &mut Tx, before: kernel::Day) -> Result<u64, Refusal> {
    const OLD: &str = "IN (SELECT id FROM gig_wages WHERE state = 'paid' AND work_day < $1)";
    let said = format!("DELETE FROM gig_wage_said WHERE wage_id {OLD}");
    tx.execute(&said, &params![before]).await?;
    let arrears = format!("DELETE FROM gig_arrears WHERE wage_id {OLD}");
    tx.execute(&arrears, &params![before]).await?;
    let sql = "DELETE FROM gig_wages WHERE state = 'paid' AND work_day < $1";
    Ok(tx.execute(sql, &params![before]).await?)
}

pub(super) async fn by_id(conn: &mut Conn, id: &str) -> Result<Option<Wage>, Refusal> {
    let sql = format!("SELECT {COLUMNS} FROM gig_wages WHERE id = $1");
    let row = conn.opt(&sql, &params![id]).await?;
    row.map(|r| wage(&r)).transpose()
}
