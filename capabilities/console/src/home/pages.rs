//! `/admin` and `/api`.

use crate::{AUDIT, ENTER, JOBS, PARAMETERS};
use axum::extract::State;
use serde::Serialize;
use std::sync::Arc;
use web::{Access, Cx, House, Page, Reply, Route, get};

/// The desk's first page: what this administrator looks after.
#[derive(Serialize)]
pub struct HomePage {
    parameters: bool,
    audit: bool,
    jobs: bool,
    to_confirm: usize,
}

impl Page for HomePage {
    const TEMPLATE: &'static str = "console/home/show.html";
    fn samples() -> Vec<Self> {
        let page = |all, to_confirm| Self {
            parameters: all,
            audit: all,
            jobs: all,
            to_confirm,
        };
        vec![page(true, 3), page(false, 0)]
    }
}

/// Where programs find the contract.
#[derive(Serialize)]
pub struct ApiPage {
    routes: Vec<(String, String)>,
}

impl Page for ApiPage {
    const TEMPLATE: &'static str = "console/home/api.html";
    fn samples() -> Vec<Self> {
        vec![Self {
            routes: vec![("GET".into(), "/api/v1/vacancies".into())],
        }]
    }
}

pub fn routes() -> Vec<Route> {
    vec![
        get("/admin", Access::Need(ENTER), show),
        get("/api", Access::Open("the contract is public"), api),
    ]
}

async fn show(State(house): State<Arc<House>>, Cx(ctx): Cx) -> Reply {
    let tables = reference::tables(&ctx)?;
    let open = |p: &&reference::Param| p.certainty == reference::Certainty::ToConfirm;
    let page = HomePage {
        parameters: ctx.may(PARAMETERS),
        audit: ctx.may(AUDIT),
        jobs: ctx.may(JOBS),
        to_confirm: tables.params().into_iter().filter(open).count(),
    };
    Ok(house.render(&ctx, &page))
}

async fn api(State(house): State<Arc<House>>, Cx(ctx): Cx) -> Reply {
    let ours = house
        .routes
        .iter()
        .filter(|(_, path, _)| path.starts_with("/api/v1/"));
    let routes = ours.map(|(method, path, _)| (method.name().to_owned(), path.clone()));
    Ok(house.render(
        &ctx,
        &ApiPage {
            routes: routes.collect(),
        },
    ))
}
