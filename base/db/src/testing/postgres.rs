//! Databases on a test server, each a copy of a migrated template.

use std::path::Path;
use std::sync::OnceLock;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use kernel::Moment;
use tokio_postgres::{Client, NoTls};

use super::{PgServer, TEST, digest};
use crate::{Db, Migration};

const NAP: Duration = Duration::from_millis(20);
/// A first start on a busy machine: at most a minute.
const TRIES: u32 = 3000;

/// The PostgreSQL server for tests: the one at `TEST_POSTGRES_URL`, else one started for this
/// process.
#[derive(Debug, Clone)]
pub struct TestPg {
    admin_url: String,
    own: Option<&'static PgServer>,
}

impl TestPg {
    /// The server, or `None`, after saying "skipped", when PostgreSQL is not installed.
    ///
    /// # Panics
    /// When there is none and `CI=true`: there no test may be skipped.
    #[must_use]
    pub fn get() -> Option<Self> {
        static SERVER: OnceLock<Option<PgServer>> = OnceLock::new();
        if let Ok(admin_url) = std::env::var("TEST_POSTGRES_URL") {
            return Some(Self {
                admin_url,
                own: None,
            });
        }
        let Some(own) = SERVER.get_or_init(PgServer::start) else {
            let in_ci = std::env::var("CI").is_ok_and(|ci| ci == "true");
            assert!(
                !in_ci,
                "PostgreSQL is not installed: CI tests both databases"
            );
            eprintln!("skipped: no PostgreSQL");
            return None;
        };
        Some(Self {
            admin_url: own.url(),
            own: Some(own),
        })
    }

    /// A new database with these migrations applied.
    ///
    /// # Panics
    /// When it cannot be made.
    pub async fn database(&self, migrations: &[Migration]) -> Db {
        let url = self.database_url(migrations).await;
        Db::open(&url, TEST).await.expect("open the new database")
    }

    /// The address of a new database with these migrations applied.
    ///
    /// # Panics
    /// When it cannot be made.
    pub async fn database_url(&self, migrations: &[Migration]) -> String {
        static COUNT: AtomicU64 = AtomicU64::new(0);
        let admin = self.admin().await;
        let template = self.template(&admin, migrations).await;
        self.sweep(&admin).await;
        let count = COUNT.fetch_add(1, Ordering::Relaxed);
        let name = format!("yz_t_{}_{count}", std::process::id());
        run(
            &admin,
            &format!("DROP DATABASE IF EXISTS {name} WITH (FORCE)"),
        )
        .await;
        run(
            &admin,
            &format!("CREATE DATABASE {name} TEMPLATE {template}"),
        )
        .await;
        self.url_of(&name)
    }

    fn url_of(&self, name: &str) -> String {
        let (address, query) = match self.admin_url.split_once('?') {
            Some((address, query)) => (address, format!("?{query}")),
            None => (self.admin_url.as_str(), String::new()),
        };
        // `scheme://user@host/name`: the fourth part is the name, and may be left out.
        let server: Vec<&str> = address.splitn(4, '/').take(3).collect();
        format!("{}/{name}{query}", server.join("/"))
    }

    /// Connects, waiting for a server that is still starting.
    async fn admin(&self) -> Client {
        let mut tries = 0;
        loop {
            match tokio_postgres::connect(&self.admin_url, NoTls).await {
                Ok((client, connection)) => {
                    tokio::spawn(connection);
                    return client;
                }
                Err(error) => {
                    let log = self.own.and_then(PgServer::failure);
                    let waits = self.own.is_some() && log.is_none() && tries < TRIES;
                    assert!(
                        waits,
                        "PostgreSQL does not answer: {error} {}",
                        log.unwrap_or_default()
                    );
                    tries += 1;
                    tokio::time::sleep(NAP).await;
                }
            }
        }
    }

    /// The migrated database to copy from, made once for each set of migrations.
    async fn template(&self, admin: &Client, migrations: &[Migration]) -> String {
        let digest = digest(migrations);
        let (name, new) = (format!("yz_template_{digest}"), format!("yz_new_{digest}"));
        let key = i64::from_str_radix(&digest[1..], 16).expect("a digest in hex");
        run(admin, &format!("SELECT pg_advisory_lock({key})")).await;
        let known = "SELECT 1 FROM pg_database WHERE datname = $1";
        if admin
            .query(known, &[&name])
            .await
            .expect("look for the template")
            .is_empty()
        {
            run(
                admin,
                &format!("DROP DATABASE IF EXISTS {new} WITH (FORCE)"),
            )
            .await;
            run(
                admin,
                &format!(
                    "CREATE DATABASE {new} TEMPLATE template0 ENCODING 'UTF8'
                     LC_COLLATE 'C' LC_CTYPE 'C'"
                ),
            )
            .await;
            let db = Db::open(&self.url_of(&new), TEST)
                .await
                .expect("open the template");
            db.migrate(migrations, Moment::from_millis(0))
                .await
                .expect("migrate the template");
            drop(db);
            run_when_free(admin, &format!("ALTER DATABASE {new} RENAME TO {name}")).await;
            run(
                admin,
                &format!("ALTER DATABASE {name} ALLOW_CONNECTIONS false"),
            )
            .await;
        }
        run(admin, &format!("SELECT pg_advisory_unlock({key})")).await;
        name
    }

    /// Drops databases of test processes that have ended, so that a server used for thousands of
    /// tests does not fill the disk. On this machine only: elsewhere the ids mean nothing.
    async fn sweep(&self, admin: &Client) {
        let local = ["@%2F", "@localhost", "@127.0.0.1"]
            .iter()
            .any(|it| self.admin_url.contains(it));
        if !local || !Path::new("/proc/self").exists() {
            return;
        }
        let all = "SELECT CAST(datname AS TEXT) FROM pg_database WHERE datname LIKE 'yz\\_t\\_%'";
        for row in admin.query(all, &[]).await.expect("list the databases") {
            let name: String = row.get(0);
            let process = name.split('_').nth(2).unwrap_or_default();
            if !Path::new("/proc").join(process).exists() {
                // Another test may be dropping it at this moment.
                let _ = admin
                    .batch_execute(&format!("DROP DATABASE IF EXISTS {name}"))
                    .await;
            }
        }
    }
}

async fn run(admin: &Client, sql: &str) {
    admin
        .batch_execute(sql)
        .await
        .unwrap_or_else(|error| panic!("{sql}: {error:?}"));
}

/// Tries again while the connections of a closed pool are still going away.
async fn run_when_free(admin: &Client, sql: &str) {
    for _ in 0..250 {
        match admin.batch_execute(sql).await {
            Ok(()) => return,
            Err(_) => tokio::time::sleep(NAP).await,
        }
    }
    run(admin, sql).await;
}
