//! Opening a database by its address, and handing out readers and transactions.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::sqlite::Spec;
use crate::temp::TempDir;
use crate::{Conn, DbError, Dialect, Reader, Result, Tx, postgres, sqlite};

/// How a database is opened.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Options {
    /// A commit waits until it is on the disk. Off for tests and for seeding only.
    pub durable: bool,
    /// Connections for reading.
    pub readers: usize,
    /// Connections for transactions on PostgreSQL; SQLite always has one writer.
    pub writers: usize,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            durable: true,
            readers: 4,
            writers: 8,
        }
    }
}

enum Inner {
    Sqlite {
        read: Arc<sqlite::Pool>,
        write: Arc<sqlite::Pool>,
    },
    Postgres {
        read: deadpool_postgres::Pool,
        write: deadpool_postgres::Pool,
    },
}

/// A database; clones share its connections.
#[derive(Clone)]
pub struct Db(Arc<Inner>);

impl Db {
    /// Opens `sqlite:PATH`, `sqlite::memory:` (a private file that goes away with the last clone)
    /// or `postgres://user@host/name`.
    ///
    /// # Errors
    /// [`DbError::Other`] when the address is of no such form, the file cannot be opened, the
    /// server does not answer or its database does not sort texts by their bytes.
    pub async fn open(url: &str, options: Options) -> Result<Self> {
        if url == "sqlite::memory:" {
            let temp = TempDir::new().map_err(DbError::other)?;
            let path = temp.path().join("db.sqlite");
            return Self::sqlite(
                path,
                Options {
                    durable: false,
                    ..options
                },
                Some(temp),
            );
        }
        if let Some(path) = url.strip_prefix("sqlite:") {
            let path = path.strip_prefix("//").unwrap_or(path);
            return Self::sqlite(PathBuf::from(path), options, None);
        }
        if url.starts_with("postgres://") || url.starts_with("postgresql://") {
            return Self::postgres(url, options).await;
        }
        Err(DbError::other(
            "a database is sqlite:PATH or postgres://user@host/name",
        ))
    }

    pub(crate) fn sqlite(path: PathBuf, options: Options, temp: Option<TempDir>) -> Result<Self> {
        let temp = temp.map(Arc::new);
        let spec = Spec {
            path,
            durable: options.durable,
            read_only: false,
        };
        let write = sqlite::Pool::open(spec.clone(), 1, temp.clone())?;
        let spec = Spec {
            read_only: true,
            ..spec
        };
        let read = sqlite::Pool::open(spec, options.readers, temp)?;
        Ok(Self(Arc::new(Inner::Sqlite { read, write })))
    }

    async fn postgres(url: &str, options: Options) -> Result<Self> {
        let read = postgres::pool(url, options.readers, options.durable, true)?;
        let write = postgres::pool(url, options.writers, options.durable, false)?;
        let db = Self(Arc::new(Inner::Postgres { read, write }));
        let sql = "SELECT datcollate FROM pg_database WHERE datname = current_database()";
        let collate: String = db.read().await?.one(sql, &[]).await?.get("datcollate")?;
        if !["C", "POSIX"].contains(&collate.as_str()) {
            // Another collation gives keyset pages another order than SQLite's.
            let fault = format!("create the database with LC_COLLATE 'C', not '{collate}'");
            return Err(DbError::Other(fault));
        }
        Ok(db)
    }

    /// Which database this is.
    #[must_use]
    pub fn dialect(&self) -> Dialect {
        match *self.0 {
            Inner::Sqlite { .. } => Dialect::Sqlite,
            Inner::Postgres { .. } => Dialect::Postgres,
        }
    }

    /// A connection for reading.
    ///
    /// # Errors
    /// [`DbError::Retry`] when none came free within five seconds.
    pub async fn read(&self) -> Result<Reader> {
        Ok(Reader(match &*self.0 {
            Inner::Sqlite { read, .. } => Conn::sqlite(read.take().await?, false),
            Inner::Postgres { read, .. } => {
                Conn::postgres(postgres::Held::take(read).await?, false)
            }
        }))
    }

    /// Begins a transaction. On SQLite only one is open at a time; others queue in turn.
    ///
    /// # Errors
    /// [`DbError::Retry`] when the turn did not come within five seconds.
    pub async fn begin(&self) -> Result<Tx> {
        Ok(Tx(match &*self.0 {
            Inner::Sqlite { write, .. } => Conn::sqlite(write.begin().await?, true),
            Inner::Postgres { write, .. } => {
                Conn::postgres(postgres::Held::begin(write).await?, true)
            }
        }))
    }

    /// Forgets prepared statements, whose answers may have other columns after a migration.
    pub(crate) fn forget_statements(&self) {
        if let Inner::Postgres { read, write } = &*self.0 {
            read.manager().statement_caches.clear();
            write.manager().statement_caches.clear();
        }
    }

    /// Copies an SQLite database, as it is at this moment, to a file of its own while others go on
    /// reading and writing. The file appears whole or not at all, and replaces an older one.
    ///
    /// # Errors
    /// [`DbError::Other`] when the file cannot be written, and on PostgreSQL, which has `pg_dump`.
    pub async fn backup_to(&self, path: impl AsRef<Path>) -> Result<()> {
        let Inner::Sqlite { read, .. } = &*self.0 else {
            return Err(DbError::other("PostgreSQL is backed up with pg_dump"));
        };
        let (spec, path) = (read.spec().clone(), path.as_ref().to_owned());
        let work = move || backup(&spec, &path);
        tokio::task::spawn_blocking(work)
            .await
            .map_err(DbError::other)?
    }
}

fn backup(spec: &Spec, path: &Path) -> Result<()> {
    let mut part = path.as_os_str().to_owned();
    part.push(".part");
    let part = PathBuf::from(part);
    match std::fs::remove_file(&part) {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => {
            return Err(DbError::other(error));
        }
        _ => {}
    }
    let source = spec.connect()?;
    let mut target = rusqlite::Connection::open(&part)?;
    // All pages in one step: one snapshot, and no restart when somebody writes meanwhile.
    rusqlite::backup::Backup::new(&source, &mut target)?.step(-1)?;
    // One plain file, that opens without a -wal beside it.
    target.execute_batch("PRAGMA journal_mode = DELETE")?;
    target.close().map_err(|(_, error)| error)?;
    std::fs::rename(&part, path).map_err(DbError::other)
}
