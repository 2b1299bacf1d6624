//! A house with this room for its own tests, and a gate that believes its cookie.

use crate::preferences::Event;
use crate::workers::model::{NewWorker, WorkerId};
use kernel::{Actor, ActorKind, Ctx, Region, Role, Scope};
use std::sync::Arc;
use testkit::{Browser, TestHouse};
use web::{Gate, GateFuture, House, Visitor};

pub(crate) const COUNTY: &str = "611021000000";
/// 城关街道.
pub(crate) const TOWN: &str = "611021001000";

/// Reads `role|subject|region|account` as who comes in.
struct Believing;

impl Gate for Believing {
    fn by_cookie<'a>(&'a self, _: &'a House, value: &'a str) -> GateFuture<'a> {
        Box::pin(async move {
            let parts: Vec<&str> = value.split('|').collect();
            let [role, subject, region, account] = parts[..] else {
                return Ok(Visitor::stranger());
            };
            let role = Role::parse(role).expect("a role");
            let staff = role.is_staff();
            let actor = Actor {
                kind: if staff {
                    ActorKind::Staff
                } else {
                    ActorKind::Person
                },
                id: account.to_owned(),
                roles: vec![role],
                subjects: Some(subject)
                    .filter(|s| !s.is_empty())
                    .map(str::to_owned)
                    .into_iter()
                    .collect(),
                limit: None,
            };
            let scope = Region::parse(region).filter(|_| staff);
            Ok(Visitor {
                actor,
                scope: scope.map_or_else(Scope::nothing, |r| Scope::of(&r)),
                session: Some(value.to_owned()),
            })
        })
    }
    fn by_token<'a>(&'a self, _: &'a House, _: &'a str) -> GateFuture<'a> {
        Box::pin(async { Ok(Visitor::stranger()) })
    }
}

fn rooms() -> Vec<capability::Capability> {
    vec![
        reference::capability(),
        stations::capability(),
        crate::capability(),
    ]
}

/// On SQLite.
pub(crate) async fn house() -> TestHouse {
    testkit::sqlite(rooms(), Arc::new(Believing)).await
}

/// On every database at hand.
pub(crate) async fn houses() -> Vec<TestHouse> {
    testkit::both(rooms, Arc::new(Believing)).await
}

/// A browser of somebody.
pub(crate) fn browser(house: &TestHouse, who: &str) -> Browser {
    let mut browser = house.browser();
    browser.cookie("yz_sid", who);
    browser
}

/// A clerk of the town.
pub(crate) fn clerk(house: &TestHouse) -> Ctx {
    house.ctx(Role::TownClerk, &[], TOWN)
}

/// An ID number of the fictional region, its last character computed.
pub(crate) fn id_number(birth: &str, order: u32) -> String {
    const WEIGHTS: [u32; 17] = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
    let body = format!("611099{birth}{order:03}");
    let sum: u32 = body
        .bytes()
        .zip(WEIGHTS)
        .map(|(b, w)| u32::from(b - b'0') * w)
        .sum();
    let checks = ["1", "0", "X", "9", "8", "7", "6", "5", "4", "3", "2"];
    body + checks[(sum % 11) as usize]
}

/// Somebody new.
pub(crate) fn person(name: &str, phone: &str, region: &str) -> NewWorker {
    NewWorker {
        name: name.into(),
        phone: Some(phone.into()).filter(|p: &String| !p.is_empty()),
        region: region.into(),
        consent: "spoken",
        open_account: true,
        ..NewWorker::default()
    }
}

/// Registers in a transaction of its own.
pub(crate) async fn register(
    house: &TestHouse,
    ctx: &Ctx,
    new: NewWorker,
) -> Result<crate::Registered, kernel::Refusal> {
    let mut tx = trail::begin(&house.house.db, ctx).await?;
    let made = crate::register(ctx, &mut tx, new).await?;
    tx.commit(ctx).await?;
    Ok(made)
}

/// Keeps what a person did with a job.
pub(crate) async fn saw(house: &TestHouse, id: &WorkerId, event: Event) {
    let ctx = house.system();
    let mut tx = trail::begin(&house.house.db, &ctx).await.expect("begun");
    let kept = crate::preferences::saw(&ctx, &mut tx, id, &event).await;
    kept.expect("kept");
    tx.quiet("a test");
    tx.commit(&ctx).await.expect("committed");
}
