//! Failures have the same names on both.

use db::testing::engines;
use db::{Db, DbError, Dialect, params};
use kernel::{Kind, Refusal};

use crate::SAMPLE;

const INSERT: &str = "INSERT INTO things (id, count, name) VALUES ($1, $2, $3)";

async fn failure(db: &Db, id: &str, count: i64, name: &str) -> DbError {
    let mut tx = db.begin().await.unwrap();
    tx.execute(INSERT, &params![id, count, name])
        .await
        .unwrap_err()
}

#[tokio::test]
async fn constraints_are_named() {
    for db in engines(SAMPLE).await {
        let mut tx = db.begin().await.unwrap();
        assert_eq!(tx.execute(INSERT, &params!["a", 1, "one"]).await, Ok(1));
        tx.commit().await.unwrap();
        let (key, name) = match db.dialect() {
            Dialect::Sqlite => ("things.id", "things.name"),
            Dialect::Postgres => ("things_pkey", "things_by_name"),
        };
        assert_eq!(
            failure(&db, "a", 1, "two").await,
            DbError::Unique(key.to_owned())
        );
        assert_eq!(
            failure(&db, "b", 1, "one").await,
            DbError::Unique(name.to_owned())
        );
        assert!(matches!(
            failure(&db, "b", -1, "two").await,
            DbError::Check(_)
        ));
        let mut reader = db.read().await.unwrap();
        let missing = reader
            .one("SELECT id FROM things WHERE id = 'b'", &[])
            .await;
        assert_eq!(missing.unwrap_err(), DbError::Missing);
        assert!(
            reader.execute("DELETE FROM things", &[]).await.is_err(),
            "a reader wrote"
        );
    }
}

#[tokio::test]
async fn a_part_of_nothing_is_refused() {
    for db in engines(SAMPLE).await {
        let mut tx = db.begin().await.unwrap();
        let insert = "INSERT INTO parts (thing, number) VALUES ('nothing', 1)";
        assert!(matches!(
            tx.execute(insert, &[]).await,
            Err(DbError::Other(_))
        ));
    }
}

#[tokio::test]
async fn what_may_be_tried_again() {
    for db in engines(SAMPLE).await {
        let mut tx = db.begin().await.unwrap();
        tx.execute(INSERT, &params!["a", 1, "one"]).await.unwrap();
        tx.commit().await.unwrap();
        if db.dialect() == Dialect::Postgres {
            let mut first = db.begin().await.unwrap();
            first
                .execute("UPDATE things SET count = 2", &[])
                .await
                .unwrap();
            let mut second = db.begin().await.unwrap();
            let busy = second
                .one("SELECT id FROM things FOR UPDATE NOWAIT", &[])
                .await;
            assert_eq!(busy.unwrap_err(), DbError::Retry);
            drop(second);
            let mut third = db.begin().await.unwrap();
            let level = "SET TRANSACTION ISOLATION LEVEL REPEATABLE READ";
            third.execute(level, &[]).await.unwrap();
            third.one("SELECT count FROM things", &[]).await.unwrap();
            first.commit().await.unwrap();
            let stale = third.execute("UPDATE things SET count = 3", &[]).await;
            assert_eq!(stale.unwrap_err(), DbError::Retry);
        }
    }
}

#[test]
fn refusals() {
    let kind = |error: DbError| Refusal::from(error).kind;
    assert_eq!(kind(DbError::Unique("x".into())), Kind::Conflict);
    assert_eq!(kind(DbError::Retry), Kind::Retry);
    assert_eq!(kind(DbError::Lost("x".into())), Kind::Retry);
    assert_eq!(kind(DbError::Missing), Kind::NotFound);
    assert_eq!(kind(DbError::Other("x".into())), Kind::Internal);
    assert_eq!(kind(DbError::Check("x".into())), Kind::Internal);
}
