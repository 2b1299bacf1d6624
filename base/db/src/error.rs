//! What can go wrong with a statement, in the terms that callers act on.

use kernel::Refusal;
use rusqlite::{ErrorCode, ffi};
use tokio_postgres::error::SqlState;

/// A failed statement. After any failure that the database reported, a transaction only
/// rolls back, on both databases.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum DbError {
    /// A row with this key is there already. PostgreSQL names the constraint, SQLite the columns
    /// (`table.column, …`).
    #[error("already there: {0}")]
    Unique(String),
    /// A CHECK of the schema refused the row; its name or its text.
    #[error("refused by the check {0}")]
    Check(String),
    /// Another transaction was in the way; the whole of this one may be tried again.
    #[error("the database asks to try again")]
    Retry,
    /// The server cannot be reached, or the connection broke before anything was committed: the
    /// whole transaction may be tried again once it is back.
    #[error("the database cannot be reached: {0}")]
    Lost(String),
    /// [`crate::Conn::one`] found no row.
    #[error("no such row")]
    Missing,
    /// A column is absent, or holds something else than the caller reads.
    #[error("column {column}: {fault}")]
    Decode {
        /// The column asked for.
        column: String,
        /// What is wrong with it.
        fault: String,
    },
    /// Anything else: a wrong statement, a full disk, a connection that broke in mid-commit.
    #[error("{0}")]
    Other(String),
}

impl DbError {
    pub(crate) fn decode(column: &str, fault: impl Into<String>) -> Self {
        Self::Decode {
            column: column.to_owned(),
            fault: fault.into(),
        }
    }

    pub(crate) fn other(fault: impl std::fmt::Display) -> Self {
        Self::Other(fault.to_string())
    }

    /// Whether the database itself reported it, so that a transaction cannot go on.
    pub(crate) fn spoils_transaction(&self) -> bool {
        !matches!(self, Self::Missing | Self::Decode { .. })
    }
}

impl From<DbError> for Refusal {
    fn from(error: DbError) -> Self {
        match error {
            DbError::Unique(_) => Self::conflict("already-there"),
            DbError::Retry => Self::retry(),
            DbError::Lost(why) => {
                tracing::warn!(why, "the database cannot be reached");
                Self::retry()
            }
            DbError::Missing => Self::not_found("record-unknown"),
            other => Self::internal(other),
        }
    }
}

impl From<rusqlite::Error> for DbError {
    fn from(error: rusqlite::Error) -> Self {
        let rusqlite::Error::SqliteFailure(failure, text) = &error else {
            return Self::other(error);
        };
        let after_colon = || {
            let text = text.as_deref().unwrap_or_default();
            text.split_once(": ")
                .map_or(text, |(_, what)| what)
                .to_owned()
        };
        match (failure.code, failure.extended_code) {
            (ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked, _) => Self::Retry,
            (
                _,
                ffi::SQLITE_CONSTRAINT_UNIQUE
                | ffi::SQLITE_CONSTRAINT_PRIMARYKEY
                | ffi::SQLITE_CONSTRAINT_ROWID,
            ) => Self::Unique(after_colon()),
            (_, ffi::SQLITE_CONSTRAINT_CHECK) => Self::Check(after_colon()),
            _ => Self::other(error),
        }
    }
}

impl From<tokio_postgres::Error> for DbError {
    fn from(error: tokio_postgres::Error) -> Self {
        let Some(report) = error.as_db_error() else {
            // The driver's own text says only "error connecting"; its cause says why.
            let cause = std::error::Error::source(&error);
            let broken = cause.is_some_and(|cause| cause.is::<std::io::Error>());
            let text = cause.map_or(error.to_string(), |cause| format!("{error}: {cause}"));
            return match broken || error.is_closed() {
                true => Self::Lost(text),
                false => Self::Other(text),
            };
        };
        let constraint = || report.constraint().unwrap_or_default().to_owned();
        let code = report.code();
        if *code == SqlState::UNIQUE_VIOLATION {
            Self::Unique(constraint())
        } else if *code == SqlState::CHECK_VIOLATION {
            Self::Check(constraint())
        } else if [
            SqlState::T_R_SERIALIZATION_FAILURE,
            SqlState::T_R_DEADLOCK_DETECTED,
            SqlState::LOCK_NOT_AVAILABLE,
        ]
        .contains(code)
        {
            Self::Retry
        } else if [
            SqlState::ADMIN_SHUTDOWN,
            SqlState::CRASH_SHUTDOWN,
            SqlState::CANNOT_CONNECT_NOW,
        ]
        .contains(code)
        {
            Self::Lost(report.message().to_owned())
        } else {
            // The detail may quote a row, and so a person: only the message goes to the log.
            Self::Other(format!("{} ({})", report.message(), code.code()))
        }
    }
}

impl From<deadpool_postgres::PoolError> for DbError {
    fn from(error: deadpool_postgres::PoolError) -> Self {
        match error {
            deadpool_postgres::PoolError::Timeout(_) => Self::Retry,
            deadpool_postgres::PoolError::Backend(error) => error.into(),
            other => Self::other(other),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sqlite_codes_have_names() {
        let named = |code, text: &str| {
            let failure = rusqlite::ffi::Error::new(code);
            DbError::from(rusqlite::Error::SqliteFailure(
                failure,
                Some(text.to_owned()),
            ))
        };
        for busy in [
            ffi::SQLITE_BUSY,
            ffi::SQLITE_LOCKED,
            ffi::SQLITE_BUSY_SNAPSHOT,
        ] {
            assert_eq!(named(busy, "database is locked"), DbError::Retry);
        }
        let unique = named(
            ffi::SQLITE_CONSTRAINT_UNIQUE,
            "UNIQUE constraint failed: a.b, a.c",
        );
        assert_eq!(unique, DbError::Unique("a.b, a.c".to_owned()));
        let check = named(
            ffi::SQLITE_CONSTRAINT_CHECK,
            "CHECK constraint failed: b > 0",
        );
        assert_eq!(check, DbError::Check("b > 0".to_owned()));
        assert!(matches!(
            named(ffi::SQLITE_FULL, "disk is full"),
            DbError::Other(_)
        ));
    }
}
