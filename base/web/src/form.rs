//! Extractors of forms and queries; a form without its token goes no further.

use crate::{Failed, Fields, House, Upload};
use axum::extract::{FromRequest, FromRequestParts, Multipart, Request};
use axum::http::header::CONTENT_TYPE;
use axum::http::request::Parts;
use kernel::{Ctx, Kind, Refusal};
use std::sync::Arc;

/// A posted form, its token checked.
pub struct Form(pub Fields);

/// The query string.
pub struct Query(pub Fields);

/// Largest form in bytes; files (import tables) ride in it too.
pub const MAX_FORM_BYTES: usize = 16 * 1024 * 1024;

fn unreadable() -> Failed {
    Failed(Refusal::bad("form-unreadable"))
}

async fn multipart(request: Request, house: &Arc<House>) -> Result<Fields, Failed> {
    let mut parts = Multipart::from_request(request, house)
        .await
        .map_err(|_| unreadable())?;
    let mut fields = Fields::default();
    while let Some(part) = parts.next_field().await.map_err(|_| unreadable())? {
        let name = part.name().unwrap_or_default().to_owned();
        let file = part.file_name().map(str::to_owned);
        let bytes = part.bytes().await.map_err(|_| unreadable())?;
        match file {
            Some(file) => {
                fields.files.push((
                    name,
                    Upload {
                        name: file,
                        bytes: bytes.to_vec(),
                    },
                ));
            }
            None => {
                let text = String::from_utf8(bytes.to_vec()).map_err(|_| unreadable())?;
                fields.pairs.push((name, crate::fields::storable(&text)));
            }
        }
    }
    Ok(fields)
}

impl FromRequest<Arc<House>> for Form {
    type Rejection = Failed;
    async fn from_request(request: Request, house: &Arc<House>) -> Result<Self, Failed> {
        let token = request
            .extensions()
            .get::<Ctx>()
            .map(|c| c.ask.csrf.clone());
        let kind = request
            .headers()
            .get(CONTENT_TYPE)
            .and_then(|v| v.to_str().ok());
        let fields = if kind.is_some_and(|k| k.starts_with("multipart/form-data")) {
            multipart(request, house).await?
        } else {
            let body = axum::body::to_bytes(request.into_body(), MAX_FORM_BYTES).await;
            Fields::parse(&body.map_err(|_| Failed(Refusal::bad("body-too-large")))?)
        };
        match (fields.get("_csrf"), token) {
            (Some(given), Some(token)) if given == token => Ok(Self(fields)),
            _ => Err(Failed(Refusal {
                kind: Kind::Forbidden,
                ..Refusal::bad("form-expired")
            })),
        }
    }
}

impl<S: Send + Sync> FromRequestParts<S> for Query {
    type Rejection = Failed;
    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Failed> {
        Ok(Self(Fields::parse(
            parts.uri.query().unwrap_or_default().as_bytes(),
        )))
    }
}
