//! The printed card, and what happens when it is scanned.

use crate::desk::file::seen;
use crate::desk::{actions, card, file, list, new, queries};
use crate::permissions::VIEW;
use crate::workers::view::{self, StationView};
use axum::extract::{Path, State as Held};
use axum::http::HeaderMap;
use axum::http::header::HOST;
use kernel::Refusal;
use serde::Serialize;
use std::sync::Arc;
use web::{Access, Cx, Form, House, Page, Reply, Route, see_other};

/// A card to print.
#[derive(Debug, Serialize)]
pub(crate) struct CardPage {
    id: String,
    name: String,
    place: String,
    /// In groups of four, so that it can be read out.
    code: String,
    qr: Option<String>,
    station: Option<StationView>,
}

impl Page for CardPage {
    const TEMPLATE: &'static str = "people/desk/card.html";
    fn samples() -> Vec<Self> {
        let station = StationView {
            name: "…".into(),
            telephone: "0914-0000000".into(),
            hours: "8:30".into(),
        };
        let page = |code: &str, qr, station| Self {
            id: "wrk_0".into(),
            name: "王小明".into(),
            place: "石坡镇 张河村".into(),
            code: code.into(),
            qr,
            station,
        };
        vec![
            page("0000 0000 0000 0000", web::qr_svg("/c/0"), Some(station)),
            page("", None, None),
        ]
    }
}

/// A card found by somebody who is not staff.
#[derive(Debug, Serialize)]
pub(crate) struct FoundPage {}

impl Page for FoundPage {
    const TEMPLATE: &'static str = "people/desk/found.html";
    fn samples() -> Vec<Self> {
        vec![Self {}]
    }
}

/// The address that the card's code stands for: a telephone's camera opens it.
fn address(house: &House, headers: &HeaderMap, code: &str) -> String {
    let host = headers
        .get(HOST)
        .and_then(|h| h.to_str().ok())
        .unwrap_or_default();
    let scheme = if house.settings.secure_cookies {
        "https"
    } else {
        "http"
    };
    if host.is_empty() {
        format!("/c/{code}")
    } else {
        format!("{scheme}://{host}/c/{code}")
    }
}

fn grouped(code: &str) -> String {
    let chars: Vec<char> = code.chars().collect();
    let groups: Vec<String> = chars.chunks(4).map(|c| c.iter().collect()).collect();
    groups.join(" ")
}

async fn show(
    Held(house): Held<Arc<House>>,
    Cx(ctx): Cx,
    Path(text): Path<String>,
    headers: HeaderMap,
) -> Reply {
    let worker = seen(&house, &ctx, &text).await?;
    let code = {
        let mut conn = house.db.read().await?;
        queries::card_of(&mut conn, &worker.id).await?
    };
    let tables = reference::tables(&ctx)?;
    let page = CardPage {
        id: worker.id.to_string(),
        name: worker.name.clone(),
        place: tables.name(&worker.region),
        qr: code
            .as_deref()
            .and_then(|c| web::qr_svg(&address(&house, &headers, c))),
        code: code.as_deref().map(grouped).unwrap_or_default(),
        station: view::station(&house, &worker.region).await?,
    };
    Ok(house.render(&ctx, &page))
}

async fn make(
    Held(house): Held<Arc<House>>,
    Cx(ctx): Cx,
    Path(text): Path<String>,
    Form(_): Form,
) -> Reply {
    let worker = seen(&house, &ctx, &text).await?;
    let acting = ctx.for_person(worker.id.as_str(), "spoken");
    let mut tx = trail::begin(&house.db, &acting).await?;
    actions::make_card(&acting, &mut tx, &worker.id).await?;
    Ok(web::commit_to(tx, &acting, &format!("/desk/people/{}/card", worker.id)).await?)
}

async fn scanned(Held(house): Held<Arc<House>>, Cx(ctx): Cx, Path(text): Path<String>) -> Reply {
    let unknown = || Refusal::not_found("people-card-unknown");
    let code = card::read(&house.vault, &text).ok_or_else(unknown)?;
    if !ctx.may(VIEW) {
        return Ok(house.render(&ctx, &FoundPage {}));
    }
    let holder = {
        let mut conn = house.db.read().await?;
        queries::card_holder(&mut conn, &code).await?
    };
    let holder = holder.ok_or_else(unknown)?;
    Ok(see_other(&format!("/desk/people/{holder}")))
}

pub(crate) fn routes() -> Vec<Route> {
    let view = Access::Need(VIEW);
    let mut routes = vec![
        web::get("/desk/people/{id}/card", view, show),
        web::post("/desk/people/{id}/card", view, make),
        web::get(
            "/c/{code}",
            Access::Open("whoever finds a card learns where to take it"),
            scanned,
        ),
    ];
    routes.extend(list::routes());
    routes.extend(new::routes());
    routes.extend(file::routes());
    routes.extend(super::api::routes());
    routes
}
