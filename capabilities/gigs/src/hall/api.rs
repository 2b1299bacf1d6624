//! The roll of the hall as JSON, for whoever calls people up.

use super::model::Entry;
use super::pages::station;
use super::queries;
use crate::permissions::CALL;
use axum::extract::State;
use axum::http::StatusCode;
use serde::Serialize;
use std::sync::Arc;
use utoipa::ToSchema;
use utoipa_axum::routes;
use web::{Access, Cx, House, Query, Reply, Route, api, json};

/// Routes of the API.
pub(super) fn routes() -> Vec<Route> {
    vec![api(Access::Need(CALL), routes!(list_roll))]
}

/// A line of the roll.
#[derive(Debug, Serialize, ToSchema)]
struct RollItem {
    /// Id.
    id: String,
    /// Number of the slip.
    slip: i64,
    /// Id of the worker.
    worker_id: String,
    /// `waiting`, `called`, `placed`, `left`.
    state: String,
    /// When the person came, RFC 3339.
    arrived_at: String,
    /// Ids of the trades wanted today; empty = those of the file.
    trades: Vec<String>,
    /// Longest way today, in minutes.
    max_minutes: Option<i64>,
}

/// The roll of today.
#[derive(Debug, Serialize, ToSchema)]
struct Roll {
    /// Id of the station.
    station_id: String,
    /// Lines, by slip.
    items: Vec<RollItem>,
}

fn item(e: &Entry) -> RollItem {
    RollItem {
        id: e.id.to_string(),
        slip: e.slip,
        worker_id: e.worker_id.clone(),
        state: e.state.code().to_owned(),
        arrived_at: e.arrived_at.rfc3339(),
        trades: e.trades.clone(),
        max_minutes: e.max_minutes,
    }
}

/// Who is on the roll of a hall today.
#[utoipa::path(get, path = "/api/v1/hall/roll", tag = "hall",
    params(("station" = Option<String>, Query, description = "Whose hall; the caller's own")),
    responses((status = 200, body = Roll)))]
async fn list_roll(State(house): State<Arc<House>>, Cx(ctx): Cx, Query(fields): Query) -> Reply {
    let mut conn = house.db.read().await?;
    let at = station(&ctx, &mut conn, &fields).await?;
    let entries = queries::roll(&mut conn, &at.id, ctx.today()).await?;
    let items = entries.iter().map(item).collect();
    let roll = Roll {
        station_id: at.id,
        items,
    };
    Ok(json(StatusCode::OK, &roll))
}
