//! The next question sees every change: of wishes, consent, work, applications, the day.

use super::{clerk, listed, someone};
use crate::applications::tests::{TOWN, act, applied, day_work, employer, houses, shown, stepped};
use crate::market::kept;
use crate::{Move, Party};
use kernel::{Ctx, Fen, Role, Slots};
use people::preferences::Reason;
use people::{Change, Purpose, WorkerId};
use std::sync::Arc;

fn names(ids: &[&WorkerId]) -> Vec<String> {
    ids.iter().map(|id| id.to_string()).collect()
}

#[tokio::test]
async fn changed_wishes_turn_the_order_round() {
    for house in houses().await {
        let (sys, firm) = (house.system(), employer(&house).await);
        let post = shown(&house, &firm, day_work(&house, 2)).await;
        let me = clerk(&house, Role::TownClerk, TOWN);
        let first = someone(&house, 4, TOWN, &["t01"]).await;
        let second = someone(&house, 8, TOWN, &["t03"]).await;
        let found = listed(&house, &me, &post).await.unwrap();
        assert_eq!(found, names(&[&first, &second]));
        for (id, trade) in [(&first, "t03"), (&second, "t01")] {
            let change = Change::Trades(vec![trade.into()]);
            act!(house, sys, people::edit, id, change).unwrap();
        }
        let found = listed(&house, &me, &post).await.unwrap();
        assert_eq!(found, names(&[&second, &first]));
        // Whoever wants more than is paid is not troubled.
        let dear = Change::Pay(Some(Fen(90_000)), "day".into(), Vec::new());
        act!(house, sys, people::edit, &second, dear).unwrap();
        assert_eq!(listed(&house, &me, &post).await.unwrap(), names(&[&first]));
        // A post that takes nobody finds nobody.
        act!(house, sys, vacancies::pause, &post.id).unwrap();
        assert!(listed(&house, &me, &post).await.unwrap().is_empty());
    }
}

#[tokio::test]
async fn work_begun_and_consent_are_known_at_once() {
    for house in houses().await {
        let (sys, firm) = (house.system(), employer(&house).await);
        let post = shown(&house, &firm, day_work(&house, 2)).await;
        let mut terms = day_work(&house, 1);
        terms.title = "卸水泥".into();
        let earlier = shown(&house, &firm, terms).await;
        let me = clerk(&house, Role::TownClerk, TOWN);
        let id = someone(&house, 4, TOWN, &["t01"]).await;
        assert_eq!(listed(&house, &me, &post).await.unwrap(), names(&[&id]));
        let done = applied(&house, &sys, &earlier.id, &id).await.unwrap();
        for (with, party) in [
            (Move::Offer, Party::Employer),
            (Move::Accept, Party::Worker),
            (Move::Start, Party::Worker),
        ] {
            stepped(&house, &sys, &done, with, party).await.unwrap();
        }
        let mut conn = house.house.db.read().await.unwrap();
        let found = crate::reverse::people(&me, &mut conn, &post, 50).await;
        drop(conn);
        let one = &found.unwrap()[0];
        let before = "matching-their-employer-before";
        assert!(one.reasons.iter().any(|r| r.code == before));
        assert!(one.busy && !one.told && !one.wished);
        let wish = Purpose::Recommend;
        act!(house, sys, people::withdraw_consent, &id, wish).unwrap();
        assert!(listed(&house, &me, &post).await.unwrap().is_empty());
        // A retry is harmless.
        for _ in 0..2 {
            act!(house, sys, people::give_consent, &id, wish, "list").unwrap();
        }
        assert_eq!(listed(&house, &me, &post).await.unwrap(), names(&[&id]));
    }
}

/// Yizhan as another process on the same database has it: nothing in memory is shared.
fn elsewhere(here: &Ctx) -> Ctx {
    let slots = Slots::default();
    slots.put(reference::Tables::embedded().unwrap());
    slots.put(vacancies::Board::default());
    Ctx {
        slots: Arc::new(slots),
        ..here.clone()
    }
}

#[tokio::test]
async fn what_another_process_changed_is_seen() {
    for house in houses().await {
        let (sys, firm) = (house.system(), employer(&house).await);
        let post = shown(&house, &firm, day_work(&house, 2)).await;
        let first = someone(&house, 4, TOWN, &["t01"]).await;
        let mut other = elsewhere(&clerk(&house, Role::TownClerk, TOWN));
        assert_eq!(
            listed(&house, &other, &post).await.unwrap(),
            names(&[&first])
        );
        let second = someone(&house, 8, TOWN, &["t01"]).await;
        let dear = Change::Pay(Some(Fen(90_000)), "day".into(), Vec::new());
        act!(house, sys, people::edit, &first, dear).unwrap();
        assert_eq!(
            listed(&house, &other, &post).await.unwrap(),
            names(&[&second])
        );
        // After a restart everything comes from the database again.
        other = elsewhere(&other);
        assert_eq!(
            listed(&house, &other, &post).await.unwrap(),
            names(&[&second])
        );
        act!(house, sys, vacancies::pause, &post.id).unwrap();
        assert!(listed(&house, &other, &post).await.unwrap().is_empty());
    }
}

#[tokio::test]
async fn whoever_applied_was_told_no_or_said_no_is_not_asked_again() {
    for house in houses().await {
        let (sys, firm) = (house.system(), employer(&house).await);
        let post = shown(&house, &firm, day_work(&house, 2)).await;
        let me = clerk(&house, Role::TownClerk, TOWN);
        let first = someone(&house, 4, TOWN, &["t01"]).await;
        let second = someone(&house, 8, TOWN, &["t01"]).await;
        let third = someone(&house, 12, TOWN, &["t01"]).await;
        assert_eq!(listed(&house, &me, &post).await.unwrap().len(), 3);
        let made = applied(&house, &sys, &post.id, &second).await.unwrap();
        let two = names(&[&first, &third]);
        assert_eq!(listed(&house, &me, &post).await.unwrap(), two);
        let (no, boss) = (Move::Reject, Party::Employer);
        stepped(&house, &sys, &made, no, boss).await.unwrap();
        assert_eq!(listed(&house, &me, &post).await.unwrap(), two);
        act!(
            house,
            sys,
            crate::liking::refuse,
            &third,
            &post.id,
            Reason::Far
        )
        .unwrap();
        assert_eq!(listed(&house, &me, &post).await.unwrap(), names(&[&first]));
        // The next day everybody's facts are made anew.
        let mut conn = house.house.db.read().await.unwrap();
        let today = kept::current(&sys, &mut conn).await.unwrap().many();
        let mut later = sys.clone();
        later.now = later.now.plus_days(1);
        let tomorrow = kept::current(&later, &mut conn).await.unwrap().many();
        assert_eq!((today, tomorrow), (3, 3));
    }
}

#[tokio::test]
async fn whoever_is_erased_is_gone_at_once() {
    for house in houses().await {
        let (sys, firm) = (house.system(), employer(&house).await);
        let post = shown(&house, &firm, day_work(&house, 2)).await;
        let id = someone(&house, 4, TOWN, &["t01"]).await;
        let me = clerk(&house, Role::TownClerk, TOWN);
        assert_eq!(listed(&house, &me, &post).await.unwrap().len(), 1);
        let mut county = house.browser();
        county.cookie("yz_sid", "county-clerk||611021000000|acc_c");
        let mut own = house.browser();
        own.cookie("yz_sid", &format!("worker|{id}|{TOWN}|acc_1"));
        own.post("/my/privacy/erasure", &[("do", "ask")]).await.ok();
        let queue = county.get("/desk/erasures").await.ok();
        let form = queue.find("action=\"/desk/erasures/").expect("a request");
        county.post(&form, &[("do", "erase")]).await.ok();
        assert!(listed(&house, &me, &post).await.unwrap().is_empty());
        let mut conn = house.house.db.read().await.unwrap();
        let kept = kept::current(&sys, &mut conn).await.unwrap();
        assert_eq!(kept.many(), 0, "nothing of the person stays in memory");
    }
}
