//! JSON of the service ledger: rows with their counts, and a row written by hand.

use super::actions;
use super::model::{Channel, KINDS};
use super::pages::{A_PAGE, filter};
use super::queries::{self, Line};
use crate::permissions::{LEDGER_READ, LEDGER_WRITE};
use axum::extract::State;
use axum::http::StatusCode;
use kernel::Moment;
use serde::{Deserialize, Serialize};
use std::sync::Arc;
use utoipa::ToSchema;
use utoipa_axum::routes;
use web::{Access, Cursor, Cx, Fields, House, Json, Query, Reply, Route, json};

/// Routes of the API.
pub(crate) fn routes() -> Vec<Route> {
    vec![
        web::api(Access::Need(LEDGER_READ), routes!(read_ledger)),
        web::api(Access::Need(LEDGER_WRITE), routes!(write_ledger)),
    ]
}

/// A service.
#[derive(Debug, Serialize, ToSchema)]
struct ServiceItem {
    /// Id.
    id: String,
    /// Day, `YYYY-MM-DD`.
    day: String,
    /// When it was written down, RFC 3339.
    at: String,
    /// Kind of service.
    kind: String,
    /// `counter`, `phone`, `village`, `online`.
    channel: String,
    /// Record of the person or employer; null = somebody who gave no name.
    subject: Option<String>,
    /// What came of it.
    result: String,
    /// Name of the station.
    station: String,
    /// Consent it rests on; null when the person acted.
    consent: Option<String>,
    /// How long it took, in minutes.
    minutes: Option<i64>,
}

impl From<Line> for ServiceItem {
    fn from(line: Line) -> Self {
        let given = |text: String| Some(text).filter(|t| !t.is_empty());
        Self {
            id: line.id,
            day: line.day,
            at: Moment::from_millis(line.at).rfc3339(),
            kind: line.kind,
            channel: line.channel,
            subject: given(line.subject),
            result: line.result,
            station: line.station,
            consent: given(line.consent),
            minutes: line.minutes,
        }
    }
}

/// Services of some days, with their counts.
#[derive(Debug, Serialize, ToSchema)]
struct LedgerRows {
    /// Services, newest first.
    items: Vec<ServiceItem>,
    /// Cursor of the next page; null = this is the last.
    next: Option<String>,
    /// Services in all (人次).
    services: i64,
    /// Different people and employers with a record (人).
    subjects: i64,
    /// Services to people who gave no name.
    anonymous: i64,
}

/// A service to write down.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct NewService {
    /// Kind of service, e.g. `consult`.
    kind: String,
    /// `counter`, `phone`, `village`, `online`.
    channel: String,
    /// What came of it, in words; no names, no numbers.
    result: Option<String>,
    /// How long it took, in minutes.
    minutes: Option<i64>,
}

/// Which row it is.
#[derive(Debug, Serialize, ToSchema)]
struct ServiceMade {
    /// Id.
    id: String,
}

/// The ledger of the caller's part of the county; today's when no days are given.
#[utoipa::path(get, path = "/api/v1/ledger", tag = "stations",
    params(
        ("from_day" = Option<String>, Query, description = "First day, `YYYY-MM-DD`"),
        ("to_day" = Option<String>, Query, description = "Last day, `YYYY-MM-DD`"),
        ("kind" = Option<String>, Query, description = "Only this kind"),
        ("channel" = Option<String>, Query, description = "Only this channel"),
        ("cursor" = Option<String>, Query, description = "Where to go on")),
    responses((status = 200, description = "Services", body = LedgerRows)))]
async fn read_ledger(State(house): State<Arc<House>>, Cx(ctx): Cx, Query(query): Query) -> Reply {
    let filter = filter(&ctx, &query)?;
    let after = query.get("cursor").map(|c| Cursor::decode(c, 2));
    let after = after.transpose()?;
    let after = after.as_ref().map(|c| (c.0[0].as_str(), c.0[1].as_str()));
    let mut reader = house.db.read().await?;
    let counts = queries::counts(&mut reader, &filter).await?;
    let mut lines = queries::lines(&mut reader, &filter, after, A_PAGE + 1).await?;
    let full = lines.len() > usize::try_from(A_PAGE).unwrap_or(usize::MAX);
    if full {
        lines.pop();
    }
    let last = lines.last().filter(|_| full);
    let rows = LedgerRows {
        next: last.map(|l| Cursor(vec![l.day.clone(), l.id.clone()]).encode()),
        items: lines.into_iter().map(ServiceItem::from).collect(),
        services: counts.services,
        subjects: counts.subjects,
        anonymous: counts.anonymous,
    };
    Ok(json(StatusCode::OK, &rows))
}

/// Writes down a service for somebody who gave no name.
#[utoipa::path(post, path = "/api/v1/ledger", tag = "stations", request_body = NewService,
    responses((status = 201, description = "Written", body = ServiceMade)))]
async fn write_ledger(
    State(house): State<Arc<House>>,
    Cx(ctx): Cx,
    Json(input): Json<NewService>,
) -> Reply {
    let minutes = input.minutes.map_or_else(String::new, |m| m.to_string());
    let fields = Fields::of([
        ("kind", input.kind),
        ("channel", input.channel),
        ("result", input.result.unwrap_or_default()),
        ("minutes", minutes),
    ]);
    let mut read = fields.reader();
    let kind = read.one_of("kind", &KINDS);
    let channel = read.one_of("channel", &Channel::CODES);
    let result = read.opt_text("result", 200).unwrap_or_default();
    let minutes = read.opt_int("minutes", 1..=600);
    read.finish()?;
    let channel = Channel::parse(channel).unwrap_or(Channel::Counter);
    let mut tx = trail::begin(&house.db, &ctx).await?;
    let id = actions::record_by_hand(&ctx, &mut tx, kind, channel, &result, minutes).await?;
    tx.commit(&ctx).await?;
    Ok(json(StatusCode::CREATED, &ServiceMade { id }))
}
