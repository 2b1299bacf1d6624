//! What a worker who is signed in sees: reasons, order, one large button.

use super::{Given, PLAIN, employer, post, rooms};
use crate::{VacancyId, ViewerFacts, fit_for};
use db::Conn;
use kernel::{Actor, ActorKind, Ctx, Role, Scope};
use matching::{Settle, SettleSet, TradeKey, Veto, WorkerFacts};
use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;
use testkit::TestHouse;
use web::{Gate, GateFuture, House, Visitor};

/// Everybody who brings a cookie is a worker.
struct Workers;

impl Gate for Workers {
    fn by_cookie<'a>(&'a self, _: &'a House, _: &'a str) -> GateFuture<'a> {
        let actor = Actor {
            kind: ActorKind::Person,
            id: "acc_worker".into(),
            roles: vec![Role::Worker],
            subjects: vec!["wrk_1".into()],
            limit: None,
        };
        let scope = Scope::nothing();
        let session = Some("0".repeat(32));
        Box::pin(async move {
            Ok(Visitor {
                actor,
                scope,
                session,
            })
        })
    }
    fn by_token<'a>(&'a self, house: &'a House, value: &'a str) -> GateFuture<'a> {
        self.by_cookie(house, value)
    }
}

/// Lives in 石坡镇, wants to dig, by day, for 200 yuan.
fn digger(ctx: &Ctx) -> WorkerFacts {
    let tables = reference::tables(ctx).expect("tables");
    let trade = tables.trade("t20").expect("a trade");
    WorkerFacts {
        id: "wrk_1".into(),
        trades: vec![TradeKey {
            id: trade.index,
            class: trade.class_no,
            group: trade.group_no,
        }],
        home: tables.division("611021108000").map(|d| d.index),
        pay_floor_fen: Some(20_000),
        settle: SettleSet::of(&[Settle::Day]),
        ..WorkerFacts::default()
    }
}

fn facts<'a>(
    ctx: &'a Ctx,
    _: &'a mut Conn,
) -> Pin<Box<dyn Future<Output = Option<WorkerFacts>> + Send + 'a>> {
    let facts = digger(ctx);
    Box::pin(async move { Some(facts) })
}

async fn house() -> TestHouse {
    let house = testkit::sqlite(rooms(), Arc::new(Workers)).await;
    house.house.slots.put(ViewerFacts(facts));
    house
}

#[tokio::test]
async fn a_worker_sees_the_same_reasons_everywhere() {
    let house = house().await;
    let employer = employer(&house).await;
    let low = post(&house, &employer, &PLAIN).await;
    let digging = Given {
        title: "挖机司机",
        trade: "t20",
        pay_fen: 40_000,
        start: "2026-11-27",
        ..PLAIN
    };
    let right = post(&house, &employer, &digging).await;
    let mut browser = house.browser();
    browser.cookie("yz_sid", "any");
    let list = browser.get("/jobs?sort=best").await.ok();
    let places = [&right, &low].map(|id| list.text.find(id.as_str()).unwrap_or(usize::MAX));
    assert!(places[0] < places[1], "what is ruled out comes last");
    let list = list.has("是您想找的活").has("工钱低于要求").has("乘车约");
    list.has("最适合您的");
    let page = browser.get(&format!("/jobs/{right}")).await.ok();
    let page = page.has("是您想找的活").has("工钱达到您的要求");
    page.has(&format!("/jobs/{right}/apply")).lacks("/sign-in");
    let page = browser.get(&format!("/jobs/{low}")).await.ok();
    page.has("这个活您先看清：工钱低于要求");

    let ctx = house.system();
    let mut conn = house.house.db.read().await.expect("a loan");
    let id = |text: &str| VacancyId::parse(text).expect("an id");
    let read = crate::vacancy(&mut conn, &id(&right)).await;
    let fit = fit_for(&ctx, &digger(&ctx), &read.expect("read").expect("a post"));
    let fit = fit.expect("nothing against it");
    assert_eq!(fit.reasons[0].code, "matching-wanted-trade");
    assert_eq!(fit.their_reasons[0].code, "matching-their-wanted-trade");
    assert!(fit.minutes.is_some());
    let read = crate::vacancy(&mut conn, &id(&low)).await;
    let veto = fit_for(&ctx, &digger(&ctx), &read.expect("read").expect("a post"));
    assert_eq!(veto, Err(Veto::Pay));
}
