//! The one style sheet and the one small script, under names that change with their content.

use axum::extract::Path;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use std::sync::OnceLock;

/// The style sheet.
pub const CSS: &str = include_str!("../assets/app.css");
const JS: &str = include_str!("../assets/app.js");
const ICON: &str = include_str!("../assets/icon.svg");

fn named(stem: &str, ending: &str, content: &str) -> String {
    let digest = crate::cx::hex(&vault::sm3(content.as_bytes())[..6]);
    format!("/assets/{stem}-{digest}.{ending}")
}

/// Where the style sheet lies.
pub fn css_path() -> &'static str {
    static PATH: OnceLock<String> = OnceLock::new();
    PATH.get_or_init(|| named("app", "css", CSS))
}

/// Where the script lies.
pub fn js_path() -> &'static str {
    static PATH: OnceLock<String> = OnceLock::new();
    PATH.get_or_init(|| named("app", "js", JS))
}

/// Hands out an asset; names with another digest are of another version and are not here.
pub async fn serve(Path(name): Path<String>) -> Response {
    let path = format!("/assets/{name}");
    let (kind, body) = match path.as_str() {
        p if p == css_path() => ("text/css; charset=utf-8", CSS),
        p if p == js_path() => ("text/javascript; charset=utf-8", JS),
        "/assets/icon.svg" => ("image/svg+xml", ICON),
        _ => return StatusCode::NOT_FOUND.into_response(),
    };
    let mut response = (StatusCode::OK, body).into_response();
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(kind));
    let forever = HeaderValue::from_static("public, max-age=31536000, immutable");
    headers.insert(header::CACHE_CONTROL, forever);
    response
}
