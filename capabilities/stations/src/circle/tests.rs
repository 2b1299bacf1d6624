//! The circle by its pages, and the count against looking at every pair.

use super::count::{Count, estimate, point};
use crate::staff::tests::{enrolled, new};
use crate::stations::model::{Level, Station};
use crate::testing::{COUNTY, house_with_tables};
use kernel::Role;
use reference::Tables;
use roads::Mode;

fn station(region: &str) -> Station {
    Station {
        id: format!("sta_{region}"),
        name: region.to_owned(),
        region: region.to_owned(),
        level: Level::Town,
        telephone: String::new(),
        telephone_of_county: false,
        hours: String::new(),
        address: String::new(),
    }
}

#[test]
fn the_count_is_that_of_looking_at_every_pair() {
    let tables = Tables::embedded().expect("tables");
    let stations: Vec<_> = tables
        .towns()
        .step_by(3)
        .map(|t| station(&t.code))
        .collect();
    let today = kernel::Day::new(2026, 11, 24).expect("a day");
    let way = estimate(&tables, COUNTY, today, Mode::Ebike).expect("an estimate");
    let count = Count::new(&tables, &stations, way, 15, 1).expect("a count");
    let near = |site: roads::Wgs84, village: &reference::Division| {
        point(village).is_some_and(|at| way.ms(at, site) <= 900_000)
    };
    let at = |s: &Station| point(tables.division(&s.region)?);
    let (mut within, mut unplaced, mut villages) = (0, 0, Vec::new());
    for town in tables.towns() {
        for village in tables.villages(&town.code) {
            unplaced += usize::from(point(village).is_none());
            let found = stations.iter().filter_map(at).any(|s| near(s, village));
            within += usize::from(found);
            villages.push((village, found));
        }
    }
    let all = count.coverage.all;
    assert_eq!(
        (all.villages_within, all.villages_unplaced),
        (within, unplaced)
    );
    assert!(within > 0 && unplaced > 200, "{within} {unplaced}");
    let adds = |site| {
        villages
            .iter()
            .filter(|(v, found)| !found && near(site, v))
            .count()
    };
    let best = villages
        .iter()
        .filter_map(|(v, _)| point(v))
        .map(adds)
        .max();
    let best = u64::try_from(within + best.expect("sites")).expect("small");
    assert_eq!((count.next.covered, count.next.gap), (best, 0));
}

#[tokio::test]
async fn a_villager_finds_the_way_and_the_count_is_for_officers() {
    for house in house_with_tables().await {
        let mut browser = house.browser();
        let towns = browser.get("/circle").await.ok();
        assert!(towns.text.contains("place=611021001000"));
        browser
            .get("/circle?place=611021001000")
            .await
            .ok()
            .has("西街社区");
        browser
            .get("/circle?place=611021001001")
            .await
            .ok()
            .has("西街社区");
        let lost = browser.get("/circle?place=999").await;
        assert_eq!(lost.status, axum::http::StatusCode::NOT_FOUND);
        // Whoever is not in is led to the way in.
        let shut = browser.get("/desk/circle").await;
        shut.lacks("下一个站点设在哪里");
        let clerk = new("li.na", &[Role::CountyClerk], COUNTY);
        enrolled(&house, &mut browser, &clerk).await;
        let count = browser.get("/desk/circle?mode=motor").await.ok();
        let count = count.has("下一个站点设在哪里").has("role=\"img\"");
        assert!(count.text.len() < 14_000, "{}", count.text.len());
        browser
            .get("/desk/circle?format=csv")
            .await
            .ok()
            .has("洛源镇");
        let wrong = browser.get("/desk/circle?mode=rocket").await;
        assert!(wrong.status.is_client_error());
    }
}
