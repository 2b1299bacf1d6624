//! Reads of the ledger: rows by filter, and its counts of services and of people apart.

use db::{Conn, Row, Value};
use kernel::{Day, Refusal, Scope};
use serde::Serialize;

/// A row as the desk sees it.
#[derive(Debug, Clone, Serialize)]
pub struct Line {
    /// `svc_…`.
    pub id: String,
    /// Civil day.
    pub day: String,
    /// When, in epoch milliseconds.
    pub at: i64,
    /// Kind of service.
    pub kind: String,
    /// Channel.
    pub channel: String,
    /// Record of the person or employer; empty = nobody's.
    pub subject: String,
    /// What came of it.
    pub result: String,
    /// Station's name; may be empty.
    pub station: String,
    /// Who gave it: a name of staff, or empty.
    pub staff: String,
    /// Consent it rests on; empty when the person acted for herself.
    pub consent: String,
    /// How long, in minutes.
    pub minutes: Option<i64>,
}

/// 人次 and 人 are never mixed.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
pub struct Counts {
    /// Services given (人次).
    pub services: i64,
    /// Different people and employers with a record (人).
    pub subjects: i64,
    /// Services to people who gave no name.
    pub anonymous: i64,
}

/// What to show.
#[derive(Debug, Clone)]
pub struct Filter {
    /// Only stations inside.
    pub scope: Scope,
    /// From this day.
    pub from: Day,
    /// To this day, included.
    pub to: Day,
    /// Only this kind.
    pub kind: Option<&'static str>,
    /// Only this channel.
    pub channel: Option<&'static str>,
}

fn condition(filter: &Filter) -> (String, Vec<Value>) {
    let mut sql = "WHERE v.station_region >= $1 AND v.station_region < $2 \
                   AND v.service_day >= $3 AND v.service_day <= $4"
        .to_owned();
    let mut values: Vec<Value> = vec![
        (&filter.scope.lo).into(),
        (&filter.scope.hi).into(),
        filter.from.into(),
        filter.to.into(),
    ];
    for (column, wanted) in [("v.kind", filter.kind), ("v.channel", filter.channel)] {
        if let Some(wanted) = wanted {
            values.push(wanted.into());
            sql.push_str(&format!(" AND {column} = ${}", values.len()));
        }
    }
    (sql, values)
}

/// Counts of services, people, and people without a name.
pub async fn counts(conn: &mut Conn, filter: &Filter) -> Result<Counts, Refusal> {
    let (condition, values) = condition(filter);
    let sql = format!(
        "SELECT COUNT(*) AS services, COUNT(DISTINCT v.subject_id) AS subjects, \
         COUNT(*) FILTER (WHERE v.subject_id IS NULL) AS anonymous \
         FROM service_ledger v {condition}"
    );
    let row = conn.one(&sql, &values).await?;
    Ok(Counts {
        services: row.get("services")?,
        subjects: row.get("subjects")?,
        anonymous: row.get("anonymous")?,
    })
}

/// Rows, newest first; `after` is the day and id of the last row seen.
pub async fn lines(
    conn: &mut Conn,
    filter: &Filter,
    after: Option<(&str, &str)>,
    limit: i64,
) -> Result<Vec<Line>, Refusal> {
    let (mut condition, mut values) = condition(filter);
    if let Some((day, id)) = after {
        let n = values.len();
        values.extend([day.into(), id.into()]);
        condition.push_str(&format!(
            " AND (v.service_day, v.id) < (${}, ${})",
            n + 1,
            n + 2
        ));
    }
    values.push(limit.into());
    let sql = format!(
        "SELECT v.id, v.service_day, v.recorded_at, v.kind, v.channel, v.subject_id, v.result, \
         v.behalf_consent, v.minutes, s.name AS station, a.name AS staff \
         FROM service_ledger v LEFT JOIN stations s ON s.id = v.station_id \
         LEFT JOIN accounts a ON a.id = v.actor AND a.kind = 'staff' \
         {condition} ORDER BY v.service_day DESC, v.id DESC LIMIT ${}",
        values.len()
    );
    let rows = conn.all(&sql, &values).await?;
    let lines: Result<Vec<_>, _> = rows.iter().map(line).collect();
    Ok(lines?)
}

fn line(row: &Row) -> Result<Line, db::DbError> {
    let text =
        |column| Ok::<_, db::DbError>(row.get::<Option<String>>(column)?.unwrap_or_default());
    Ok(Line {
        id: row.get("id")?,
        day: row.get("service_day")?,
        at: row.get("recorded_at")?,
        kind: row.get("kind")?,
        channel: row.get("channel")?,
        subject: text("subject_id")?,
        result: row.get("result")?,
        station: text("station")?,
        staff: text("staff")?,
        consent: text("behalf_consent")?,
        minutes: row.get("minutes")?,
    })
}
