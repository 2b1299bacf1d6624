//! The gate and the list of devices; a person's records in the visitor.

use super::StationGate;
use super::actions::open;
use crate::accounts::{actions as accounts, store as account_store};
use crate::testing::{COUNTY, PHONE, TOWN, house};
use axum::http::StatusCode;
use kernel::{ActorKind, Role, Scope};
use web::Gate;

#[tokio::test]
async fn a_visitor_brings_roles_and_records() {
    for house in house().await {
        let ctx = house.system();
        let mut tx = trail::begin(&house.house.db, &ctx)
            .await
            .expect("a transaction");
        let id = accounts::ensure_account(&ctx, &mut tx, PHONE)
            .await
            .expect("an account");
        let again = accounts::ensure_account(&ctx, &mut tx, PHONE)
            .await
            .expect("an account");
        assert_eq!(id, again);
        for (subject, role) in [("wrk_1", Role::Worker), ("emp_1", Role::Employer)] {
            accounts::link_subject(&ctx, &mut tx, &id, subject, role)
                .await
                .expect("linked");
            accounts::link_subject(&ctx, &mut tx, &id, subject, role)
                .await
                .expect("again");
        }
        let account = account_store::by_id(&mut tx, &id).await.expect("a row");
        let opened = open(&ctx, &mut tx, &account.expect("an account"), "").await;
        let opened = opened.expect("a session");
        tx.commit(&ctx).await.expect("committed");

        let visitor = StationGate.by_cookie(&house.house, &opened.value).await;
        let visitor = visitor.expect("a visitor");
        assert_eq!(visitor.actor.kind, ActorKind::Person);
        assert_eq!(visitor.actor.roles, [Role::Worker, Role::Employer]);
        assert_eq!(visitor.actor.subject("wrk"), Some("wrk_1"));
        assert_eq!(visitor.actor.subject("emp"), Some("emp_1"));
        assert_eq!(visitor.scope, Scope::nothing());

        house.clock.set(house.house.clock.now().plus_days(30));
        let late = StationGate.by_cookie(&house.house, &opened.value).await;
        assert!(
            !late.expect("a visitor").actor.is_known(),
            "thirty days are over"
        );
        for bad in ["", "x", "é", &"g".repeat(64)] {
            let nobody = StationGate.by_cookie(&house.house, bad).await;
            assert!(!nobody.expect("a visitor").actor.is_known());
        }
    }
}

#[tokio::test]
async fn forgetting_the_last_record_closes_the_account() {
    for house in house().await {
        let ctx = house.system();
        let mut tx = trail::begin(&house.house.db, &ctx)
            .await
            .expect("a transaction");
        let id = accounts::ensure_account(&ctx, &mut tx, PHONE)
            .await
            .expect("an account");
        accounts::link_subject(&ctx, &mut tx, &id, "wrk_1", Role::Worker)
            .await
            .expect("linked");
        accounts::forget_subject(&ctx, &mut tx, "wrk_1")
            .await
            .expect("forgotten");
        let fresh = accounts::ensure_account(&ctx, &mut tx, PHONE)
            .await
            .expect("an account");
        assert_ne!(id, fresh, "the number is free again");
        let none = crate::account_of(&mut tx, "wrk_1")
            .await
            .expect("an answer");
        assert_eq!(none, None);
        tx.commit(&ctx).await.expect("committed");
    }
}

#[tokio::test]
async fn devices_are_listed_and_ended() {
    for house in house().await {
        let ctx = house.system();
        let mut values = Vec::new();
        let mut tx = trail::begin(&house.house.db, &ctx)
            .await
            .expect("a transaction");
        let id = accounts::ensure_account(&ctx, &mut tx, PHONE)
            .await
            .expect("an account");
        accounts::link_subject(&ctx, &mut tx, &id, "wrk_1", Role::Worker)
            .await
            .expect("linked");
        for name in ["WeChat · Android", "Chrome · Windows"] {
            let account = account_store::by_id(&mut tx, &id).await.expect("a row");
            let account = account.expect("an account");
            values.push(
                open(&ctx, &mut tx, &account, name)
                    .await
                    .expect("a session")
                    .value,
            );
        }
        tx.commit(&ctx).await.expect("committed");
        let mut browser = house.browser();
        browser.cookie("yz_sid", &values[0]);
        browser
            .get("/devices")
            .await
            .ok()
            .has("WeChat · Android")
            .has("Chrome · Windows");
        browser
            .post("/devices/end-others", &[])
            .await
            .ok()
            .lacks("Windows");
        let foreign = browser
            .post(&format!("/devices/{}/end", "0".repeat(64)), &[])
            .await;
        assert_eq!(foreign.status, StatusCode::NOT_FOUND);
    }
}

#[tokio::test]
async fn staff_see_their_part_of_the_county() {
    for house in house().await {
        let ctx = house.ctx(Role::TownClerk, &[], TOWN);
        assert!(ctx.scope.covers("611021101201"));
        assert!(!ctx.scope.covers(COUNTY));
    }
}
