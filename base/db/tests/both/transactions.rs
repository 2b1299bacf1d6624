//! All or nothing, and no lost update.

use std::time::Duration;

use db::testing::{engines, sqlite};
use db::{Db, DbError, Options, params};

use crate::SAMPLE;

const INSERT: &str = "INSERT INTO things (id, count) VALUES ($1, $2)";

async fn insert(db: &Db, id: &str, count: i64) {
    let mut tx = db.begin().await.unwrap();
    tx.execute(INSERT, &params![id, count]).await.unwrap();
    tx.commit().await.unwrap();
}

async fn count(db: &Db) -> i64 {
    let mut reader = db.read().await.unwrap();
    let row = reader
        .one("SELECT COUNT(*) AS n FROM things", &[])
        .await
        .unwrap();
    row.get("n").unwrap()
}

#[tokio::test]
async fn a_dropped_transaction_leaves_nothing() {
    for db in engines(SAMPLE).await {
        for _ in 0..20 {
            let mut tx = db.begin().await.unwrap();
            tx.execute(INSERT, &params!["a", 1]).await.unwrap();
            drop(tx);
        }
        drop(db.begin().await.unwrap());
        db.begin().await.unwrap().commit().await.unwrap();
        assert_eq!(count(&db).await, 0);
        insert(&db, "a", 1).await; // no lock is left either
        assert_eq!(count(&db).await, 1);
    }
}

#[tokio::test]
async fn a_transaction_cut_off_in_the_middle_leaves_nothing() {
    for db in engines(SAMPLE).await {
        let inside = db.clone();
        let task = tokio::spawn(async move {
            let mut tx = inside.begin().await.unwrap();
            tx.execute(INSERT, &params!["a", 1]).await.unwrap();
            std::future::pending::<()>().await;
        });
        tokio::time::sleep(Duration::from_millis(50)).await;
        task.abort();
        assert!(task.await.unwrap_err().is_cancelled());
        insert(&db, "a", 1).await;
        assert_eq!(count(&db).await, 1);
    }
}

#[tokio::test]
async fn a_failed_statement_spoils_the_transaction() {
    for db in engines(SAMPLE).await {
        insert(&db, "a", 1).await;
        let mut tx = db.begin().await.unwrap();
        tx.execute(INSERT, &params!["b", 1]).await.unwrap();
        assert_eq!(
            tx.one("SELECT 1 AS x WHERE 1 = 0", &[]).await,
            Err(DbError::Missing)
        );
        assert!(matches!(
            tx.execute(INSERT, &params!["a", 1]).await,
            Err(DbError::Unique(_))
        ));
        assert!(tx.execute(INSERT, &params!["c", 1]).await.is_err());
        assert!(
            tx.commit().await.is_err(),
            "{:?} commits half",
            db.dialect()
        );
        assert_eq!(count(&db).await, 1);
    }
}

#[tokio::test]
async fn readers_see_only_what_is_committed() {
    for db in engines(SAMPLE).await {
        let mut reader = db.read().await.unwrap();
        let all = "SELECT id FROM things";
        let mut tx = db.begin().await.unwrap();
        tx.execute(INSERT, &params!["a", 1]).await.unwrap();
        assert_eq!(tx.all(all, &[]).await.unwrap().len(), 1);
        assert_eq!(reader.all(all, &[]).await.unwrap().len(), 0);
        tx.commit().await.unwrap();
        assert_eq!(reader.all(all, &[]).await.unwrap().len(), 1);
    }
}

/// 64 tasks ask four times each for one of 100 seats: exactly 100 are given.
#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn no_seat_is_given_twice() {
    for db in engines(SAMPLE).await {
        insert(&db, "seats", 100).await;
        let tasks = (0..64).map(|task| {
            let db = db.clone();
            tokio::spawn(async move {
                let mut given = 0;
                for try_ in 0..4 {
                    let mut tx = db.begin().await.unwrap();
                    let take = "UPDATE things SET count = count - 1
                         WHERE id = 'seats' AND count > 0";
                    let won = tx.execute(take, &[]).await.unwrap();
                    let part = "INSERT INTO parts (thing, number, note) VALUES ('seats', $1, '')";
                    if won == 1 {
                        tx.execute(part, &params![task * 4 + try_]).await.unwrap();
                    }
                    tx.commit().await.unwrap();
                    given += won;
                }
                given
            })
        });
        let mut given = 0;
        for task in tasks.collect::<Vec<_>>() {
            given += task.await.unwrap();
        }
        assert_eq!(given, 100, "{:?}", db.dialect());
        let mut reader = db.read().await.unwrap();
        let sql = "SELECT (SELECT count FROM things) AS free, COUNT(*) AS taken FROM parts";
        let row = reader.one(sql, &[]).await.unwrap();
        assert_eq!((row.get("free"), row.get("taken")), (Ok(0), Ok(100)));
    }
}

/// Another process's write is waited for without holding up the runtime's only thread.
#[tokio::test]
async fn a_second_process_waits_its_turn() {
    let db = sqlite(SAMPLE).await;
    let copy = std::env::temp_dir().join(format!("yizhan-turn-{}.sqlite", std::process::id()));
    db.backup_to(&copy).await.unwrap();
    let url = format!("sqlite:{}", copy.display());
    let first = Db::open(&url, Options::default()).await.unwrap();
    let second = Db::open(&url, Options::default()).await.unwrap();
    let mut tx = first.begin().await.unwrap();
    tx.execute(INSERT, &params!["a", 1]).await.unwrap();
    let waiting = tokio::spawn({
        let second = second.clone();
        async move { insert(&second, "b", 1).await }
    });
    tokio::time::sleep(Duration::from_millis(60)).await;
    assert!(!waiting.is_finished());
    tx.commit().await.unwrap();
    waiting.await.unwrap();
    assert_eq!(count(&first).await, 2);
    drop((first, second));
    for ending in ["", "-wal", "-shm"] {
        let _ = std::fs::remove_file(format!("{}{ending}", copy.display()));
    }
}
