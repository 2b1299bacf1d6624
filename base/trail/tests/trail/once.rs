//! A request that comes again is answered alike and carried out once.

use crate::house::houses;
use kernel::{Actor, Ctx, Kind};
use std::sync::Arc;
use trail::{Answer, stored_answer};

#[tokio::test]
async fn thirty_two_tries_at_once_run_once_and_get_one_answer() {
    for house in houses().await {
        let house = Arc::new(house);
        let mut set = tokio::task::JoinSet::new();
        for _ in 0..32 {
            let house = Arc::clone(&house);
            set.spawn(async move {
                let ctx = house.once("acc_1", "/seats|k1#d1");
                let done = house.take_seat(&ctx).await;
                let mut conn = house.db.read().await.unwrap();
                (done, stored_answer(&mut conn, &ctx).await.unwrap().unwrap())
            });
        }
        let all = set.join_all().await;
        assert_eq!(all.iter().filter(|(done, _)| done.is_ok()).count(), 1);
        for (done, answer) in &all {
            assert_eq!(answer, &all[0].1);
            if let Err(refusal) = done {
                assert_eq!(
                    (refusal.kind, refusal.code),
                    (Kind::Conflict, "once-already")
                );
            }
        }
        assert_eq!(house.seats_taken().await, 1);
        assert_eq!(house.count("outbox").await, 1);
        assert_eq!(house.count("audit_lines").await, 1);
    }
}

#[tokio::test]
async fn a_key_used_for_another_request_is_refused() {
    for house in houses().await {
        house
            .take_seat(&house.once("acc_1", "k1#d1"))
            .await
            .unwrap();
        let other = house.once("acc_1", "k1#d2");
        let refusal = house.take_seat(&other).await.unwrap_err();
        assert_eq!(
            (refusal.kind, refusal.code),
            (Kind::Conflict, "once-other-request")
        );
        let mut conn = house.db.read().await.unwrap();
        let refusal = stored_answer(&mut conn, &other).await.unwrap_err();
        assert_eq!(refusal.code, "once-other-request");
        assert_eq!(house.seats_taken().await, 1);
    }
}

#[tokio::test]
async fn nobody_gets_the_answer_of_another() {
    for house in houses().await {
        house
            .take_seat(&house.once("acc_1", "k1#d1"))
            .await
            .unwrap();
        let second = house.once("acc_2", "k1#d1");
        let stranger = Ctx {
            actor: Actor::stranger(),
            ..house.once("", "k1#d1")
        };
        for ctx in [second, stranger, house.ctx("acc_1")] {
            let mut conn = house.db.read().await.unwrap();
            assert_eq!(stored_answer(&mut conn, &ctx).await.unwrap(), None);
            drop(conn);
            house.take_seat(&ctx).await.unwrap();
        }
        assert_eq!(house.seats_taken().await, 4);
    }
}

#[tokio::test]
async fn an_answer_may_be_kept_after_the_commit_but_never_replaced() {
    for house in houses().await {
        let ctx = house.once("acc_1", "k1#d1");
        for verb in ["seats.look", "seats.look-again"] {
            // One request, two transactions: it does not stand in its own way.
            let mut tx = trail::begin(&house.db, &ctx).await.unwrap();
            tx.note(&ctx, verb, "seat_1", "", serde_json::json!({}));
            tx.commit(&ctx).await.unwrap();
        }
        let again = house.once("acc_1", "k1#d1");
        let kept = async || {
            let mut conn = house.db.read().await.unwrap();
            stored_answer(&mut conn, &again).await.unwrap()
        };
        assert_eq!(
            kept().await,
            None,
            "carried out, the answer is not known yet"
        );
        assert_eq!(
            house.take_seat(&again).await.unwrap_err().code,
            "once-already"
        );
        let answer = |text: &str| Answer {
            status: 200,
            content_type: "application/json".into(),
            location: None,
            body: text.into(),
        };
        trail::keep_answer(&house.db, &again, &answer("not its own"))
            .await
            .unwrap();
        assert_eq!(kept().await, None);
        trail::keep_answer(&house.db, &ctx, &answer("first"))
            .await
            .unwrap();
        trail::keep_answer(&house.db, &ctx, &answer("second"))
            .await
            .unwrap();
        assert_eq!(kept().await, Some(answer("first")));
    }
}

#[tokio::test]
async fn keys_are_forgotten_after_two_days_and_may_hold_anything() {
    for house in houses().await {
        let odd = format!("\0'\u{1F600}{}#{}", "长".repeat(5000), "d".repeat(64));
        let ctx = house.once("acc_1", &odd);
        house.take_seat(&ctx).await.unwrap();
        let mut tx = house.db.begin().await.unwrap();
        let life = trail::ANSWER_LIFE_MINUTES;
        let at = house.now.plus_minutes(life);
        assert_eq!(trail::purge_answers(&mut tx, at).await.unwrap(), 0);
        let later = at.plus_minutes(1);
        assert_eq!(trail::purge_answers(&mut tx, later).await.unwrap(), 1);
        tx.commit().await.unwrap();
        assert_eq!(house.count("once").await, 0);
    }
}
