//! Temporary databases for tests.

use kernel::Moment;

use crate::{Db, DbError, Migration, Options};

/// A temporary SQLite database with these migrations applied; it goes away with its last clone.
///
/// # Panics
/// When it cannot be made.
pub async fn sqlite(migrations: &[Migration]) -> Db {
    let made: Result<Db, DbError> = async {
        let db = Db::open("sqlite::memory:", Options::default()).await?;
        db.migrate(migrations, Moment::from_millis(0)).await?;
        Ok(db)
    }
    .await;
    made.expect("a temporary SQLite database")
}
