//! Failures: nothing of them stays, they come back later, and in the end they are laid aside.

use crate::house::{Starts, houses, kind, work};
use jobs::{JobKind, MAX_TRIES, Trigger};
use kernel::{Ctx, Kind, Refusal};
use serde_json::{Value, json};
use std::sync::atomic::Ordering;

async fn failing(ctx: &Ctx, tx: &mut trail::Tx, payload: &Value) -> Result<(), Refusal> {
    work(ctx, tx, payload).await?;
    Err(Refusal::conflict("not-yet"))
}

async fn panicking(ctx: &Ctx, tx: &mut trail::Tx, payload: &Value) -> Result<(), Refusal> {
    work(ctx, tx, payload).await?;
    panic!("a fault in the program");
}

async fn silent(ctx: &Ctx, tx: &mut trail::Tx, _: &Value) -> Result<(), Refusal> {
    ctx.slot::<Starts>()?.0.fetch_add(1, Ordering::SeqCst);
    tx.execute(
        "INSERT INTO runs (id, kind, payload) VALUES ('r', 'k', '')",
        &[],
    )
    .await?;
    Ok(())
}

const FAILING: JobKind = JobKind {
    name: "failing",
    trigger: Trigger::Manual,
    run: jobs::run!(failing),
};
const PANICKING: JobKind = JobKind {
    name: "panicking",
    trigger: Trigger::Manual,
    run: jobs::run!(panicking),
};
const SILENT: JobKind = JobKind {
    name: "silent",
    trigger: Trigger::Manual,
    run: jobs::run!(silent),
};

#[tokio::test]
async fn a_failure_leaves_nothing_and_comes_back_later_and_later() {
    for house in houses().await {
        let runner = house.runner(&[FAILING]);
        house.enqueue("failing", None, json!({})).await;
        let mut pauses = Vec::new();
        for tries in 1..MAX_TRIES {
            assert_eq!(runner.drain().await.unwrap(), 1);
            assert_eq!(house.starts(), tries);
            let at = house.status().await.oldest_ready.unwrap();
            pauses.push(at.millis() - house.ctx().now.millis());
            house.clock.set(at);
        }
        for (pause, full) in pauses.iter().zip([10_000, 20_000, 40_000, 80_000]) {
            assert!((full / 2..=full).contains(pause), "{pauses:?}");
        }
        assert!(pauses.iter().all(|pause| *pause <= 3_600_000), "{pauses:?}");
        assert_eq!(runner.drain().await.unwrap(), 1);
        assert_eq!(house.runs().await, Vec::<String>::new());
        let status = house.status().await;
        assert_eq!((status.oldest_ready, status.dead.len()), (None, 1));
        assert_eq!(
            (status.dead[0].tries, status.dead[0].kind.as_str()),
            (MAX_TRIES, "failing")
        );
        assert!(status.dead[0].error.contains("not-yet"));
        house.forward(10_000);
        assert_eq!(runner.drain().await.unwrap(), 0, "the dead stay dead");
    }
}

#[tokio::test]
async fn a_dead_job_is_revived_with_a_line() {
    for house in houses().await {
        house.enqueue("failing", Some("x"), json!({})).await;
        house
            .execute("UPDATE jobs SET state = 'dead', tries = 10")
            .await;
        let id = house.status().await.dead[0].id.clone();
        let ctx = house.ctx();
        let mut tx = trail::begin(&house.db, &ctx).await.unwrap();
        jobs::revive(&ctx, &mut tx, &id).await.unwrap();
        tx.commit(&ctx).await.unwrap();
        let mut conn = house.db.read().await.unwrap();
        let lines = trail::history(&mut conn, &id, None, 9).await.unwrap();
        assert_eq!(lines[0].verb, "jobs.revive");
        drop(conn);
        let healed = house.runner(&[kind("failing", Trigger::Manual)]);
        assert_eq!(healed.drain().await.unwrap(), 1);
        let mut tx = trail::begin(&house.db, &ctx).await.unwrap();
        let refusal = jobs::revive(&ctx, &mut tx, &id).await.unwrap_err();
        assert_eq!(refusal.kind, Kind::NotFound, "done jobs are not revived");
    }
}

#[tokio::test]
async fn a_panic_and_a_write_without_a_line_are_failures_like_others() {
    for house in houses().await {
        let runner = house.runner(&[PANICKING, SILENT, kind("good", Trigger::Manual)]);
        for kind in ["panicking", "silent", "good"] {
            house.enqueue(kind, None, json!({})).await;
        }
        assert_eq!(runner.tick().await.unwrap(), 3);
        assert_eq!(house.starts(), 3);
        assert_eq!(house.runs().await, ["job:good {}"]);
        let counts = house.status().await.counts;
        let states: Vec<&str> = counts.iter().map(|c| c.state.as_str()).collect();
        assert_eq!(states, ["done", "ready", "ready"]);
    }
}
