//! Pages for everybody: about, privacy, help, and the switches of language and print.

use crate::accounts::model::local_path;
use crate::limits::Limits;
use crate::sessions::cookie;
use crate::stations::model::{Level, Station};
use crate::stations::pages::sample_station;
use crate::stations::queries::nearest;
use axum::extract::State;
use kernel::{Ctx, Refusal};
use serde::Serialize;
use std::sync::Arc;
use web::{Access, Cx, Form, House, Page, Reply, Route, see_other};

const YEAR_SECONDS: i64 = 365 * 24 * 3600;

/// What this is, and who stands behind it.
#[derive(Serialize)]
pub(crate) struct AboutPage {
    station: Option<Station>,
}

/// What is kept of a person, why, for how long, and who sees it.
#[derive(Serialize)]
pub(crate) struct PrivacyPage {
    station: Option<Station>,
    session_days: i64,
    ledger_years: Option<i64>,
    post_years: Option<i64>,
    log_months: Option<i64>,
}

/// A part that is not built yet: what it will do, and where help is to be had today.
#[derive(Serialize)]
pub(crate) struct HelpPage {
    topic: &'static str,
    station: Option<Station>,
}

fn samples_of(station: fn() -> Station) -> [Option<Station>; 2] {
    [Some(station()), None]
}

fn county() -> Station {
    sample_station(Level::County, "09140000000")
}

impl Page for AboutPage {
    const TEMPLATE: &'static str = "stations/front/about.html";
    fn samples() -> Vec<Self> {
        samples_of(county).map(|station| Self { station }).into()
    }
}

impl Page for PrivacyPage {
    const TEMPLATE: &'static str = "stations/front/privacy.html";
    fn samples() -> Vec<Self> {
        let page = |station| Self {
            station,
            session_days: 30,
            ledger_years: Some(2),
            post_years: Some(3),
            log_months: None,
        };
        samples_of(county).map(page).into()
    }
}

impl Page for HelpPage {
    const TEMPLATE: &'static str = "stations/front/help.html";
    fn samples() -> Vec<Self> {
        let page = |topic| samples_of(county).map(|station| Self { topic, station });
        [page("rights"), page("training")]
            .into_iter()
            .flatten()
            .collect()
    }
}

/// The county's station, where anybody may turn.
async fn station(house: &House) -> Result<Option<Station>, Refusal> {
    nearest(&mut *house.db.read().await?, &house.settings.county).await
}

async fn about(State(house): State<Arc<House>>, Cx(ctx): Cx) -> Reply {
    let station = station(&house).await?;
    Ok(house.render(&ctx, &AboutPage { station }))
}

async fn privacy(State(house): State<Arc<House>>, Cx(ctx): Cx) -> Reply {
    let tables = house.slots.get::<reference::Tables>();
    let param = |key: &str| {
        let county = &house.settings.county;
        tables.as_ref()?.param_i64(key, county, ctx.today())
    };
    let page = PrivacyPage {
        station: station(&house).await?,
        session_days: Limits::of(&house.slots).person_days,
        ledger_years: param("ledger.retention_years"),
        post_years: param("post.retention_years"),
        log_months: param("log.months"),
    };
    Ok(house.render(&ctx, &page))
}

async fn help(house: &House, ctx: &Ctx, topic: &'static str) -> Reply {
    let station = station(house).await?;
    Ok(house.render(ctx, &HelpPage { topic, station }))
}

async fn rights(State(house): State<Arc<House>>, Cx(ctx): Cx) -> Reply {
    help(&house, &ctx, "rights").await
}

async fn training(State(house): State<Arc<House>>, Cx(ctx): Cx) -> Reply {
    help(&house, &ctx, "training").await
}

/// Back to where the switch was pressed; a page of our own only.
fn back(fields: &web::Fields) -> String {
    let path = fields.get("back");
    let staff = path.filter(|p| matches!(*p, "/sign-in" | "/staff"));
    staff.or(local_path(path)).unwrap_or("/").to_owned()
}

async fn view(State(house): State<Arc<House>>, Form(fields): Form) -> Reply {
    let mut response = see_other(&back(&fields));
    if let Some(lang) = fields.get("lang").filter(|l| matches!(*l, "zh-CN" | "en")) {
        cookie::set(&house, &mut response, "yz_lang", lang, YEAR_SECONDS);
    }
    if let Some(large) = fields.get("large").filter(|l| matches!(*l, "0" | "1")) {
        cookie::set(&house, &mut response, "yz_large", large, YEAR_SECONDS);
    }
    Ok(response)
}

pub(crate) fn routes() -> Vec<Route> {
    let open = Access::Open("for everybody");
    vec![
        web::post("/view", open, view),
        web::get("/about", open, about),
        web::get("/privacy", open, privacy),
        web::get("/rights", open, rights),
        web::get("/training", open, training),
    ]
}
