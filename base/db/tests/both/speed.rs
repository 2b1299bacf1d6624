//! Figures, by hand: `cargo test --release -p db speed -- --ignored --nocapture`.

use std::time::Instant;

use db::params;
use db::testing::engines;

use crate::SAMPLE;

#[tokio::test]
#[ignore = "a measurement"]
async fn point_reads() {
    for db in engines(SAMPLE).await {
        let mut tx = db.begin().await.unwrap();
        for at in 0..1000 {
            let insert = "INSERT INTO things (id, count, weight, name) VALUES ($1, $2, 1.5, $1)";
            tx.execute(insert, &params![format!("thing_{at}"), at])
                .await
                .unwrap();
        }
        tx.commit().await.unwrap();
        let reads = 50_000;
        let begun = Instant::now();
        for at in 0..reads {
            let mut reader = db.read().await.unwrap();
            let id = format!("thing_{}", at % 1000);
            let sql = "SELECT id, count, weight, name, photo FROM things WHERE id = $1";
            let row = reader.one(sql, &params![id]).await.unwrap();
            assert_eq!(row.get("count"), Ok(at % 1000));
        }
        let rate = f64::from(reads) / begun.elapsed().as_secs_f64();
        println!("{:?}: {rate:.0} point reads/s", db.dialect());
    }
}
