//! `/circle`: the station nearest to my village, and how long the way takes.

use super::count::{estimate, minutes, point};
use crate::stations::model::{Level, Station};
use crate::stations::pages::sample_station;
use crate::stations::queries;
use axum::extract::State;
use kernel::{Refusal, Region, Scope};
use reference::Division;
use roads::Mode;
use serde::Serialize;
use std::sync::Arc;
use web::{Cx, House, Page, Query, Reply};

#[derive(Serialize)]
struct Place {
    code: String,
    name: String,
}

#[derive(Serialize)]
struct Way {
    mode: &'static str,
    minutes: u32,
}

/// Towns to choose from, then villages, then the station.
#[derive(Serialize)]
pub(crate) struct CirclePage {
    /// The town or village that was chosen; empty at first.
    chosen: String,
    places: Vec<Place>,
    station: Option<Station>,
    /// Empty where the village's place is not known.
    ways: Vec<Way>,
}

impl Page for CirclePage {
    const TEMPLATE: &'static str = "stations/circle/circle.html";
    fn samples() -> Vec<Self> {
        let page = |chosen: &str, places, station, ways| Self {
            chosen: chosen.into(),
            places,
            station,
            ways,
        };
        let place = || Place {
            code: "611021101000".into(),
            name: "…".into(),
        };
        let way = |mode: Mode| Way {
            mode: mode.name(),
            minutes: 12,
        };
        let station = || Some(sample_station(Level::Town, "09140000000"));
        vec![
            page("", vec![place()], None, Vec::new()),
            page("…", vec![place()], None, Vec::new()),
            page("…", Vec::new(), station(), Mode::ALL.map(way).into()),
            page("…", Vec::new(), station(), Vec::new()),
            page("…", Vec::new(), None, Vec::new()),
        ]
    }
}

fn listed<'a>(divisions: impl Iterator<Item = &'a Division>) -> Vec<Place> {
    let place = |d: &Division| Place {
        code: d.code.clone(),
        name: d.short_name.clone(),
    };
    divisions.map(place).collect()
}

/// The nearest station by estimate where both ends have a point, else the one that serves the
/// village.
pub(super) async fn circle(State(house): State<Arc<House>>, Cx(ctx): Cx, Query(q): Query) -> Reply {
    let tables = reference::tables(&ctx)?;
    let unknown = || Refusal::not_found("record-unknown");
    let mut page = CirclePage {
        chosen: String::new(),
        places: listed(tables.towns()),
        station: None,
        ways: Vec::new(),
    };
    let Some(code) = q.get("place").filter(|c| !c.is_empty()) else {
        return Ok(house.render(&ctx, &page));
    };
    let place = tables.division(code).ok_or_else(unknown)?;
    page.chosen = place.short_name.clone();
    if place.level != reference::Level::Village {
        page.places = listed(tables.villages(&place.code).into_iter());
        return Ok(house.render(&ctx, &page));
    }
    page.places = Vec::new();
    let county = &house.settings.county;
    let scope = Region::parse(county).map_or_else(Scope::nothing, |r| Scope::of(&r));
    let mut reader = house.db.read().await?;
    let stations = queries::all(&mut reader, &scope).await?;
    let by_way = estimate(&tables, county, ctx.today(), Mode::Foot)?;
    let near = point(place).and_then(|here| {
        let there = |s: Station| Some((point(tables.division(&s.region)?)?, s));
        let located = stations.into_iter().filter_map(there);
        let nearest = located.min_by_key(|(at, _)| by_way.ms(here, *at));
        nearest.map(|(at, station)| (here, at, station))
    });
    match near {
        Some((here, at, station)) => {
            for mode in Mode::ALL {
                let way = estimate(&tables, county, ctx.today(), mode)?;
                page.ways.push(Way {
                    mode: mode.name(),
                    minutes: minutes(way.ms(here, at)),
                });
            }
            page.station = Some(station);
        }
        None => page.station = queries::nearest(&mut reader, &place.code).await?,
    }
    Ok(house.render(&ctx, &page))
}
