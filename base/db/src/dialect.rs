//! The few places where the two databases need different words; there are no others.

/// Which database is behind a connection.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Dialect {
    /// SQLite: one file, one writer.
    Sqlite,
    /// PostgreSQL, or an engine that speaks its protocol.
    Postgres,
}

impl Dialect {
    /// The column type that the token `BYTES` stands for in migrations.
    #[must_use]
    pub const fn bytes_type(self) -> &'static str {
        match self {
            Self::Sqlite => "BLOB",
            Self::Postgres => "BYTEA",
        }
    }

    /// Ends a `SELECT` in a transaction so that the rows stay as read until it ends.
    /// SQLite has one writer at a time and needs nothing.
    #[must_use]
    pub const fn for_update(self) -> &'static str {
        match self {
            Self::Sqlite => "",
            Self::Postgres => " FOR UPDATE",
        }
    }

    /// As [`Dialect::for_update`], but passes over rows that another transaction holds:
    /// for queues with several workers.
    #[must_use]
    pub const fn skip_locked(self) -> &'static str {
        match self {
            Self::Sqlite => "",
            Self::Postgres => " FOR UPDATE SKIP LOCKED",
        }
    }

    /// Statements that let one node migrate at a time, to the end of the transaction.
    /// SQLite's `BEGIN IMMEDIATE` already does.
    pub(crate) const fn migration_lock(self) -> &'static [&'static str] {
        match self {
            Self::Sqlite => &[],
            // A second node waits for the first one's longest migration; the number is any
            // constant of our own.
            Self::Postgres => &[
                "SET LOCAL lock_timeout = '10min'",
                "SET LOCAL statement_timeout = 0",
                "SELECT pg_advisory_xact_lock(6110990001)",
            ],
        }
    }
}
