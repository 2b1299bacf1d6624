//! N places means N, whoever comes at the same moment.

use super::{act, day_work, employer, houses, shown};
use crate::posts::actions::{give_back, revise, take_place};
use crate::posts::state::State;
use crate::posts::store;
use kernel::Kind;
use std::sync::Arc;

/// Hands that reach for a place at once.
const HANDS: usize = 10_000;

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn ten_thousand_hands_take_exactly_the_places_there_are() {
    for house in houses().await {
        let (id, ctx) = employer(&house).await;
        let mut terms = day_work(&house);
        terms.headcount = 7;
        let post = shown(&house, &id, &ctx, terms).await;
        let house = Arc::new(house);
        let hands = (0..HANDS).map(|_| {
            let (house, id, ctx) = (house.clone(), post.id.clone(), house.system());
            tokio::spawn(async move {
                loop {
                    let done = async {
                        let mut tx = trail::begin(&house.house.db, &ctx).await?;
                        take_place(&ctx, &mut tx, &id).await?;
                        tx.commit(&ctx).await
                    };
                    match done.await {
                        Err(refusal) if refusal.kind == Kind::Retry => {}
                        other => return other,
                    }
                }
            })
        });
        let mut taken = 0;
        for hand in hands.collect::<Vec<_>>() {
            match hand.await.unwrap() {
                Ok(()) => taken += 1,
                Err(refusal) => assert_eq!(refusal.code, "vacancies-full", "{refusal}"),
            }
        }
        assert_eq!(taken, 7);
        let mut reader = house.house.db.read().await.unwrap();
        let post = store::by_id(&mut reader, &post.id).await.unwrap().unwrap();
        assert_eq!((post.taken, post.state), (7, State::Filled));
    }
}

#[tokio::test]
async fn a_place_given_back_opens_the_post_again() {
    for house in houses().await {
        let (id, ctx) = employer(&house).await;
        let post = shown(&house, &id, &ctx, day_work(&house)).await;
        act!(house, ctx, take_place, &post.id).unwrap();
        act!(house, ctx, take_place, &post.id).unwrap();
        let full = act!(house, ctx, take_place, &post.id).unwrap_err();
        assert_eq!(full.code, "vacancies-full");
        let mut fewer = post.terms.clone();
        fewer.headcount = 1;
        let refused = act!(house, ctx, revise, &post.id, fewer, None).unwrap_err();
        assert_eq!(refused.fields[0].code, "vacancies-headcount-below-taken");
        act!(house, ctx, give_back, &post.id).unwrap();
        let mut reader = house.house.db.read().await.unwrap();
        let post = store::by_id(&mut reader, &post.id).await.unwrap().unwrap();
        assert_eq!(
            (post.taken, post.state, post.closed_at),
            (1, State::Published, None)
        );
    }
}
