//! The part of the facts that tells of hours and wages, and how it is printed.

use super::facts::audit;
use crate::seats::model::SeatId;
use crate::{hours, wages};
use db::Conn;
use kernel::{Fen, Moment, Refusal};
use paper::{Block, Column};
use serde_json::{Value, json};
use trail::Line;

/// Attendance, and the hours that each side stated for a seat, as they were stated.
pub(crate) async fn hours(conn: &mut Conn, seat: &str, history: &[Line]) -> Result<Value, Refusal> {
    let id = SeatId::parse(seat)?;
    let Some(now) = hours::hours(conn, &id).await? else {
        return Ok(Value::Null);
    };
    let mut said = Vec::new();
    for s in hours::history(conn, &id).await? {
        let at = s.at.millis();
        said.push(json!({
            "seq": s.seq, "party": s.party, "minutes": s.said.minutes,
            "units_milli": s.said.units_milli, "note": s.note, "actor": s.actor,
            "consent": s.consent, "at": at, "audit": audit(history, at, "hours-say"),
        }));
    }
    Ok(json!({
        "in_how": now.in_how,
        "in_at": now.in_at.map(Moment::millis),
        "out_how": now.out_how,
        "out_at": now.out_at.map(Moment::millis),
        "agreed_minutes": now.agreed.map(|a| a.minutes),
        "agreed_units_milli": now.agreed.map(|a| a.units_milli),
        "agreed_at": now.agreed_at.map(Moment::millis),
        "said": said,
    }))
}

/// The wage of a seat: computed line by line, due, told as paid, received.
pub(crate) async fn wage(conn: &mut Conn, seat: &str, history: &[Line]) -> Result<Value, Refusal> {
    let Some(wage) = wages::of_seat(conn, &SeatId::parse(seat)?).await? else {
        return Ok(Value::Null);
    };
    let mut said = Vec::new();
    for s in wages::history(conn, &wage.id).await? {
        let at = s.at.millis();
        said.push(json!({
            "seq": s.seq, "what": s.what, "fen": s.fen, "how": s.how, "ref_no": s.ref_no,
            "note": s.note, "actor": s.actor, "consent": s.consent, "at": at,
            "audit": audit(history, at, &s.what),
        }));
    }
    Ok(json!({
        "id": wage.id.as_str(),
        "minutes": wage.minutes,
        "units_milli": wage.units_milli,
        "lines": serde_json::to_value(&wage.lines).map_err(Refusal::internal)?,
        "gross_fen": wage.gross_fen,
        "kept_fen": wage.kept_fen,
        "kept_why": wage.kept_why,
        "net_fen": wage.net_fen,
        "due_day": wage.due_day.to_string(),
        "state": wage.state.code(),
        "said": said,
    }))
}

fn text(value: &Value) -> String {
    match value {
        Value::Null => String::new(),
        Value::String(text) => text.clone(),
        other => other.to_string(),
    }
}

fn yuan(value: &Value) -> String {
    value.as_i64().map_or(String::new(), |n| Fen(n).to_string())
}

fn moment(value: &Value) -> String {
    let at = value.as_i64().map(Moment::from_millis);
    at.map_or(String::new(), Moment::local)
}

/// Minutes as hours and minutes: `7:30`.
fn clock(value: &Value) -> String {
    let hours = |n: i64| format!("{}:{:02}", n / 60, n % 60);
    value.as_i64().map_or(String::new(), hours)
}

/// Hours and wage of a seat on paper; `say` gives a message.
pub(crate) fn printed(seat: &Value, say: &dyn Fn(&str) -> String) -> Vec<Block> {
    let mut out = Vec::new();
    let column = |key: &str, share| Column::new(say(key), share);
    let list = |value: &Value| value.as_array().cloned().unwrap_or_default();
    let stated = |s: &Value| {
        vec![
            moment(&s["at"]),
            say(&format!("gigs-evidence-party-{}", text(&s["party"]))),
            clock(&s["minutes"]),
            text(&s["note"]),
            text(&s["audit"]),
        ]
    };
    let rows: Vec<Vec<String>> = list(&seat["hours"]["said"]).iter().map(stated).collect();
    if !rows.is_empty() {
        let columns = vec![
            column("gigs-evidence-when", 5),
            column("gigs-evidence-who", 4),
            column("gigs-evidence-hours", 4),
            column("gigs-evidence-note", 8),
            column("gigs-evidence-audit", 4),
        ];
        out.push(Block::Table { columns, rows });
    }
    let wage = &seat["wage"];
    if wage.is_null() {
        return out;
    }
    let kept = format!("{} {}", yuan(&wage["kept_fen"]), text(&wage["kept_why"]));
    let row = |key: &str, value: String| (say(key), value);
    out.push(Block::Rows(vec![
        row(
            "gigs-evidence-agreed",
            clock(&seat["hours"]["agreed_minutes"]),
        ),
        row("gigs-evidence-gross", yuan(&wage["gross_fen"])),
        row("gigs-evidence-kept", kept),
        row("gigs-evidence-net", yuan(&wage["net_fen"])),
        row("gigs-evidence-due", text(&wage["due_day"])),
    ]));
    let step = |s: &Value| {
        vec![
            moment(&s["at"]),
            say(&format!("gigs-evidence-wage-{}", text(&s["what"]))),
            yuan(&s["fen"]),
            format!(
                "{} {} {}",
                text(&s["how"]),
                text(&s["ref_no"]),
                text(&s["note"])
            ),
            text(&s["audit"]),
        ]
    };
    let rows: Vec<Vec<String>> = list(&wage["said"]).iter().map(step).collect();
    let columns = vec![
        column("gigs-evidence-when", 5),
        column("gigs-evidence-what", 5),
        column("gigs-evidence-yuan", 3),
        column("gigs-evidence-note", 8),
        column("gigs-evidence-audit", 4),
    ];
    out.push(Block::Table { columns, rows });
    out
}
