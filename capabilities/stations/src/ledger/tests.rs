//! The ledger counts services and people apart, and shows each desk its own stations.

use super::queries::{Filter, counts, lines};
use super::{Channel, Service, record};
use crate::stations::{actions as stations, model::NewStation};
use crate::testing::{COUNTY, TOWN, house};
use axum::http::StatusCode;
use kernel::{Ctx, Role};
use testkit::TestHouse;

async fn with_stations(house: &TestHouse) {
    let ctx = house.system();
    let mut tx = trail::begin(&house.house.db, &ctx)
        .await
        .expect("a transaction");
    for (name, region, telephone) in [("县站", COUNTY, "0914-2222222"), ("镇站", TOWN, "")] {
        let new = NewStation {
            name: name.into(),
            region: region.into(),
            address: String::new(),
            telephone: telephone.into(),
            hours: String::new(),
            area_m2: None,
        };
        stations::create(&ctx, &mut tx, &new)
            .await
            .expect("a station");
    }
    tx.commit(&ctx).await.expect("committed");
}

async fn serve(house: &TestHouse, ctx: &Ctx, subject: Option<&str>, region: &str) {
    let service = Service {
        kind: "consult",
        subject: subject.map(str::to_owned),
        region: region.into(),
        channel: Channel::Counter,
        result: String::new(),
    };
    let mut tx = trail::begin(&house.house.db, ctx)
        .await
        .expect("a transaction");
    record(ctx, &mut tx, service).await.expect("recorded");
    tx.note(ctx, "test.serve", "", region, serde_json::json!({}));
    tx.commit(ctx).await.expect("committed");
}

fn today(ctx: &Ctx) -> Filter {
    Filter {
        scope: ctx.scope.clone(),
        from: ctx.today(),
        to: ctx.today(),
        kind: None,
        channel: None,
    }
}

#[tokio::test]
async fn services_and_people_are_counted_apart_within_the_scope() {
    for house in house().await {
        with_stations(&house).await;
        let town = house.ctx(Role::TownClerk, &[], TOWN);
        let county = house.ctx(Role::CountyClerk, &[], COUNTY);
        let behalf = town.for_person("wrk_1", "spoken");
        serve(&house, &behalf, Some("wrk_1"), "611021101201").await;
        serve(&house, &town, Some("wrk_1"), "611021101201").await;
        serve(&house, &town, None, TOWN).await;
        serve(&house, &county, Some("wrk_2"), "611021101201").await;
        let mut reader = house.house.db.read().await.expect("a reader");
        let of = counts(&mut reader, &today(&town)).await.expect("counts");
        assert_eq!((of.services, of.subjects, of.anonymous), (3, 1, 1));
        let of = counts(&mut reader, &today(&county)).await.expect("counts");
        assert_eq!((of.services, of.subjects, of.anonymous), (4, 2, 1));
        let rows = lines(&mut reader, &today(&town), None, 10)
            .await
            .expect("rows");
        assert!(rows.iter().all(|r| r.station == "镇站"));
        assert_eq!(rows.iter().filter(|r| r.consent == "spoken").count(), 1);
        let last = &rows[0];
        let rest = lines(&mut reader, &today(&town), Some((&last.day, &last.id)), 10).await;
        assert_eq!(rest.expect("rows").len(), 2);
    }
}

#[tokio::test]
async fn the_nearest_station_and_its_telephone() {
    for house in house().await {
        with_stations(&house).await;
        let mut reader = house.house.db.read().await.expect("a reader");
        let near = crate::nearest(&mut reader, "611021101201")
            .await
            .expect("an answer");
        let near = near.expect("a station");
        assert_eq!(near.name, "镇站");
        assert_eq!(near.telephone, "0914-2222222");
        assert!(near.telephone_of_county);
        let far = crate::nearest(&mut reader, "611021200201")
            .await
            .expect("an answer");
        let far = far.expect("a station");
        assert_eq!(
            (far.name.as_str(), far.telephone_of_county),
            ("县站", false)
        );
        assert_eq!(
            crate::nearest(&mut reader, "x").await.expect("an answer"),
            None
        );
        let mut browser = house.browser();
        let list = browser.get("/stations").await.ok().has("县站").has("镇站");
        let at = list.find("href=\"/stations/sta_").expect("a link");
        browser.get(&at).await.ok().has("0914-2222222");
        for page in [
            "/about",
            "/privacy",
            "/rights",
            "/training",
            "/sign-in",
            "/staff",
        ] {
            for language in ["zh-CN", "en"] {
                browser.language = language;
                browser.get(page).await.ok();
            }
        }
        let none = browser.get("/stations/sta_0").await;
        assert_eq!(none.status, StatusCode::NOT_FOUND);
    }
}
