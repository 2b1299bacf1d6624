//! `/desk/hall/slips/{id}`: the slip with its number, printed; its code leads the clerk back here.

use super::line;
use super::views::{PersonView, people_of};
use crate::permissions::CALL;
use axum::extract::{Path, State};
use axum::http::HeaderMap;
use axum::http::header::HOST;
use kernel::Refusal;
use serde::Serialize;
use std::sync::Arc;
use web::{Access, Cx, House, Page, Reply, Route};

/// A slip.
#[derive(Debug, Serialize)]
pub struct SlipPage {
    station_id: String,
    station: String,
    telephone: String,
    day: String,
    surname: String,
    person: PersonView,
    qr: Option<String>,
}

impl Page for SlipPage {
    const TEMPLATE: &'static str = "gigs/hall/slip.html";
    fn samples() -> Vec<Self> {
        let page = |state, telephone: &str| Self {
            station_id: "sta_0".into(),
            station: "洛南县零工市场".into(),
            telephone: telephone.into(),
            day: "2026-11-23".into(),
            surname: "王".into(),
            person: PersonView::sample(state),
            qr: web::qr_svg("/desk/hall/slips/rol_0"),
        };
        vec![page("waiting", "0914-0000000"), page("called", "")]
    }
}

fn address(house: &House, headers: &HeaderMap, path: &str) -> String {
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
        path.to_owned()
    } else {
        format!("{scheme}://{host}{path}")
    }
}

async fn show(
    State(house): State<Arc<House>>,
    Cx(ctx): Cx,
    Path(id): Path<String>,
    headers: HeaderMap,
) -> Reply {
    let mut reader = house.db.read().await?;
    let (entry, at) = line(&ctx, &mut reader, &id).await?;
    let shown = people_of(&ctx, &mut reader, std::slice::from_ref(&entry)).await?;
    let unknown = || Refusal::not_found("record-unknown");
    let person = shown.into_iter().next().ok_or_else(unknown)?;
    let path = format!("/desk/hall/slips/{}", entry.id);
    let page = SlipPage {
        station_id: at.id,
        station: at.name,
        telephone: at.telephone,
        day: entry.day.to_string(),
        surname: super::views::surname(&person.name),
        person,
        qr: web::qr_svg(&address(&house, &headers, &path)),
    };
    Ok(house.render(&ctx, &page))
}

pub(super) fn routes() -> Vec<Route> {
    let need = Access::Need(CALL);
    vec![web::get("/desk/hall/slips/{id}", need, show)]
}
