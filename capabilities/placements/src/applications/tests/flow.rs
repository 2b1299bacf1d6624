//! The way of one application, and what stands against a step.

use super::{OTHER, TOWN, act, applied, day_work, employer, houses, shown, stepped, worker};
use crate::applications::model::{LeftReason, Party, Reply, Step};
use crate::applications::state::{Move, Outcome, State};
use crate::applications::{actions, queries};
use kernel::{Kind as Sort, Role};

#[tokio::test]
async fn from_the_first_word_to_three_months_in_work() {
    for house in houses().await {
        let firm = employer(&house).await;
        let post = shown(&house, &firm, day_work(&house, 2)).await;
        let person = worker(&house, 1).await;
        let me = house.ctx(Role::Worker, &[person.as_str()], TOWN);
        let boss = house.ctx(Role::Employer, &[&firm], TOWN);
        let id = applied(&house, &me, &post.id, &person).await.unwrap();
        let again = applied(&house, &me, &post.id, &person).await.unwrap();
        assert_eq!(id, again);
        let invite = Step {
            reply: Some(Reply::ComeTomorrow),
            ..Step::new(Move::Invite, Party::Employer)
        };
        let done = act!(house, boss, actions::make, &id, &invite).unwrap();
        assert_eq!(done, Outcome::Changed(State::Invited));
        for (ctx, with, party, state) in [
            (&boss, Move::Offer, Party::Employer, State::Offered),
            (&me, Move::Accept, Party::Worker, State::Accepted),
            (&me, Move::Start, Party::Worker, State::Onboard),
        ] {
            let done = stepped(&house, ctx, &id, with, party).await.unwrap();
            assert_eq!(done, Outcome::Changed(state));
            let done = stepped(&house, ctx, &id, with, party).await.unwrap();
            assert_eq!(done, Outcome::Already);
        }
        let early = stepped(&house, &boss, &id, Move::Keep, Party::Employer).await;
        assert_eq!(early.unwrap_err().code, "placements-stable-later");
        house.drain().await;
        let mut reader = house.house.db.read().await.unwrap();
        let a = queries::one(&mut reader, &id).await.unwrap();
        drop(reader);
        let due = a.stable_due_day.unwrap();
        assert_eq!(due, house.system().today().plus_months(3));
        house.clock.set(due.start().plus_minutes(600));
        house.drain().await;
        let mut reader = house.house.db.read().await.unwrap();
        let a = queries::one(&mut reader, &id).await.unwrap();
        assert!(a.stable_asked_at.is_some() && a.state == State::Onboard);
        let told = stations::notices::of(&mut reader, &[person.to_string()], 1)
            .await
            .unwrap();
        assert_eq!(told[0].key, "placements-told-still-there");
        drop(reader);
        let mut boss = boss;
        boss.now = house.system().now;
        let done = stepped(&house, &boss, &id, Move::Keep, Party::Employer)
            .await
            .unwrap();
        assert_eq!(done, Outcome::Changed(State::Stable));
        let mut reader = house.house.db.read().await.unwrap();
        let steps = queries::history(&mut reader, &id).await.unwrap();
        let steps: Vec<&str> = steps.iter().map(|s| s.step.as_str()).collect();
        assert_eq!(
            steps,
            [
                "apply", "view", "invite", "offer", "accept", "start", "keep"
            ]
        );
    }
}

#[tokio::test]
async fn a_place_given_up_is_free_again_and_one_used_up_is_not() {
    for house in houses().await {
        let firm = employer(&house).await;
        let post = shown(&house, &firm, day_work(&house, 1)).await;
        let ctx = house.system();
        let mut ids = Vec::new();
        for n in 1..=2 {
            let person = worker(&house, n).await;
            let id = applied(&house, &ctx, &post.id, &person).await.unwrap();
            stepped(&house, &ctx, &id, Move::Offer, Party::Employer)
                .await
                .unwrap();
            ids.push(id);
        }
        stepped(&house, &ctx, &ids[0], Move::Accept, Party::Worker)
            .await
            .unwrap();
        let gone = stepped(&house, &ctx, &ids[1], Move::Accept, Party::Worker).await;
        assert_eq!(gone.unwrap_err().code, "placements-places-gone");
        let third = worker(&house, 3).await;
        let full = applied(&house, &ctx, &post.id, &third).await.unwrap_err();
        assert_eq!(full.code, "placements-full");
        let mut away = Step::new(Move::Leave, Party::Worker);
        away.reason = Some(LeftReason::Quit);
        act!(house, ctx, actions::make, &ids[0], &away).unwrap();
        stepped(&house, &ctx, &ids[1], Move::Accept, Party::Worker)
            .await
            .unwrap();
        stepped(&house, &ctx, &ids[1], Move::Start, Party::Employer)
            .await
            .unwrap();
        away.reason = Some(LeftReason::Finished);
        act!(house, ctx, actions::make, &ids[1], &away).unwrap();
        let mut reader = house.house.db.read().await.unwrap();
        assert_eq!(
            queries::seats(&mut reader, post.id.as_str()).await.unwrap(),
            1
        );
        let post = vacancies::vacancy(&mut reader, &post.id).await.unwrap();
        assert_eq!(post.unwrap().taken, 1);
    }
}

#[tokio::test]
async fn nobody_takes_a_step_for_somebody_else() {
    for house in houses().await {
        let firm = employer(&house).await;
        let post = shown(&house, &firm, day_work(&house, 2)).await;
        let person = worker(&house, 1).await;
        let me = house.ctx(Role::Worker, &[person.as_str()], TOWN);
        let id = applied(&house, &me, &post.id, &person).await.unwrap();
        let stranger = house.ctx(Role::Worker, &["wrk_0"], TOWN);
        let refused = stepped(&house, &stranger, &id, Move::Withdraw, Party::Worker).await;
        assert_eq!(refused.unwrap_err().kind, Sort::NotFound);
        let refused = stepped(&house, &me, &id, Move::Offer, Party::Employer).await;
        assert_eq!(refused.unwrap_err().kind, Sort::Forbidden);
        let refused = stepped(&house, &me, &id, Move::Offer, Party::Worker).await;
        assert_eq!(refused.unwrap_err().code, "placements-not-now");
        let refused = stepped(&house, &me, &id, Move::Reject, Party::System).await;
        assert!(refused.is_err());
        let neighbour = house.ctx(Role::TownClerk, &[], OTHER);
        let refused = applied(&house, &neighbour, &post.id, &person).await;
        assert_eq!(refused.unwrap_err().kind, Sort::NotFound);
        let clerk = house.ctx(Role::TownClerk, &[], TOWN);
        let step = Step::new(Move::Withdraw, Party::Worker);
        act!(house, clerk, actions::make_at_desk, &id, &step, "spoken").unwrap();
        let mut reader = house.house.db.read().await.unwrap();
        let steps = queries::history(&mut reader, &id).await.unwrap();
        assert!(steps[1].behalf);
    }
}

#[tokio::test]
async fn two_jobs_on_one_day_cannot_both_be_done() {
    for house in houses().await {
        let firm = employer(&house).await;
        let ctx = house.system();
        let person = worker(&house, 1).await;
        let mut codes = Vec::new();
        for title in ["核桃装车", "蘑菇采摘"] {
            let mut terms = day_work(&house, 2);
            terms.title = title.into();
            terms.duties = format!("{title}，干一天");
            let post = shown(&house, &firm, terms).await;
            let id = applied(&house, &ctx, &post.id, &person).await.unwrap();
            stepped(&house, &ctx, &id, Move::Offer, Party::Employer)
                .await
                .unwrap();
            let done = stepped(&house, &ctx, &id, Move::Accept, Party::Worker).await;
            codes.push(done.err().map(|r| r.code));
        }
        assert_eq!(codes, [None, Some("placements-same-day")]);
    }
}

#[tokio::test]
async fn a_post_taken_back_answers_everybody_who_waits() {
    for house in houses().await {
        let firm = employer(&house).await;
        let post = shown(&house, &firm, day_work(&house, 2)).await;
        let ctx = house.system();
        let person = worker(&house, 1).await;
        let id = applied(&house, &ctx, &post.id, &person).await.unwrap();
        act!(house, ctx, vacancies::withdraw, &post.id).unwrap();
        house.drain().await;
        let mut reader = house.house.db.read().await.unwrap();
        let a = queries::one(&mut reader, &id).await.unwrap();
        assert_eq!(a.state, State::Rejected);
        let told = stations::notices::of(&mut reader, &[person.to_string()], 1)
            .await
            .unwrap();
        assert_eq!(told[0].key, "placements-told-reply-ended");
    }
}

#[tokio::test]
async fn an_erased_file_waits_for_nobody_and_holds_no_place() {
    for house in houses().await {
        let firm = employer(&house).await;
        let post = shown(&house, &firm, day_work(&house, 1)).await;
        let ctx = house.system();
        let person = worker(&house, 1).await;
        let id = applied(&house, &ctx, &post.id, &person).await.unwrap();
        for (with, party) in [
            (Move::Offer, Party::Employer),
            (Move::Accept, Party::Worker),
        ] {
            stepped(&house, &ctx, &id, with, party).await.unwrap();
        }
        let mut tx = trail::begin(&house.house.db, &ctx).await.unwrap();
        tx.publish("worker-erased", person.as_str(), serde_json::json!({}));
        tx.commit(&ctx).await.unwrap();
        house.drain().await;
        let mut reader = house.house.db.read().await.unwrap();
        let a = queries::one(&mut reader, &id).await.unwrap();
        assert_eq!((a.state, a.seat), (State::Left, false));
        let post = vacancies::vacancy(&mut reader, &post.id).await.unwrap();
        assert_eq!(post.unwrap().taken, 0);
    }
}
