//! The desk: the shifts of the area today and tomorrow, and which of them lack people.

use super::open::{EXPORT_MAX, lines, table};
use super::view::LineView;
use super::{after, cut};
use crate::orders::board::queries::{self, Asked};
use axum::extract::State;
use serde::Serialize;
use std::sync::Arc;
use web::{Cx, Format, House, Page, Query, Reply, table_response};

/// Shifts on a page.
const PAGE: usize = 50;

/// Shifts of the area.
#[derive(Serialize)]
pub struct ListPage {
    rows: Vec<LineView>,
    day: String,
    days: Vec<String>,
    view: &'static str,
    views: [&'static str; 2],
    count: i64,
    query: String,
    next: String,
}

impl Page for ListPage {
    const TEMPLATE: &'static str = "gigs/orders/desk.html";
    fn samples() -> Vec<Self> {
        let page = |rows: Vec<LineView>, view| Self {
            count: i64::try_from(rows.len()).unwrap_or(0),
            next: if rows.is_empty() { "" } else { "/desk/day?x" }.into(),
            rows,
            day: String::new(),
            days: vec!["2026-11-24".into(), "2026-11-25".into()],
            view,
            views: VIEWS,
            query: "view=short".into(),
        };
        let rows = vec![LineView::sample(false), LineView::sample(true)];
        vec![page(rows, "all"), page(Vec::new(), "short")]
    }
}

/// Every shift, or those that lack people.
const VIEWS: [&str; 2] = ["all", "short"];

pub async fn list(State(house): State<Arc<House>>, Cx(ctx): Cx, Query(fields): Query) -> Reply {
    let mut reader = fields.reader();
    reader.only(&["day", "view", "cursor", "format"]);
    let day = reader.opt_day("day");
    let view = reader.opt_one_of("view", &VIEWS).unwrap_or("all");
    reader.finish()?;
    let today = ctx.today();
    let asked = Asked {
        from: day.unwrap_or(today),
        to: Some(day.unwrap_or_else(|| today.plus_days(1))),
        place: ctx.scope.clone(),
        trade: None,
        free: view == "short",
        open_at: (view == "short").then_some(ctx.now),
        after: after(&fields)?,
    };
    let format = fields.get("format").map(Format::parse).transpose()?;
    let most = if format.is_some() { EXPORT_MAX } else { PAGE };
    let mut conn = house.db.read().await?;
    let mut found = queries::shifts(&mut conn, &asked, true, most).await?;
    let next = cut(&mut found, most, |l| {
        (l.shift.start_at.millis(), l.shift.id.to_string())
    });
    let tables = reference::tables(&ctx)?;
    let rows = lines(&ctx, &mut conn, &tables, &found).await?;
    if let Some(format) = format {
        return Ok(table_response(
            format,
            "day-shifts",
            &table(&house, &ctx, &rows),
        )?);
    }
    let next = next.map(|c| format!("/desk/day?{}", fields.with("cursor", Some(&c))));
    let page = ListPage {
        rows,
        day: day.map_or_else(String::new, |d| d.to_string()),
        days: (0..4).map(|n| today.plus_days(n).to_string()).collect(),
        view,
        views: VIEWS,
        count: queries::count(&mut conn, &asked).await?,
        query: fields.with("cursor", None),
        next: next.unwrap_or_default(),
    };
    Ok(house.render(&ctx, &page))
}
