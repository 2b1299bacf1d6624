//! JSON of the public tables that other addresses take codes from: divisions and trades.

use crate::model::{Division, Level, Trade};
use crate::tables;
use axum::extract::State;
use axum::http::StatusCode;
use kernel::Refusal;
use serde::Serialize;
use std::sync::Arc;
use utoipa::ToSchema;
use web::{Access, Cx, House, Query, Reply, Route};

/// The room's JSON addresses.
pub(crate) fn routes() -> Vec<Route> {
    let open = Access::Open("names of places and trades are public");
    vec![
        web::api(open, utoipa_axum::routes!(divisions)),
        web::api(open, utoipa_axum::routes!(trades)),
    ]
}

/// A division.
#[derive(Serialize, ToSchema)]
struct DivisionJson {
    /// 12 digits, National Bureau of Statistics.
    code: String,
    /// 12 digits, Ministry of Civil Affairs, where known.
    mca_code: Option<String>,
    /// `county`, `town` or `village`.
    level: &'static str,
    /// Name as people write it.
    name: String,
    /// Code of the division above.
    parent_code: String,
    /// WGS-84 degrees north, where known.
    lat: Option<f64>,
    /// WGS-84 degrees east, where known.
    lon: Option<f64>,
}

impl From<&Division> for DivisionJson {
    fn from(d: &Division) -> Self {
        let (lat, lon) = d.point.unzip();
        Self {
            code: d.code.clone(),
            mca_code: d.mca_code.clone(),
            level: d.level.code(),
            name: d.short_name.clone(),
            parent_code: d.parent_code.clone(),
            lat,
            lon,
        }
    }
}

/// Divisions.
#[derive(Serialize, ToSchema)]
struct DivisionsJson {
    /// Divisions, in the order of their codes.
    items: Vec<DivisionJson>,
}

/// The county's towns, or the villages of one town.
#[utoipa::path(
    get,
    path = "/api/v1/divisions",
    tag = "reference",
    params(("town" = Option<String>, Query, description = "A town's code in either system")),
    responses(
        (status = 200, description = "Divisions", body = DivisionsJson),
        (status = 404, description = "No such town"),
    )
)]
async fn divisions(State(_): State<Arc<House>>, Cx(ctx): Cx, Query(fields): Query) -> Reply {
    let tables = tables(&ctx)?;
    let items = match fields.get("town") {
        None => tables.towns().map(DivisionJson::from).collect(),
        Some(code) => {
            let town = tables.division(code).filter(|d| d.level == Level::Town);
            let town = town.ok_or_else(|| Refusal::not_found("reference-region-unknown"))?;
            tables
                .villages(&town.code)
                .into_iter()
                .map(DivisionJson::from)
                .collect()
        }
    };
    Ok(web::json(StatusCode::OK, &DivisionsJson { items }))
}

/// A gig trade.
#[derive(Serialize, ToSchema)]
struct TradeJson {
    /// Stable id.
    id: String,
    /// Group.
    group: String,
    /// Name.
    name: String,
    /// Spoken terms.
    terms: Vec<String>,
    /// Code in the occupation classification of 2022, where there is one.
    occupation: Option<String>,
    /// `hour`, `day`, `month` or `piece`.
    usual_unit: String,
}

impl From<&Trade> for TradeJson {
    fn from(t: &Trade) -> Self {
        Self {
            id: t.id.clone(),
            group: t.group.clone(),
            name: t.name.clone(),
            terms: t.terms.clone(),
            occupation: t.occupation.clone(),
            usual_unit: t.usual_unit.clone(),
        }
    }
}

/// Trades.
#[derive(Serialize, ToSchema)]
struct TradesJson {
    /// Trades; with a word, the closest first.
    items: Vec<TradeJson>,
}

/// Every gig trade, or those meant by a word as people say it.
#[utoipa::path(
    get,
    path = "/api/v1/trades",
    tag = "reference",
    params(("q" = Option<String>, Query, description = "A word as people say it, at most 40")),
    responses(
        (status = 200, description = "Trades", body = TradesJson),
        (status = 422, description = "The word is too long"),
    )
)]
async fn trades(State(_): State<Arc<House>>, Cx(ctx): Cx, Query(fields): Query) -> Reply {
    let tables = tables(&ctx)?;
    let mut reader = fields.reader();
    let q = reader.opt_text("q", 40);
    reader.finish()?;
    let items = match q {
        None => tables.trades().iter().map(TradeJson::from).collect(),
        Some(q) => tables
            .find_trades(&q)
            .into_iter()
            .map(TradeJson::from)
            .collect(),
    };
    Ok(web::json(StatusCode::OK, &TradesJson { items }))
}
