//! Who asks: builds the request's context once and hands it to every handler.

use crate::{Failed, House, Visitor};
use axum::extract::{ConnectInfo, FromRequestParts, Request, State};
use axum::http::header::{AUTHORIZATION, COOKIE, HOST, HeaderMap, HeaderValue, SET_COOKIE};
use axum::http::request::Parts;
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use kernel::{Ask, Ctx, Locale, Refusal};
use std::net::SocketAddr;
use std::sync::Arc;

/// The session cookie.
pub const SESSION: &str = "yz_sid";
/// Seed of forms' tokens for visitors without a session.
const SEED: &str = "yz_seed";

/// The context of the request.
pub struct Cx(pub Ctx);

impl<S: Send + Sync> FromRequestParts<S> for Cx {
    type Rejection = Failed;
    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Failed> {
        let ctx = parts.extensions.get::<Ctx>().cloned();
        ctx.map(Cx)
            .ok_or_else(|| Refusal::internal("no context in the request").into())
    }
}

/// Reads a cookie.
pub fn cookie<'a>(headers: &'a HeaderMap, name: &str) -> Option<&'a str> {
    let all = headers
        .get_all(COOKIE)
        .iter()
        .filter_map(|v| v.to_str().ok());
    let mut pairs = all
        .flat_map(|v| v.split(';'))
        .filter_map(|p| p.trim().split_once('='));
    pairs.find(|(n, _)| *n == name).map(|(_, v)| v)
}

fn locale(headers: &HeaderMap) -> Locale {
    let chosen = cookie(headers, "yz_lang");
    let accepted = || headers.get("accept-language").and_then(|v| v.to_str().ok());
    match chosen.or_else(accepted) {
        // Chinese unless the browser asks for English before any Chinese.
        Some(tags) if tags.starts_with("en") => Locale::En,
        _ => Locale::Zh,
    }
}

fn address(request: &Request, behind_proxy: bool) -> String {
    let forwarded = request
        .headers()
        .get("x-forwarded-for")
        .and_then(|v| v.to_str().ok());
    if let (true, Some(list)) = (behind_proxy, forwarded) {
        // The last entry is the one our own proxy added.
        return list
            .rsplit(',')
            .next()
            .unwrap_or_default()
            .trim()
            .to_owned();
    }
    let info = request.extensions().get::<ConnectInfo<SocketAddr>>();
    info.map(|c| c.0.ip().to_string()).unwrap_or_default()
}

async fn visitor(house: &House, headers: &HeaderMap) -> Result<Visitor, Refusal> {
    let bearer = headers.get(AUTHORIZATION).and_then(|v| v.to_str().ok());
    if let Some(value) = bearer.and_then(|v| v.strip_prefix("Bearer ")) {
        return house.gate.by_token(house, value).await;
    }
    match cookie(headers, SESSION) {
        Some(value) => house.gate.by_cookie(house, value).await,
        None => Ok(Visitor::stranger()),
    }
}

/// Is the host a loopback name? Demo log-in exists only there.
pub fn on_loopback(headers: &HeaderMap) -> bool {
    let host = headers
        .get(HOST)
        .and_then(|h| h.to_str().ok())
        .unwrap_or_default();
    let name = host.rsplit_once(':').map_or(host, |(name, _)| name);
    matches!(name, "127.0.0.1" | "localhost" | "[::1]")
}

/// Bytes as lower-case hexadecimal digits.
pub(crate) fn hex(bytes: &[u8]) -> String {
    use std::fmt::Write;
    bytes.iter().fold(String::new(), |mut s, b| {
        let _ = write!(s, "{b:02x}");
        s
    })
}

fn ask(
    house: &House,
    request: &Request,
    locale: Locale,
    seed: &str,
    session: Option<String>,
) -> Ask {
    let query = request.uri().query().unwrap_or_default().to_owned();
    let said = form_urlencoded::parse(query.as_bytes()).find(|(k, _)| k == "said");
    Ask {
        path: request.uri().path().to_owned(),
        said: said
            .map(|(_, v)| v.into_owned())
            .filter(|key| house.words.has(locale, key)),
        query,
        large: cookie(request.headers(), "yz_large") == Some("1"),
        csrf: hex(&house.vault.mac("form", seed.as_bytes())[..16]),
        address: address(request, house.settings.behind_proxy),
        session,
    }
}

/// Middleware: resolves the visitor and puts the context into the request.
pub async fn identify(
    State(house): State<Arc<House>>,
    mut request: Request,
    next: Next,
) -> Response {
    let now = house.clock.now();
    let request_id = kernel::mint("req", now, house.rng.as_ref());
    let locale = locale(request.headers());
    let (visitor, failed) = match visitor(&house, request.headers()).await {
        Ok(visitor) => (visitor, None),
        Err(refusal) => (Visitor::stranger(), Some(refusal)),
    };
    let mut fresh_seed = None;
    let seed = match (&visitor.session, cookie(request.headers(), SEED)) {
        (Some(session), _) => session.clone(),
        (None, Some(seed)) if seed.len() == 32 => seed.to_owned(),
        _ => {
            let mut bytes = [0u8; 16];
            house.rng.fill(&mut bytes);
            fresh_seed.insert(hex(&bytes)).clone()
        }
    };
    let ask = ask(&house, &request, locale, &seed, visitor.session);
    let ctx = Ctx {
        actor: visitor.actor,
        behalf: None,
        scope: visitor.scope,
        now,
        locale,
        request_id,
        once: None,
        ask,
        rng: house.rng.clone(),
        matrix: house.matrix.clone(),
        slots: house.slots.clone(),
    };
    // No record's id holds NUL, and no database keeps it in a text.
    let failed = failed.or_else(|| {
        let nul = ctx.ask.path.contains("%00");
        nul.then(|| Refusal::not_found("page-unknown"))
    });
    if let Some(refusal) = failed {
        return Failed::of(refusal, Some(&ctx), &house).into_response();
    }
    let signed_in = ctx.actor.is_known();
    request.extensions_mut().insert(ctx);
    let mut response = next.run(request).await;
    if signed_in {
        let private = HeaderValue::from_static("private, no-store");
        response
            .headers_mut()
            .entry("cache-control")
            .or_insert(private);
    }
    let html = response
        .headers()
        .get("content-type")
        .is_some_and(|v| v.to_str().is_ok_and(|v| v.starts_with("text/html")));
    if let (Some(seed), true) = (fresh_seed, html) {
        let secure = if house.settings.secure_cookies {
            "; Secure"
        } else {
            ""
        };
        let value = format!("{SEED}={seed}; Path=/; HttpOnly; SameSite=Lax{secure}");
        if let Ok(value) = HeaderValue::from_str(&value) {
            response.headers_mut().append(SET_COOKIE, value);
        }
    }
    response
}
