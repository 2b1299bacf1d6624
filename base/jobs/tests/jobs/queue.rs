//! Claiming, running once, doubles, known kinds, the loop.

use crate::house::{House, houses, kind, work};
use jobs::{JobKind, Trigger};
use kernel::{Ctx, Refusal};
use serde_json::{Value, json};
use std::sync::Arc;
use std::time::Duration;

#[tokio::test]
async fn a_job_runs_once_and_is_done_with_its_work() {
    for house in houses().await {
        let runner = house.runner(&[kind("a", Trigger::Manual)]);
        assert_eq!(runner.tick().await.unwrap(), 0);
        house.enqueue("a", None, json!({ "n": 1 })).await;
        let status = house.status().await;
        assert_eq!(status.oldest_ready, Some(house.ctx().now));
        assert_eq!(runner.tick().await.unwrap(), 1);
        assert_eq!(runner.drain().await.unwrap(), 0);
        assert_eq!(house.runs().await, [r#"job:a {"n":1}"#]);
        let status = house.status().await;
        assert_eq!(
            (status.counts[0].state.as_str(), status.counts[0].count),
            ("done", 1)
        );
        assert_eq!(status.oldest_ready, None);
    }
}

#[tokio::test]
async fn a_job_waits_for_its_time_and_for_a_worker_that_knows_it() {
    for house in houses().await {
        let ctx = house.ctx();
        let mut tx = trail::begin(&house.db, &ctx).await.unwrap();
        tx.quiet("test");
        let later = ctx.now.plus_minutes(5);
        jobs::enqueue(&mut tx, &ctx, "a", None, later, json!({}))
            .await
            .unwrap();
        jobs::enqueue(&mut tx, &ctx, "new", None, ctx.now, json!({}))
            .await
            .unwrap();
        tx.commit(&ctx).await.unwrap();
        let runner = house.runner(&[kind("a", Trigger::Manual)]);
        assert_eq!(runner.drain().await.unwrap(), 0);
        house.forward(5);
        assert_eq!(runner.drain().await.unwrap(), 1);
        let newer = house.runner(&[kind("new", Trigger::Manual)]);
        assert_eq!(newer.drain().await.unwrap(), 1);
    }
}

#[tokio::test]
async fn an_unfinished_double_is_not_queued() {
    for house in houses().await {
        let runner = house.runner(&[kind("a", Trigger::Manual), kind("b", Trigger::Manual)]);
        assert!(house.enqueue("a", Some("x"), json!({})).await);
        assert!(!house.enqueue("a", Some("x"), json!({})).await);
        assert!(house.enqueue("a", Some("y"), json!({})).await);
        assert!(house.enqueue("b", Some("x"), json!({})).await);
        assert!(house.enqueue("a", None, json!({})).await);
        assert!(house.enqueue("a", None, json!({})).await);
        assert_eq!(runner.drain().await.unwrap(), 5);
        assert!(
            house.enqueue("a", Some("x"), json!({})).await,
            "the first is done"
        );
    }
}

#[tokio::test]
async fn what_was_queued_in_a_dropped_transaction_never_runs() {
    for house in houses().await {
        let ctx = house.ctx();
        let mut tx = trail::begin(&house.db, &ctx).await.unwrap();
        jobs::enqueue(&mut tx, &ctx, "a", None, ctx.now, json!({}))
            .await
            .unwrap();
        drop(tx);
        assert_eq!(
            house
                .runner(&[kind("a", Trigger::Manual)])
                .drain()
                .await
                .unwrap(),
            0
        );
    }
}

#[tokio::test]
async fn several_runners_share_the_queue_and_run_each_job_once() {
    for house in houses().await {
        for n in 100..160 {
            house.enqueue("a", None, json!(n)).await;
        }
        let mut set = tokio::task::JoinSet::new();
        for _ in 0..3 {
            let runner = house.runner(&[kind("a", Trigger::Manual)]);
            set.spawn(async move { while runner.tick().await.unwrap() > 0 {} });
        }
        set.join_all().await;
        let each: Vec<String> = (100..160).map(|n| format!("job:a {n}")).collect();
        assert_eq!(house.runs().await, each);
        assert_eq!(house.starts(), 60);
    }
}

#[tokio::test]
async fn the_loop_wakes_at_a_nudge_and_ends_at_the_signal() {
    for house in houses().await {
        let slow = jobs::Options {
            poll: Duration::from_secs(600),
            ..jobs::Options::default()
        };
        let runner = Arc::new(house.runner(&[kind("a", Trigger::Manual)]).with(slow));
        let (stop, stopped) = tokio::sync::oneshot::channel::<()>();
        let looping = Arc::clone(&runner);
        let task = tokio::spawn(async move {
            looping
                .run(async { stopped.await.unwrap_or_default() })
                .await;
        });
        house.enqueue("a", None, json!({})).await;
        runner.nudge();
        done_within(&house, Duration::from_secs(20)).await;
        stop.send(()).unwrap();
        tokio::time::timeout(Duration::from_secs(20), task)
            .await
            .unwrap()
            .unwrap();
    }
}

async fn done_within(house: &House, limit: Duration) {
    let wait = async {
        while house.runs().await.is_empty() {
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
    };
    tokio::time::timeout(limit, wait).await.unwrap();
}

async fn again(ctx: &Ctx, tx: &mut trail::Tx, payload: &Value) -> Result<(), Refusal> {
    work(ctx, tx, payload).await?;
    jobs::enqueue(tx, ctx, "again", None, ctx.now, json!({})).await?;
    Ok(())
}

#[tokio::test]
async fn a_queue_that_never_runs_dry_is_reported() {
    let house = houses().await.swap_remove(0);
    let again = JobKind {
        name: "again",
        trigger: Trigger::Manual,
        run: jobs::run!(again),
    };
    house.enqueue("again", None, json!({})).await;
    let refusal = house.runner(&[again]).drain().await.unwrap_err();
    assert_eq!(refusal.detail, "the queue does not run dry");
}

async fn idle(_: &Ctx, _: &mut trail::Tx, _: &Value) -> Result<(), Refusal> {
    Ok(())
}

#[tokio::test]
async fn a_job_that_wrote_nothing_is_done_all_the_same() {
    for house in houses().await {
        let idle = JobKind {
            name: "idle",
            trigger: Trigger::Manual,
            run: jobs::run!(idle),
        };
        house.enqueue("idle", None, json!({})).await;
        assert_eq!(house.runner(&[idle]).drain().await.unwrap(), 1);
        assert_eq!(house.status().await.counts[0].state, "done");
    }
}

#[tokio::test]
async fn the_purge_removes_what_is_long_done() {
    for house in houses().await {
        let kinds = [jobs::upkeep(), vec![kind("a", Trigger::Manual)]].concat();
        let runner = house.runner(&kinds);
        house.enqueue("a", None, json!({})).await;
        runner.drain().await.unwrap();
        house.forward(15 * 24 * 60);
        runner.drain().await.unwrap();
        let counts = house.status().await.counts;
        let kinds: Vec<&str> = counts.iter().map(|c| c.kind.as_str()).collect();
        assert_eq!(kinds, ["base.purge"]);
    }
}
