//! What is done with jobs is learned from: looking, applying, saying no and why, finishing.

use super::{
    TOWN, act, actions, applied, day_work, employer, house, houses, shown, stepped, willing, worker,
};
use crate::applications::model::{LeftReason, Party, Step};
use crate::applications::state::Move;
use matching::Key;
use people::WorkerId;
use people::preferences::Reason;
use testkit::TestHouse;

async fn leaning(house: &TestHouse, id: &WorkerId, of: fn(&Key) -> bool) -> i16 {
    let mut conn = house.house.db.read().await.unwrap();
    let worker = people::need_worker(&mut conn, id).await.unwrap();
    let facts = people::facts(&house.system(), &worker).unwrap();
    let found = facts.leanings.iter().find(|(k, _)| of(k));
    found.map_or(0, |(_, share)| *share)
}

const fn trade(key: &Key) -> bool {
    matches!(key, Key::Trade(_))
}

const fn place(key: &Key) -> bool {
    matches!(key, Key::Place(_))
}

async fn run(house: &TestHouse, job: &'static str) {
    let ctx = house.system();
    let mut tx = trail::begin(&house.house.db, &ctx).await.unwrap();
    let payload = serde_json::json!({});
    jobs::enqueue(&mut tx, &ctx, job, None, ctx.now, payload)
        .await
        .unwrap();
    tx.quiet("a test");
    tx.commit(&ctx).await.unwrap();
    house.drain().await;
}

#[tokio::test]
async fn applying_finishing_and_refusing_count_each_their_way() {
    for house in houses().await {
        let (ctx, firm) = (house.system(), employer(&house).await);
        let post = shown(&house, &firm, day_work(&house, 3)).await;
        let me = willing(&house, 1).await;
        let unasked = worker(&house, 2).await;
        let id = applied(&house, &ctx, &post.id, &me).await.unwrap();
        applied(&house, &ctx, &post.id, &unasked).await.unwrap();
        assert_eq!(leaning(&house, &unasked, trade).await, 0);
        let asked = leaning(&house, &me, trade).await;
        assert!(asked > 0);
        stepped(&house, &ctx, &id, Move::Offer, Party::Employer)
            .await
            .unwrap();
        stepped(&house, &ctx, &id, Move::Accept, Party::Worker)
            .await
            .unwrap();
        stepped(&house, &ctx, &id, Move::Start, Party::Worker)
            .await
            .unwrap();
        let done = Step {
            reason: Some(LeftReason::Finished),
            ..Step::new(Move::Leave, Party::Employer)
        };
        act!(house, ctx, actions::make, &id, &done).unwrap();
        assert!(leaning(&house, &me, trade).await > asked);
        let other = willing(&house, 3).await;
        let id = applied(&house, &ctx, &post.id, &other).await.unwrap();
        let near = leaning(&house, &other, place).await;
        let no = Step {
            because: Some(Reason::Far.code()),
            ..Step::new(Move::Withdraw, Party::Worker)
        };
        act!(house, ctx, actions::make, &id, &no).unwrap();
        assert!(leaning(&house, &other, place).await < near);
    }
}

#[tokio::test]
async fn what_was_turned_down_is_not_put_first_again_and_the_switch_makes_the_list_plain() {
    let house = house().await;
    let firm = employer(&house).await;
    let post = shown(&house, &firm, day_work(&house, 1)).await;
    let me = willing(&house, 1).await;
    let mut browser = house.browser();
    browser.cookie("yz_sid", &format!("worker|{me}|{TOWN}|acc_1"));
    browser
        .get("/my/jobs")
        .await
        .ok()
        .has("核桃装车")
        .has("不合适");
    browser.get(&format!("/jobs/{}", post.id)).await.ok();
    run(&house, "placements.looks").await;
    assert!(leaning(&house, &me, trade).await > 0);
    let path = format!("/my/jobs/{}/refuse", post.id);
    browser.post(&path, &[]).await.has("请");
    let no = [("because", "trade")];
    browser
        .post(&path, &no)
        .await
        .ok()
        .has("记下了")
        .lacks("核桃装车");
    assert!(leaning(&house, &me, trade).await < 0);
    let other = shown(&house, &firm, {
        let mut terms = day_work(&house, 1);
        terms.title = "核桃分拣".into();
        terms
    })
    .await;
    assert_ne!(other.id, post.id);
    browser.post("/my/preferences", &[("do", "off")]).await.ok();
    let plain = browser.get("/my/jobs").await.ok();
    plain.has("按日子先后排").has("核桃分拣").lacks("不合适");
    let page = browser.get(&format!("/jobs/{}", other.id)).await.ok();
    page.lacks("class=\"reasons\"");
}
