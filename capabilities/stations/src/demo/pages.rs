//! The demo door itself.

use super::actions;
use crate::accounts::model::home_of;
use crate::sessions::cookie;
use axum::extract::{Path, State};
use axum::http::HeaderMap;
use kernel::Refusal;
use std::net::IpAddr;
use std::sync::Arc;
use web::{Access, Cx, House, Reply, Route, see_other};

/// Named by a loopback host, and reached from this machine where the address is known.
fn at_home(headers: &HeaderMap, address: &str) -> bool {
    let ip = address.parse::<IpAddr>();
    let here = address.is_empty() || ip.is_ok_and(|ip| ip.is_loopback());
    web::on_loopback(headers) && here
}

async fn enter(
    State(house): State<Arc<House>>,
    Cx(ctx): Cx,
    headers: HeaderMap,
    Path(persona): Path<String>,
) -> Reply {
    if !house.settings.demo || !at_home(&headers, &ctx.ask.address) {
        return Err(Refusal::not_found("page-unknown").into());
    }
    let mut tx = trail::begin(&house.db, &ctx).await?;
    let device = cookie::device(&headers);
    let (opened, account) = actions::enter(&ctx, &mut tx, &persona, &device).await?;
    tx.commit(&ctx).await?;
    let mut response = see_other(home_of(&account.roles));
    cookie::signed_in(&house, &ctx, &mut response, &opened);
    Ok(response)
}

pub(crate) fn routes() -> Vec<Route> {
    let why = "only under --demo and on loopback, asked in the handler";
    vec![web::get("/demo/enter/{persona}", Access::Open(why), enter)]
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::http::{HeaderValue, header::HOST};

    #[test]
    fn only_from_this_machine_under_its_own_name() {
        let at = |host: &'static str, address| {
            let mut headers = HeaderMap::new();
            headers.insert(HOST, HeaderValue::from_static(host));
            at_home(&headers, address)
        };
        assert!(at("127.0.0.1:8000", "127.0.0.1"));
        assert!(at("localhost", "::1"));
        assert!(!at("127.0.0.1", "192.0.2.7"), "a name is easily claimed");
        assert!(
            !at("evil.example", "127.0.0.1"),
            "a name may be pointed here"
        );
    }
}
