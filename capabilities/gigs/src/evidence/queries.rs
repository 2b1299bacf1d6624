//! Reads for evidence: what happened on a worker's seats, and the packages made before.

use super::model::{EvidenceId, Kept};
use db::{Conn, DbError, Row, Value, params};
use kernel::{Day, Moment, Refusal};

/// A seat as it stands.
pub(crate) struct SeatRow {
    pub id: String,
    pub order_id: String,
    pub order_version: i64,
    pub employer_id: String,
    pub state: String,
    pub channel: String,
    pub foreman_id: Option<String>,
    pub work_day: String,
    pub start_at: i64,
    pub end_at: i64,
    pub checked_in_at: Option<i64>,
    pub checked_out_at: Option<i64>,
}

/// The worker's seats on these days, in order of time.
pub(crate) async fn seats(
    conn: &mut Conn,
    worker: &str,
    from: Day,
    to: Day,
) -> Result<Vec<SeatRow>, Refusal> {
    let sql = "SELECT id, order_id, order_version, employer_id, state, channel, foreman_id, \
         work_day, start_at, end_at, checked_in_at, checked_out_at FROM gig_seats \
         WHERE worker_id = $1 AND work_day >= $2 AND work_day <= $3 \
         ORDER BY start_at, id LIMIT 1000";
    let rows = conn.all(sql, &params![worker, from, to]).await?;
    let seat = |row: &Row| {
        Ok::<_, DbError>(SeatRow {
            id: row.get("id")?,
            order_id: row.get("order_id")?,
            order_version: row.get("order_version")?,
            employer_id: row.get("employer_id")?,
            state: row.get("state")?,
            channel: row.get("channel")?,
            foreman_id: row.get("foreman_id")?,
            work_day: row.get("work_day")?,
            start_at: row.get("start_at")?,
            end_at: row.get("end_at")?,
            checked_in_at: row.get("checked_in_at")?,
            checked_out_at: row.get("checked_out_at")?,
        })
    };
    let seats: Result<Vec<_>, _> = rows.iter().map(seat).collect();
    Ok(seats?)
}

/// A step of a seat.
pub(crate) struct MoveRow {
    pub seq: i64,
    pub from: String,
    pub to: String,
    pub made: String,
    pub party: String,
    pub actor: String,
    pub behalf: Option<String>,
    pub consent: Option<String>,
    pub note: String,
    pub at: i64,
}

/// Every step of a seat, first one first.
pub(crate) async fn moves(conn: &mut Conn, seat: &str) -> Result<Vec<MoveRow>, Refusal> {
    let sql = "SELECT seq, from_state, to_state, move, party, actor, behalf, consent, note, \
         moved_at FROM gig_moves WHERE seat_id = $1 ORDER BY seq";
    let rows = conn.all(sql, &params![seat]).await?;
    let step = |row: &Row| {
        Ok::<_, DbError>(MoveRow {
            seq: row.get("seq")?,
            from: row.get("from_state")?,
            to: row.get("to_state")?,
            made: row.get("move")?,
            party: row.get("party")?,
            actor: row.get("actor")?,
            behalf: row.get("behalf")?,
            consent: row.get("consent")?,
            note: row.get("note")?,
            at: row.get("moved_at")?,
        })
    };
    let steps: Result<Vec<_>, _> = rows.iter().map(step).collect();
    Ok(steps?)
}

/// A version of an order as it was shown.
pub(crate) struct VersionRow {
    pub no: String,
    pub employer_id: String,
    pub snapshot: String,
    pub digest: String,
    pub made_at: i64,
}

/// The version of an order that a seat names.
pub(crate) async fn version(
    conn: &mut Conn,
    order: &str,
    version: i64,
) -> Result<Option<VersionRow>, Refusal> {
    let sql = "SELECT o.no, o.employer_id, v.snapshot, v.digest, v.made_at \
         FROM gig_order_versions v JOIN gig_orders o ON o.id = v.order_id \
         WHERE v.order_id = $1 AND v.version = $2";
    let Some(row) = conn.opt(sql, &params![order, version]).await? else {
        return Ok(None);
    };
    Ok(Some(VersionRow {
        no: row.get("no")?,
        employer_id: row.get("employer_id")?,
        snapshot: row.get("snapshot")?,
        digest: row.get("digest")?,
        made_at: row.get("made_at")?,
    }))
}

const KEPT: &str = "SELECT id, no, county, worker_id, region, from_day, to_day, seats, digest, \
     file_digest, reason, made_by, made_at, mac FROM gig_evidence";

fn kept(row: &Row) -> Result<(Kept, Vec<u8>), Refusal> {
    let kept = Kept {
        id: EvidenceId::parse(&row.get::<String>("id")?)?,
        no: row.get("no")?,
        county: row.get("county")?,
        worker_id: row.get("worker_id")?,
        region: row.get("region")?,
        from_day: row.get("from_day")?,
        to_day: row.get("to_day")?,
        seats: row.get("seats")?,
        digest: row.get("digest")?,
        file_digest: row.get("file_digest")?,
        reason: row.get("reason")?,
        made_by: row.get("made_by")?,
        made_at: row.get::<Moment>("made_at")?,
    };
    Ok((kept, row.get("mac")?))
}

async fn one(conn: &mut Conn, rest: &str, value: &str) -> Result<Option<(Kept, Vec<u8>)>, Refusal> {
    let sql = format!("{KEPT} WHERE {rest}");
    let row = conn.opt(&sql, &[Value::from(value)]).await?;
    row.as_ref().map(kept).transpose()
}

/// The package whose file has this digest, with its seal.
pub(crate) async fn by_file(
    conn: &mut Conn,
    digest: &str,
) -> Result<Option<(Kept, Vec<u8>)>, Refusal> {
    one(
        conn,
        "file_digest = $1 ORDER BY made_at, id LIMIT 1",
        digest,
    )
    .await
}

/// The first package with these facts, with its seal.
pub(crate) async fn by_digest(
    conn: &mut Conn,
    digest: &str,
) -> Result<Option<(Kept, Vec<u8>)>, Refusal> {
    one(conn, "digest = $1 ORDER BY made_at, id LIMIT 1", digest).await
}

/// The package of a number, with its seal.
pub(crate) async fn by_no(conn: &mut Conn, no: &str) -> Result<Option<(Kept, Vec<u8>)>, Refusal> {
    one(conn, "no = $1", no).await
}

/// The newest packages of a worker.
///
/// # Errors
/// What the database says.
pub async fn of_worker(conn: &mut Conn, worker: &str, limit: i64) -> Result<Vec<Kept>, Refusal> {
    let sql = format!("{KEPT} WHERE worker_id = $1 ORDER BY made_at DESC, id DESC LIMIT $2");
    let rows = conn.all(&sql, &params![worker, limit]).await?;
    rows.iter().map(|row| Ok(kept(row)?.0)).collect()
}
