//! The worker's seats: what comes next first.

use super::view::{SeatRow, rows};
use crate::seats;
use axum::extract::State;
use kernel::Ctx;
use serde::Serialize;
use std::sync::Arc;
use web::{Cell, Cx, Format, House, Page, Query, Reply, Table, table_response};

/// Days back that the list shows.
const DAYS: i64 = 180;
/// Seats shown at most.
const MOST: i64 = 200;

/// The worker's seats.
#[derive(Serialize)]
pub struct ListPage {
    coming: Vec<SeatRow>,
    past: Vec<SeatRow>,
}

impl Page for ListPage {
    const TEMPLATE: &'static str = "gigs/seats/mine.html";
    fn samples() -> Vec<Self> {
        let (coming, past) = SeatRow::samples().into_iter().partition(|r| r.live);
        let empty = Self {
            coming: Vec::new(),
            past: Vec::new(),
        };
        vec![Self { coming, past }, empty]
    }
}

pub async fn list(State(house): State<Arc<House>>, Cx(ctx): Cx, Query(fields): Query) -> Reply {
    let mut reader = fields.reader();
    reader.only(&["format"]);
    reader.finish()?;
    let mut found = Vec::new();
    if let Some(worker) = people::of_actor(&ctx) {
        let mut conn = house.db.read().await?;
        let from = ctx.today().plus_days(-DAYS);
        let seats = seats::of_worker(&mut conn, worker.as_str(), from, MOST).await?;
        found = rows(&ctx, &mut conn, &seats).await?;
    }
    if let Some(format) = fields.get("format").map(Format::parse).transpose()? {
        return Ok(table_response(
            format,
            "my-day-work",
            &table(&house, &ctx, &found),
        )?);
    }
    let (coming, mut past): (Vec<_>, Vec<_>) = found.into_iter().partition(|r| r.live);
    past.sort_by(|a, b| b.shift.day.cmp(&a.shift.day));
    Ok(house.render(&ctx, &ListPage { coming, past }))
}

/// Seats as a table to take along.
pub(super) fn table(house: &House, ctx: &Ctx, rows: &[SeatRow]) -> Table {
    let say = |key: &str| house.say(ctx.locale, key);
    let keys = [
        "gigs-day-on",
        "gigs-day-from",
        "gigs-day-to",
        "gigs-day-title-of",
        "gigs-day-place",
        "gigs-day-who",
        "gigs-day-state",
    ];
    let mut table = Table::new(&keys.map(say));
    for r in rows {
        let cells: [Cell; 7] = [
            r.shift.day.clone().into(),
            r.shift.from.clone().into(),
            r.shift.to.clone().into(),
            r.title.clone().into(),
            r.place.clone().into(),
            r.who.clone().into(),
            say(&format!("gigs-day-seat-{}", r.state)).into(),
        ];
        table.rows.push(cells.to_vec());
    }
    table
}
