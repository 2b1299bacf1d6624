//! SQLite: a pool of one writer and a pool of read-only connections on the same file.
//!
//! Statements run on the calling task, for they take microseconds; only a commit, which waits for
//! the disk, goes to a thread of its own.

use std::cell::RefCell;
use std::collections::HashMap;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use parking_lot::Mutex;
use rusqlite::config::DbConfig;
use rusqlite::types::ValueRef;
use rusqlite::{Connection, Statement};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};

use crate::temp::TempDir;
use crate::{DbError, Result, Row, Value};

/// How long a caller waits for a connection, or for another process's write, before
/// [`DbError::Retry`].
const PATIENCE: Duration = Duration::from_secs(5);
const NAP: Duration = Duration::from_millis(10);
const CACHED_STATEMENTS: usize = 256;

/// Which file, and how its connections are set up.
#[derive(Debug, Clone)]
pub(crate) struct Spec {
    pub(crate) path: PathBuf,
    pub(crate) durable: bool,
    pub(crate) read_only: bool,
}

impl Spec {
    pub(crate) fn connect(&self) -> Result<Connection> {
        let conn = Connection::open(&self.path)?;
        conn.busy_timeout(PATIENCE)?;
        let synchronous = if self.durable { "FULL" } else { "OFF" };
        // Like PostgreSQL: LIKE minds the case, and a name in double quotes is never a text.
        conn.execute_batch(&format!(
            "PRAGMA synchronous = {synchronous}; PRAGMA journal_mode = WAL;
             PRAGMA foreign_keys = ON; PRAGMA case_sensitive_like = ON;
             PRAGMA temp_store = MEMORY; PRAGMA cache_size = -8000;
             PRAGMA mmap_size = 268435456; PRAGMA journal_size_limit = 67108864;"
        ))?;
        conn.set_db_config(DbConfig::SQLITE_DBCONFIG_DQS_DML, false)?;
        conn.set_db_config(DbConfig::SQLITE_DBCONFIG_DQS_DDL, false)?;
        conn.set_prepared_statement_cache_capacity(CACHED_STATEMENTS);
        // A plan never depends on a bound value: otherwise SQLite parses a kept statement anew
        // whenever a value is bound that a partial index might care for.
        conn.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_QPSG, true)?;
        if self.read_only {
            conn.execute_batch("PRAGMA query_only = ON")?;
        } else {
            // The writer naps between tries instead, so that no async thread stands still.
            conn.busy_timeout(Duration::ZERO)?;
        }
        Ok(conn)
    }
}

/// A fair queue for connections of one kind.
pub(crate) struct Pool {
    spec: Spec,
    permits: Arc<Semaphore>,
    idle: Mutex<Vec<Connection>>,
    /// Keeps a temporary file until the last connection to it is gone.
    _temp: Option<Arc<TempDir>>,
}

impl Pool {
    /// Opens the first connection at once, so that a wrong path shows.
    pub(crate) fn open(spec: Spec, size: usize, temp: Option<Arc<TempDir>>) -> Result<Arc<Self>> {
        let idle = Mutex::new(vec![spec.connect()?]);
        let permits = Arc::new(Semaphore::new(size.max(1)));
        Ok(Arc::new(Self {
            spec,
            permits,
            idle,
            _temp: temp,
        }))
    }

    pub(crate) fn spec(&self) -> &Spec {
        &self.spec
    }

    /// Waits for a connection.
    pub(crate) async fn take(self: &Arc<Self>) -> Result<Held> {
        let permits = Arc::clone(&self.permits);
        let permit = match permits.try_acquire_owned() {
            Ok(permit) => permit,
            Err(_) => {
                let turn = Arc::clone(&self.permits).acquire_owned();
                let turn = tokio::time::timeout(PATIENCE, turn).await;
                turn.map_err(|_| DbError::Retry)?.map_err(DbError::other)?
            }
        };
        let idle = self.idle.lock().pop();
        let conn = match idle {
            Some(conn) => conn,
            None => self.spec.connect()?,
        };
        Ok(Held {
            conn: Some(Mutex::new(conn)),
            pool: Arc::clone(self),
            _permit: permit,
        })
    }

    /// Waits for a connection and begins to write.
    pub(crate) async fn begin(self: &Arc<Self>) -> Result<Held> {
        let mut held = self.take().await?;
        let mut waited = Duration::ZERO;
        loop {
            match held.run("BEGIN IMMEDIATE") {
                Err(DbError::Retry) if waited < PATIENCE => {
                    tokio::time::sleep(NAP).await;
                    waited += NAP;
                }
                Err(error) => return Err(error),
                Ok(()) => return Ok(held),
            }
        }
    }
}

/// A connection on loan; an open transaction is rolled back when it returns.
pub(crate) struct Held {
    /// Some until dropped. The mutex is never locked: it makes the loan `Sync`.
    conn: Option<Mutex<Connection>>,
    pool: Arc<Pool>,
    _permit: OwnedSemaphorePermit,
}

impl Held {
    fn conn(&mut self) -> Result<&mut Connection> {
        let conn = self
            .conn
            .as_mut()
            .ok_or_else(|| DbError::other("the connection is gone"))?;
        Ok(conn.get_mut())
    }

    fn run(&mut self, sql: &str) -> Result<()> {
        self.conn()?.prepare_cached(sql)?.raw_execute()?;
        Ok(())
    }

    /// Runs statements that have no parameters.
    pub(crate) fn batch(&mut self, sql: &str) -> Result<()> {
        Ok(self.conn()?.execute_batch(sql)?)
    }

    pub(crate) fn execute(&mut self, sql: &str, params: &[Value]) -> Result<u64> {
        let mut statement = self.conn()?.prepare_cached(sql)?;
        bind(&mut statement, params)?;
        if statement.column_count() == 0 {
            return Ok(statement.raw_execute()? as u64);
        }
        let mut rows = statement.raw_query();
        let mut count = 0;
        while rows.next()?.is_some() {
            count += 1;
        }
        Ok(count)
    }

    /// At most `limit` rows.
    pub(crate) fn rows(&mut self, sql: &str, params: &[Value], limit: usize) -> Result<Vec<Row>> {
        let mut statement = self.conn()?.prepare_cached(sql)?;
        bind(&mut statement, params)?;
        let mut names: Option<Names> = None;
        let mut found = Vec::new();
        let mut rows = statement.raw_query();
        while found.len() < limit
            && let Some(row) = rows.next()?
        {
            // Only now: the first step prepares anew what an ALTER TABLE has made stale.
            let names = names.get_or_insert_with(|| names_of(sql, row.as_ref()));
            let mut values = Vec::with_capacity(names.len());
            for (at, name) in names.iter().enumerate() {
                values.push(read(name, row.get_ref(at)?)?);
            }
            found.push(Row::new(Arc::clone(names), values));
        }
        Ok(found)
    }

    /// Makes the transaction last; returns the connection either way.
    pub(crate) async fn commit(mut self) -> Result<()> {
        if !self.pool.spec.durable {
            return self.run("COMMIT");
        }
        let done = tokio::task::spawn_blocking(move || self.run("COMMIT")).await;
        done.map_err(DbError::other)?
    }
}

impl Drop for Held {
    fn drop(&mut self) {
        let Some(conn) = self.conn.take().map(Mutex::into_inner) else {
            return;
        };
        // A connection that cannot even roll back is closed; the pool opens another.
        if conn.is_autocommit() || conn.execute_batch("ROLLBACK").is_ok() {
            self.pool.idle.lock().push(conn);
        }
    }
}

/// Binds by the number in `$n`: SQLite itself numbers parameters by their first appearance.
fn bind(statement: &mut Statement<'_>, params: &[Value]) -> Result<()> {
    let count = statement.parameter_count();
    if count != params.len() {
        let given = params.len();
        return Err(DbError::Other(format!(
            "the statement has {count} parameters, not {given}"
        )));
    }
    for at in 1..=count {
        let number = statement
            .parameter_name(at)
            .and_then(|name| name.strip_prefix('$'));
        let number: Option<usize> = number.and_then(|digits| digits.parse().ok());
        let value = number.and_then(|n| params.get(n.checked_sub(1)?));
        match value.ok_or_else(|| DbError::other("parameters are written $1, $2, …"))? {
            Value::Null => statement.raw_bind_parameter(at, rusqlite::types::Null)?,
            Value::Int(int) => statement.raw_bind_parameter(at, int)?,
            Value::Real(real) => statement.raw_bind_parameter(at, real)?,
            Value::Text(text) => statement.raw_bind_parameter(at, text)?,
            Value::Bytes(bytes) => statement.raw_bind_parameter(at, bytes)?,
        }
    }
    Ok(())
}

/// Names of the columns of an answer.
type Names = Arc<[Box<str>]>;

/// The names of a statement's columns, made once for each text on each thread.
fn names_of(sql: &str, statement: &Statement<'_>) -> Names {
    thread_local! {
        static KNOWN: RefCell<HashMap<Box<str>, Names>> = RefCell::default();
    }
    KNOWN.with_borrow_mut(|known| {
        let fits = |names: &&Names| names.len() == statement.column_count();
        if let Some(names) = known.get(sql).filter(fits) {
            return Arc::clone(names);
        }
        if known.len() >= CACHED_STATEMENTS {
            known.clear();
        }
        let names: Names = statement.column_names().map(Box::from).collect();
        known.insert(sql.into(), Arc::clone(&names));
        names
    })
}

fn read(name: &str, cell: ValueRef<'_>) -> Result<Value> {
    Ok(match cell {
        ValueRef::Null => Value::Null,
        ValueRef::Integer(int) => Value::Int(int),
        ValueRef::Real(real) => Value::Real(real),
        ValueRef::Text(text) => {
            let text = std::str::from_utf8(text).map_err(|_| DbError::decode(name, "not UTF-8"))?;
            Value::Text(text.to_owned())
        }
        ValueRef::Blob(bytes) => Value::Bytes(bytes.to_vec()),
    })
}
