//! Tokens act for staff, cut to what was chosen, until they run out or are ended.

use super::actions::{self, NewToken};
use crate::permissions::{DESK, LEDGER_READ, USERS};
use crate::sessions::StationGate;
use crate::staff::{actions as staff, model::NewStaff};
use crate::testing::{COUNTY, TOWN, house};
use kernel::{ActorKind, Ctx, Permission, Refusal, Role};
use testkit::TestHouse;
use web::Gate;

const OFFERED: [Permission; 3] = [DESK, LEDGER_READ, USERS];

async fn make(house: &TestHouse, ctx: &Ctx, permissions: &[&str]) -> Result<String, Refusal> {
    let new = NewToken {
        login: "wang.li".into(),
        name: "screen".into(),
        permissions: permissions.iter().map(|p| (*p).to_owned()).collect(),
        days: 30,
    };
    let mut tx = trail::begin(&house.house.db, ctx).await?;
    let value = actions::create(ctx, &mut tx, &new, &OFFERED).await?;
    tx.commit(ctx).await?;
    Ok(value)
}

async fn with_clerk(house: &TestHouse) {
    let ctx = house.system();
    let clerk = NewStaff {
        login: "wang.li".into(),
        name: "演示".into(),
        region: TOWN.into(),
        roles: vec![Role::TownClerk],
    };
    let mut tx = trail::begin(&house.house.db, &ctx)
        .await
        .expect("a transaction");
    staff::create(&ctx, &mut tx, &clerk)
        .await
        .expect("an account");
    tx.commit(&ctx).await.expect("committed");
}

#[tokio::test]
async fn a_token_is_cut_to_its_permissions() {
    for house in house().await {
        with_clerk(&house).await;
        let ctx = house.ctx(Role::SecurityAdmin, &[], COUNTY);
        let code = async |permissions: &[&str]| {
            let refused = make(&house, &ctx, permissions).await.err();
            refused.map(|r| r.fields[0].code)
        };
        assert_eq!(code(&[]).await, Some("field-needed"));
        assert_eq!(code(&["nonsense"]).await, Some("field-not-choice"));
        assert_eq!(code(&[USERS.0]).await, Some("stations-token-beyond"));

        let value = make(&house, &ctx, &[LEDGER_READ.0]).await.expect("a token");
        let visitor = StationGate
            .by_token(&house.house, &value)
            .await
            .expect("a visitor");
        assert_eq!(visitor.actor.kind, ActorKind::Token);
        assert!(visitor.scope.covers(TOWN) && !visitor.scope.covers(COUNTY));
        let mut asks = ctx.clone();
        asks.actor = visitor.actor;
        asks.scope = visitor.scope;
        assert!(asks.may(LEDGER_READ));
        assert!(!asks.may(DESK), "the clerk may, the token may not");

        house.clock.set(house.house.clock.now().plus_days(30));
        let late = StationGate.by_token(&house.house, &value).await;
        assert_eq!(late.err().map(|r| r.code), Some("sign-in-first"));
    }
}

#[tokio::test]
async fn an_ended_token_stops_at_once() {
    for house in house().await {
        with_clerk(&house).await;
        let ctx = house.ctx(Role::SecurityAdmin, &[], COUNTY);
        let value = make(&house, &ctx, &[LEDGER_READ.0]).await.expect("a token");
        let mut reader = house.house.db.read().await.expect("a reader");
        let listed = super::queries::list(&mut reader, &ctx.scope, ctx.now).await;
        let id = listed.expect("a list")[0].id.clone();
        drop(reader);
        let mut tx = trail::begin(&house.house.db, &ctx)
            .await
            .expect("a transaction");
        actions::end(&ctx, &mut tx, &id).await.expect("ended");
        assert!(actions::end(&ctx, &mut tx, &id).await.is_err());
        tx.commit(&ctx).await.expect("committed");
        assert!(StationGate.by_token(&house.house, &value).await.is_err());
        let clerk = house.ctx(Role::TownClerk, &[], TOWN);
        assert!(make(&house, &clerk, &[LEDGER_READ.0]).await.is_err());
    }
}
