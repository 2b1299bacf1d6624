//! What is kept: only with consent, shown in words, forgotten at once, felt by the ranking.

use crate::WorkerId;
use crate::preferences::model::{Event, Job, Reason};
use crate::testing::{TOWN, browser, house, houses, person, register, saw};
use matching::Key;
use testkit::TestHouse;

fn job(minutes: u16) -> Job {
    Job {
        trade: "t01".into(),
        employer: Some((7, "丰收合作社".into())),
        place: TOWN.into(),
        settle: "day".into(),
        pay_day_fen: Some(18_050),
        minutes: Some(minutes),
    }
}

async fn somebody(house: &TestHouse, recommend: bool) -> WorkerId {
    let mut new = person("王小明", "13800000001", TOWN);
    new.purposes = if recommend { vec!["recommend"] } else { vec![] };
    let made = register(house, &house.system(), new).await.expect("made");
    made.id().clone()
}

async fn leanings(house: &TestHouse, id: &WorkerId, days: i64) -> Vec<(Key, i16)> {
    let mut conn = house.house.db.read().await.expect("a reader");
    let worker = crate::worker(&mut conn, id).await.expect("read");
    let worker = worker.expect("there");
    let mut ctx = house.system();
    ctx.now = ctx.now.plus_days(days);
    crate::facts(&ctx, &worker).expect("facts").leanings
}

fn of_trade(leanings: &[(Key, i16)]) -> i16 {
    let trade = leanings.iter().find(|(k, _)| matches!(k, Key::Trade(_)));
    trade.map_or(0, |(_, share)| *share)
}

#[tokio::test]
async fn acts_count_fade_and_speak_only_of_what_they_name() {
    for house in houses().await {
        let id = somebody(&house, true).await;
        saw(&house, &id, Event::Viewed(job(20))).await;
        let looked = leanings(&house, &id, 0).await;
        assert_eq!(looked.len(), 4, "trade, employer, place, settlement");
        saw(&house, &id, Event::Applied(job(20))).await;
        let applied = leanings(&house, &id, 0).await;
        assert!(of_trade(&applied) > of_trade(&looked));
        // The same on the same day is kept once.
        saw(&house, &id, Event::Applied(job(20))).await;
        assert_eq!(leanings(&house, &id, 0).await, applied);
        let later = leanings(&house, &id, 60).await;
        let half = i32::from(of_trade(&applied)) / 2;
        assert!((i32::from(of_trade(&later)) - half).abs() <= 1);
        saw(&house, &id, Event::Refused(Reason::Far, job(45))).await;
        let refused = leanings(&house, &id, 0).await;
        assert_eq!(of_trade(&refused), of_trade(&applied));
        let place = |all: &[(Key, i16)]| {
            let found = all.iter().find(|(k, _)| matches!(k, Key::Place(_)));
            found.map_or(0, |(_, share)| *share)
        };
        assert!(place(&refused) < place(&applied));
        saw(&house, &id, Event::Refused(Reason::Dates, job(45))).await;
        assert_eq!(leanings(&house, &id, 0).await, refused);
    }
}

#[tokio::test]
async fn nothing_is_kept_of_whoever_did_not_ask_for_it() {
    let house = house().await;
    let id = somebody(&house, false).await;
    saw(&house, &id, Event::Completed(job(20))).await;
    assert_eq!(leanings(&house, &id, 0).await, []);
    let mut own = browser(&house, &format!("worker|{id}||acc_own"));
    own.get("/my/preferences")
        .await
        .ok()
        .has("现在没有按您的习惯排");
    let wish = [("do", "wish"), ("like", "yes"), ("words", "搬运装卸")];
    assert_eq!(
        own.post("/my/preferences", &wish).await.status.as_u16(),
        409
    );
}

#[tokio::test]
async fn a_person_reads_corrects_states_and_erases() {
    let house = house().await;
    let id = somebody(&house, true).await;
    for event in [
        Event::Applied(job(20)),
        Event::Refused(Reason::Far, job(45)),
        Event::Refused(Reason::Pay, job(45)),
    ] {
        saw(&house, &id, event).await;
    }
    let mut own = browser(&house, &format!("worker|{id}||acc_own"));
    let page = own.get("/my/preferences").await.ok();
    let page = page.has("您报过：搬运装卸").has("丰收合作社");
    page.has("路上 45 分钟").has("一天 180 元");
    let forget = [("do", "forget"), ("aspect", "trade"), ("value", "t01")];
    own.post("/my/preferences", &forget)
        .await
        .ok()
        .lacks("搬运装卸");
    let unwanted = [("do", "wish"), ("like", "no"), ("words", "搬运装卸")];
    own.post("/my/preferences", &unwanted)
        .await
        .ok()
        .has("您说不想要：搬运装卸");
    assert!(of_trade(&leanings(&house, &id, 0).await) < 0);
    // The last word counts, and a word does not fade.
    let wanted = [
        ("do", "wish"),
        ("like", "yes"),
        ("words", "搬运装卸"),
        ("settle", "day"),
    ];
    own.post("/my/preferences", &wanted)
        .await
        .ok()
        .has("您说想要：搬运装卸");
    assert!(of_trade(&leanings(&house, &id, 200).await) > 0);
    let nothing = [("do", "wish"), ("like", "yes")];
    own.post("/my/preferences", &nothing)
        .await
        .has("请至少写一样");
    let copy = own.get("/my/privacy/copy?format=json").await.ok().json();
    assert!(copy["leanings"][0]["did"].is_string());
    let erase = [("do", "erase")];
    own.post("/my/preferences", &erase)
        .await
        .ok()
        .has("还什么都没有记");
    assert_eq!(leanings(&house, &id, 0).await, []);
}

#[tokio::test]
async fn the_switch_takes_effect_at_once_and_staff_can_turn_it() {
    let house = house().await;
    let id = somebody(&house, true).await;
    saw(&house, &id, Event::Applied(job(20))).await;
    let mut desk = browser(&house, "town-clerk||611021001000|acc_t");
    let path = format!("/desk/people/{id}/preferences");
    desk.get(&path)
        .await
        .ok()
        .has("您报过：搬运装卸")
        .has("王小明");
    desk.post(&path, &[("do", "off")]).await.ok().has("关掉了");
    assert_eq!(leanings(&house, &id, 0).await, []);
    saw(&house, &id, Event::Applied(job(20))).await;
    assert_eq!(leanings(&house, &id, 0).await, []);
    desk.post(&path, &[("do", "on")]).await.ok().has("打开了");
    saw(&house, &id, Event::Applied(job(20))).await;
    assert!(of_trade(&leanings(&house, &id, 0).await) > 0);
    let mut other = browser(&house, "town-clerk||611021108000|acc_o");
    assert_eq!(other.get(&path).await.status.as_u16(), 404);
}

#[tokio::test]
async fn the_strongest_come_first_and_the_rest_is_one_press_away() {
    let house = house().await;
    let id = somebody(&house, true).await;
    for n in 0..14 {
        let mut one = job(20);
        one.employer = Some((n, format!("合作社{n}号")));
        saw(&house, &id, Event::Applied(one)).await;
    }
    let mut own = browser(&house, &format!("worker|{id}||acc_own"));
    let forget = "value=\"forget\"";
    let page = own.get("/my/preferences").await.ok();
    assert_eq!(page.text.matches(forget).count(), 10);
    page.has("条都看");
    let page = own.get("/my/preferences?all=1").await.ok();
    assert!(page.text.matches(forget).count() > 14);
    page.lacks("条都看");
}
