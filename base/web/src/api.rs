//! JSON in and out: bodies read with the place of their fault, answers, moments and cursors.

use crate::{Failed, House};
use axum::extract::{FromRequest, Request};
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use kernel::Refusal;
use serde::Serialize;
use serde::de::DeserializeOwned;
use std::sync::Arc;

/// Largest JSON body in bytes.
const MAX_JSON_BYTES: usize = 1024 * 1024;

/// A JSON body; anything unreadable is refused with its place.
pub struct Json<T>(pub T);

impl<T: DeserializeOwned> FromRequest<Arc<House>> for Json<T> {
    type Rejection = Failed;
    async fn from_request(request: Request, _: &Arc<House>) -> Result<Self, Failed> {
        let kind = request
            .headers()
            .get(header::CONTENT_TYPE)
            .and_then(|v| v.to_str().ok());
        if !kind.is_some_and(|k| k.starts_with("application/json")) {
            return Err(Refusal::bad("body-not-json").into());
        }
        let body = axum::body::to_bytes(request.into_body(), MAX_JSON_BYTES).await;
        let body = body.map_err(|_| Failed(Refusal::bad("body-too-large")))?;
        if body.windows(6).any(|w| w == b"\\u0000") {
            // No database keeps NUL in a text.
            return Err(Refusal::bad("field-not-text").into());
        }
        serde_json::from_slice(&body).map(Json).map_err(|error| {
            let place = format!("{}:{}", error.line(), error.column());
            Refusal::bad("body-not-understood")
                .with("place", place)
                .with("why", error)
                .into()
        })
    }
}

/// A JSON answer.
pub fn json<T: Serialize>(status: StatusCode, body: &T) -> Response {
    match serde_json::to_string(body) {
        Ok(text) => {
            let mut response = (status, text).into_response();
            let kind = HeaderValue::from_static("application/json");
            response.headers_mut().insert(header::CONTENT_TYPE, kind);
            response
        }
        Err(error) => Failed(Refusal::internal(error)).into_response(),
    }
}
