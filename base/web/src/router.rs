//! Puts routes and guards together into the service that the listener runs.

use crate::{Access, House, Route, assets, cx, guard, measure};
use axum::Router;
use axum::extract::{DefaultBodyLimit, State};
use axum::http::StatusCode;
use axum::middleware::{from_fn, from_fn_with_state};
use axum::response::{IntoResponse, Response};
use std::sync::Arc;
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::compression::{CompressionLayer, CompressionLevel};

async fn alive() -> &'static str {
    "ok"
}

/// Ready when the database answers.
async fn ready(State(house): State<Arc<House>>) -> Response {
    let answered = async {
        let mut reader = house.db.read().await?;
        reader.one("SELECT 1 AS one", &[]).await
    };
    match answered.await {
        Ok(_) => "ready".into_response(),
        Err(error) => {
            tracing::error!(%error, "the database does not answer");
            StatusCode::SERVICE_UNAVAILABLE.into_response()
        }
    }
}

/// The whole service.
pub fn router(house: Arc<House>, routes: Vec<Route>) -> Router {
    let mut router: Router<Arc<House>> = Router::new();
    for route in routes {
        let handler = match route.access {
            Access::Open(_) => route.handler,
            Access::Need(_) => route
                .handler
                .layer(from_fn_with_state(route.access, guard::pass)),
        };
        router = router.route(&route.path, handler);
    }
    let whole = router
        .fallback(|| async { StatusCode::NOT_FOUND })
        .layer(DefaultBodyLimit::max(crate::form::MAX_FORM_BYTES))
        .layer(CatchPanicLayer::new())
        .layer(from_fn_with_state(house.clone(), guard::write))
        .layer(from_fn_with_state(house.clone(), guard::dress))
        .layer(from_fn_with_state(house.clone(), cx::identify));
    let plain = Router::new()
        .route("/healthz", axum::routing::get(alive))
        .route("/readyz", axum::routing::get(ready))
        .route("/metrics", axum::routing::get(measure::show))
        .route("/assets/{name}", axum::routing::get(assets::serve));
    whole
        .merge(plain)
        .layer(from_fn(measure::measure))
        .layer(from_fn(guard::headers))
        // Level 1: half the work of the default for a twentieth more bytes on these pages.
        .layer(CompressionLayer::new().quality(CompressionLevel::Fastest))
        .with_state(house)
}
