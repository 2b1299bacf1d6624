//! A slip of paper with one job: to print at the desk and take along.

use super::super::detail::Detail;
use super::super::phrases::Phrases;
use super::job::{closed, find};
use crate::front::StationView;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, header};
use serde::Serialize;
use std::sync::Arc;
use web::{Cx, House, Page, Reply};

/// The slip.
#[derive(Debug, Clone, Serialize)]
pub struct SlipPage {
    id: String,
    no: String,
    head: String,
    title: String,
    rows: Vec<(String, String)>,
    closed: String,
    station: Option<StationView>,
    qr: String,
}

impl Page for SlipPage {
    const TEMPLATE: &'static str = "vacancies/jobs/slip.html";
    fn samples() -> Vec<Self> {
        let slip = Self {
            id: "vac_0".into(),
            no: "LN-20261123-00001".into(),
            head: "…".into(),
            title: "…".into(),
            rows: vec![("…".into(), "…".into())],
            closed: String::new(),
            station: Some(StationView::sample()),
            qr: "<svg xmlns=\"http://www.w3.org/2000/svg\"></svg>".into(),
        };
        vec![
            slip.clone(),
            Self {
                closed: "…".into(),
                station: None,
                qr: String::new(),
                ..slip
            },
        ]
    }
}

/// The address of a page as a telephone's camera must read it.
fn address(house: &House, headers: &HeaderMap, path: &str) -> String {
    let host = headers
        .get(header::HOST)
        .and_then(|host| host.to_str().ok())
        .unwrap_or_default();
    let scheme = if house.settings.secure_cookies {
        "https"
    } else {
        "http"
    };
    format!("{scheme}://{host}{path}")
}

/// `GET /jobs/{id}/slip`.
pub async fn show(
    State(house): State<Arc<House>>,
    Cx(ctx): Cx,
    Path(id): Path<String>,
    headers: HeaderMap,
) -> Reply {
    let mut conn = house.db.read().await?;
    let found = find(&ctx, &mut conn, &id).await?;
    let station = crate::front::station(&house, &mut conn, &found.post.terms.region).await?;
    drop(conn);
    let phrases = Phrases::new(&house.words, ctx.locale, ctx.today());
    let detail = Detail::new(
        &phrases,
        &found.tables,
        &found.post,
        found.employer.as_ref(),
    );
    let address = address(&house, &headers, &format!("/jobs/{}", found.post.id));
    let page = SlipPage {
        id: found.post.id.to_string(),
        no: found.post.no.clone(),
        head: detail.head(),
        title: found.post.terms.title.clone(),
        rows: detail.rows(None),
        closed: closed(&ctx, &phrases, &found.post),
        station,
        qr: web::qr_svg(&address).unwrap_or_default(),
    };
    Ok(house.render(&ctx, &page))
}
