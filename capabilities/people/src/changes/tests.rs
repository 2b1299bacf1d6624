//! Every action after which the ranking knows something else of a person, on both databases.

use super::{after, head};
use crate::preferences::{Event, Reason, model::Job};
use crate::testing::{TOWN, houses, person, register};
use crate::workers::model::WorkerId;
use crate::{Change, Purpose};
use testkit::TestHouse;

const COUNTY: &str = "611021";

async fn seen(house: &TestHouse) -> i64 {
    let mut conn = house.house.db.read().await.unwrap();
    head(&mut conn, COUNTY).await.unwrap()
}

/// Runs one action, and asks whether the person stands at the end of the sequence after it.
macro_rules! marks {
    ($house:expr, $id:expr, $action:path $(, $arg:expr)*) => {{
        let (ctx, before) = ($house.system(), seen($house).await);
        let mut tx = trail::begin(&$house.house.db, &ctx).await.unwrap();
        $action(&ctx, &mut tx $(, $arg)*).await.unwrap();
        tx.quiet("a test");
        tx.commit(&ctx).await.unwrap();
        let now = seen($house).await;
        let mut conn = $house.house.db.read().await.unwrap();
        let found = after(&mut conn, COUNTY, before, 10).await.unwrap();
        assert_eq!(found, [(now, $id.to_string())], stringify!($action));
        assert!(now > before);
    }};
}

fn job() -> Job {
    Job {
        trade: "t01".into(),
        employer: None,
        place: TOWN.into(),
        settle: "day".into(),
        pay_day_fen: None,
        minutes: None,
    }
}

async fn made(house: &TestHouse, n: usize) -> WorkerId {
    let new = person("王小明", &format!("138{n:08}"), TOWN);
    let made = register(house, &house.system(), new).await.unwrap();
    made.id().clone()
}

#[tokio::test]
async fn each_change_of_what_the_ranking_knows_is_in_the_sequence() {
    for house in &houses().await {
        assert_eq!(seen(house).await, 0);
        let first = made(house, 1).await;
        let id = made(house, 2).await;
        let mut conn = house.house.db.read().await.unwrap();
        let both = after(&mut conn, COUNTY, 0, 10).await.unwrap();
        drop(conn);
        assert_eq!(both, [(1, first.to_string()), (2, id.to_string())]);
        let trades = Change::Trades(vec!["t01".into()]);
        marks!(house, id, crate::edit, &id, trades);
        marks!(
            house,
            id,
            crate::give_consent,
            &id,
            Purpose::Recommend,
            "screen"
        );
        let liked = Event::Refused(Reason::Far, job());
        marks!(house, id, crate::preferences::saw, &id, &liked);
        marks!(house, id, crate::withdraw_consent, &id, Purpose::Recommend);
        let ctx = house.system();
        let mut tx = trail::begin(&house.house.db, &ctx).await.unwrap();
        let asked = crate::rights::actions::ask(&ctx, &mut tx, &id)
            .await
            .unwrap();
        tx.commit(&ctx).await.unwrap();
        marks!(house, id, crate::rights::actions::carry_out, &asked);
        let mut conn = house.house.db.read().await.unwrap();
        let ids = [first.as_str(), id.as_str(), "wrk_0"];
        let found = crate::workers(&mut conn, &ids).await.unwrap();
        assert_eq!(found.iter().map(|w| &w.id).collect::<Vec<_>>(), [&first]);
    }
}

#[tokio::test]
async fn what_was_not_committed_is_not_in_the_sequence_and_a_retry_is_harmless() {
    for house in &houses().await {
        let id = made(house, 1).await;
        let before = seen(house).await;
        let ctx = house.system();
        let mut tx = trail::begin(&house.house.db, &ctx).await.unwrap();
        crate::give_consent(&ctx, &mut tx, &id, Purpose::Recommend, "screen")
            .await
            .unwrap();
        drop(tx);
        assert_eq!(seen(house).await, before);
        for _ in 0..2 {
            let mut tx = trail::begin(&house.house.db, &ctx).await.unwrap();
            crate::give_consent(&ctx, &mut tx, &id, Purpose::Recommend, "screen")
                .await
                .unwrap();
            tx.commit(&ctx).await.unwrap();
        }
        assert_eq!(seen(house).await, before + 1);
        let mut conn = house.house.db.read().await.unwrap();
        let ids = [id.as_str(), "wrk_0"];
        let found = crate::consenting(&mut conn, &ids, Purpose::Recommend)
            .await
            .unwrap();
        assert_eq!(found.into_iter().collect::<Vec<_>>(), [id.to_string()]);
    }
}
