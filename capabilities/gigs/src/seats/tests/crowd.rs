//! A crowd for one order: everybody is answered, nobody too many gets a seat, and a full order
//! costs next to nothing. Run in full by `cargo xtask prove seats`.

use super::{TOWNS, employer, houses, opened, queries, stretch, terms, workers};
use crate::orders::model::ShiftId;
use crate::seats::model::{Channel, Party};
use crate::seats::state::Move;
use crate::seats::{claim, make, peek};
use kernel::{Kind, Refusal};
use people::WorkerId;
use serde_json::json;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};
use testkit::TestHouse;

const TASKS: usize = 64;
const SEATS: usize = 20;
/// Longest anybody waits for an answer.
const PATIENCE: Duration = Duration::from_secs(1);
/// Least throughput, in parts of a bare single-row UPDATE.
const RATIO: f64 = 0.3;

/// As the page does it: look first, then take the seat and say yes.
async fn goes(house: &TestHouse, shift: &ShiftId, worker: &WorkerId) -> Result<(), Refusal> {
    let (ctx, db) = (house.system(), &house.house.db);
    let once = async || {
        let mut conn = db.read().await?;
        peek(&mut conn, &ctx, shift, worker).await?;
        drop(conn);
        let mut tx = trail::begin(db, &ctx).await?;
        let seat = claim(&ctx, &mut tx, shift, worker, Channel::Online).await?;
        let (with, party) = (Move::Confirm, Party::Worker);
        make(&ctx, &mut tx, &seat.id, with, party, json!({})).await?;
        tx.commit(&ctx).await
    };
    loop {
        match once().await {
            Err(refusal) if refusal.kind == Kind::Retry => {}
            other => return other,
        }
    }
}

/// So many bare transactions from as many hands; how many a second.
async fn yardstick(house: &Arc<TestHouse>, count: usize) -> f64 {
    queries::yardstick(&house.house.db).await;
    let next = Arc::new(AtomicUsize::new(0));
    let start = Instant::now();
    let hands = (0..TASKS).map(|_| {
        let (house, next) = (house.clone(), next.clone());
        tokio::spawn(async move {
            while next.fetch_add(1, Ordering::Relaxed) < count {
                while queries::bare(&house.house.db).await.is_err() {}
            }
        })
    });
    for hand in hands.collect::<Vec<_>>() {
        hand.await.unwrap();
    }
    count as f64 / start.elapsed().as_secs_f64()
}

async fn rush(house: TestHouse, count: usize, strict: bool) {
    let firm = employer(&house, 0).await;
    let people = Arc::new(workers(&house, 0, count).await);
    let ctx = house.system();
    let day = ctx.today().plus_days(1);
    let asked = terms(TOWNS[0], vec![stretch(day, 7, 0, 480, SEATS as i64)]);
    let (_, shifts) = opened(&house, ctx.now, &firm, &asked).await;
    let shift = Arc::new(shifts[0].id.clone());
    let house = Arc::new(house);
    let bare = yardstick(&house, count).await;
    let (next, start) = (Arc::new(AtomicUsize::new(0)), Instant::now());
    let hands = (0..TASKS).map(|_| {
        let (house, next, people, shift) =
            (house.clone(), next.clone(), people.clone(), shift.clone());
        tokio::spawn(async move {
            let (mut confirmed, mut waits) = (0, Vec::new());
            while let Some(worker) = people.get(next.fetch_add(1, Ordering::Relaxed)) {
                let asked = Instant::now();
                match goes(&house, &shift, worker).await {
                    Ok(()) => confirmed += 1,
                    Err(refusal) => assert_eq!(refusal.code, "gigs-seats-full", "{refusal}"),
                }
                waits.push(asked.elapsed());
            }
            (confirmed, waits)
        })
    });
    let (mut confirmed, mut waits) = (0, Vec::new());
    for hand in hands.collect::<Vec<_>>() {
        let (some, waited) = hand.await.unwrap();
        confirmed += some;
        waits.extend(waited);
    }
    let rate = count as f64 / start.elapsed().as_secs_f64();
    waits.sort_unstable();
    let longest = *waits.last().unwrap();
    println!(
        "crowd on {:?}: {count} claims for {SEATS} seats from {TASKS} hands: {confirmed} \
         confirmed, p50 {:.1} ms, p99 {:.1} ms, longest {:.1} ms, {rate:.0} claims a second; \
         bare UPDATE {bare:.0} a second; ratio {:.2}",
        house.house.db.dialect(),
        waits[waits.len() / 2].as_secs_f64() * 1000.0,
        waits[waits.len() * 99 / 100].as_secs_f64() * 1000.0,
        longest.as_secs_f64() * 1000.0,
        rate / bare,
    );
    assert_eq!(confirmed, SEATS.min(count));
    let mut conn = house.house.db.read().await.unwrap();
    let row = crate::orders::shift(&mut conn, &shift)
        .await
        .unwrap()
        .unwrap();
    assert_eq!(row.taken, SEATS as i64);
    if strict {
        assert!(longest <= PATIENCE, "somebody waited {longest:?}");
        assert!(rate / bare >= RATIO, "below {RATIO} of the bare loop");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn a_crowd_for_twenty_seats() {
    // Figures are asked for by the proof alone: other tests share the machine with this one.
    let asked: Option<usize> = std::env::var("YIZHAN_PROVE_SEATS")
        .ok()
        .and_then(|n| n.parse().ok());
    let houses = houses().await;
    let engines = houses.len();
    for house in houses {
        rush(house, asked.unwrap_or(200), asked.is_some()).await;
    }
    if asked.is_some() && engines < 2 {
        println!("PostgreSQL is not on this machine: proved on SQLite only");
    }
}
