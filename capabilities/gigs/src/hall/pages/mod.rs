//! The hall's pages: the desk, the call-up, slips, and the screen on the wall.

mod call;
mod desk;
mod export;
mod hardship;
mod new;
mod plan;
mod screen;
mod slip;
mod views;

use super::model::{Entry, RollId};
use super::queries;
use crate::permissions::CALL;
use db::Conn;
use kernel::{Ctx, Refusal, Target};
use stations::Station;
use web::{Fields, PageSample, Route};

/// The templates.
pub const TEMPLATES: &[web::Template] = &[
    (
        "gigs/hall/desk.html",
        include_str!("../../../templates/hall/desk.html"),
    ),
    (
        "gigs/hall/found.html",
        include_str!("../../../templates/hall/found.html"),
    ),
    (
        "gigs/hall/new.html",
        include_str!("../../../templates/hall/new.html"),
    ),
    (
        "gigs/hall/call.html",
        include_str!("../../../templates/hall/call.html"),
    ),
    (
        "gigs/hall/plan.html",
        include_str!("../../../templates/hall/plan.html"),
    ),
    (
        "gigs/hall/kept.html",
        include_str!("../../../templates/hall/kept.html"),
    ),
    (
        "gigs/hall/hardship.html",
        include_str!("../../../templates/hall/hardship.html"),
    ),
    (
        "gigs/hall/slip.html",
        include_str!("../../../templates/hall/slip.html"),
    ),
    (
        "gigs/hall/screen.html",
        include_str!("../../../templates/hall/screen.html"),
    ),
];

/// The pages' samples.
pub fn samples() -> Vec<PageSample> {
    vec![
        web::sample::<desk::DeskPage>(),
        web::sample::<desk::FoundPage>(),
        web::sample::<new::NewPage>(),
        web::sample::<call::CallPage>(),
        web::sample::<call::KeptPage>(),
        web::sample::<plan::PlanPage>(),
        web::sample::<hardship::HardshipPage>(),
        web::sample::<slip::SlipPage>(),
        web::sample::<screen::ScreenPage>(),
    ]
}

/// The routes.
pub fn routes() -> Vec<Route> {
    let mut routes = desk::routes();
    routes.extend(super::api::routes());
    routes.extend(new::routes());
    routes.extend(call::routes());
    routes.extend(plan::routes());
    routes.extend(hardship::routes());
    routes.extend(slip::routes());
    routes.extend(screen::routes());
    routes
}

/// The station whose hall is asked for: the one named, else the staff's own.
pub(super) async fn station(
    ctx: &Ctx,
    conn: &mut Conn,
    fields: &Fields,
) -> Result<Station, Refusal> {
    let found = match fields.get("station") {
        Some(id) => stations::stations::queries::by_id(conn, id).await?,
        None => stations::stations::queries::own(conn, ctx).await?,
    };
    let station = found.ok_or_else(|| Refusal::not_found("record-unknown"))?;
    ctx.require(CALL, Target::Region(&station.region))?;
    Ok(station)
}

/// A line of the roll in reach, with its station.
async fn line(ctx: &Ctx, conn: &mut Conn, id: &str) -> Result<(Entry, Station), Refusal> {
    let entry = queries::need(conn, &RollId::parse(id)?).await?;
    ctx.require(CALL, Target::Region(&entry.region))?;
    let station = stations::stations::queries::by_id(conn, &entry.station_id).await?;
    let station = station.ok_or_else(|| Refusal::not_found("record-unknown"))?;
    Ok((entry, station))
}
