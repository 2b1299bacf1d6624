//! `/stations`: where help is to be had; and the form with which a county keeps it true.

use super::model::{Level, NewStation, Station};
use super::{actions, queries};
use crate::permissions::STATIONS;
use axum::extract::{Path, State};
use kernel::{Ctx, Refusal, Region, Scope};
use serde::Serialize;
use std::sync::Arc;
use web::{Access, Cx, Fields, Form, House, Page, Reply, Route, see_other};

pub(crate) fn sample_station(level: Level, telephone: &str) -> Station {
    Station {
        id: "sta_0".into(),
        name: "石坡镇就业服务站".into(),
        region: "611021101000".into(),
        level,
        telephone: telephone.into(),
        telephone_of_county: level != Level::County,
        hours: "8:30–17:30".into(),
        address: String::new(),
    }
}

/// The list: county and towns.
#[derive(Serialize)]
pub(crate) struct StationsPage {
    county: Option<Station>,
    towns: Vec<Station>,
}

impl Page for StationsPage {
    const TEMPLATE: &'static str = "stations/stations/list.html";
    fn samples() -> Vec<Self> {
        vec![
            Self {
                county: Some(sample_station(Level::County, "09140000000")),
                towns: vec![sample_station(Level::Town, "")],
            },
            Self {
                county: None,
                towns: Vec::new(),
            },
        ]
    }
}

/// One station, with those inside its division.
#[derive(Serialize)]
pub(crate) struct StationPage {
    station: Station,
    inside: Vec<Station>,
    may_change: bool,
}

impl Page for StationPage {
    const TEMPLATE: &'static str = "stations/stations/show.html";
    fn samples() -> Vec<Self> {
        vec![
            Self {
                station: sample_station(Level::Town, "09140000000"),
                inside: vec![sample_station(Level::Village, "")],
                may_change: true,
            },
            Self {
                station: sample_station(Level::Village, ""),
                inside: Vec::new(),
                may_change: false,
            },
        ]
    }
}

/// The form that changes a station.
#[derive(Serialize)]
pub(crate) struct ChangePage {
    station: Station,
    #[serde(skip)]
    shown: Fields,
}

impl Page for ChangePage {
    const TEMPLATE: &'static str = "stations/stations/change.html";
    fn samples() -> Vec<Self> {
        vec![Self {
            station: sample_station(Level::Town, ""),
            shown: Fields::default(),
        }]
    }
    fn fields(&self) -> Fields {
        self.shown.clone()
    }
}

async fn list(State(house): State<Arc<House>>, Cx(ctx): Cx) -> Reply {
    let county = Region::parse(&house.settings.county);
    let scope = county.map_or_else(Scope::nothing, |r| Scope::of(&r));
    let mut stations = queries::all(&mut *house.db.read().await?, &scope).await?;
    stations.retain(|s| s.level != Level::Village);
    let (county, towns): (Vec<_>, Vec<_>) =
        stations.into_iter().partition(|s| s.level == Level::County);
    let county = county.into_iter().next();
    Ok(house.render(&ctx, &StationsPage { county, towns }))
}

async fn show(State(house): State<Arc<House>>, Cx(ctx): Cx, Path(id): Path<String>) -> Reply {
    let mut reader = house.db.read().await?;
    let station = queries::by_id(&mut reader, &id).await?;
    let station = station.ok_or_else(|| Refusal::not_found("record-unknown"))?;
    let inside = match (station.level, Region::parse(&station.region)) {
        (Level::Town, Some(region)) => queries::all(&mut reader, &Scope::of(&region)).await?,
        _ => Vec::new(),
    };
    let page = StationPage {
        may_change: ctx.may(STATIONS) && ctx.scope.covers(&station.region),
        inside: inside.into_iter().filter(|s| s.id != station.id).collect(),
        station,
    };
    Ok(house.render(&ctx, &page))
}

async fn change_page(house: &House, ctx: &Ctx, id: &str) -> Result<ChangePage, Refusal> {
    let station = queries::by_id(&mut *house.db.read().await?, id).await?;
    let station = station.filter(|s| ctx.scope.covers(&s.region));
    let station = station.ok_or_else(|| Refusal::not_found("record-unknown"))?;
    let own = if station.telephone_of_county {
        ""
    } else {
        &station.telephone
    };
    let shown = Fields::of([
        ("address", station.address.as_str()),
        ("telephone", own),
        ("hours", &station.hours),
    ]);
    Ok(ChangePage { station, shown })
}

async fn show_change(
    State(house): State<Arc<House>>,
    Cx(ctx): Cx,
    Path(id): Path<String>,
) -> Reply {
    let page = change_page(&house, &ctx, &id).await?;
    Ok(house.render(&ctx, &page))
}

async fn change(
    State(house): State<Arc<House>>,
    Cx(ctx): Cx,
    Path(id): Path<String>,
    Form(fields): Form,
) -> Reply {
    let page = change_page(&house, &ctx, &id).await?;
    let done = async {
        let mut reader = fields.reader();
        let telephone = reader.opt_text("telephone", 20).unwrap_or_default();
        let checked = kernel::check_phone(&telephone);
        if !telephone.is_empty() && checked.is_none() {
            reader.fault("telephone", "stations-telephone-form");
        }
        let new = NewStation {
            name: page.station.name.clone(),
            region: page.station.region.clone(),
            address: reader.opt_text("address", 100).unwrap_or_default(),
            telephone: checked.unwrap_or_default(),
            hours: reader.opt_text("hours", 60).unwrap_or_default(),
            area_m2: None,
        };
        reader.finish()?;
        let mut tx = trail::begin(&house.db, &ctx).await?;
        actions::change(&ctx, &mut tx, &id, &new).await?;
        tx.commit(&ctx).await
    };
    match done.await {
        Ok(()) => Ok(see_other(&format!(
            "/stations/{id}?said=stations-station-saved"
        ))),
        Err(refusal) => house.again(&ctx, &page, refusal, &fields),
    }
}

pub(crate) fn routes() -> Vec<Route> {
    let open = Access::Open("where help is to be had is for everybody");
    vec![
        web::get("/stations", open, list),
        web::get("/stations/{id}", open, show),
        web::get("/desk/stations/{id}", Access::Need(STATIONS), show_change),
        web::post("/desk/stations/{id}", Access::Need(STATIONS), change),
    ]
}
