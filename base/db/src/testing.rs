//! Temporary databases for tests: a migrated template is made once and copied for each test.
//!
//! ```no_run
//! # async fn example(migrations: &[db::Migration]) {
//! for db in db::testing::engines(migrations).await {
//!     // the same test on SQLite and, where it is installed, on PostgreSQL
//! #   let _ = db;
//! }
//! # }
//! ```

mod postgres;
mod server;

use std::os::unix::fs::MetadataExt;
use std::path::PathBuf;

use kernel::Moment;

pub use self::postgres::TestPg;
pub use self::server::PgServer;
use crate::temp::TempDir;
use crate::{Db, DbError, Migration, Options, Result};

const TEST: Options = Options {
    durable: false,
    readers: 4,
    writers: 8,
};

/// A temporary SQLite database with these migrations applied; it goes away with its last clone.
///
/// # Panics
/// When it cannot be made.
pub async fn sqlite(migrations: &[Migration]) -> Db {
    let made = async {
        let template = sqlite_template(migrations).await?;
        let temp = TempDir::new().map_err(DbError::other)?;
        let path = temp.path().join("db.sqlite");
        std::fs::copy(template, &path).map_err(DbError::other)?;
        Db::sqlite(path, TEST, Some(temp))
    };
    let made: Result<Db> = made.await;
    made.expect("a temporary SQLite database")
}

/// The same on SQLite and, where there is one, on PostgreSQL.
///
/// # Panics
/// As [`sqlite`] and [`TestPg::get`] do.
pub async fn engines(migrations: &[Migration]) -> Vec<Db> {
    let mut engines = vec![sqlite(migrations).await];
    if let Some(server) = TestPg::get() {
        engines.push(server.database(migrations).await);
    }
    engines
}

/// The migrated file to copy from; several processes may make it at once, the last one stays.
async fn sqlite_template(migrations: &[Migration]) -> Result<PathBuf> {
    let temp = TempDir::new().map_err(DbError::other)?;
    // Of this user only: nobody else's file is taken for ours.
    let user = std::fs::metadata(temp.path())
        .map_err(DbError::other)?
        .uid();
    let folder = std::env::temp_dir().join(format!("yizhan-templates-{user}"));
    let template = folder.join(format!("{}.sqlite", digest(migrations)));
    if template.exists() {
        return Ok(template);
    }
    std::fs::create_dir_all(&folder).map_err(DbError::other)?;
    let db = Db::sqlite(temp.path().join("new.sqlite"), TEST, None)?;
    db.migrate(migrations, Moment::from_millis(0)).await?;
    let copy = temp.path().join("template.sqlite");
    db.backup_to(&copy).await?;
    std::fs::rename(copy, &template).map_err(DbError::other)?;
    Ok(template)
}

/// One digest over all the migrations.
fn digest(migrations: &[Migration]) -> String {
    let mut sorted: Vec<&Migration> = migrations.iter().collect();
    sorted.sort_by_key(|migration| migration.id);
    let texts = sorted
        .iter()
        .map(|it| format!("{}\n{}\n{}\n", it.room, it.id, it.sql));
    crate::migrate::digest(&texts.collect::<String>())
}
