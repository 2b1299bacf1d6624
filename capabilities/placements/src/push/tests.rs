//! Who is told, of what, when, how often, and what becomes of it.

use crate::applications::tests::{
    TOWN, act, applied, day_work, employer, house, houses, shown, willing, worker,
};
use kernel::{Ctx, Day};
use people::WorkerId;
use testkit::TestHouse;

/// The same house at an hour of its day.
fn at(house: &TestHouse, hour: i64) -> Ctx {
    let mut ctx = house.system();
    ctx.now = ctx.today().start().plus_minutes(hour * 60);
    ctx
}

async fn told(house: &TestHouse, ctx: &Ctx, id: &WorkerId, urgent: bool) -> bool {
    let limits = super::limits::Limits::read(ctx).unwrap();
    let board = vacancies::board(ctx).unwrap();
    let mut conn = house.house.db.read().await.unwrap();
    vacancies::refresh(ctx, &mut conn, &board).await.unwrap();
    drop(conn);
    act!(house, ctx, super::actions::tell, id, &limits, urgent).unwrap()
}

async fn made(house: &TestHouse, id: &WorkerId) -> Vec<super::Push> {
    let mut conn = house.house.db.read().await.unwrap();
    super::queries::of_worker(&mut conn, id.as_str(), 50)
        .await
        .unwrap()
}

async fn posts(house: &TestHouse, firm: &str, days: &[i64]) {
    for (n, ahead) in days.iter().enumerate() {
        let mut terms = day_work(house, 2);
        terms.title = format!("核桃装车{n}");
        terms.start_day = house.system().today().plus_days(*ahead);
        terms.end_day = Some(terms.start_day);
        shown(house, firm, terms).await;
    }
}

#[tokio::test]
async fn nobody_is_told_unasked_nor_too_often_nor_twice_of_the_same() {
    for house in houses().await {
        let (ctx, firm) = (at(&house, 9), employer(&house).await);
        posts(&house, &firm, &[1, 1, 3, 4, 5]).await;
        let me = willing(&house, 1).await;
        act!(house, ctx, super::wish, &me, true, "screen").unwrap();
        assert!(told(&house, &ctx, &me, false).await);
        assert!(!told(&house, &ctx, &me, false).await, "once a day");
        let first = made(&house, &me).await;
        assert_eq!(first.len(), 1);
        assert!((1..=3).contains(&first[0].posts.len()));
        assert!(first[0].posts.iter().all(|(_, why, _)| !why.is_empty()));
        let mut next = at(&house, 9);
        next.now = next.now.plus_days(1);
        assert!(told(&house, &next, &me, false).await);
        let all = made(&house, &me).await;
        let ids: Vec<_> = all.iter().flat_map(|p| &p.posts).map(|p| &p.0).collect();
        let mut once = ids.clone();
        once.sort();
        once.dedup();
        assert_eq!(once.len(), ids.len(), "no post twice");
        act!(house, ctx, super::wish, &me, false, "screen").unwrap();
        let mut conn = house.house.db.read().await.unwrap();
        let wishing = super::queries::wishing(&mut conn, "", 10).await.unwrap();
        assert!(wishing.is_empty());
        drop(conn);
        // Without the consent to recommend there is nothing to tell, and no wish for it.
        let plain = worker(&house, 2).await;
        let refused = act!(house, ctx, super::wish, &plain, true, "screen").unwrap_err();
        assert_eq!(refused.code, "placements-push-needs-habits");
        assert!(!told(&house, &ctx, &plain, false).await);
    }
}

#[tokio::test]
async fn urgent_day_work_comes_at_most_three_times_and_is_urgent() {
    let house = house().await;
    let (ctx, firm) = (at(&house, 12), employer(&house).await);
    posts(&house, &firm, &[1, 6, 7]).await;
    let me = willing(&house, 1).await;
    act!(house, ctx, super::wish, &me, true, "screen").unwrap();
    assert!(told(&house, &ctx, &me, true).await);
    assert!(
        !told(&house, &ctx, &me, true).await,
        "what is left can wait"
    );
    let first = made(&house, &me).await;
    assert_eq!((first[0].posts.len(), first[0].urgent), (1, true));
    let tomorrow: Day = ctx.today().plus_days(1);
    let mut conn = house.house.db.read().await.unwrap();
    let id = vacancies::VacancyId::parse(&first[0].posts[0].0).unwrap();
    let post = vacancies::vacancy(&mut conn, &id).await.unwrap().unwrap();
    assert_eq!(post.terms.start_day, tomorrow);
}

#[tokio::test]
async fn who_has_no_telephone_is_called_and_the_outcome_is_written_down() {
    let house = house().await;
    let (ctx, firm) = (at(&house, 9), employer(&house).await);
    posts(&house, &firm, &[2]).await;
    let me = willing(&house, 1).await;
    let mut desk = house.browser();
    desk.cookie("yz_sid", &format!("town-clerk||{TOWN}|acc_t"));
    let switch = format!("/desk/people/{me}/pushes");
    desk.get(&switch).await.ok().has("没有打开");
    let on = [("do", "on"), ("consent", "spoken")];
    desk.post(&switch, &on).await.ok().has("打开了");
    assert!(told(&house, &ctx, &me, false).await);
    assert_eq!(house.sms.sent().len(), 0);
    let page = desk
        .get("/desk/pushes")
        .await
        .ok()
        .has("张三")
        .has("核桃装车0");
    let call = page.find("action=\"/desk/pushes/").expect("a form");
    let mut other = house.browser();
    other.cookie("yz_sid", "town-clerk||611021108000|acc_o");
    other.get("/desk/pushes").await.ok().lacks("张三");
    let told_so = [("outcome", "unwanted")];
    assert_eq!(other.post(&call, &told_so).await.status.as_u16(), 404);
    desk.post(&call, &told_so)
        .await
        .ok()
        .has("记下了")
        .lacks("张三");
    let twice = desk.post(&call, &told_so).await;
    assert_eq!(twice.status.as_u16(), 409);
    desk.get(&switch).await.ok().has("没有打开").has("不用再打");
}

#[tokio::test]
async fn opening_and_applying_are_recorded_and_erasure_takes_all() {
    let house = house().await;
    let (ctx, firm) = (at(&house, 9), employer(&house).await);
    posts(&house, &firm, &[2]).await;
    let me = willing(&house, 1).await;
    let mut own = house.browser();
    own.cookie("yz_sid", &format!("worker|{me}|{TOWN}|acc_1"));
    own.post("/my/pushes", &[("do", "on")])
        .await
        .ok()
        .has("打开了");
    assert!(told(&house, &ctx, &me, false).await);
    let pushed = made(&house, &me).await;
    let vacancy = vacancies::VacancyId::parse(&pushed[0].posts[0].0).unwrap();
    own.get(&format!("/jobs/{vacancy}")).await.ok();
    let mut tx = trail::begin(&house.house.db, &ctx).await.unwrap();
    let payload = serde_json::json!({});
    let looks = "placements.looks";
    jobs::enqueue(&mut tx, &ctx, looks, None, ctx.now, payload)
        .await
        .unwrap();
    tx.quiet("a test");
    tx.commit(&ctx).await.unwrap();
    house.drain().await;
    assert!(made(&house, &me).await[0].read_at.is_some());
    applied(&house, &ctx, &vacancy, &me).await.unwrap();
    assert!(made(&house, &me).await[0].posts[0].2.is_some());
    own.get("/my/pushes").await.ok().has("看过了").has("报了名");
    let mut tx = trail::begin(&house.house.db, &ctx).await.unwrap();
    super::store::forget(&mut tx, me.as_str()).await.unwrap();
    tx.quiet("a test");
    tx.commit(&ctx).await.unwrap();
    assert!(made(&house, &me).await.is_empty());
}
