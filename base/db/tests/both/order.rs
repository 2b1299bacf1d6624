//! Texts sort by their bytes on both, so that keyset pages agree.

use db::testing::engines;
use db::{Conn, params};
use proptest::prelude::*;
use proptest::strategy::ValueTree;
use proptest::test_runner::TestRunner;

use crate::SAMPLE;

/// Reads everything in pages of seven, each beginning after the last row of the one before.
async fn by_pages(conn: &mut Conn) -> Vec<(String, String)> {
    let mut found: Vec<(String, String)> = Vec::new();
    let mut last = (String::new(), String::new());
    loop {
        let page = conn
            .all(
                "SELECT note, thing, number FROM parts WHERE (note, thing) > ($1, $2)
                 ORDER BY note, thing LIMIT $3",
                &params![&last.0, &last.1, 7],
            )
            .await
            .unwrap();
        if page.is_empty() {
            return found;
        }
        for row in page {
            found.push((row.get("note").unwrap(), row.get("thing").unwrap()));
        }
        last.clone_from(found.last().unwrap());
    }
}

#[tokio::test]
async fn keyset_pages_follow_the_bytes() {
    let strategy = proptest::string::string_regex("[a-cA-C零一乙丁é_ -]{1,3}").unwrap();
    let mut runner = TestRunner::deterministic();
    let notes: Vec<String> = (0..120)
        .map(|_| strategy.new_tree(&mut runner).unwrap().current())
        .collect();
    let mut wanted: Vec<(String, String)> = notes
        .iter()
        .enumerate()
        .map(|(at, note)| (note.clone(), format!("t{at}")))
        .collect();
    wanted.sort();
    for db in engines(SAMPLE).await {
        let mut tx = db.begin().await.unwrap();
        for (at, note) in notes.iter().enumerate() {
            let id = format!("t{at}");
            let thing = "INSERT INTO things (id, count) VALUES ($1, 1)";
            tx.execute(thing, &params![&id]).await.unwrap();
            let part = "INSERT INTO parts (thing, number, note) VALUES ($1, 1, $2)";
            tx.execute(part, &params![&id, note]).await.unwrap();
        }
        assert_eq!(by_pages(&mut tx).await, wanted, "{:?}", db.dialect());
    }
}
