//! The page, its table and its JSON: who sees whom, and what whoever hires is told.

use super::someone;
use crate::applications::tests::{OTHER, TOWN, act, day_work, employer, house, shown};
use testkit::{Browser, TestHouse};

fn enter(house: &TestHouse, who: &str) -> Browser {
    let mut browser = house.browser();
    browser.cookie("yz_sid", who);
    browser
}

fn town_clerk(house: &TestHouse, town: &str) -> Browser {
    enter(house, &format!("town-clerk||{town}|acc_t"))
}

#[tokio::test]
async fn a_clerk_sees_the_people_of_the_own_area() {
    let house = house().await;
    let firm = employer(&house).await;
    let post = shown(&house, &firm, day_work(&house, 2)).await;
    let here = someone(&house, 4, TOWN, &["t01"]).await;
    let there = someone(&house, 8, OTHER, &["t01"]).await;
    let path = format!("/desk/vacancies/{}/people", post.id);
    let api = format!("/api/v1/vacancies/{}/people", post.id);
    let mut desk = town_clerk(&house, TOWN);
    let page = desk.get(&path).await.ok();
    let page = page.has(here.as_str()).lacks(there.as_str());
    let page = page.has("张*").lacks("张三").has("正想找这个活");
    page.has("先问一声").has("/candidates");
    let found = desk.get(&api).await.ok().json();
    assert_eq!(found["items"].as_array().unwrap().len(), 1);
    assert_eq!(found["items"][0]["worker_id"], here.as_str());
    assert!(found["next"].is_null());
    let unknown = desk.get(&format!("{api}?cursor=x")).await;
    assert_eq!(unknown.status.as_u16(), 422, "{}", unknown.text);
    let page = town_clerk(&house, OTHER).get(&path).await.ok();
    let page = page.has(there.as_str()).lacks(here.as_str());
    page.lacks("/candidates");
    let mut county = enter(&house, "county-clerk||611021000000|acc_c");
    let page = county.get(&path).await.ok();
    page.has(here.as_str()).has(there.as_str());
    let ctx = house.system();
    act!(house, ctx, vacancies::pause, &post.id).unwrap();
    let page = desk.get(&path).await.ok();
    page.has("眼下不招人").lacks(here.as_str());
}

#[tokio::test]
async fn nobody_but_a_station_sees_anybody() {
    let house = house().await;
    let (ctx, firm) = (house.system(), employer(&house).await);
    let post = shown(&house, &firm, day_work(&house, 2)).await;
    let here = someone(&house, 4, TOWN, &["t01"]).await;
    let path = format!("/desk/vacancies/{}/people", post.id);
    let api = format!("/api/v1/vacancies/{}/people", post.id);
    for who in [
        format!("worker|{here}|{TOWN}|acc_1"),
        format!("employer|{firm}|{TOWN}|acc_2"),
        format!("reviewer||{TOWN}|acc_3"),
    ] {
        let mut wrong = enter(&house, &who);
        assert_eq!(wrong.get(&path).await.status.as_u16(), 403, "{who}");
        assert_eq!(wrong.get(&api).await.status.as_u16(), 403, "{who}");
    }
    assert_eq!(house.browser().get(&api).await.status.as_u16(), 401);
    // A draft is nobody's to fill.
    let draft = day_work(&house, 1);
    let draft = act!(house, ctx, vacancies::create, &firm, draft, None).unwrap();
    let mut desk = town_clerk(&house, TOWN);
    for id in [draft.id.as_str(), "vac_1"] {
        let path = format!("/desk/vacancies/{id}/people");
        assert_eq!(desk.get(&path).await.status.as_u16(), 404);
    }
}

#[tokio::test]
async fn taking_the_list_along_leaves_a_line_each_time() {
    let house = house().await;
    let firm = employer(&house).await;
    let post = shown(&house, &firm, day_work(&house, 2)).await;
    someone(&house, 4, TOWN, &["t01"]).await;
    let path = format!("/desk/vacancies/{}/people", post.id);
    let take = format!("{path}/export");
    let mut desk = town_clerk(&house, TOWN);
    desk.get(&path).await.ok().has("/export");
    for format in ["xlsx", "csv"] {
        desk.post(&take, &[("format", format)]).await.ok();
    }
    let mut village = enter(&house, &format!("village-clerk||{TOWN}|acc_v"));
    village.get(&path).await.ok().lacks("/export");
    let refused = village.post(&take, &[("format", "csv")]).await;
    assert_eq!(refused.status.as_u16(), 403);
    let mut conn = house.house.db.read().await.unwrap();
    let lines = trail::history(&mut conn, post.id.as_str(), None, 100).await;
    let lines = lines.unwrap().into_iter();
    let taken = lines.filter(|l| l.verb == "placements.people-export");
    assert_eq!(taken.count(), 2);
}

#[tokio::test]
async fn an_employer_is_told_how_many_and_never_who() {
    let house = house().await;
    let firm = employer(&house).await;
    let post = shown(&house, &firm, day_work(&house, 2)).await;
    let mut boss = house.browser();
    boss.cookie("yz_sid", &format!("employer|{firm}|{TOWN}|acc_2"));
    let path = format!("/hire/vacancies/{}/candidates", post.id);
    for n in 0..9 {
        someone(&house, n * 12, TOWN, &["t01"]).await;
    }
    // Who wants another kind of work does not count.
    someone(&house, 1_200, TOWN, &["t26"]).await;
    boss.get(&path).await.ok().lacks("附近至少");
    for n in 9..14 {
        someone(&house, n * 12, TOWN, &["t01"]).await;
    }
    let page = boss.get(&path).await.ok().has("附近至少有 10 个");
    page.lacks("张*").lacks("wrk_").lacks("/desk/vacancies");
    let mut desk = house.browser();
    desk.cookie("yz_sid", &format!("town-clerk||{TOWN}|acc_t"));
    let page = desk.get(&path).await.ok().lacks("附近至少");
    page.has(&format!("/desk/vacancies/{}/people", post.id));
}
