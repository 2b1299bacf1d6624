//! The four verbs, for reading and for transactions.

use std::ops::{Deref, DerefMut};

use crate::{DbError, Dialect, Result, Row, Value, postgres, sqlite};

enum Inner {
    Sqlite(sqlite::Held),
    Postgres(postgres::Held),
}

/// A connection to either database. Statements are portable SQL with `$1`, `$2`, … as parameters.
pub struct Conn {
    inner: Inner,
    transaction: bool,
    /// A statement of this transaction failed. PostgreSQL then refuses all others and turns COMMIT
    /// into a silent rollback; here both databases refuse aloud.
    failed: bool,
}

impl Conn {
    pub(crate) fn sqlite(held: sqlite::Held, transaction: bool) -> Self {
        Self {
            inner: Inner::Sqlite(held),
            transaction,
            failed: false,
        }
    }

    pub(crate) fn postgres(held: postgres::Held, transaction: bool) -> Self {
        Self {
            inner: Inner::Postgres(held),
            transaction,
            failed: false,
        }
    }

    /// Which database this is.
    #[must_use]
    pub fn dialect(&self) -> Dialect {
        match self.inner {
            Inner::Sqlite(_) => Dialect::Sqlite,
            Inner::Postgres(_) => Dialect::Postgres,
        }
    }

    /// Runs a statement; answers how many rows it wrote (or gave, with RETURNING).
    ///
    /// # Errors
    /// See [`DbError`]; in a transaction every later statement is then refused as well.
    pub async fn execute(&mut self, sql: &str, params: &[Value]) -> Result<u64> {
        self.ready(params)?;
        let done = match &mut self.inner {
            Inner::Sqlite(held) => held.execute(sql, params),
            Inner::Postgres(held) => held.execute(sql, params).await,
        };
        self.seen(done)
    }

    /// The first row.
    ///
    /// # Errors
    /// [`DbError::Missing`] when there is none; see [`DbError`].
    pub async fn one(&mut self, sql: &str, params: &[Value]) -> Result<Row> {
        self.opt(sql, params).await?.ok_or(DbError::Missing)
    }

    /// The first row, if there is one.
    ///
    /// # Errors
    /// See [`DbError`].
    pub async fn opt(&mut self, sql: &str, params: &[Value]) -> Result<Option<Row>> {
        Ok(self.rows(sql, params, 1).await?.pop())
    }

    /// All rows; the statement bounds them with LIMIT.
    ///
    /// # Errors
    /// See [`DbError`].
    pub async fn all(&mut self, sql: &str, params: &[Value]) -> Result<Vec<Row>> {
        self.rows(sql, params, usize::MAX).await
    }

    async fn rows(&mut self, sql: &str, params: &[Value], limit: usize) -> Result<Vec<Row>> {
        self.ready(params)?;
        let done = match &mut self.inner {
            Inner::Sqlite(held) => held.rows(sql, params, limit),
            Inner::Postgres(held) => held.rows(sql, params, limit).await,
        };
        self.seen(done)
    }

    /// Runs statements without parameters and without preparing them: migrations.
    pub(crate) async fn batch(&mut self, sql: &str) -> Result<()> {
        self.ready(&[])?;
        let done = match &mut self.inner {
            Inner::Sqlite(held) => held.batch(sql),
            Inner::Postgres(held) => held.batch(sql).await,
        };
        self.seen(done)
    }

    fn ready(&mut self, params: &[Value]) -> Result<()> {
        if self.failed {
            return Err(DbError::other(
                "an earlier statement of this transaction failed",
            ));
        }
        let portable = Value::check_portable(params);
        self.seen(portable)
    }

    fn seen<T>(&mut self, done: Result<T>) -> Result<T> {
        if let Err(error) = &done
            && self.transaction
            && error.spoils_transaction()
        {
            self.failed = true;
        }
        done
    }
}

/// A loan for reading; every statement sees what was committed before it. Writing is refused.
pub struct Reader(pub(crate) Conn);

/// A transaction. Dropping it rolls back. The first failed statement spoils it, on both databases:
/// use `ON CONFLICT` where a key may be there already.
pub struct Tx(pub(crate) Conn);

impl Tx {
    /// Makes everything written in this transaction last.
    ///
    /// # Errors
    /// [`DbError::Retry`] when another transaction was in the way, [`DbError::Other`] when a
    /// statement had failed before; nothing is written then.
    pub async fn commit(mut self) -> Result<()> {
        self.0.ready(&[])?;
        match self.0.inner {
            Inner::Sqlite(held) => held.commit().await,
            Inner::Postgres(held) => held.commit().await,
        }
    }
}

impl Deref for Reader {
    type Target = Conn;
    fn deref(&self) -> &Conn {
        &self.0
    }
}

impl DerefMut for Reader {
    fn deref_mut(&mut self) -> &mut Conn {
        &mut self.0
    }
}

impl Deref for Tx {
    type Target = Conn;
    fn deref(&self) -> &Conn {
        &self.0
    }
}

impl DerefMut for Tx {
    fn deref_mut(&mut self) -> &mut Conn {
        &mut self.0
    }
}
