//! Gathers what happened: one tree of facts, each with its place in the audit trail.

use super::queries::{self, MoveRow, SeatRow};
use super::{canon, money};
use crate::cover;
use db::Conn;
use employers::EmployerId;
use kernel::{Ctx, Day, Locale, Refusal};
use people::Worker;
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::collections::btree_map::Entry;
use trail::{Filter, Line};
use words::Words;

/// Lines of one record's history at most.
const HISTORY: u32 = 2000;

/// Where a line stands: chain, `#`, place in it.
fn place(line: &Line) -> String {
    format!("{}#{}", line.chain, line.seq)
}

/// The audit line of something that happened to a record at a moment; when several were written
/// in that moment, the one whose verb names it. Empty when there is none.
pub(crate) fn audit(history: &[Line], at: i64, verb: &str) -> String {
    let then = || history.iter().filter(|l| l.at.millis() == at);
    let named = then().find(|l| l.verb.ends_with(verb));
    named.or_else(|| then().next()).map_or(String::new(), place)
}

/// The facts of a worker and a period, and how many seats they tell of.
///
/// # Errors
/// What the database says.
pub(crate) async fn gather(
    ctx: &Ctx,
    conn: &mut Conn,
    worker: &Worker,
    from: Day,
    to: Day,
) -> Result<(Value, i64), Refusal> {
    let rows = queries::seats(conn, worker.id.as_str(), from, to).await?;
    let mut orders: BTreeMap<(String, i64), Value> = BTreeMap::new();
    let mut seats = Vec::new();
    for row in &rows {
        let key = (row.order_id.clone(), row.order_version);
        if let Entry::Vacant(free) = orders.entry(key) {
            let (id, version) = free.key();
            let made = order(conn, id, *version).await?;
            free.insert(made);
        }
        seats.push(seat(conn, row).await?);
    }
    let facts = json!({
        "a_format": canon::FORMAT,
        "county": worker.region.get(..6).unwrap_or_default(),
        "from": from.to_string(),
        "to": to.to_string(),
        "worker": { "id": worker.id.as_str(), "name": worker.name },
        "orders": orders.into_values().collect::<Vec<_>>(),
        "seats": seats,
        "notices": notices(ctx, conn, worker.id.as_str(), from, to).await?,
    });
    Ok((facts, i64::try_from(rows.len()).unwrap_or(i64::MAX)))
}

async fn order(conn: &mut Conn, id: &str, version: i64) -> Result<Value, Refusal> {
    let Some(row) = queries::version(conn, id, version).await? else {
        return Ok(json!({ "id": id, "version": version }));
    };
    let employer = employers::employer(conn, &EmployerId::parse(&row.employer_id)?).await?;
    let history = trail::history(conn, id, None, HISTORY).await?;
    let terms: Value = serde_json::from_str(&row.snapshot).map_err(Refusal::internal)?;
    Ok(json!({
        "id": id,
        "no": row.no,
        "version": version,
        "digest": row.digest,
        "made_at": row.made_at,
        "audit": audit(&history, row.made_at, ".open"),
        "employer": {
            "id": row.employer_id,
            "name": employer.map(|e| e.name).unwrap_or_default(),
        },
        "terms": terms,
    }))
}

async fn seat(conn: &mut Conn, row: &SeatRow) -> Result<Value, Refusal> {
    let history = trail::history(conn, &row.id, None, HISTORY).await?;
    let moves = queries::moves(conn, &row.id).await?;
    let moves: Vec<Value> = moves.iter().map(|m| step(m, &history)).collect();
    let covers = cover::of_seat(conn, &row.id).await?;
    let covers: Vec<Value> = covers.iter().map(|c| covered(c, &history)).collect();
    Ok(json!({
        "id": row.id,
        "order": row.order_id,
        "order_version": row.order_version,
        "employer": row.employer_id,
        "state": row.state,
        "channel": row.channel,
        "foreman": row.foreman_id,
        "day": row.work_day,
        "start_at": row.start_at,
        "end_at": row.end_at,
        "checked_in_at": row.checked_in_at,
        "checked_out_at": row.checked_out_at,
        "moves": moves,
        "cover": covers,
        "hours": money::hours(conn, &row.id, &history).await?,
        "wage": money::wage(conn, &row.id, &history).await?,
    }))
}

fn step(row: &MoveRow, history: &[Line]) -> Value {
    json!({
        "seq": row.seq,
        "move": row.made,
        "from": row.from,
        "to": row.to,
        "party": row.party,
        "actor": row.actor,
        "behalf": row.behalf,
        "consent": row.consent,
        "note": serde_json::from_str::<Value>(&row.note).unwrap_or_default(),
        "at": row.at,
        "audit": audit(history, row.at, &row.made),
    })
}

fn covered(cover: &cover::Cover, history: &[Line]) -> Value {
    let at = cover.updated_at.millis();
    json!({
        "kind": cover.kind.code(),
        "payer": cover.payer.code(),
        "state": cover.state.code(),
        "insurer": cover.insurer,
        "policy_no": cover.policy_no,
        "sum_fen": cover.sum_fen,
        "premium_fen": cover.premium_fen,
        "reason": cover.reason,
        "worker_said_at": cover.worker_said_at.map(|m| m.millis()),
        "at": at,
        "audit": audit(history, at, "cover"),
    })
}

/// What the worker was told in the period, in the words of the text message.
async fn notices(
    ctx: &Ctx,
    conn: &mut Conn,
    worker: &str,
    from: Day,
    to: Day,
) -> Result<Vec<Value>, Refusal> {
    let words = ctx.slot::<Words>()?;
    let mut told = stations::notices::of(conn, &[worker.to_owned()], 2000).await?;
    told.retain(|n| n.at >= from.start().millis() && n.at < to.plus_days(1).start().millis());
    told.reverse();
    let mut out = Vec::new();
    for notice in told {
        // Told in the transaction of whatever it tells of: the line of that moment.
        let moment = kernel::Moment::from_millis(notice.at);
        let filter = Filter {
            from: Some(moment),
            to: Some(kernel::Moment::from_millis(notice.at + 1)),
            ..Filter::default()
        };
        let lines = trail::lines(conn, &kernel::Scope::everything(), &filter, None, 50).await?;
        let about = |l: &&Line| l.subject == worker || l.verb.starts_with("gigs.");
        out.push(json!({
            "key": notice.key,
            "text": notice.say(&words, Locale::Zh),
            "at": notice.at,
            "audit": lines.iter().find(about).map_or(String::new(), place),
        }));
    }
    Ok(out)
}
