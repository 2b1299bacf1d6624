//! The table of trades that the same people choose, for county officers.

use super::actions::LEAST;
use super::model::Kin;
use super::queries;
use crate::permissions::EXPORT;
use axum::extract::State;
use kernel::{Ctx, Target};
use reference::Tables;
use serde::Serialize;
use std::sync::Arc;
use web::{Access, Cell, Cx, Format, House, Page, Query, Reply, Route, Table};

/// Pairs drawn and listed on the page; the table to take along has all.
const SHOWN: usize = 40;

/// Two trades in words.
#[derive(Debug, Serialize)]
pub(crate) struct Pair {
    one: String,
    other: String,
    people: i64,
    /// Nearness in hundredths.
    percent: i64,
}

/// The table.
#[derive(Debug, Serialize)]
pub(crate) struct KinPage {
    pairs: Vec<Pair>,
    all: usize,
    least: i64,
    learned: Option<i64>,
}

impl Page for KinPage {
    const TEMPLATE: &'static str = "people/kin/kin.html";
    fn samples() -> Vec<Self> {
        let pair = |percent| Pair {
            one: "砖瓦工".into(),
            other: "抹灰工".into(),
            people: 120,
            percent,
        };
        let page = |pairs: Vec<Pair>, learned| Self {
            all: pairs.len(),
            pairs,
            least: 10,
            learned,
        };
        vec![
            page(vec![pair(64), pair(8)], Some(1_795_395_600_000)),
            page(Vec::new(), None),
        ]
    }
}

fn name(tables: &Tables, id: &str) -> String {
    let trade = tables.trade(id);
    trade.map_or_else(|| id.to_owned(), |trade| trade.name.clone())
}

fn table(house: &House, ctx: &Ctx, tables: &Tables, found: &[Kin]) -> Table {
    let keys = [
        "people-kin-one",
        "people-kin-other",
        "people-kin-people",
        "people-kin-near",
    ];
    let mut table = Table::new(&keys.map(|key| house.say(ctx.locale, key)));
    for kin in found {
        let cells: [Cell; 4] = [
            name(tables, &kin.trade).into(),
            name(tables, &kin.other).into(),
            kin.people.into(),
            (kin.share / 10).into(),
        ];
        table.rows.push(cells.to_vec());
    }
    table
}

async fn show(State(house): State<Arc<House>>, Cx(ctx): Cx, Query(query): Query) -> Reply {
    let tables = reference::tables(&ctx)?;
    let region = tables.county().map_or("", |county| county.code.as_str());
    ctx.require(EXPORT, Target::Region(region))?;
    let least = reference::whole(&ctx, LEAST, "", ctx.today())?;
    let mut conn = house.db.read().await?;
    let found = queries::all(&mut conn, tables.county_code()).await?;
    if let Some(format) = query.get("format").map(Format::parse).transpose()? {
        let table = table(&house, &ctx, &tables, &found);
        return Ok(web::table_response(format, "trades", &table)?);
    }
    let learned = queries::learned(&mut conn, tables.county_code()).await?;
    let pair = |kin: &Kin| Pair {
        one: name(&tables, &kin.trade),
        other: name(&tables, &kin.other),
        people: kin.people,
        percent: kin.share / 10,
    };
    let page = KinPage {
        pairs: found.iter().take(SHOWN).map(pair).collect(),
        all: found.len(),
        least,
        learned: learned.map(|at| at.millis()),
    };
    Ok(house.render(&ctx, &page))
}

pub(crate) fn routes() -> Vec<Route> {
    vec![web::get("/desk/kin", Access::Need(EXPORT), show)]
}
