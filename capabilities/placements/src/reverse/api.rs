//! People who fit a post as JSON: the same query as the page.

use super::queries::{self, PAGE};
use crate::SEE;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use serde::Serialize;
use std::sync::Arc;
use utoipa::ToSchema;
use utoipa_axum::routes;
use web::{Access, Cx, House, Query, Reply, Route, json};

/// Routes of the API.
pub(crate) fn routes() -> Vec<Route> {
    vec![web::api(Access::Need(SEE), routes!(list_people))]
}

/// Somebody who fits a post and has not applied.
#[derive(Debug, Serialize, ToSchema)]
struct FittingPersonItem {
    /// Id of the worker.
    worker_id: String,
    /// Code of the home's division, 12 digits.
    region: String,
    /// Minutes by road from home to work; null = not known.
    minutes: Option<u16>,
    /// Codes of the reasons, weightiest first.
    reasons: Vec<&'static str>,
    /// Wishes to be told of fitting jobs.
    wishes_to_be_told: bool,
    /// Was told of this post.
    told: bool,
    /// Works somewhere, or has agreed to.
    busy: bool,
}

/// People who fit a post.
#[derive(Debug, Serialize, ToSchema)]
struct FittingPersonPage {
    /// The best fifty, best first.
    items: Vec<FittingPersonItem>,
    /// Always null: there is no page after the best.
    next: Option<String>,
}

/// People of the caller's area who fit a post and have not applied; empty when the post takes
/// nobody.
#[utoipa::path(get, path = "/api/v1/vacancies/{id}/people", tag = "applications",
    params(("id" = String, Path, description = "Id of the post")),
    responses((status = 200, body = FittingPersonPage)))]
async fn list_people(
    State(house): State<Arc<House>>,
    Cx(ctx): Cx,
    Path(id): Path<String>,
    Query(fields): Query,
) -> Reply {
    let mut reader = fields.reader();
    reader.only(&[]);
    reader.finish()?;
    let mut conn = house.db.read().await?;
    let post = queries::post(&mut conn, &id).await?;
    let people = queries::people(&ctx, &mut conn, &post, PAGE).await?;
    let items = people.into_iter().map(|person| FittingPersonItem {
        worker_id: person.worker,
        region: person.region,
        minutes: person.minutes,
        reasons: person.reasons.iter().map(|reason| reason.code).collect(),
        wishes_to_be_told: person.wished,
        told: person.told,
        busy: person.busy,
    });
    let page = FittingPersonPage {
        items: items.collect(),
        next: None,
    };
    Ok(json(StatusCode::OK, &page))
}
