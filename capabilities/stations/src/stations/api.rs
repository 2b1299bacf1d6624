//! JSON of the stations: where help is to be had, for everybody.

use super::model::{Level, Station};
use super::queries;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use kernel::{Refusal, Region, Scope};
use serde::Serialize;
use std::sync::Arc;
use utoipa::ToSchema;
use utoipa_axum::routes;
use web::{Access, House, Query, Reply, Route, json};

/// Routes of the API.
pub(crate) fn routes() -> Vec<Route> {
    let open = Access::Open("where help is to be had is for everybody");
    vec![
        web::api(open, routes!(list_stations)),
        web::api(open, routes!(show_station)),
    ]
}

/// A station.
#[derive(Debug, Serialize, ToSchema)]
struct StationItem {
    /// Id.
    id: String,
    /// Name.
    name: String,
    /// Code of its division, 12 digits.
    region: String,
    /// `county`, `town`, `village`.
    level: String,
    /// Number to call; empty when there is none.
    telephone: String,
    /// Is the number the county station's?
    telephone_of_county: bool,
    /// When it is open, in words.
    hours: String,
    /// Where it is, in words.
    address: String,
}

impl From<Station> for StationItem {
    fn from(s: Station) -> Self {
        Self {
            id: s.id,
            name: s.name,
            region: s.region,
            level: s.level.code().to_owned(),
            telephone: s.telephone,
            telephone_of_county: s.telephone_of_county,
            hours: s.hours,
            address: s.address,
        }
    }
}

/// Stations.
#[derive(Debug, Serialize, ToSchema)]
struct StationList {
    /// The county's station first, then in the order of their divisions.
    items: Vec<StationItem>,
}

/// The county's and the towns' stations, or those of one town with its villages.
#[utoipa::path(get, path = "/api/v1/stations", tag = "stations",
    params(("town" = Option<String>, Query, description = "A town's code, 12 digits")),
    responses((status = 200, description = "Stations", body = StationList)))]
async fn list_stations(State(house): State<Arc<House>>, Query(fields): Query) -> Reply {
    let mut read = fields.reader();
    read.only(&["town"]);
    let town = read.opt_text("town", 12);
    read.finish()?;
    let wrong = || Refusal::field("town", "field-not-choice");
    let region = match &town {
        Some(code) => Region::parse(code)
            .filter(|r| r.town().is_some())
            .ok_or_else(wrong)?,
        None => Region::parse(&house.settings.county)
            .ok_or_else(|| Refusal::internal("the county has no code"))?,
    };
    let mut found = queries::all(&mut *house.db.read().await?, &Scope::of(&region)).await?;
    found.retain(|s| town.is_some() || s.level != Level::Village);
    let list = StationList {
        items: found.into_iter().map(StationItem::from).collect(),
    };
    Ok(json(StatusCode::OK, &list))
}

/// One station.
#[utoipa::path(get, path = "/api/v1/stations/{id}", tag = "stations",
    params(("id" = String, Path, description = "Id of the station")),
    responses((status = 200, description = "The station", body = StationItem)))]
async fn show_station(State(house): State<Arc<House>>, Path(id): Path<String>) -> Reply {
    let station = queries::by_id(&mut *house.db.read().await?, &id).await?;
    let station = station.ok_or_else(|| Refusal::not_found("record-unknown"))?;
    Ok(json(StatusCode::OK, &StationItem::from(station)))
}
