//! N places means N: many hands, random steps, on both databases.

use super::{applied, day_work, employer, houses, shown, worker};
use crate::applications::model::{ApplicationId, LeftReason, Party, Step};
use crate::applications::state::Move;
use crate::applications::{actions, queries};
use kernel::{Ctx, Kind as Sort, Refusal, SeededRng};
use std::sync::Arc;
use testkit::TestHouse;

/// Tasks at work at the same time.
const TASKS: usize = 64;
/// Steps that each task tries.
const STEPS: usize = 24;
/// Workers who apply.
const WORKERS: usize = 16;
/// Places of each post.
const PLACES: [i64; 2] = [3, 1];

async fn tried(
    house: &TestHouse,
    ctx: &Ctx,
    id: &ApplicationId,
    step: &Step,
) -> Result<(), Refusal> {
    loop {
        let done = async {
            let mut tx = trail::begin(&house.house.db, ctx).await?;
            actions::make(ctx, &mut tx, id, step).await?;
            tx.commit(ctx).await
        };
        match done.await {
            Err(refusal) if refusal.kind == Sort::Retry => {}
            other => return other,
        }
    }
}

/// A random step of a random side.
fn any_step(rng: &SeededRng) -> Step {
    let moves = [
        (Move::Offer, Party::Employer),
        (Move::Accept, Party::Worker),
        (Move::Accept, Party::Worker),
        (Move::Accept, Party::Worker),
        (Move::Start, Party::Employer),
        (Move::Leave, Party::Worker),
        (Move::Reject, Party::Employer),
        (Move::Withdraw, Party::Worker),
    ];
    let (with, party) = moves[rng.below(moves.len())];
    let reasons = [LeftReason::Quit, LeftReason::Other, LeftReason::Finished];
    Step {
        reason: (with == Move::Leave).then(|| reasons[rng.below(reasons.len())]),
        ..Step::new(with, party)
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn however_the_steps_fall_no_place_is_given_twice() {
    for house in houses().await {
        let firm = employer(&house).await;
        let ctx = house.system();
        let mut workers = Vec::new();
        for n in 0..WORKERS {
            workers.push(worker(&house, n).await);
        }
        let mut posts = Vec::new();
        let mut ids = Vec::new();
        for (at, places) in PLACES.into_iter().enumerate() {
            let mut terms = day_work(&house, places);
            terms.title = format!("核桃装车{at}");
            terms.start_day = terms.start_day.plus_days(at as i64);
            terms.end_day = Some(terms.start_day);
            let post = shown(&house, &firm, terms).await;
            for person in &workers {
                ids.push(applied(&house, &ctx, &post.id, person).await.unwrap());
            }
            posts.push(post);
        }
        let house = Arc::new(house);
        let ids = Arc::new(ids);
        let hands = (0..TASKS).map(|task| {
            let (house, ids, ctx) = (house.clone(), ids.clone(), house.system());
            tokio::spawn(async move {
                let rng = SeededRng::new(task as u64 + 7);
                let mut agreed = 0;
                for _ in 0..STEPS {
                    let id = &ids[rng.below(ids.len())];
                    let step = any_step(&rng);
                    // A refusal is an answer; what counts is what stands in the end.
                    let done = tried(&house, &ctx, id, &step).await;
                    agreed += usize::from(done.is_ok() && step.with == Move::Accept);
                }
                agreed
            })
        });
        let mut agreed = 0;
        for hand in hands.collect::<Vec<_>>() {
            agreed += hand.await.unwrap();
        }
        assert!(agreed > 0, "nobody ever got a place");
        let mut reader = house.house.db.read().await.unwrap();
        for post in &posts {
            let seats = queries::seats(&mut reader, post.id.as_str()).await.unwrap();
            let now = vacancies::vacancy(&mut reader, &post.id)
                .await
                .unwrap()
                .unwrap();
            assert_eq!(seats, now.taken, "seats and places taken");
            assert!(
                seats <= now.terms.headcount,
                "{seats} of {}",
                now.terms.headcount
            );
            let tally = queries::tally(&mut reader, post.id.as_str()).await.unwrap();
            let of = |state: &str| tally.get(state).copied().unwrap_or(0);
            assert!(
                of("accepted") + of("onboard") <= now.terms.headcount,
                "{tally:?}"
            );
        }
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn many_who_agree_at_once_get_exactly_the_places_there_are() {
    for house in houses().await {
        let firm = employer(&house).await;
        let ctx = house.system();
        let post = shown(&house, &firm, day_work(&house, 5)).await;
        let mut ids = Vec::new();
        for n in 0..TASKS {
            let person = worker(&house, n).await;
            let id = applied(&house, &ctx, &post.id, &person).await.unwrap();
            let offer = Step::new(Move::Offer, Party::Employer);
            tried(&house, &ctx, &id, &offer).await.unwrap();
            ids.push(id);
        }
        let house = Arc::new(house);
        let hands = ids.into_iter().map(|id| {
            let (house, ctx) = (house.clone(), house.system());
            tokio::spawn(async move {
                let accept = Step::new(Move::Accept, Party::Worker);
                // Twice, as an impatient thumb does.
                let first = tried(&house, &ctx, &id, &accept).await;
                let again = tried(&house, &ctx, &id, &accept).await;
                assert_eq!(first.is_ok(), again.is_ok());
                first
            })
        });
        let mut got = 0;
        for hand in hands.collect::<Vec<_>>() {
            match hand.await.unwrap() {
                Ok(()) => got += 1,
                Err(refusal) => assert_eq!(refusal.code, "placements-places-gone", "{refusal}"),
            }
        }
        assert_eq!(got, 5);
        let mut reader = house.house.db.read().await.unwrap();
        let now = vacancies::vacancy(&mut reader, &post.id)
            .await
            .unwrap()
            .unwrap();
        assert_eq!((now.taken, now.state), (5, vacancies::State::Filled));
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn the_same_person_applies_once_however_often_the_button_is_pressed() {
    for house in houses().await {
        let firm = employer(&house).await;
        let post = shown(&house, &firm, day_work(&house, 2)).await;
        let person = worker(&house, 1).await;
        let house = Arc::new(house);
        let hands = (0..TASKS).map(|_| {
            let (house, ctx) = (house.clone(), house.system());
            let (vacancy, person) = (post.id.clone(), person.clone());
            tokio::spawn(async move {
                loop {
                    let new = actions::NewApplication {
                        vacancy: vacancy.clone(),
                        worker: person.clone(),
                        channel: crate::Channel::Online,
                    };
                    let done = async {
                        let mut tx = trail::begin(&house.house.db, &ctx).await?;
                        let made = actions::apply(&ctx, &mut tx, &new).await?;
                        tx.commit(&ctx).await?;
                        Ok::<_, Refusal>(made)
                    };
                    match done.await {
                        Err(refusal) if refusal.kind == Sort::Retry => {}
                        other => return other.unwrap(),
                    }
                }
            })
        });
        let mut made = Vec::new();
        for hand in hands.collect::<Vec<_>>() {
            made.push(hand.await.unwrap());
        }
        assert_eq!(made.iter().filter(|m| m.new).count(), 1);
        assert!(made.iter().all(|m| m.id == made[0].id));
    }
}
