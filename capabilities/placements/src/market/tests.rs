//! The clearing against a plain search, and its way into the board and onto the page.

use super::clear::{Row, clear};
use super::model::gini;
use crate::applications::tests::{
    TOWN, applied, day_work, employer, houses, shown, stepped, willing,
};
use crate::{Move, Party};
use proptest::prelude::*;

/// The greatest weight by trying every way.
fn naive(rows: &[Row], left: &mut [u32]) -> i64 {
    let Some((first, rest)) = rows.split_first() else {
        return 0;
    };
    let mut best = naive(rest, left);
    for (job, score) in first {
        let at = *job as usize;
        if left[at] > 0 {
            left[at] -= 1;
            best = best.max(i64::from(*score) + naive(rest, left));
            left[at] += 1;
        }
    }
    best
}

fn markets() -> impl Strategy<Value = (Vec<Row>, Vec<u32>)> {
    let capacities = prop::collection::vec(0_u32..3, 1..5);
    capacities.prop_flat_map(|capacities| {
        let jobs = capacities.len();
        let row =
            prop::collection::btree_map(0..u32::try_from(jobs).unwrap_or(1), 1..900, 0..=jobs)
                .prop_map(|row| row.into_iter().collect::<Row>());
        (prop::collection::vec(row, 0..6), Just(capacities))
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn a_clearing_is_the_best_there_is((rows, capacities) in markets()) {
        let cleared = clear(&rows, &capacities, 1000).unwrap();
        prop_assert_eq!(cleared.total, naive(&rows, &mut capacities.clone()));
        prop_assert_eq!(cleared.total, cleared.bound);
        prop_assert!(cleared.filled_alone <= cleared.filled_best as u64);
        prop_assert!(cleared.prices.iter().all(|p| *p >= 0));
    }
}

#[test]
fn unevenness_has_its_known_values() {
    assert_eq!(gini(&[]), 0);
    assert_eq!(gini(&[0, 0]), 0);
    assert_eq!(gini(&[3, 3, 3]), 0);
    assert_eq!(gini(&[0, 0, 0, 8]), 750);
}

#[test]
fn prices_spread_people_over_posts() {
    // Ten people, all a little keener on the first of ten posts with one place each.
    let row: Row = (0..10)
        .map(|job| (job, if job == 0 { 500 } else { 480 }))
        .collect();
    let cleared = clear(&vec![row; 10], &[1; 10], 1000).unwrap();
    assert_eq!((cleared.filled_best, cleared.filled_alone), (10, 1));
    assert_eq!(cleared.prices[0], 20 + cleared.prices[1]);
}

/// A county where some posts please everybody: each person's thirty best, by a fixed rule.
fn crowded(people: u32, posts: u32) -> (Vec<Row>, Vec<u32>) {
    let mut seed = 42_u64;
    let mut draw = |most: u32| {
        seed = seed
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        u32::try_from(seed >> 33).unwrap_or(0) % most
    };
    let fame: Vec<u32> = (0..posts).map(|_| draw(300)).collect();
    let capacities = (0..posts).map(|_| 1 + draw(19)).collect();
    let rows = (0..people).map(|_| {
        let mut row: Row = fame
            .iter()
            .zip(0..)
            .map(|(fame, post)| (post, i32::try_from(300 + fame + draw(400)).unwrap_or(0)))
            .collect();
        row.sort_by_key(|(post, score)| (std::cmp::Reverse(*score), *post));
        row.truncate(30);
        row
    });
    (rows.collect(), capacities)
}

/// What stands among the county's parameters.
fn shipped(key: &str) -> i64 {
    let csv = include_str!("../../../../data/parameters.csv");
    let mut lines = csv.lines().map(|line| line.split(',').collect::<Vec<_>>());
    let line = lines.find(|line| line[0] == key).unwrap();
    line[4].parse().unwrap()
}

#[test]
fn the_strength_that_comes_along_fills_what_can_be_filled() {
    let (rows, capacities) = crowded(1_500, 140);
    let filled = |strength| clear(&rows, &capacities, strength).unwrap();
    let ours = filled(shipped("matching.crowding"));
    let share = |filled: u64| filled * 1000 / ours.filled_best as u64;
    assert!(
        share(ours.filled_alone) < 500,
        "everybody to their own best"
    );
    assert!(share(ours.filled_priced) >= 920, "with prices");
    // Weaker prices still point too many at one post; stronger ones push people off good posts.
    assert!(filled(500).filled_priced < ours.filled_priced);
    assert!(filled(1300).filled_priced < ours.filled_priced);
}

#[tokio::test]
async fn the_prices_reach_the_board_and_the_page() {
    for house in houses().await {
        let ctx = house.system();
        let firm = employer(&house).await;
        let post = shown(&house, &firm, day_work(&house, 1)).await;
        for n in 1..=3 {
            let id = willing(&house, n).await;
            let mut tx = trail::begin(&house.house.db, &ctx).await.unwrap();
            let wanted = people::Change::Trades(vec!["t01".into()]);
            people::edit(&ctx, &mut tx, &id, wanted).await.unwrap();
            tx.commit(&ctx).await.unwrap();
        }
        let run = super::reckon(&ctx, &house.house.db).await.unwrap();
        assert_eq!((run.workers, run.posts, run.filled_best), (3, 1, 1));
        assert_eq!(run.total, run.bound);
        let board = vacancies::board(&ctx).unwrap();
        let mut conn = house.house.db.read().await.unwrap();
        vacancies::refresh(&ctx, &mut conn, &board).await.unwrap();
        // Three for one place: what the second would lose is its price.
        assert!(board.price(post.id.as_str()) > 0);
        assert_eq!(
            board.job_facts(ctx.today())[0].price,
            board.price(post.id.as_str())
        );
        drop(conn);
        // Whoever has applied waits, and the place applied for is no longer to be had.
        let first = willing(&house, 4).await;
        let made = applied(&house, &ctx, &post.id, &first).await.unwrap();
        let run = super::reckon(&ctx, &house.house.db).await.unwrap();
        assert_eq!((run.workers, run.places, run.filled_best), (3, 0, 0));
        let mut conn = house.house.db.read().await.unwrap();
        vacancies::refresh(&ctx, &mut conn, &board).await.unwrap();
        assert!(board.price(post.id.as_str()) > 0);
        drop(conn);
        // An answer that never comes holds nothing for ever.
        let later = ctx.now.plus_days(30).millis();
        let mut conn = house.house.db.read().await.unwrap();
        let spoken = super::queries::spoken(&mut conn, later).await.unwrap();
        assert!(spoken.people.is_empty() && spoken.places.is_empty());
        drop(conn);
        let back = stepped(&house, &ctx, &made, Move::Withdraw, Party::Worker).await;
        back.unwrap();
        let run = super::reckon(&ctx, &house.house.db).await.unwrap();
        assert_eq!((run.places, run.filled_best), (1, 1));
        let mut desk = house.browser();
        desk.cookie("yz_sid", "county-clerk||611021000000|acc_c");
        let page = desk.get("/desk/market").await.ok();
        page.has("核桃装车").has("证明这就是最好的搭配");
        desk.get("/desk/market?format=xlsx").await.ok();
        desk.post("/desk/market", &[]).await.ok().has("已开始算");
        let mut town = house.browser();
        town.cookie("yz_sid", &format!("town-clerk||{TOWN}|acc_t"));
        assert_eq!(town.get("/desk/market").await.status.as_u16(), 403);
    }
}
