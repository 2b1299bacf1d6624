//! Cookies of this room: the session, the half sign-in, language and large print.

use super::actions::Opened;
use axum::http::header::{COOKIE, HeaderMap, HeaderValue, SET_COOKIE, USER_AGENT};
use axum::response::Response;
use kernel::Ctx;
use web::House;

/// The session.
pub const SESSION: &str = "yz_sid";
/// Staff between password and second factor.
pub const HALF: &str = "yz_half";

/// Reads a cookie.
pub fn read<'a>(headers: &'a HeaderMap, name: &str) -> Option<&'a str> {
    let all = headers
        .get_all(COOKIE)
        .iter()
        .filter_map(|v| v.to_str().ok());
    let mut pairs = all
        .flat_map(|v| v.split(';'))
        .filter_map(|p| p.trim().split_once('='));
    pairs.find(|(n, _)| *n == name).map(|(_, v)| v)
}

/// Sets a cookie for so many seconds; 0 takes it away.
pub fn set(house: &House, response: &mut Response, name: &str, value: &str, seconds: i64) {
    let secure = if house.settings.secure_cookies {
        "; Secure"
    } else {
        ""
    };
    let text = format!("{name}={value}; Path=/; Max-Age={seconds}; HttpOnly; SameSite=Lax{secure}");
    if let Ok(value) = HeaderValue::from_str(&text) {
        response.headers_mut().append(SET_COOKIE, value);
    }
}

/// Hands a session just opened to the browser.
pub fn signed_in(house: &House, ctx: &Ctx, response: &mut Response, opened: &Opened) {
    let seconds = (opened.ends_at.millis() - ctx.now.millis()) / 1000;
    set(house, response, SESSION, &opened.value, seconds);
}

/// Names the browser that asks.
pub fn device(headers: &HeaderMap) -> String {
    let agent = headers.get(USER_AGENT).and_then(|v| v.to_str().ok());
    super::model::device_name(agent.unwrap_or_default())
}
