//! The people of the tests: a gate that believes a cookie, so that every role can be played.

use kernel::{Actor, ActorKind, Region, Role, Scope};
use std::sync::Arc;
use testkit::{Browser, TestHouse};
use web::{Gate, GateFuture, House, Visitor};

/// The county of the tests.
pub const COUNTY: &str = "611021000000";
/// 古城镇.
pub const TOWN: &str = "611021102000";
/// 寨子村 in that town.
pub const VILLAGE: &str = "611021102200";
/// 三要镇, its neighbour.
pub const OTHER_TOWN: &str = "611021103000";
/// 永坪村 in the neighbour.
pub const OTHER_VILLAGE: &str = "611021103201";

/// Believes `as.ROLE.REGION.SUBJECT+SUBJECT`, for tokens with `.SCOPE SCOPE` after it, and asks
/// the real gate about anything else.
struct CastGate(Arc<dyn Gate>);

fn believed(value: &str) -> Option<Visitor> {
    let mut parts = value.strip_prefix("as.")?.split('.');
    let role = Role::parse(parts.next()?)?;
    let region = Region::parse(parts.next()?)?;
    let subjects = parts.next().unwrap_or_default().split('+');
    let rest: Vec<&str> = parts.collect();
    let cut = (!rest.is_empty()).then(|| rest.join("."));
    let staff = role.is_staff();
    Some(Visitor {
        actor: Actor {
            kind: if staff {
                ActorKind::Staff
            } else {
                ActorKind::Person
            },
            id: format!("acc_{:0>32}", hex(role.code(), region.as_str())),
            roles: vec![role],
            subjects: subjects
                .filter(|s| !s.is_empty())
                .map(str::to_owned)
                .collect(),
            limit: cut.map(|cut| cut.split(' ').map(str::to_owned).collect()),
        },
        scope: if staff {
            Scope::of(&region)
        } else {
            Scope::nothing()
        },
        session: Some(vault_free_digest(value)),
    })
}

/// A well-formed account id for a role in a division.
fn hex(role: &str, region: &str) -> String {
    let at = Role::ALL
        .iter()
        .position(|r| r.code() == role)
        .unwrap_or_default();
    format!("{at:x}{region}")
}

/// 64 hex digits of the cookie, as a session's id has them.
fn vault_free_digest(value: &str) -> String {
    vault::sm3(value.as_bytes())
        .iter()
        .map(|b| format!("{b:02x}"))
        .collect()
}

impl Gate for CastGate {
    fn by_cookie<'a>(&'a self, house: &'a House, value: &'a str) -> GateFuture<'a> {
        match believed(value) {
            Some(visitor) => Box::pin(async { Ok(visitor) }),
            None => self.0.by_cookie(house, value),
        }
    }
    fn by_token<'a>(&'a self, house: &'a House, value: &'a str) -> GateFuture<'a> {
        match believed(value) {
            Some(visitor) => Box::pin(async { Ok(visitor) }),
            None => self.0.by_token(house, value),
        }
    }
}

/// The gate of the tests in front of the county's own.
pub fn gate() -> Arc<dyn Gate> {
    Arc::new(CastGate(yizhan::gate()))
}

/// The whole county on SQLite.
pub async fn house() -> TestHouse {
    testkit::sqlite(yizhan::rooms(), gate()).await
}

/// The whole county on every engine at hand.
pub async fn houses() -> Vec<TestHouse> {
    testkit::both(yizhan::rooms, gate()).await
}

/// Where a role stands: villages and towns have their own division, the rest the county.
pub fn home(role: Role) -> &'static str {
    match role {
        Role::VillageClerk => VILLAGE,
        Role::TownClerk => TOWN,
        _ => COUNTY,
    }
}

/// A browser signed in with this role, these records and this division.
pub fn actor(house: &TestHouse, role: Role, region: &str, subjects: &[&str]) -> Browser {
    let mut browser = house.browser();
    let value = format!("as.{}.{region}.{}", role.code(), subjects.join("+"));
    browser.cookie("yz_sid", &value);
    browser
}

/// A browser signed in with this role at its usual place, owning nothing.
pub fn plain(house: &TestHouse, role: Role) -> Browser {
    actor(house, role, home(role), &[])
}
