//! Every page in both languages, and the doors of the desk in a browser.

use crate::demo;
use crate::staff::{actions as staff, model::NewStaff};
use crate::stations::{actions as stations, model::NewStation};
use crate::testing::{COUNTY, TOWN, house, house_with_tables};
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

#[tokio::test]
async fn only_divisions_of_the_county_have_stations_and_staff() {
    for house in house_with_tables().await {
        let ctx = house.system();
        let mut tx = trail::begin(&house.house.db, &ctx)
            .await
            .expect("a transaction");
        for (region, known) in [(COUNTY, true), (TOWN, true), ("611021999000", false)] {
            let new = NewStation {
                name: "站".into(),
                region: region.into(),
                address: String::new(),
                telephone: String::new(),
                hours: String::new(),
                area_m2: None,
            };
            let made = stations::create(&ctx, &mut tx, &new).await;
            assert_eq!(made.is_ok(), known, "{region}");
            let reviewer = NewStaff {
                login: format!("a{region}"),
                name: "演示".into(),
                region: region.into(),
                roles: vec![Role::Reviewer],
            };
            let made = staff::create(&ctx, &mut tx, &reviewer).await;
            assert_eq!(made.is_ok(), known, "{region}");
        }
        tx.commit(&ctx).await.expect("committed");
        let mut browser = house.browser();
        browser
            .get("/privacy")
            .await
            .ok()
            .has("至少 2 年")
            .has("至少 3 年");
    }
}

#[tokio::test]
async fn a_changed_number_signs_in_and_the_old_one_does_not_find_the_record() {
    for house in house().await {
        let ctx = house.system();
        let mut tx = trail::begin(&house.house.db, &ctx)
            .await
            .expect("a transaction");
        let one = crate::ensure_account(&ctx, &mut tx, "19900000001")
            .await
            .expect("ok");
        crate::ensure_account(&ctx, &mut tx, "19900000002")
            .await
            .expect("ok");
        crate::link_subject(&ctx, &mut tx, &one, "wrk_1", Role::Worker)
            .await
            .expect("ok");
        let taken = crate::change_phone(&ctx, &mut tx, "wrk_1", "19900000002")
            .await
            .err();
        assert_eq!(
            taken.map(|r| r.fields[0].code),
            Some("stations-phone-taken")
        );
        crate::change_phone(&ctx, &mut tx, "wrk_1", "19900000003")
            .await
            .expect("ok");
        let found = crate::ensure_account(&ctx, &mut tx, "19900000003")
            .await
            .expect("ok");
        assert_eq!(found, one);
        let phone = crate::phone_of(&ctx, &mut tx, &one)
            .await
            .expect("an answer");
        assert_eq!(phone.as_deref(), Some("19900000003"));
        tx.commit(&ctx).await.expect("committed");
    }
}
