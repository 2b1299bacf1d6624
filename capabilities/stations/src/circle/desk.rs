//! `/desk/circle`: share of villages within the circle by town, a map, the next stations.

use super::count::{CIRCLE, Count, estimate};
use crate::stations::queries;
use axum::extract::State;
use kernel::{Ctx, Region, Scope};
use roads::coverage::{Reach, Share};
use roads::map::{Dot, Map};
use roads::{Mode, Wgs84};
use serde::Serialize;
use std::sync::Arc;
use web::{Cell, Cx, Format, House, Page, Query, Reply, Table};

/// How many further stations are suggested.
const NEXT: usize = 3;
const WIDTH: u32 = 640;

#[derive(Serialize)]
struct Line {
    name: String,
    villages: i64,
    within: i64,
    unplaced: i64,
}

/// The count.
#[derive(Serialize)]
pub(crate) struct CountPage {
    mode: &'static str,
    modes: Vec<&'static str>,
    minutes: u32,
    stations: usize,
    all: Line,
    towns: Vec<Line>,
    map: String,
    next: Vec<String>,
    covered: u64,
    gap: u64,
}

impl Page for CountPage {
    const TEMPLATE: &'static str = "stations/circle/desk.html";
    fn samples() -> Vec<Self> {
        let page = |next: Vec<String>, gap| Self {
            mode: Mode::Ebike.name(),
            modes: Mode::ALL.map(Mode::name).into(),
            minutes: CIRCLE,
            stations: 16,
            all: line("…".into(), &Share::default()),
            towns: vec![line("…".into(), &Share::default())],
            map: String::new(),
            next,
            covered: 24,
            gap,
        };
        vec![
            page(vec!["…".into()], 0),
            page(vec!["…".into()], 1),
            page(Vec::new(), 0),
        ]
    }
}

fn line(name: String, share: &Share) -> Line {
    let n = |n: usize| i64::try_from(n).unwrap_or(i64::MAX);
    Line {
        name,
        villages: n(share.villages),
        within: n(share.villages_within),
        unplaced: n(share.villages_unplaced),
    }
}

fn map(house: &House, ctx: &Ctx, count: &Count) -> String {
    let (mut dots, mut names) = (Vec::new(), Vec::new());
    for ((_, at), reach) in count.villages.iter().zip(&count.coverage.villages) {
        if let Some(at) = at {
            let within = matches!(reach, Reach::Within(..));
            dots.push((if within { Dot::Within } else { Dot::Beyond }, *at));
        }
    }
    dots.extend(count.stations.iter().map(|s| (Dot::Station, s.1)));
    dots.extend(count.suggested().iter().map(|s| (Dot::Proposed, s.1)));
    for town in &count.towns {
        if let Some(at) = super::count::point(town) {
            names.push((at, town.short_name.as_str()));
        }
    }
    let title = house.say(ctx.locale, "stations-circle-map");
    let description = house.say(ctx.locale, "stations-circle-map-what");
    let names: &[(Wgs84, &str)] = &names;
    let map = Map {
        title: &title,
        description: &description,
        dots: &dots,
        names,
        width: WIDTH,
        ..Map::default()
    };
    map.svg()
}

pub(super) async fn circle(State(house): State<Arc<House>>, Cx(ctx): Cx, Query(q): Query) -> Reply {
    let mut reader = q.reader();
    reader.only(&["mode", "format", "said"]);
    let modes = Mode::ALL.map(Mode::name);
    let mode = reader.opt_one_of("mode", &modes);
    reader.finish()?;
    let mode = mode.and_then(Mode::named).unwrap_or(Mode::Ebike);
    let tables = reference::tables(&ctx)?;
    let county = &house.settings.county;
    let scope = Region::parse(county).map_or_else(Scope::nothing, |r| Scope::of(&r));
    let stations = queries::all(&mut *house.db.read().await?, &scope).await?;
    let way = estimate(&tables, county, ctx.today(), mode)?;
    let count = Count::new(&tables, &stations, way, CIRCLE, NEXT)?;
    let towns = count.towns.iter().zip(&count.coverage.towns);
    let towns = towns
        .map(|(town, share)| line(town.short_name.clone(), share))
        .collect();
    let page = CountPage {
        mode: mode.name(),
        modes: modes.into(),
        minutes: CIRCLE,
        stations: count.stations.len(),
        all: line(String::new(), &count.coverage.all),
        towns,
        map: map(&house, &ctx, &count),
        next: count
            .suggested()
            .iter()
            .map(|s| tables.name(&s.0.code))
            .collect(),
        covered: count.next.covered,
        gap: count.next.gap,
    };
    match q.get("format") {
        Some(format) => {
            let table = table(&house, &ctx, &page);
            Ok(web::table_response(
                Format::parse(format)?,
                "circle",
                &table,
            )?)
        }
        None => Ok(house.render(&ctx, &page)),
    }
}

fn table(house: &House, ctx: &Ctx, page: &CountPage) -> Table {
    let keys = ["town", "villages", "within", "unplaced"];
    let titles = keys.map(|key| house.say(ctx.locale, &format!("stations-circle-{key}")));
    let mut table = Table::new(&titles);
    let row = |l: &Line| {
        vec![
            Cell::from(l.name.as_str()),
            l.villages.into(),
            l.within.into(),
            l.unplaced.into(),
        ]
    };
    table.rows = page.towns.iter().map(row).collect();
    // The table must not travel without saying that it is an estimate.
    let note = house.say(ctx.locale, "stations-circle-estimate");
    table.rows.push(vec![Cell::from(note)]);
    table
}
