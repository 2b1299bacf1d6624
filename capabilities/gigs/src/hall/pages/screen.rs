//! `/hall/{station}/screen`: the screen on the wall of the hall. Slips and family names only.

use super::super::model::Entry;
use super::super::state::State as Stands;
use super::super::{queries, seating, store};
use super::views::{ShiftView, clock, surname};
use crate::orders::model::ShiftId;
use crate::seats::model::SeatId;
use axum::extract::{Path, State};
use axum::http::{HeaderName, HeaderValue};
use db::Conn;
use kernel::{Ctx, Refusal};
use people::WorkerId;
use reference::Tables;
use serde::Serialize;
use std::sync::Arc;
use web::{Access, Cx, House, Page, Query, Reply, Route};

/// The screen.
#[derive(Debug, Serialize)]
pub struct ScreenPage {
    station: String,
    name: String,
    time: String,
    waiting: i64,
    called: Vec<Called>,
    shifts: Vec<ShiftView>,
    still: bool,
}

#[derive(Debug, Clone, Serialize)]
struct Called {
    slip: i64,
    surname: String,
    shift: Option<ShiftView>,
}

impl Page for ScreenPage {
    const TEMPLATE: &'static str = "gigs/hall/screen.html";
    fn samples() -> Vec<Self> {
        let page = |called, shifts, still| Self {
            station: "sta_0".into(),
            name: "洛南县零工市场".into(),
            time: "6:20".into(),
            waiting: 12,
            called,
            shifts,
            still,
        };
        let called = |slip, shift| Called {
            slip,
            surname: "王".into(),
            shift,
        };
        let one = called(7, Some(ShiftView::sample()));
        let shifts = vec![ShiftView::sample(); 12];
        vec![
            page(vec![one, called(8, None)], shifts, false),
            page(Vec::new(), Vec::new(), true),
        ]
    }
}

/// Whoever is called, for which shift.
async fn called(conn: &mut Conn, tables: &Tables, roll: &[Entry]) -> Result<Vec<Called>, Refusal> {
    let mut out = Vec::new();
    for entry in roll.iter().filter(|e| e.state == Stands::Called) {
        let id = WorkerId::parse(&entry.worker_id)?;
        let name = people::worker(conn, &id).await?.map(|w| w.name);
        let seat = match &entry.seat_id {
            Some(seat) => crate::seats::seat(conn, &SeatId::parse(seat)?).await?,
            None => None,
        };
        let shift = match &seat {
            Some(seat) => Some(shift_of(conn, tables, &seat.shift_id).await?),
            None => None,
        };
        out.push(Called {
            slip: entry.slip,
            surname: surname(&name.unwrap_or_default()),
            shift,
        });
    }
    Ok(out)
}

async fn shift_of(conn: &mut Conn, tables: &Tables, id: &ShiftId) -> Result<ShiftView, Refusal> {
    let (order, shift) = seating::shift(conn, id).await?;
    Ok(ShiftView::of(tables, &order, &shift))
}

/// Seconds until the screen asks again; a screen that never asks again would show old names.
fn seconds(ctx: &Ctx, tables: &Tables, region: &str) -> Result<i64, Refusal> {
    let found = tables.param_i64("hall.screen_seconds", region, ctx.today());
    let found = found.ok_or_else(|| Refusal::internal("parameter hall.screen_seconds"))?;
    Ok(found.clamp(5, 600))
}

async fn show(
    State(house): State<Arc<House>>,
    Cx(ctx): Cx,
    Path(id): Path<String>,
    Query(query): Query,
) -> Reply {
    let mut reader = house.db.read().await?;
    let at = stations::stations::queries::by_id(&mut reader, &id).await?;
    let at = at.ok_or_else(|| Refusal::not_found("record-unknown"))?;
    let tables = reference::tables(&ctx)?;
    let roll = queries::roll(&mut reader, &at.id, ctx.today()).await?;
    let open = seating::open(&mut reader, &ctx, &store::county(&at.region)).await?;
    let still = query.get("still").is_some();
    let every = seconds(&ctx, &tables, &at.region)?;
    let page = ScreenPage {
        time: clock(ctx.now),
        waiting: queries::counts(&roll).waiting,
        called: called(&mut reader, &tables, &roll).await?,
        shifts: open
            .iter()
            .map(|(o, s)| ShiftView::of(&tables, o, s))
            .collect(),
        station: at.id,
        name: at.name,
        still,
    };
    let mut response = house.render(&ctx, &page);
    if !still {
        let every = HeaderValue::from(every);
        response
            .headers_mut()
            .insert(HeaderName::from_static("refresh"), every);
    }
    Ok(response)
}

pub(super) fn routes() -> Vec<Route> {
    let open = Access::Open("the screen on the wall of the hall: numbers and family names only");
    vec![web::get("/hall/{station}/screen", open, show)]
}
