//! A worker that fell over loses its job to another, and can no longer finish it.

use crate::house::{House, Starts, houses, kind, work};
use db::{Db, Dialect, params};
use jobs::{JobKind, Trigger};
use kernel::{Ctx, Refusal};
use serde_json::{Value, json};
use std::sync::Arc;
use std::sync::atomic::Ordering;
use tokio::sync::Semaphore;

/// As if a worker had claimed everything and fallen over before it was done.
async fn claimed_and_lost(house: &House, tries: i64) {
    let until = house.ctx().now.plus_minutes(1).millis();
    let sql = format!(
        "UPDATE jobs SET state = 'running', worker = 'wkr_lost', tries = {tries},
           lease_until_at = {until}"
    );
    house.execute(&sql).await;
}

#[tokio::test]
async fn a_lost_job_is_run_again_when_its_lease_has_run_out() {
    for house in houses().await {
        let runner = house.runner(&[kind("a", Trigger::Manual)]);
        house.enqueue("a", Some("x"), json!({})).await;
        claimed_and_lost(&house, 1).await;
        assert_eq!(runner.drain().await.unwrap(), 0, "the lease still holds");
        assert!(!house.enqueue("a", Some("x"), json!({})).await);
        house.forward(1);
        assert_eq!(runner.drain().await.unwrap(), 1);
        assert_eq!(house.runs().await.len(), 1);
    }
}

#[tokio::test]
async fn a_job_that_takes_its_worker_down_ten_times_is_laid_aside() {
    for house in houses().await {
        let runner = house.runner(&[kind("a", Trigger::Manual)]);
        house.enqueue("a", None, json!({})).await;
        claimed_and_lost(&house, 10).await;
        house.forward(1);
        assert_eq!(runner.drain().await.unwrap(), 0);
        assert_eq!(house.status().await.dead[0].error, "lease ran out");
        assert_eq!(house.starts(), 0);
    }
}

/// Works, and is overtaken before it is done.
async fn overtaken(ctx: &Ctx, tx: &mut trail::Tx, payload: &Value) -> Result<(), Refusal> {
    work(ctx, tx, payload).await?;
    tx.execute("UPDATE jobs SET tries = tries + 1", &[]).await?;
    Ok(())
}

#[tokio::test]
async fn who_was_overtaken_leaves_nothing() {
    for house in houses().await {
        let kind = JobKind {
            name: "a",
            trigger: Trigger::Manual,
            run: jobs::run!(overtaken),
        };
        house.enqueue("a", None, json!({})).await;
        assert_eq!(house.runner(&[kind]).tick().await.unwrap(), 1);
        assert_eq!(house.starts(), 1);
        assert_eq!(house.runs().await, Vec::<String>::new());
    }
}

/// The first start waits for its permit, as in a long pause of the machine.
struct Gate(Semaphore);

async fn slow(ctx: &Ctx, tx: &mut trail::Tx, payload: &Value) -> Result<(), Refusal> {
    let first = ctx.slot::<Starts>()?.0.load(Ordering::SeqCst) == 0;
    work(ctx, tx, payload).await?;
    if first {
        ctx.slot::<Gate>()?
            .0
            .acquire()
            .await
            .map_err(Refusal::internal)?
            .forget();
    }
    Ok(())
}

/// On SQLite the sleeper holds the only writer, so that nobody can overtake it at all.
#[tokio::test]
async fn a_sleeper_that_wakes_after_another_has_done_its_job_commits_nothing() {
    for house in houses().await {
        if house.db.dialect() == Dialect::Sqlite {
            continue;
        }
        house.slots.put(Gate(Semaphore::new(0)));
        let slow = JobKind {
            name: "slow",
            trigger: Trigger::Manual,
            run: jobs::run!(slow),
        };
        let (first, second) = (house.runner(&[slow]), house.runner(&[slow]));
        house.enqueue("slow", None, json!({})).await;
        let first = tokio::spawn(async move { first.tick().await.unwrap() });
        while house.starts() == 0 {
            tokio::task::yield_now().await;
            tokio::time::sleep(std::time::Duration::from_millis(2)).await;
        }
        assert_eq!(second.tick().await.unwrap(), 0, "the lease holds");
        house.forward(2);
        assert_eq!(second.tick().await.unwrap(), 1);
        house.slots.get::<Gate>().unwrap().0.add_permits(1);
        first.await.unwrap();
        assert_eq!(house.starts(), 2);
        assert_eq!(house.runs().await.len(), 1);
        assert_eq!(house.status().await.counts[0].state, "done");
    }
}

/// Looks at its own row from outside its transaction.
async fn looking(ctx: &Ctx, tx: &mut trail::Tx, payload: &Value) -> Result<(), Refusal> {
    let db: Arc<Db> = ctx.slot()?;
    let sql = "SELECT state FROM jobs WHERE kind = $1 AND state = 'running'";
    db.read().await?.one(sql, &params!["looking"]).await?;
    work(ctx, tx, payload).await
}

#[tokio::test]
async fn a_claim_is_committed_before_the_work_begins() {
    for house in houses().await {
        let kind = JobKind {
            name: "looking",
            trigger: Trigger::Manual,
            run: jobs::run!(looking),
        };
        house.enqueue("looking", None, json!({})).await;
        house.runner(&[kind]).drain().await.unwrap();
        assert_eq!(house.runs().await.len(), 1);
    }
}
