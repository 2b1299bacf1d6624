//! JSON of the audit trail, for the audit administrator's programs.

use super::pages::{PAGE, filter};
use crate::AUDIT;
use axum::extract::State;
use axum::http::StatusCode;
use serde::Serialize;
use std::sync::Arc;
use trail::Line;
use utoipa::ToSchema;
use utoipa_axum::routes;
use web::{Access, Cursor, Cx, House, Query, Reply, Route, json};

/// Routes of the API.
pub(crate) fn routes() -> Vec<Route> {
    vec![web::api(Access::Need(AUDIT), routes!(list_audit))]
}

/// An audit line.
#[derive(Debug, Serialize, ToSchema)]
struct AuditLine {
    /// Chain that it belongs to.
    chain: String,
    /// Place in the chain, from 1.
    seq: i64,
    /// When, RFC 3339.
    at: String,
    /// `stranger`, `person`, `staff`, `token`, `system`.
    actor_kind: String,
    /// Account, job or command.
    actor: String,
    /// For whom, when staff acted for a person.
    behalf_subject: Option<String>,
    /// On which consent.
    behalf_consent: Option<String>,
    /// What was done.
    verb: String,
    /// Id of the record.
    subject: String,
    /// Division of the record; empty when it lies nowhere.
    region: String,
    /// What else is worth knowing.
    #[schema(value_type = Object)]
    detail: serde_json::Value,
    /// Number of the request, as in the log.
    request: String,
}

impl From<Line> for AuditLine {
    fn from(line: Line) -> Self {
        let given = |text: String| Some(text).filter(|t| !t.is_empty());
        Self {
            chain: line.chain,
            seq: line.seq,
            at: line.at.rfc3339(),
            actor_kind: line.actor_kind,
            actor: line.actor,
            behalf_subject: given(line.behalf_subject),
            behalf_consent: given(line.behalf_consent),
            verb: line.verb,
            subject: line.subject,
            region: line.region,
            detail: line.detail,
            request: line.request,
        }
    }
}

/// A page of the trail.
#[derive(Debug, Serialize, ToSchema)]
struct AuditLines {
    /// Lines, newest first.
    items: Vec<AuditLine>,
    /// Cursor of the next page; null = this is the last.
    next: Option<String>,
}

/// Audit lines of the caller's part of the county.
#[utoipa::path(get, path = "/api/v1/audit", tag = "console",
    params(
        ("actor" = Option<String>, Query, description = "Only what this account did"),
        ("verb" = Option<String>, Query, description = "How the verb begins"),
        ("subject" = Option<String>, Query, description = "Id of the record"),
        ("from_day" = Option<String>, Query, description = "First day, `YYYY-MM-DD`"),
        ("to_day" = Option<String>, Query, description = "Last day, `YYYY-MM-DD`"),
        ("cursor" = Option<String>, Query, description = "Where to go on")),
    responses((status = 200, description = "Lines", body = AuditLines)))]
async fn list_audit(State(house): State<Arc<House>>, Cx(ctx): Cx, Query(query): Query) -> Reply {
    let (filter, place) = filter(&query)?;
    let mut reader = house.db.read().await?;
    let lines = trail::lines(&mut reader, &ctx.scope, &filter, place.as_ref(), PAGE).await?;
    let full = lines.len() == PAGE as usize;
    let last = lines.last().filter(|_| full);
    let page = AuditLines {
        next: last.map(|l| Cursor(l.place().parts().into()).encode()),
        items: lines.into_iter().map(AuditLine::from).collect(),
    };
    Ok(json(StatusCode::OK, &page))
}
