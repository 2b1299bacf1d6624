//! Every page in both languages, and the doors of the desk in a browser.

use crate::demo;
use crate::staff::{actions as staff, model::NewStaff};
use crate::testing::{COUNTY, house};
use axum::http::StatusCode;
use kernel::{Locale, Role};

#[tokio::test]
async fn every_page_renders_in_both_languages() {
    let houses = house().await;
    let house = &houses[0];
    for locale in Locale::ALL {
        for role in [Role::Worker, Role::CountyClerk, Role::SecurityAdmin] {
            let mut ctx = house.ctx(role, &[], COUNTY);
            ctx.locale = locale;
            for sample in &house.pages {
                let rendered = (sample.render)(&house.house, &ctx);
                assert!(rendered.is_ok(), "{}: {rendered:?}", sample.template);
            }
        }
    }
    assert_eq!(house.house.words.complete(), Vec::<String>::new());
}

#[tokio::test]
async fn demo_doors_open_in_a_demo_only_and_lead_to_the_desk() {
    for house in house().await {
        let ctx = house.system();
        let clerk = NewStaff {
            login: "demo.clerk".into(),
            name: "演示".into(),
            region: COUNTY.into(),
            roles: vec![Role::CountyClerk],
        };
        let mut tx = trail::begin(&house.house.db, &ctx)
            .await
            .expect("a transaction");
        let made = staff::create(&ctx, &mut tx, &clerk)
            .await
            .expect("an account");
        demo::name(&ctx, &mut tx, "county-clerk", &made.account)
            .await
            .expect("named");
        tx.commit(&ctx).await.expect("committed");
        let mut browser = house.browser();
        let shut = browser.get("/demo/enter/county-clerk").await;
        assert_eq!(shut.status, StatusCode::NOT_FOUND, "no demo, no door");
    }
}
