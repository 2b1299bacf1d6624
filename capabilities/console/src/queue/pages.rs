//! `/admin/jobs` and `/admin/health`: what waits, what failed, whether the house is well.

use crate::JOBS;
use axum::extract::{Path, State};
use serde::Serialize;
use std::sync::Arc;
use web::{Access, Cx, Form, House, Page, Reply, Route, get, post};

/// Jobs by kind and state, schedules, dead letters; and the reference tables in force.
#[derive(Serialize)]
pub struct QueuePage {
    counts: Vec<Count>,
    oldest: Option<String>,
    waiting_facts: i64,
    dead: Vec<Dead>,
    schedules: Vec<Scheduled>,
    versions: Vec<Version>,
    key: u16,
}

#[derive(Serialize)]
struct Count {
    kind: String,
    state: String,
    count: i64,
}

#[derive(Serialize)]
struct Dead {
    id: String,
    kind: String,
    tries: i64,
    error: String,
    since: String,
}

#[derive(Serialize)]
struct Scheduled {
    kind: String,
    next: String,
    last: Option<String>,
    outcome: Option<String>,
}

#[derive(Serialize)]
struct Version {
    kind: String,
    version: String,
    rows: i64,
    source: String,
}

impl Page for QueuePage {
    const TEMPLATE: &'static str = "console/queue/show.html";
    fn samples() -> Vec<Self> {
        let time = || "2026-11-23 09:00".to_owned();
        let quiet = Self {
            counts: Vec::new(),
            oldest: None,
            waiting_facts: 0,
            dead: Vec::new(),
            schedules: Vec::new(),
            versions: Vec::new(),
            key: 1,
        };
        let busy = Self {
            counts: vec![Count {
                kind: "sms-send".into(),
                state: "ready".into(),
                count: 3,
            }],
            oldest: Some(time()),
            waiting_facts: 2,
            dead: vec![Dead {
                id: "job_1".into(),
                kind: "sms-send".into(),
                tries: 10,
                error: "…".into(),
                since: time(),
            }],
            schedules: vec![Scheduled {
                kind: "audit.anchor".into(),
                next: time(),
                last: Some(time()),
                outcome: Some("ok".into()),
            }],
            versions: vec![Version {
                kind: "trades".into(),
                version: "1".into(),
                rows: 61,
                source: "…".into(),
            }],
            key: 1,
        };
        vec![quiet, busy]
    }
}

pub fn routes() -> Vec<Route> {
    vec![
        get("/admin/jobs", Access::Need(JOBS), show),
        get("/admin/health", Access::Need(JOBS), show),
        post("/admin/jobs/{id}/revive", Access::Need(JOBS), revive),
    ]
}

async fn show(State(house): State<Arc<House>>, Cx(ctx): Cx) -> Reply {
    let mut reader = house.db.read().await?;
    let status = jobs::status(&mut reader).await?;
    let versions = reference::versions(&mut reader).await?;
    let page = QueuePage {
        counts: status
            .counts
            .into_iter()
            .map(|c| Count {
                kind: c.kind,
                state: c.state,
                count: c.count,
            })
            .collect(),
        oldest: status.oldest_ready.map(|m| m.local()),
        waiting_facts: status.waiting_facts,
        dead: status
            .dead
            .into_iter()
            .map(|d| Dead {
                id: d.id,
                kind: d.kind,
                tries: d.tries,
                error: d.error,
                since: d.created_at.local(),
            })
            .collect(),
        schedules: status
            .schedules
            .into_iter()
            .map(|s| Scheduled {
                kind: s.kind,
                next: s.next_at.local(),
                last: s.last_at.map(|m| m.local()),
                outcome: s.last_outcome,
            })
            .collect(),
        versions: versions
            .into_iter()
            .map(|v| Version {
                kind: v.kind,
                version: v.version.to_string(),
                rows: v.rows,
                source: v.source,
            })
            .collect(),
        key: house.vault.newest(),
    };
    Ok(house.render(&ctx, &page))
}

async fn revive(
    State(house): State<Arc<House>>,
    Cx(ctx): Cx,
    Path(id): Path<String>,
    Form(_): Form,
) -> Reply {
    ctx.require(JOBS, kernel::Target::Any)?;
    let mut tx = trail::begin(&house.db, &ctx).await?;
    jobs::revive(&ctx, &mut tx, &id).await?;
    Ok(web::commit_to(tx, &ctx, "/admin/jobs?said=console-revived").await?)
}
