//! The watch over the due day, day by day.

use super::{Work, act, houses, terms};
use crate::orders::model::PayMethod;
use crate::wages::model::{ArrearsState, Call, Stage};
use crate::wages::{self, actions, queries, watch};
use db::Conn;
use serde_json::json;

async fn look(work: &Work) {
    let ctx = work.house.system();
    let mut tx = trail::begin(&work.house.house.db, &ctx).await.unwrap();
    watch::watch(&ctx, &mut tx, &json!({})).await.unwrap();
    tx.commit(&ctx).await.unwrap();
}

async fn told(conn: &mut Conn, subject: &str, key: &str) -> usize {
    let all = stations::notices::of(conn, &[subject.to_owned()], 100)
        .await
        .unwrap();
    all.iter().filter(|n| n.key == key).count()
}

#[tokio::test]
async fn reminder_call_and_draft_come_on_their_days_and_once() {
    for house in houses().await {
        let terms = terms(&house);
        let work = Work::on(house, terms).await;
        let due = work.due().await.due_day;
        for (days, stage) in [
            (0, Stage::Reminded),
            (1, Stage::Called),
            (2, Stage::Drafted),
        ] {
            work.morning(due.plus_days(days));
            look(&work).await;
            look(&work).await;
            assert_eq!(work.wage().await.stage, stage);
        }
        let wage = work.wage().await;
        let mut conn = work.house.house.db.read().await.unwrap();
        let (employer, worker) = (work.employer.as_str(), work.worker.as_str());
        assert_eq!(
            told(&mut conn, employer, "gigs-wages-told-employer-due").await,
            1
        );
        assert_eq!(
            told(&mut conn, worker, "gigs-wages-told-worker-late").await,
            1
        );
        assert_eq!(
            told(&mut conn, worker, "gigs-wages-told-worker-draft").await,
            1
        );
        let draft = queries::arrears_of(&mut conn, &wage.id)
            .await
            .unwrap()
            .unwrap();
        assert_eq!(
            (draft.state, draft.amount_fen),
            (ArrearsState::Draft, 18_000)
        );
        assert_eq!(draft.from_day, work.shift.work_day);
        drop(conn);
        let house = &work.house;
        let called = act!(
            house,
            work.clerk(),
            actions::call,
            &wage.id,
            Call::Promised,
            "明天付"
        );
        assert!(called.unwrap().called_at.is_some());
        let theirs = act!(house, work.theirs(), actions::confirm_report, &wage.id);
        assert!(theirs.is_err());
        act!(house, work.mine(), actions::confirm_report, &wage.id).unwrap();
        act!(house, work.mine(), wages::receive, &work.seat, 18_000).unwrap();
        let mut conn = house.house.db.read().await.unwrap();
        let closed = queries::arrears_of(&mut conn, &wage.id)
            .await
            .unwrap()
            .unwrap();
        assert_eq!(closed.state, ArrearsState::Settled);
    }
}

#[tokio::test]
async fn what_the_employer_has_told_of_is_not_drafted() {
    for house in houses().await {
        let terms = terms(&house);
        let work = Work::on(house, terms).await;
        let due = work.due().await.due_day;
        let house = &work.house;
        act!(
            house,
            work.theirs(),
            wages::pay,
            &work.seat,
            PayMethod::Cash,
            ""
        )
        .unwrap();
        work.morning(due.plus_days(5));
        look(&work).await;
        assert_eq!(work.wage().await.stage, Stage::Called);
        act!(house, work.mine(), wages::deny, &work.seat, "").unwrap();
        look(&work).await;
        assert_eq!(work.wage().await.stage, Stage::Drafted);
    }
}

#[tokio::test]
async fn the_ledger_outlives_three_years_and_no_more() {
    for house in houses().await {
        let terms = terms(&house);
        let work = Work::on(house, terms).await;
        work.due().await;
        let house = &work.house;
        act!(house, work.mine(), wages::receive, &work.seat, 18_000).unwrap();
        let forget = async |day| {
            work.morning(day);
            let ctx = house.system();
            let mut tx = trail::begin(&house.house.db, &ctx).await.unwrap();
            watch::forget(&ctx, &mut tx, &json!({})).await.unwrap();
            tx.commit(&ctx).await.unwrap();
        };
        let end = work.shift.work_day.plus_months(36);
        forget(end).await;
        let wage = work.wage().await;
        forget(end.plus_days(1)).await;
        let mut conn = house.house.db.read().await.unwrap();
        assert_eq!(queries::wage(&mut conn, &wage.id).await.unwrap(), None);
    }
}
