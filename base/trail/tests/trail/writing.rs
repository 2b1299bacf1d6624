//! What a transaction keeps, and what it refuses to keep.

use crate::house::{COUNTY, TOWN, houses};
use db::params;
use kernel::Kind;
use serde_json::json;

const TAKE: &str = "INSERT INTO seats (id, taken) VALUES ('seat_2', 1)";

#[tokio::test]
async fn a_write_without_a_line_is_refused_and_leaves_nothing() {
    for house in houses().await {
        let ctx = house.ctx("acc_1");
        let mut tx = trail::begin(&house.db, &ctx).await.unwrap();
        tx.execute(TAKE, &[]).await.unwrap();
        let refusal = tx.commit(&ctx).await.unwrap_err();
        assert_eq!(refusal.kind, Kind::Internal);
        assert_eq!(refusal.detail, "write without an audit line");
        let mut tx = trail::begin(&house.db, &ctx).await.unwrap();
        tx.one(&format!("{TAKE} RETURNING id"), &[]).await.unwrap();
        assert_eq!(tx.commit(&ctx).await.unwrap_err().kind, Kind::Internal);
        assert_eq!(house.count("seats").await, 0);
    }
}

#[tokio::test]
async fn a_quiet_write_and_a_mere_reading_commit() {
    for house in houses().await {
        let ctx = house.ctx("acc_1");
        let mut tx = trail::begin(&house.db, &ctx).await.unwrap();
        tx.all("SELECT id FROM seats", &[]).await.unwrap();
        tx.opt("SELECT id FROM seats WHERE id = $1", &params!["x"])
            .await
            .unwrap();
        tx.commit(&ctx).await.unwrap();
        let mut tx = trail::begin(&house.db, &ctx).await.unwrap();
        tx.execute(TAKE, &[]).await.unwrap();
        tx.quiet("a counter");
        tx.commit(&ctx).await.unwrap();
        assert_eq!(house.count("seats").await, 1);
        assert_eq!(house.count("audit_lines").await, 0);
    }
}

#[tokio::test]
async fn what_is_not_committed_leaves_nothing() {
    for house in houses().await {
        let ctx = house.once("acc_1", "key#digest");
        let mut tx = trail::begin(&house.db, &ctx).await.unwrap();
        tx.execute(TAKE, &[]).await.unwrap();
        tx.note(&ctx, "seats.take", "seat_2", COUNTY, json!({}));
        tx.publish("seat-taken", "seat_2", json!({}));
        drop(tx);
        for table in ["seats", "audit_lines", "audit_heads", "outbox", "once"] {
            assert_eq!(house.count(table).await, 0, "{table}");
        }
        house.take_seat(&ctx).await.unwrap();
    }
}

#[tokio::test]
async fn what_is_kept_for_the_commit_runs_there_and_counts_as_written() {
    for house in houses().await {
        let ctx = house.ctx("acc_1");
        let mut tx = trail::begin(&house.db, &ctx).await.unwrap();
        tx.last(TAKE, Vec::new());
        let seats = "SELECT COUNT(*) AS n FROM seats";
        let row = tx.one(seats, &[]).await.unwrap();
        assert_eq!(row.get::<i64>("n").unwrap(), 0, "not before the commit");
        let refusal = tx.commit(&ctx).await.unwrap_err();
        assert_eq!(refusal.detail, "write without an audit line");
        assert_eq!(house.count("seats").await, 0);
        let mut tx = trail::begin(&house.db, &ctx).await.unwrap();
        tx.last(TAKE, Vec::new());
        tx.note(&ctx, "seats.take", "seat_2", TOWN, json!({}));
        tx.commit(&ctx).await.unwrap();
        assert_eq!(house.count("seats").await, 1);
    }
}

#[tokio::test]
async fn a_commit_keeps_the_line_and_the_facts() {
    for house in houses().await {
        let ctx = house.ctx("acc_7").for_person("wrk_1", "spoken");
        let mut tx = trail::begin(&house.db, &ctx).await.unwrap();
        tx.execute(TAKE, &[]).await.unwrap();
        tx.note(&ctx, "seats.take", "seat_2", TOWN, json!({ "row": 3 }));
        tx.publish("seat-taken", "seat_2", json!({ "row": 3 }));
        tx.commit(&ctx).await.unwrap();
        let mut reader = house.db.read().await.unwrap();
        let lines = trail::history(&mut reader, "seat_2", None, 10)
            .await
            .unwrap();
        let [line] = &lines[..] else {
            panic!("{lines:?}")
        };
        assert_eq!(
            (line.actor_kind.as_str(), line.actor.as_str()),
            ("staff", "acc_7")
        );
        assert_eq!((line.behalf_subject.as_str(), line.seq), ("wrk_1", 1));
        assert_eq!(
            (line.behalf_consent.as_str(), line.at),
            ("spoken", house.now)
        );
        assert_eq!(
            (&line.detail, &line.request),
            (&json!({ "row": 3 }), &ctx.request_id)
        );
        assert_eq!(trail::waiting_facts(&mut reader).await.unwrap(), 1);
        drop(reader);
        let mut tx = house.db.begin().await.unwrap();
        let facts = trail::take_facts(&mut tx, house.now, 10).await.unwrap();
        assert_eq!(trail::take_facts(&mut tx, house.now, 10).await.unwrap(), []);
        let [fact] = &facts[..] else {
            panic!("{facts:?}")
        };
        assert_eq!(
            (fact.topic.as_str(), fact.region.as_str()),
            ("seat-taken", TOWN)
        );
        assert_eq!(
            (fact.subject.as_str(), &fact.data),
            ("seat_2", &json!({ "row": 3 }))
        );
        assert_eq!(trail::purge_facts(&mut tx, house.now).await.unwrap(), 0);
        assert_eq!(
            trail::purge_facts(&mut tx, house.now.plus_minutes(1))
                .await
                .unwrap(),
            1
        );
        tx.commit().await.unwrap();
    }
}
