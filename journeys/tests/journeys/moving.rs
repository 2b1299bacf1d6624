//! A county moves between databases and comes back from a backup without losing a row.

use crate::cast;
use crate::stage;
use capability::migrations;
use db::{Db, testing::TestPg};
use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use testkit::TestHouse;
use yizhan::commands::copy::{Sum, copy_between, sum};

/// Count and digest of every table.
pub async fn sums(db: &Db) -> BTreeMap<String, Sum> {
    let mut sums = BTreeMap::new();
    let mut reader = db.read().await.unwrap();
    for table in db.tables().await.unwrap() {
        if table.name == "schema_migrations" {
            continue;
        }
        let mut names: Vec<String> = table.columns.into_iter().map(|c| c.name).collect();
        names.sort();
        let found = sum(&mut reader, &table.name, &names).await.unwrap();
        sums.insert(table.name, found);
    }
    sums
}

/// A new, empty SQLite database of this version.
async fn empty() -> Db {
    db::testing::sqlite(&migrations(&yizhan::rooms())).await
}

async fn note(house: &TestHouse, n: usize) {
    let ctx = house.system();
    let mut tx = trail::begin(&house.house.db, &ctx).await.unwrap();
    let subject = format!("wrk_{n:032}");
    tx.note(
        &ctx,
        "test.write",
        &subject,
        cast::TOWN,
        serde_json::json!({ "n": n }),
    );
    tx.publish("test-written", &subject, serde_json::json!({ "n": n }));
    tx.commit(&ctx).await.unwrap();
}

/// The whole chain is there and untouched; how many lines it has.
pub async fn verified(db: &Db) -> u64 {
    let vault = vault::Vault::for_tests();
    let mut reader = db.read().await.unwrap();
    let report = trail::verify(&mut reader, &vault, |_| ()).await.unwrap();
    assert!(report.faults.is_empty(), "{:?}", report.faults);
    report.lines
}

#[tokio::test]
async fn a_county_moves_to_postgresql_and_back() {
    let Some(server) = TestPg::get() else { return };
    let house = cast::house().await;
    stage::ours(&house).await;
    house.drain().await;
    for n in 0..600 {
        note(&house, n).await;
    }
    let source = &house.house.db;
    let before = sums(source).await;
    let there = server.database(&migrations(&yizhan::rooms())).await;
    let rows = copy_between(source, &there).await.unwrap();
    assert_eq!(before, sums(&there).await);
    let back = empty().await;
    assert_eq!(copy_between(&there, &back).await.unwrap(), rows);
    assert_eq!(before, sums(&back).await);
    assert!(verified(&there).await >= 600);
    assert_eq!(verified(&there).await, verified(&back).await);
    let refused = copy_between(&there, &back).await;
    assert!(refused.is_err(), "nothing is copied over what is there");
}

fn file(name: &str) -> PathBuf {
    let name = format!("yizhan-journeys-{}-{name}", std::process::id());
    std::env::temp_dir().join(name)
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_backup_taken_while_people_write_is_whole() {
    let house = Arc::new(cast::house().await);
    for n in 0..50 {
        note(&house, n).await;
    }
    let stop = Arc::new(AtomicBool::new(false));
    let writing = tokio::spawn({
        let (house, stop) = (house.clone(), stop.clone());
        async move {
            let mut n = 50;
            while !stop.load(Ordering::Relaxed) {
                note(&house, n).await;
                n += 1;
            }
            n
        }
    });
    let path = file("backup.sqlite");
    house.house.db.backup_to(&path).await.unwrap();
    stop.store(true, Ordering::Relaxed);
    let written = writing.await.unwrap();
    let address = format!("sqlite:{}", path.display());
    let kept = Db::open(&address, db::Options::default()).await.unwrap();
    let lines = verified(&kept).await;
    assert!(lines >= 50, "{lines} lines of {written} are in the backup");
    let restored = empty().await;
    copy_between(&kept, &restored).await.unwrap();
    assert_eq!(verified(&restored).await, lines);
    drop(kept);
    let again = testkit::on(restored, yizhan::rooms(), cast::gate()).await;
    note(&again, 9_999).await;
    assert!(verified(&again.house.db).await > lines);
    for tail in ["", "-wal", "-shm"] {
        let mut name = path.clone().into_os_string();
        name.push(tail);
        let _ = std::fs::remove_file(name);
    }
}

/// The phone of the worker whose county is restored.
const PHONE: &str = "19900040001";

#[tokio::test]
async fn a_restored_county_signs_the_same_worker_in() {
    for house in cast::houses().await {
        let (mut person, _) = stage::sign_in(&house, PHONE, "worker").await;
        let told = [("name", "韩小梅"), ("place", "古城镇寨子村")];
        person.post("/my/start", &told).await.ok().has("韩小梅");
        house.drain().await;
        let kept = empty().await;
        copy_between(&house.house.db, &kept).await.unwrap();
        let restored = testkit::on(kept, yizhan::rooms(), cast::gate()).await;
        restored.clock.set(testkit::START.plus_days(1));
        verified(&restored.house.db).await;
        let (mut again, _) = stage::sign_in(&restored, PHONE, "worker").await;
        again.get("/my").await.ok().has("韩小梅");
        let sql = "SELECT COUNT(*) AS n FROM workers WHERE name = $1";
        assert_eq!(stage::number(&restored, sql, "韩小梅").await, 1);
        verified(&restored.house.db).await;
    }
}
