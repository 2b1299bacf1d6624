//! The officer's page of the market: what the last clearing found, drawn and to take along.

use super::model::Run;
use super::{queries, reactions};
use crate::MARKET;
use axum::extract::State;
use kernel::{Ctx, Refusal, Target};
use serde::Serialize;
use serde_json::json;
use std::sync::Arc;
use web::{Access, Cell, Cx, Form, Format, House, Page, Query, Reply, Route, Table};

/// Clearings shown.
const RUNS: i64 = 30;
/// Posts shown with their prices.
const DEAREST: i64 = 10;

/// A bar of a chart: its label's key, the number as text, its length of 1000.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct Bar {
    label: &'static str,
    text: String,
    length: i64,
}

/// Bars that share a scale.
fn bars(rows: [(&'static str, i64); 3], most: i64) -> Vec<Bar> {
    let bar = |(label, n): (&'static str, i64)| Bar {
        label,
        text: n.to_string(),
        length: (n * 1000 / most.max(1)).clamp(0, 1000),
    };
    rows.into_iter().map(bar).collect()
}

fn thousandths(n: i64) -> String {
    format!("{}.{:03}", n / 1000, (n % 1000).abs())
}

/// A clearing in words and numbers.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct RunView {
    at: i64,
    workers: i64,
    posts: i64,
    places: i64,
    arcs: i64,
    seconds: String,
    filled: Vec<Bar>,
    total: i64,
    bound: i64,
    proven: bool,
    gini_alone: String,
    gini_priced: String,
    crowding: i64,
}

impl From<&Run> for RunView {
    fn from(r: &Run) -> Self {
        let filled = [
            ("placements-market-filled-best", r.filled_best),
            ("placements-market-filled-alone", r.filled_alone),
            ("placements-market-filled-priced", r.filled_priced),
        ];
        Self {
            at: r.at.millis(),
            workers: r.workers,
            posts: r.posts,
            places: r.places,
            arcs: r.arcs,
            seconds: thousandths(r.millis),
            filled: bars(filled, r.filled_best.max(r.filled_priced)),
            total: r.total,
            bound: r.bound,
            proven: r.total == r.bound,
            gini_alone: thousandths(r.gini_alone),
            gini_priced: thousandths(r.gini_priced),
            crowding: r.crowding,
        }
    }
}

/// The market.
#[derive(Debug, Serialize)]
pub struct MarketPage {
    last: Option<RunView>,
    before: Vec<RunView>,
    dearest: Vec<(String, String, i64)>,
}

fn sample_run() -> Run {
    Run {
        id: "mkt_0".into(),
        at: kernel::Moment::from_millis(1_795_395_600_000),
        workers: 120,
        posts: 40,
        places: 90,
        arcs: 2400,
        millis: 1250,
        filled_best: 84,
        filled_alone: 37,
        filled_priced: 79,
        total: 61_000,
        bound: 61_000,
        gini_alone: 640,
        gini_priced: 410,
        crowding: 1000,
    }
}

impl Page for MarketPage {
    const TEMPLATE: &'static str = "placements/market/market.html";
    fn samples() -> Vec<Self> {
        let run = || RunView::from(&sample_run());
        vec![
            Self {
                last: Some(run()),
                before: vec![run()],
                dearest: vec![("vac_0".into(), "核桃装车".into(), 210)],
            },
            Self {
                last: None,
                before: Vec::new(),
                dearest: Vec::new(),
            },
        ]
    }
}

fn table(house: &House, ctx: &Ctx, runs: &[Run]) -> Table {
    let keys = [
        "placements-market-at",
        "placements-market-workers",
        "placements-market-posts",
        "placements-market-places",
        "placements-market-arcs",
        "placements-market-seconds",
        "placements-market-filled-best",
        "placements-market-filled-alone",
        "placements-market-filled-priced",
        "placements-market-total",
        "placements-market-bound",
        "placements-market-gini-alone",
        "placements-market-gini-priced",
        "placements-market-crowding",
    ];
    let mut table = Table::new(&keys.map(|key| house.say(ctx.locale, key)));
    for r in runs {
        let cells: [Cell; 14] = [
            r.at.local().into(),
            r.workers.into(),
            r.posts.into(),
            r.places.into(),
            r.arcs.into(),
            thousandths(r.millis).into(),
            r.filled_best.into(),
            r.filled_alone.into(),
            r.filled_priced.into(),
            r.total.into(),
            r.bound.into(),
            thousandths(r.gini_alone).into(),
            thousandths(r.gini_priced).into(),
            r.crowding.into(),
        ];
        table.rows.push(cells.to_vec());
    }
    table
}

/// Six digits of the county that the house serves.
pub(super) fn county(ctx: &Ctx) -> Result<String, Refusal> {
    Ok(reference::tables(ctx)?.county_code().to_owned())
}

async fn show(State(house): State<Arc<House>>, Cx(ctx): Cx, Query(query): Query) -> Reply {
    let format = query.get("format").map(Format::parse).transpose()?;
    let county = county(&ctx)?;
    let mut conn = house.db.read().await?;
    let runs = queries::last(&mut conn, &county, RUNS).await?;
    if let Some(format) = format {
        let table = table(&house, &ctx, &runs);
        return Ok(web::table_response(format, "market", &table)?);
    }
    let mut views = runs.iter().map(RunView::from);
    let page = MarketPage {
        last: views.next(),
        before: views.collect(),
        dearest: vacancies::dearest(&mut conn, &county, DEAREST).await?,
    };
    Ok(house.render(&ctx, &page))
}

async fn now(State(house): State<Arc<House>>, Cx(ctx): Cx, Form(_): Form) -> Reply {
    let county = county(&ctx)?;
    ctx.require(MARKET, Target::Region(&format!("{county:0<12}")))?;
    let mut tx = trail::begin(&house.db, &ctx).await?;
    jobs::enqueue(&mut tx, &ctx, reactions::NOW, None, ctx.now, json!({})).await?;
    tx.note(&ctx, "placements.ask-market", &county, &county, json!({}));
    Ok(web::commit_to(tx, &ctx, "/desk/market?said=placements-said-market").await?)
}

pub(crate) fn routes() -> Vec<Route> {
    let need = Access::Need(MARKET);
    vec![
        web::get("/desk/market", need, show),
        web::post("/desk/market", need, now),
    ]
}

pub(crate) fn samples() -> Vec<web::PageSample> {
    vec![web::sample::<MarketPage>()]
}
