//! One SQL text, two databases: SQLite and PostgreSQL behind four verbs.
//!
//! ```no_run
//! # async fn example() -> Result<(), db::DbError> {
//! use db::{Db, Options, params};
//! let db = Db::open("sqlite:yizhan.db", Options::default()).await?;
//! let mut tx = db.begin().await?;
//! tx.execute("UPDATE seats SET free = free - 1 WHERE id = $1", &params!["seat_1"]).await?;
//! tx.commit().await?; // a transaction that is dropped instead is rolled back
//! let mut reader = db.read().await?;
//! let row = reader.one("SELECT free FROM seats WHERE id = $1", &params!["seat_1"]).await?;
//! let free: i64 = row.get("free")?;
//! # Ok(()) }
//! ```
//!
//! Read in this order: [`Db`], [`Conn`], [`Value`], [`Row`], [`DbError`], [`Dialect`].
//! This is the only crate that names a database driver.

mod conn;
mod dialect;
mod error;
mod migrate;
mod open;
mod postgres;
mod row;
mod schema;
mod sqlite;
mod temp;
#[cfg(feature = "testing")]
pub mod testing;
mod value;

pub use conn::{Conn, Reader, Tx};
pub use dialect::Dialect;
pub use error::DbError;
pub use migrate::Migration;
pub use open::{Db, Options};
pub use row::{FromValue, Row};
pub use schema::{Column, ColumnKind, Table};
pub use value::Value;

/// What every function of this crate answers.
pub type Result<T> = std::result::Result<T, DbError>;
