//! What belongs to no room: the API's own description, the words of the commands.

use axum::extract::State;
use axum::http::StatusCode;
use capability::Capability;
use std::sync::Arc;
use web::{Access, House, OpenApi, Reply, get};

async fn contract(State(house): State<Arc<House>>) -> Reply {
    let contract = house.slots.get::<OpenApi>();
    let contract = contract.ok_or_else(|| kernel::Refusal::internal("no contract on the shelf"))?;
    Ok(web::json(StatusCode::OK, contract.as_ref()))
}

/// The room of the application itself.
#[must_use]
pub fn capability() -> Capability {
    let mut room = Capability::new("yizhan");
    room.routes = vec![get(
        "/api/v1/openapi.json",
        Access::Open("the contract is public"),
        contract,
    )];
    room.messages = [
        include_str!("../messages/zh-CN.ftl"),
        include_str!("../messages/en.ftl"),
    ];
    room
}
