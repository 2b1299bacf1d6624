//! Guards around every handler: who may pass, where a form comes from, retries, safe headers.

use crate::failed::Undressed;
use crate::form::MAX_FORM_BYTES;
use crate::{Access, Failed, House, see_other};
use axum::body::{Body, Bytes};
use axum::extract::{Request, State};
use axum::http::header::{CONTENT_TYPE, HOST, HeaderMap, HeaderName, HeaderValue, ORIGIN};
use axum::http::{Method, StatusCode};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use kernel::{Ctx, Kind, Refusal, Target};
use std::sync::Arc;

/// Lets only those pass whom the route's access allows.
pub async fn pass(State(access): State<Access>, request: Request, next: Next) -> Response {
    let Access::Need(permission) = access else {
        return next.run(request).await;
    };
    let Some(ctx) = request.extensions().get::<Ctx>() else {
        return Failed(Refusal::internal("no context in the request")).into_response();
    };
    match ctx.require(permission, Target::Any) {
        Ok(()) => next.run(request).await,
        Err(refusal) => {
            let asks_page = request.method() == Method::GET && !ctx.ask.path.starts_with("/api/");
            if refusal.kind == Kind::Unauthenticated && asks_page {
                let uri = request.uri().path_and_query().map_or("/", |p| p.as_str());
                let next: String = form_urlencoded::byte_serialize(uri.as_bytes()).collect();
                return see_other(&format!("/sign-in?next={next}"));
            }
            Failed(refusal).into_response()
        }
    }
}

/// A page of another site may not post here (Sec-Fetch-Site, or Origin where it is missing).
fn from_elsewhere(headers: &HeaderMap) -> bool {
    let text = |name: HeaderName| headers.get(name).and_then(|v| v.to_str().ok());
    if let Some(site) = text(HeaderName::from_static("sec-fetch-site")) {
        return !matches!(site, "same-origin" | "none");
    }
    match (text(ORIGIN), text(HOST)) {
        (Some(origin), Some(host)) => origin
            .split_once("://")
            .is_none_or(|(_, origin_host)| origin_host != host),
        _ => false,
    }
}

/// The key of a request that may come twice: header for programs, hidden field for forms.
fn once_key(request: &Request, body: &Bytes) -> Option<String> {
    let header = request
        .headers()
        .get("idempotency-key")
        .and_then(|v| v.to_str().ok());
    let is_form = request
        .headers()
        .get(CONTENT_TYPE)
        .and_then(|v| v.to_str().ok());
    let field = || {
        is_form.filter(|k| k.starts_with("application/x-www-form-urlencoded"))?;
        let mut pairs = form_urlencoded::parse(body);
        pairs
            .find(|(name, _)| name == "_once")
            .map(|(_, v)| v.into_owned())
    };
    let key = header.map(str::to_owned).or_else(field)?;
    let ok = (8..=80).contains(&key.len())
        && key
            .bytes()
            .all(|b| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_'));
    if !ok {
        return None;
    }
    let mut whole = request.uri().path().as_bytes().to_vec();
    whole.push(0);
    whole.extend_from_slice(body);
    let digest = crate::cx::hex(&vault::sm3(&whole)[..12]);
    Some(format!("{key}#{digest}"))
}

async fn replay(house: &House, ctx: &Ctx) -> Result<Option<Response>, Refusal> {
    let mut reader = house.db.read().await?;
    let Some(answer) = trail::stored_answer(&mut reader, ctx).await? else {
        return Ok(None);
    };
    let status = StatusCode::from_u16(answer.status).unwrap_or(StatusCode::OK);
    let mut response = (status, answer.body).into_response();
    let set = |response: &mut Response, name: &'static str, value: &str| {
        if let Ok(value) = HeaderValue::from_str(value) {
            response
                .headers_mut()
                .insert(HeaderName::from_static(name), value);
        }
    };
    set(&mut response, "content-type", &answer.content_type);
    set(&mut response, "x-yizhan-again", "1");
    if let Some(location) = &answer.location {
        set(&mut response, "location", location);
    }
    Ok(Some(response))
}

/// Keeps the answer of a write that was done under a key, so that its retry gets the same.
async fn keep(house: &House, ctx: &Ctx, response: Response) -> Response {
    let status = response.status();
    if !status.is_success() && !status.is_redirection() {
        return response;
    }
    let (parts, body) = response.into_parts();
    let Ok(bytes) = axum::body::to_bytes(body, MAX_FORM_BYTES).await else {
        return Failed(Refusal::internal("an answer could not be read")).into_response();
    };
    let text = |name: &str| parts.headers.get(name).and_then(|v| v.to_str().ok());
    let answer = trail::Answer {
        status: status.as_u16(),
        content_type: text("content-type").unwrap_or("text/plain").to_owned(),
        location: text("location").map(str::to_owned),
        body: String::from_utf8_lossy(&bytes).into_owned(),
    };
    // The write itself is done; a lost answer only means that a retry is told so.
    if let Err(error) = trail::keep_answer(&house.db, ctx, &answer).await {
        tracing::warn!(%error, "answer not kept");
    }
    Response::from_parts(parts, Body::from(bytes))
}

/// Around every POST: same origin, answered once, tried again when the database asks.
pub async fn write(State(house): State<Arc<House>>, request: Request, next: Next) -> Response {
    if request.method() != Method::POST {
        return next.run(request).await;
    }
    if from_elsewhere(request.headers()) {
        return Failed(Refusal::forbidden()).into_response();
    }
    let (parts, body) = request.into_parts();
    let Ok(bytes) = axum::body::to_bytes(body, MAX_FORM_BYTES).await else {
        return Failed(Refusal::bad("body-too-large")).into_response();
    };
    let bare = Request::from_parts(parts.clone(), Body::empty());
    let once = once_key(&bare, &bytes);
    let mut ctx = parts.extensions.get::<Ctx>().cloned();
    if let (Some(ctx), Some(key)) = (&mut ctx, once) {
        ctx.once = Some(key);
        match replay(&house, ctx).await {
            Ok(Some(response)) => return response,
            Ok(None) => {}
            Err(refusal) => return Failed(refusal).into_response(),
        }
    }
    for attempt in 1..=6u64 {
        let mut again = Request::from_parts(parts.clone(), Body::from(bytes.clone()));
        if let Some(ctx) = &ctx {
            again.extensions_mut().insert(ctx.clone());
        }
        let response = next.clone().run(again).await;
        let undressed = response
            .extensions()
            .get::<Undressed>()
            .map(|u| (u.0.kind, u.0.code));
        match undressed {
            Some((Kind::Retry, _)) if attempt < 6 => {
                tokio::time::sleep(std::time::Duration::from_millis(attempt * attempt * 3)).await;
            }
            Some((Kind::Conflict, "once-already")) => {
                // Another copy of this very request was faster: hand out its answer.
                let Some(ctx) = &ctx else { return response };
                tokio::time::sleep(std::time::Duration::from_millis(20)).await;
                return replay(&house, ctx).await.ok().flatten().unwrap_or(response);
            }
            _ => {
                return match ctx {
                    Some(ctx) if ctx.once.is_some() => keep(&house, &ctx, response).await,
                    _ => response,
                };
            }
        }
    }
    Failed(Refusal::retry()).into_response()
}

/// Dresses refusals as pages or problem+json.
pub async fn dress(State(house): State<Arc<House>>, request: Request, next: Next) -> Response {
    let ctx = request.extensions().get::<Ctx>().cloned();
    let mut response = next.run(request).await;
    let refusal = match response.extensions_mut().remove::<Undressed>() {
        Some(undressed) => undressed.0,
        None => match response.status() {
            StatusCode::NOT_FOUND if is_bare(&response) => Refusal::not_found("page-unknown"),
            StatusCode::METHOD_NOT_ALLOWED => {
                let mut plain =
                    Failed::of(Refusal::bad("method-not-allowed"), ctx.as_ref(), &house);
                *plain.status_mut() = StatusCode::METHOD_NOT_ALLOWED;
                return plain;
            }
            StatusCode::BAD_REQUEST | StatusCode::UNSUPPORTED_MEDIA_TYPE if is_bare(&response) => {
                Refusal::bad("form-unreadable")
            }
            _ => return response,
        },
    };
    Failed::of(refusal, ctx.as_ref(), &house)
}

/// axum's own refusals are plain text or empty; ours bear HTML or JSON.
fn is_bare(response: &Response) -> bool {
    let kind = response
        .headers()
        .get(CONTENT_TYPE)
        .and_then(|v| v.to_str().ok());
    kind.is_none_or(|k| k.starts_with("text/plain"))
}

const POLICY: &str = "default-src 'none'; style-src 'self'; img-src 'self' data:; \
     script-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; \
     frame-ancestors 'none'; manifest-src 'self'";

/// Headers that every answer bears.
pub async fn headers(request: Request, next: Next) -> Response {
    let mut response = next.run(request).await;
    let map = response.headers_mut();
    let mut set = |name: &'static str, value: &'static str| {
        map.entry(HeaderName::from_static(name))
            .or_insert(HeaderValue::from_static(value));
    };
    set("content-security-policy", POLICY);
    set("x-content-type-options", "nosniff");
    set("referrer-policy", "same-origin");
    set("cross-origin-opener-policy", "same-origin");
    set(
        "permissions-policy",
        "camera=(), microphone=(), geolocation=()",
    );
    response
}
