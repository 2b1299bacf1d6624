//! The life of a post.

use super::{act, day_work, employer, houses, reviewer, shown, yes};
use crate::posts::actions::{
    Decision, Verdict, create, decide, pause, renew, resume, revise, submit, take_down, withdraw,
};
use crate::posts::model::Vacancy;
use crate::posts::state::State;
use crate::posts::{queries, reviews, store};
use crate::screening::Severity;
use testkit::TestHouse;

async fn stored(house: &TestHouse, post: &Vacancy) -> Vacancy {
    let mut reader = house.house.db.read().await.unwrap();
    store::by_id(&mut reader, &post.id).await.unwrap().unwrap()
}

#[tokio::test]
async fn a_clean_post_waits_for_a_person_and_is_then_shown() {
    for house in houses().await {
        let (id, ctx) = employer(&house).await;
        let post = act!(house, ctx, create, &id, day_work(&house), None).unwrap();
        assert_eq!((post.state, post.version), (State::Draft, 1));
        assert!(post.no.ends_with("-20261123-00001"), "{}", post.no);
        assert_eq!(stored(&house, &post).await, post);
        let post = act!(house, ctx, submit, &post.id).unwrap();
        assert_eq!(post.state, State::ManualReview);
        let again = act!(house, ctx, submit, &post.id).unwrap();
        assert_eq!(again, post, "sent twice is sent once");
        let by = reviewer(&house);
        let mut reader = house.house.db.read().await.unwrap();
        let queue = queries::queue(&mut reader, &by.scope, None, 10)
            .await
            .unwrap();
        assert_eq!(queue.len(), 1);
        assert_eq!(queries::waiting(&mut reader, &by.scope).await.unwrap(), 1);
        drop(reader);
        let post = act!(house, by, decide, &post.id, yes(1)).unwrap();
        assert_eq!(
            (post.state, post.published_version),
            (State::Published, Some(1))
        );
        assert_eq!(post.checked_at, Some(by.now));
        assert_eq!(post.pay_day_fen, Some(18_000));
        assert_eq!(Some(post.valid_until), post.terms.end_day);
        assert!(post.board_seq > 0 && post.shown_on(by.today()));
        assert_eq!(stored(&house, &post).await, post);
        let post = act!(house, ctx, pause, &post.id).unwrap();
        let post = act!(house, ctx, resume, &post.id).unwrap();
        assert_eq!(
            post.board_seq, 3,
            "every change of what is shown is counted"
        );
        let post = act!(house, ctx, withdraw, &post.id).unwrap();
        assert_eq!(post.state, State::Withdrawn);
        let refused = act!(house, ctx, resume, &post.id).unwrap_err();
        assert_eq!(refused.code, "vacancies-not-now");
        let mut reader = house.house.db.read().await.unwrap();
        let report = trail::verify(&mut reader, &house.house.vault, |_| {})
            .await
            .unwrap();
        assert!(report.faults.is_empty());
    }
}

#[tokio::test]
async fn what_a_rule_forbids_goes_back_with_its_words() {
    for house in houses().await {
        let (id, ctx) = employer(&house).await;
        let mut terms = day_work(&house);
        terms.conditions = "身体好，限 男 性。".to_owned();
        let post = act!(house, ctx, create, &id, terms, None).unwrap();
        let post = act!(house, ctx, submit, &post.id).unwrap();
        assert_eq!(post.state, State::Rejected);
        let mut reader = house.house.db.read().await.unwrap();
        let hits = reviews::hits(&mut reader, &post.id, 1).await.unwrap();
        drop(reader);
        assert_eq!(hits.len(), 1);
        let hit = &hits[0].1;
        assert_eq!(
            (hit.rule.as_str(), hit.severity),
            ("sex-men", Severity::Block)
        );
        assert_eq!(
            (hit.field.as_str(), hit.matched.as_str()),
            ("conditions", "限 男 性")
        );
        assert_eq!((hit.from, hit.to), (4, 9));
        let post = act!(house, ctx, revise, &post.id, day_work(&house), None).unwrap();
        assert_eq!((post.state, post.version), (State::ManualReview, 2));
        assert_eq!(post.closed_at, None);
    }
}

#[tokio::test]
async fn a_change_is_a_new_version_and_the_shown_one_stays() {
    for house in houses().await {
        let (id, ctx) = employer(&house).await;
        let first = shown(&house, &id, &ctx, day_work(&house)).await;
        let same = act!(house, ctx, revise, &first.id, first.terms.clone(), None).unwrap();
        assert_eq!(same, first, "nothing changed, nothing written");
        let mut terms = first.terms.clone();
        terms.pay_min_fen = Some(20_000);
        let post = act!(house, ctx, revise, &first.id, terms.clone(), None).unwrap();
        assert_eq!((post.state, post.version), (State::ManualReview, 2));
        let mut reader = house.house.db.read().await.unwrap();
        let kept = crate::published(&mut reader, &post).await.unwrap().unwrap();
        drop(reader);
        assert_eq!((kept.version, &kept.terms), (1, &first.terms));
        let by = reviewer(&house);
        let late = act!(house, by, decide, &post.id, yes(1)).unwrap_err();
        assert_eq!(late.code, "vacancies-changed-meanwhile");
        let post = act!(house, by, decide, &post.id, yes(2)).unwrap();
        assert_eq!(
            (post.state, post.published_version),
            (State::Published, Some(2))
        );
        let mut reader = house.house.db.read().await.unwrap();
        let versions = queries::versions(&mut reader, &post.id).await.unwrap();
        let texts: Vec<i64> = versions
            .iter()
            .filter_map(|v| v.terms.pay_min_fen)
            .collect();
        assert_eq!(texts, [20_000, 18_000]);
        assert_eq!(versions[0].digest.len(), 64);
    }
}

#[tokio::test]
async fn a_reviewer_answers_every_find_and_gives_reasons() {
    for house in houses().await {
        let (id, ctx) = employer(&house).await;
        let mut terms = day_work(&house);
        terms.title = "产后护理，只招女性".to_owned();
        let post = act!(house, ctx, create, &id, terms, None).unwrap();
        let post = act!(house, ctx, submit, &post.id).unwrap();
        assert_eq!(post.state, State::ManualReview);
        let by = reviewer(&house);
        let bare = act!(house, by, decide, &post.id, yes(1)).unwrap_err();
        assert_eq!(bare.fields[0].field, "answer-0");
        let wrong = Decision {
            answers: vec![(0, "reason-given".to_owned())],
            ..yes(1)
        };
        assert!(act!(house, by, decide, &post.id, wrong).is_err());
        let back = Decision {
            verdict: Verdict::AskBack,
            ..yes(1)
        };
        let mute = act!(house, by, decide, &post.id, back.clone()).unwrap_err();
        assert_eq!(mute.fields[0].field, "reason");
        let back = Decision {
            reason: "请写明照顾谁".to_owned(),
            ..back
        };
        let post = act!(house, by, decide, &post.id, back).unwrap();
        assert_eq!(post.state, State::Draft);
        let post = act!(house, ctx, submit, &post.id).unwrap();
        let right = Decision {
            answers: vec![(0, "same-sex-care".to_owned())],
            ..yes(1)
        };
        let post = act!(house, by, decide, &post.id, right).unwrap();
        assert_eq!(post.state, State::Published);
        let mut reader = house.house.db.read().await.unwrap();
        let made = reviews::of_post(&mut reader, &post.id).await.unwrap();
        drop(reader);
        assert_eq!(made.len(), 2);
        assert!(
            made.iter()
                .any(|r| r.answers == [(0, "same-sex-care".to_owned())])
        );
        assert!(act!(house, by, take_down, &post.id, " ").is_err());
        let post = act!(house, by, take_down, &post.id, "有人举报收费").unwrap();
        assert_eq!(post.state, State::TakenDown);
    }
}

#[tokio::test]
async fn posts_die_on_their_day_unless_somebody_renews_them() {
    for house in houses().await {
        let (id, ctx) = employer(&house).await;
        let mut terms = day_work(&house);
        terms.kind = crate::Kind::Long;
        terms.end_day = None;
        let post = shown(&house, &id, &ctx, terms).await;
        assert_eq!(post.valid_until, ctx.today().plus_days(30));
        house.drain().await;
        house
            .clock
            .set(post.valid_until.start().plus_minutes(9 * 60));
        house.drain().await;
        assert_eq!(stored(&house, &post).await.state, State::Published);
        let mut reader = house.house.db.read().await.unwrap();
        let left = queries::ending(&mut reader, post.valid_until, 9)
            .await
            .unwrap();
        drop(reader);
        assert!(left.is_empty(), "the employer was told today");
        let over = post.valid_until.plus_days(1);
        assert!(
            !stored(&house, &post).await.shown_on(over),
            "gone before the night job says so"
        );
        house.clock.set(over.start().plus_minutes(60));
        house.drain().await;
        assert_eq!(stored(&house, &post).await.state, State::Expired);
        let mut later = ctx.clone();
        later.now = over.start().plus_minutes(600);
        let post = act!(house, later, renew, &post.id).unwrap();
        assert_eq!(
            (post.state, post.valid_until),
            (State::Published, over.plus_days(30))
        );
        let again = act!(house, later, renew, &post.id).unwrap();
        assert_eq!(
            again.updated_at, post.updated_at,
            "renewed twice is renewed once"
        );
    }
}

#[tokio::test]
async fn posts_of_an_employer_whose_name_is_no_longer_checked_are_not_shown() {
    for house in houses().await {
        let (id, ctx) = employer(&house).await;
        let post = shown(&house, &id, &ctx, day_work(&house)).await;
        let system = house.system();
        let mut tx = trail::begin(&house.house.db, &system).await.unwrap();
        tx.quiet("a test lets the verification run out");
        let lapse = "UPDATE employers SET state = 'lapsed', verified_until_day = '2026-01-01' \
            WHERE id = $1";
        tx.execute(lapse, &db::params![id.as_str()]).await.unwrap();
        tx.publish("employer-lapsed", &id, serde_json::json!({}));
        tx.commit(&system).await.unwrap();
        house.drain().await;
        let mut reader = house.house.db.read().await.unwrap();
        let now = crate::vacancy(&mut reader, &post.id)
            .await
            .unwrap()
            .unwrap();
        assert_eq!(now.state, crate::posts::state::State::Paused);
    }
}
