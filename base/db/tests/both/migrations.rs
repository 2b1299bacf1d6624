//! Each migration once; the same schema everywhere; a backup that opens.

use db::testing::{engines, sqlite};
use db::{ColumnKind, Db, DbError, Migration, Options, params};
use kernel::Moment;

use crate::SAMPLE;

const NOW: Moment = Moment::from_millis(1_795_000_000_000);

#[tokio::test]
async fn each_migration_runs_once() {
    for db in engines(&[]).await {
        let mut shuffled = SAMPLE.to_vec();
        shuffled.reverse();
        let (first, second) = tokio::join!(db.migrate(&shuffled, NOW), db.migrate(SAMPLE, NOW));
        let mut both = [first.unwrap(), second.unwrap()].concat();
        both.sort();
        let ids: Vec<&str> = SAMPLE.iter().map(|it| it.id).collect();
        assert_eq!(both, ids, "{:?}", db.dialect());
        assert_eq!(db.migrate(SAMPLE, NOW).await, Ok(Vec::new()));
    }
}

#[tokio::test]
async fn a_changed_or_broken_migration_is_refused() {
    for db in engines(SAMPLE).await {
        let changed = Migration {
            sql: "CREATE TABLE other (a BIGINT);",
            ..SAMPLE[0]
        };
        assert!(matches!(
            db.migrate(&[changed], NOW).await,
            Err(DbError::Other(_))
        ));
        assert!(db.migrate(&[SAMPLE[0], SAMPLE[0]], NOW).await.is_err());
        let broken = "CREATE TABLE other (a BIGINT);\nINSERT INTO nowhere VALUES (1);";
        let broken = Migration {
            room: "sample",
            id: "20261123_1000_broken",
            sql: broken,
        };
        assert!(db.migrate(&[broken], NOW).await.is_err());
        assert_eq!(
            db.columns("other").await,
            Err(DbError::Missing),
            "{:?}",
            db.dialect()
        );
    }
}

#[tokio::test]
async fn both_have_the_same_schema() {
    let mut texts = Vec::new();
    for db in engines(SAMPLE).await {
        texts.push(db.schema_snapshot().await.unwrap());
        let columns = db.columns("things").await.unwrap();
        let kinds: Vec<ColumnKind> = columns.into_iter().map(|(_, kind)| kind).collect();
        let wanted = [
            ColumnKind::Text,
            ColumnKind::Int,
            ColumnKind::Real,
            ColumnKind::Text,
            ColumnKind::Bytes,
        ];
        assert_eq!(kinds, wanted);
    }
    assert!(
        texts[0].contains("parts.note.text.notnull\nparts.number.int.notnull\n"),
        "{texts:?}"
    );
    assert!(
        texts[0].contains("things.id.text.notnull\nthings.name.text.null\n"),
        "{texts:?}"
    );
    for text in &texts {
        assert_eq!(*text, texts[0]);
    }
}

#[tokio::test]
async fn prepared_statements_outlive_a_new_column() {
    for db in engines(SAMPLE).await {
        let all = "SELECT * FROM things";
        db.read().await.unwrap().all(all, &[]).await.unwrap();
        let sql = "ALTER TABLE things ADD COLUMN colour TEXT NOT NULL DEFAULT 'red';\n
            INSERT INTO things (id, count) VALUES ('a', 1);";
        let more = Migration {
            room: "sample",
            id: "20261123_1000_colour",
            sql,
        };
        assert_eq!(db.migrate(&[more], NOW).await, Ok(vec![more.id.to_owned()]));
        let row = db.read().await.unwrap().one(all, &[]).await.unwrap();
        assert_eq!(row.get("colour"), Ok("red".to_owned()));
    }
}

#[tokio::test]
async fn a_backup_is_a_database() {
    let db = sqlite(SAMPLE).await;
    let mut tx = db.begin().await.unwrap();
    let insert = "INSERT INTO things (id, count) VALUES ($1, 1)";
    tx.execute(insert, &params!["committed"]).await.unwrap();
    tx.commit().await.unwrap();
    let mut tx = db.begin().await.unwrap();
    tx.execute(insert, &params!["not committed"]).await.unwrap();
    let path = std::env::temp_dir().join(format!("yizhan-backup-{}.sqlite", std::process::id()));
    db.backup_to(&path).await.unwrap();
    db.backup_to(&path).await.unwrap();
    tx.commit().await.unwrap();
    let copy = Db::open(&format!("sqlite:{}", path.display()), Options::default())
        .await
        .unwrap();
    let ids = copy
        .read()
        .await
        .unwrap()
        .all("SELECT id FROM things", &[])
        .await
        .unwrap();
    assert_eq!(ids.len(), 1);
    assert_eq!(ids[0].get("id"), Ok("committed".to_owned()));
    drop(copy);
    for ending in ["", "-wal", "-shm"] {
        let _ = std::fs::remove_file(format!("{}{ending}", path.display()));
    }
}
