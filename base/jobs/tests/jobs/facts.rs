//! A published fact reaches every reaction once.

use crate::house::{House, houses, kind};
use jobs::Trigger;
use serde_json::json;

async fn publish(house: &House, topic: &str) {
    let ctx = house.ctx();
    let mut tx = trail::begin(&house.db, &ctx).await.unwrap();
    tx.note(&ctx, "test.publish", "vac_1", "", json!({}));
    tx.publish(topic, "vac_1", json!({ "n": 1 }));
    tx.commit(&ctx).await.unwrap();
}

#[tokio::test]
async fn each_reaction_runs_with_the_fact() {
    for house in houses().await {
        let published = Trigger::Fact("vacancy-published");
        let kinds = [
            kind("a", published),
            kind("b", published),
            kind("c", Trigger::Fact("other")),
        ];
        publish(&house, "vacancy-published").await;
        publish(&house, "nobody-listens").await;
        assert_eq!(house.status().await.waiting_facts, 2);
        assert_eq!(
            house.runner(&kinds).drain().await.unwrap(),
            4,
            "two facts and two jobs"
        );
        let payload = r#"{"data":{"n":1},"subject":"vac_1"}"#;
        assert_eq!(
            house.runs().await,
            [format!("job:a {payload}"), format!("job:b {payload}")]
        );
        assert_eq!(house.status().await.waiting_facts, 0);
        assert_eq!(house.runner(&kinds).drain().await.unwrap(), 0);
    }
}

#[tokio::test]
async fn runners_that_dispatch_at_once_queue_no_doubles() {
    for house in houses().await {
        for _ in 0..20 {
            publish(&house, "vacancy-published").await;
        }
        let mut set = tokio::task::JoinSet::new();
        for _ in 0..3 {
            let runner = house.runner(&[kind("a", Trigger::Fact("vacancy-published"))]);
            set.spawn(async move { while runner.tick().await.unwrap() > 0 {} });
        }
        set.join_all().await;
        assert_eq!(house.runs().await.len(), 20);
    }
}
