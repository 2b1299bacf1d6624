//! Signing out, and the list of one's own devices.

use super::queries::Device;
use super::{actions, cookie, queries};
use crate::permissions::OWN_SESSIONS;
use axum::extract::{Path, State};
use serde::Serialize;
use std::sync::Arc;
use web::{Access, Cx, Form, House, Page, Reply, Route, see_other};

/// The list of one's own devices.
#[derive(Serialize)]
pub(crate) struct DevicesPage {
    devices: Vec<Device>,
}

impl Page for DevicesPage {
    const TEMPLATE: &'static str = "stations/sessions/devices.html";
    fn samples() -> Vec<Self> {
        let device = |here: bool, name: &str| Device {
            id: "0a".into(),
            device: name.into(),
            since: 0,
            seen: 0,
            here,
        };
        vec![
            Self {
                devices: vec![device(true, "WeChat · Android"), device(false, "")],
            },
            Self {
                devices: vec![device(true, "Chrome · Windows")],
            },
        ]
    }
}

async fn list(State(house): State<Arc<House>>, Cx(ctx): Cx) -> Reply {
    let mut reader = house.db.read().await?;
    let here = ctx.ask.session.as_deref();
    let devices = queries::of_account(&mut reader, &ctx.actor.id, here, ctx.now).await?;
    Ok(house.render(&ctx, &DevicesPage { devices }))
}

async fn end(
    State(house): State<Arc<House>>,
    Cx(ctx): Cx,
    Path(id): Path<String>,
    Form(_): Form,
) -> Reply {
    let mut tx = trail::begin(&house.db, &ctx).await?;
    actions::end(&ctx, &mut tx, &id).await?;
    Ok(web::commit_to(tx, &ctx, "/devices?said=stations-session-ended").await?)
}

async fn end_others(State(house): State<Arc<House>>, Cx(ctx): Cx, Form(_): Form) -> Reply {
    let mut tx = trail::begin(&house.db, &ctx).await?;
    actions::end_others(&ctx, &mut tx).await?;
    Ok(web::commit_to(tx, &ctx, "/devices?said=stations-session-ended").await?)
}

async fn sign_out(State(house): State<Arc<House>>, Cx(ctx): Cx, Form(_): Form) -> Reply {
    let mut tx = trail::begin(&house.db, &ctx).await?;
    actions::sign_out(&ctx, &mut tx).await?;
    tx.commit(&ctx).await?;
    let mut response = see_other("/?said=stations-signed-out");
    cookie::set(&house, &mut response, cookie::SESSION, "", 0);
    Ok(response)
}

pub(crate) fn routes() -> Vec<Route> {
    vec![
        web::post(
            "/sign-out",
            Access::Open("whoever holds a cookie may throw it away"),
            sign_out,
        ),
        web::get("/devices", Access::Need(OWN_SESSIONS), list),
        web::post(
            "/devices/end-others",
            Access::Need(OWN_SESSIONS),
            end_others,
        ),
        web::post("/devices/{id}/end", Access::Need(OWN_SESSIONS), end),
    ]
}
