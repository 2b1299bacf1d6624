//! Migrations: each one once, in the order of their ids, each in a transaction of its own.

use std::collections::{BTreeMap, HashMap};

use kernel::Moment;

use crate::{Conn, Db, DbError, Dialect, Result, params};

/// One step of the schema. Statements end with `;` at the end of a line; the word `BYTES` stands
/// for the database's binary type.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Migration {
    /// The room that it belongs to.
    pub room: &'static str,
    /// `20261123_1700_name`: sorts by the time it was written.
    pub id: &'static str,
    /// Portable SQL.
    pub sql: &'static str,
}

const TABLE: &str = "CREATE TABLE IF NOT EXISTS schema_migrations (
    id TEXT PRIMARY KEY, room TEXT NOT NULL, digest TEXT NOT NULL, applied_at BIGINT NOT NULL)";

impl Db {
    /// Applies what is not applied yet; answers the ids of what it applied. Several nodes may
    /// call it at once.
    ///
    /// # Errors
    /// [`DbError::Other`] when two migrations share an id, when the text of an applied one has
    /// changed, or when a statement fails; that migration then leaves nothing behind.
    pub async fn migrate(&self, migrations: &[Migration], now: Moment) -> Result<Vec<String>> {
        let mut sorted = BTreeMap::new();
        for migration in migrations {
            if sorted.insert(migration.id, migration).is_some() {
                return Err(DbError::Other(format!(
                    "two migrations are named {}",
                    migration.id
                )));
            }
        }
        let mut tx = self.begin().await?;
        lock(&mut tx).await?;
        tx.batch(TABLE).await?;
        let known = tx
            .all("SELECT id, digest FROM schema_migrations", &[])
            .await?;
        tx.commit().await?;
        let mut digests = HashMap::new();
        for row in known {
            digests.insert(row.get::<String>("id")?, row.get::<String>("digest")?);
        }
        let mut applied = Vec::new();
        for (id, migration) in sorted {
            match digests.get(id) {
                Some(known) => same(migration, known)?,
                None if self.apply(migration, now).await? => applied.push(id.to_owned()),
                None => {}
            }
        }
        if !applied.is_empty() {
            self.forget_statements();
        }
        Ok(applied)
    }

    /// The migrations that have not been applied here yet.
    ///
    /// # Errors
    /// What the database says.
    pub async fn pending(&self, migrations: &[Migration]) -> Result<Vec<&'static str>> {
        let mut reader = self.read().await?;
        let rows = reader.all("SELECT id FROM schema_migrations", &[]).await?;
        let applied: Result<Vec<String>> = rows.iter().map(|row| row.get("id")).collect();
        let applied = applied?;
        let open = migrations.iter().map(|m| m.id);
        Ok(open.filter(|id| !applied.iter().any(|a| a == id)).collect())
    }

    /// Applies one migration, unless another node has done so since the list was read.
    async fn apply(&self, migration: &Migration, now: Moment) -> Result<bool> {
        let Migration { room, id, sql } = *migration;
        let mut tx = self.begin().await?;
        lock(&mut tx).await?;
        let known = "SELECT digest FROM schema_migrations WHERE id = $1";
        if let Some(row) = tx.opt(known, &params![id]).await? {
            same(migration, &row.get::<String>("digest")?)?;
            return Ok(false);
        }
        for statement in statements(sql, tx.dialect()) {
            let done = tx.batch(&statement).await;
            done.map_err(|error| DbError::Other(format!("migration {id}: {error}")))?;
        }
        let write = "INSERT INTO schema_migrations (id, room, digest, applied_at)
             VALUES ($1, $2, $3, $4)";
        tx.execute(write, &params![id, room, digest(sql), now])
            .await?;
        tx.commit().await?;
        tracing::info!(id, room, "migration applied");
        Ok(true)
    }
}

async fn lock(conn: &mut Conn) -> Result<()> {
    for statement in conn.dialect().migration_lock() {
        conn.batch(statement).await?;
    }
    Ok(())
}

fn same(migration: &Migration, known: &str) -> Result<()> {
    if digest(migration.sql) == known {
        return Ok(());
    }
    let id = migration.id;
    Err(DbError::Other(format!(
        "migration {id} was changed after it was applied; write a new one"
    )))
}

/// FNV-1a, 64 bits, in hex: it guards against slips, not against malice. Line ends do not count.
pub(crate) fn digest(text: &str) -> String {
    let bytes = text.bytes().filter(|byte| *byte != b'\r');
    let hash = bytes.fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3)
    });
    format!("{hash:016x}")
}

/// Splits at `;` at a line's end, drops pieces that are only comments, and names the binary type.
fn statements(sql: &str, dialect: Dialect) -> Vec<String> {
    let mut found = Vec::new();
    let mut piece = String::new();
    let mut holds_sql = false;
    for line in sql.lines().chain([";"]) {
        let code = line
            .split_once(" -- ")
            .map_or(line, |(code, _)| code)
            .trim();
        let ends = code.ends_with(';') && !code.starts_with("--");
        holds_sql |= !code.is_empty() && code != ";" && !code.starts_with("--");
        piece.push_str(line);
        piece.push('\n');
        if ends {
            if holds_sql {
                found.push(name_bytes(
                    piece.trim().trim_end_matches(';').trim_end(),
                    dialect,
                ));
            }
            piece.clear();
            holds_sql = false;
        }
    }
    found
}

fn name_bytes(statement: &str, dialect: Dialect) -> String {
    let mut out = String::with_capacity(statement.len());
    let in_word = |letter: char| letter.is_alphanumeric() || letter == '_';
    let mut rest = statement;
    while !rest.is_empty() {
        let word = rest.find(|letter| !in_word(letter)).unwrap_or(rest.len());
        let gap = rest[word..]
            .find(in_word)
            .map_or(rest.len(), |gap| word + gap);
        out.push_str(if &rest[..word] == "BYTES" {
            dialect.bytes_type()
        } else {
            &rest[..word]
        });
        out.push_str(&rest[word..gap]);
        rest = &rest[gap..];
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn splits_statements_and_names_the_binary_type() {
        let sql = "-- first;\nCREATE TABLE a ( -- not here;\n  b BYTES, BYTES_c TEXT); \n\n\
                   -- end;\n;\nINSERT INTO a VALUES ('x;y')";
        let split = statements(sql, Dialect::Postgres);
        assert_eq!(split.len(), 2, "{split:?}");
        assert!(split[0].ends_with("b BYTEA, BYTES_c TEXT)"), "{split:?}");
        assert_eq!(split[1], "INSERT INTO a VALUES ('x;y')");
        assert!(statements("-- nothing\n", Dialect::Sqlite).is_empty());
    }

    #[test]
    fn digest_is_stable() {
        assert_eq!(digest(""), "cbf29ce484222325");
        assert_eq!(digest("a"), "af63dc4c8601ec8c");
        assert_eq!(digest("a\r\nb"), digest("a\nb"));
    }
}
