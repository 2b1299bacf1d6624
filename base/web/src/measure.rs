//! Counts and times every request by route, for `/metrics`.

use axum::extract::{MatchedPath, Request};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use metrics_exporter_prometheus::{PrometheusBuilder, PrometheusHandle};
use std::sync::OnceLock;
use std::time::Instant;

static HANDLE: OnceLock<PrometheusHandle> = OnceLock::new();

fn handle() -> &'static PrometheusHandle {
    HANDLE.get_or_init(|| {
        let recorder = PrometheusBuilder::new().build_recorder();
        let handle = recorder.handle();
        // Another recorder may stand already (tests build many houses): then it keeps counting.
        let _ = metrics::set_global_recorder(recorder);
        handle
    })
}

/// Middleware.
pub async fn measure(request: Request, next: Next) -> Response {
    handle();
    let path = request.extensions().get::<MatchedPath>();
    let path = path.map_or_else(|| "unknown".to_owned(), |p| p.as_str().to_owned());
    let method = request.method().as_str().to_owned();
    let start = Instant::now();
    let response = next.run(request).await;
    let labels = [
        ("path", path),
        ("method", method),
        ("status", response.status().as_u16().to_string()),
    ];
    metrics::counter!("yizhan_requests_total", &labels).increment(1);
    metrics::histogram!("yizhan_request_seconds", &labels[..2]).record(start.elapsed());
    response
}

/// `/metrics`: the text format of Prometheus.
pub async fn show() -> Response {
    handle().run_upkeep();
    handle().render().into_response()
}
