//! The first page: what work today, and where to get help.

use super::season::{spoken, trades};
use super::station::{StationView, station};
use crate::board;
use axum::extract::State;
use serde::Serialize;
use std::sync::Arc;
use web::{Access, Cx, House, Page, PageSample, Reply, Route, get};

/// Templates.
pub const TEMPLATES: [web::Template; 1] = [(
    "vacancies/front/index.html",
    include_str!("../../templates/front/index.html"),
)];

/// Pages.
pub fn routes() -> Vec<Route> {
    vec![get(
        "/",
        Access::Open("the first page is for everybody"),
        show,
    )]
}

/// Samples.
pub fn samples() -> Vec<PageSample> {
    vec![web::sample::<FrontPage>()]
}

#[derive(Debug, Clone, Serialize)]
struct TradeView {
    id: String,
    name: String,
    count: usize,
}

/// The first page.
#[derive(Debug, Clone, Serialize)]
pub struct FrontPage {
    trades: Vec<TradeView>,
    open: usize,
    checked_today: usize,
    station: Option<StationView>,
}

impl Page for FrontPage {
    const TEMPLATE: &'static str = "vacancies/front/index.html";
    fn samples() -> Vec<Self> {
        let trade = |count| TradeView {
            id: "t01".into(),
            name: "…".into(),
            count,
        };
        let full = Self {
            trades: vec![trade(3), trade(0)],
            open: 3,
            checked_today: 1,
            station: Some(StationView::sample()),
        };
        let bare = Self {
            open: 0,
            checked_today: 0,
            station: None,
            ..full.clone()
        };
        vec![full, bare]
    }
}

/// `GET /`.
pub async fn show(State(house): State<Arc<House>>, Cx(ctx): Cx) -> Reply {
    let (board, tables) = (board::board(&ctx)?, reference::tables(&ctx)?);
    let mut conn = house.db.read().await?;
    board::refresh(&ctx, &mut conn, &board).await?;
    let station = station(&house, &mut conn, &house.settings.county).await?;
    drop(conn);
    let counts = board.counts(ctx.today());
    let named = trades(&tables, &counts, ctx.today());
    let view = |(trade, count): (&reference::Trade, usize)| TradeView {
        id: trade.id.clone(),
        name: spoken(trade).to_owned(),
        count,
    };
    let page = FrontPage {
        trades: named.into_iter().map(view).collect(),
        open: counts.open,
        checked_today: counts.checked_today,
        station,
    };
    Ok(house.render(&ctx, &page))
}
