//! The gate: turns a cookie or a token into a visitor with one query.

use super::model::Times;
use super::store::{self, Found};
use crate::accounts::model::AccountKind;
use crate::limits::Limits;
use kernel::{Actor, ActorKind, Refusal, Region, Scope};
use web::{Gate, GateFuture, House, Visitor};

/// Knows the sessions and tokens of this room.
#[derive(Debug, Clone, Copy, Default)]
pub struct StationGate;

fn scope_of(found: &Found) -> Scope {
    match found.account.kind {
        AccountKind::Person => Scope::nothing(),
        AccountKind::Staff => {
            Region::parse(&found.account.region).map_or_else(Scope::nothing, |r| Scope::of(&r))
        }
    }
}

fn visitor(found: Found, kind: ActorKind, session: Option<String>) -> Visitor {
    let scope = scope_of(&found);
    let limit = found
        .limit
        .map(|l| l.split(' ').map(str::to_owned).collect());
    let actor = Actor {
        kind,
        id: found.account.id,
        roles: found.account.roles,
        subjects: found.subjects,
        limit,
    };
    Visitor {
        actor,
        scope,
        session,
    }
}

/// The value as it could have been made by us; anything else is not looked up.
fn plausible(value: &str) -> bool {
    value.len() == 64 && value.bytes().all(|b| b.is_ascii_hexdigit())
}

async fn by_cookie(house: &House, value: &str) -> Result<Visitor, Refusal> {
    if !plausible(value) {
        return Ok(Visitor::stranger());
    }
    let hash = store::digest(value);
    let found = store::find(&mut *house.db.read().await?, &hash).await?;
    let Some(found) = found else {
        return Ok(Visitor::stranger());
    };
    let limits = Limits::of(&house.slots);
    let now = house.clock.now();
    let times = Times {
        last_seen_at: found.last_seen_at,
        ends_at: found.ends_at,
    };
    let staff = found.account.kind == AccountKind::Staff;
    let idle = staff.then_some(limits.staff_idle_minutes);
    if !found.account.active || !times.hold(now, idle) {
        return Ok(Visitor::stranger());
    }
    if now >= found.last_seen_at.plus_minutes(limits.seen_minutes) {
        store::touch(&house.db, &hash, now).await?;
    }
    let kind = if staff {
        ActorKind::Staff
    } else {
        ActorKind::Person
    };
    Ok(visitor(found, kind, Some(hash)))
}

async fn by_token(house: &House, value: &str) -> Result<Visitor, Refusal> {
    let secret = value.strip_prefix("yz_").filter(|v| plausible(v));
    let Some(secret) = secret else {
        return Err(Refusal::unauthenticated());
    };
    let found = store::find_token(&mut *house.db.read().await?, &store::digest(secret)).await?;
    let now = house.clock.now();
    match found {
        Some(found) if found.account.active && now < found.ends_at => {
            Ok(visitor(found, ActorKind::Token, None))
        }
        _ => Err(Refusal::unauthenticated()),
    }
}

impl Gate for StationGate {
    fn by_cookie<'a>(&'a self, house: &'a House, value: &'a str) -> GateFuture<'a> {
        Box::pin(by_cookie(house, value))
    }
    fn by_token<'a>(&'a self, house: &'a House, value: &'a str) -> GateFuture<'a> {
        Box::pin(by_token(house, value))
    }
}
