//! Copies a whole county from one database to another, counted and checked row by row.

use anyhow::{Context, Result, bail};
use capability::migrations;
use db::{Conn, Db, Options, Row, Value};
use kernel::{Clock, SystemClock};

/// Rows read at a time, and written in one transaction.
const BATCH: usize = 2000;
/// Rows written by one statement; the widest table stays below the databases' bound of parameters.
const TOGETHER: usize = 50;

/// Sum of a table: how many rows, and the sum of their digests (the order does not matter).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Sum {
    /// Rows.
    pub rows: u64,
    digest: u128,
}

impl Sum {
    fn add(&mut self, values: &[Value]) {
        let mut text = Vec::new();
        for value in values {
            let (kind, bytes) = match value {
                Value::Null => (b'n', Vec::new()),
                Value::Int(n) => (b'i', n.to_le_bytes().to_vec()),
                Value::Real(r) => (b'r', r.to_bits().to_le_bytes().to_vec()),
                Value::Text(t) => (b't', t.as_bytes().to_vec()),
                Value::Bytes(b) => (b'b', b.clone()),
            };
            text.push(kind);
            text.extend_from_slice(&(bytes.len() as u64).to_le_bytes());
            text.extend_from_slice(&bytes);
        }
        let mut half = [0u8; 16];
        half.copy_from_slice(&vault::sm3(&text)[..16]);
        self.digest = self.digest.wrapping_add(u128::from_le_bytes(half));
        self.rows += 1;
    }
}

/// Tables in the order the migrations make them, so that what is referred to comes first.
fn tables() -> Vec<String> {
    let mut all = migrations(&crate::rooms());
    all.sort_by_key(|m| m.id);
    let mut tables = Vec::new();
    for migration in all {
        for line in migration.sql.lines() {
            let line = line
                .trim()
                .trim_start_matches("CREATE TABLE IF NOT EXISTS ");
            let line = line.trim_start_matches("CREATE TABLE ");
            if line.len() < 60
                && let Some(name) = line.strip_suffix(" (").or_else(|| line.strip_suffix('('))
                && migration.sql.contains(&format!("CREATE TABLE {name}"))
            {
                tables.push(name.trim().to_owned());
            }
        }
    }
    tables
}

/// The table's columns, in one order for both databases, and how its rows are paged.
async fn columns(db: &Db, table: &str) -> Result<Vec<String>> {
    let mut columns: Vec<String> = db
        .columns(table)
        .await?
        .into_iter()
        .map(|(name, _)| name)
        .collect();
    columns.sort();
    if columns.is_empty() {
        bail!("table {table} is not there");
    }
    Ok(columns)
}

/// Walks a table in the order of its primary key, a batch at a time.
struct Walk {
    first: String,
    next: String,
    /// Where the key's columns stand in a row.
    key: Vec<usize>,
    /// Key of the last row seen.
    last: Option<Vec<Value>>,
}

impl Walk {
    async fn of(conn: &mut Conn, table: &str, columns: &[String]) -> Result<Self> {
        let key = conn.primary_key(table).await?;
        if key.is_empty() {
            bail!("table {table} has no primary key");
        }
        let place = |name: &String| columns.iter().position(|column| column == name);
        let places = key.iter().map(place).collect::<Option<Vec<usize>>>();
        let (names, by) = (columns.join(", "), key.join(", "));
        let after = marks(1, key.len());
        let order = format!("ORDER BY {by} LIMIT {BATCH}");
        Ok(Self {
            first: format!("SELECT {names} FROM {table} {order}"),
            next: format!("SELECT {names} FROM {table} WHERE ({by}) > {after} {order}"),
            key: places.context("a column of the key is missing")?,
            last: None,
        })
    }

    async fn batch(&mut self, conn: &mut Conn) -> Result<Vec<Row>> {
        let rows = match &self.last {
            None => conn.all(&self.first, &[]).await?,
            Some(last) => conn.all(&self.next, last).await?,
        };
        if let Some(row) = rows.last() {
            let values = row.values();
            self.last = Some(self.key.iter().map(|at| values[*at].clone()).collect());
        }
        Ok(rows)
    }
}

/// `($1, $2, …)`: so many parameters from this number on.
fn marks(from: usize, count: usize) -> String {
    let marks: Vec<String> = (from..from + count).map(|n| format!("${n}")).collect();
    format!("({})", marks.join(", "))
}

fn insert(table: &str, columns: &[String], rows: usize) -> String {
    let width = columns.len();
    let values: Vec<String> = (0..rows).map(|n| marks(n * width + 1, width)).collect();
    let (names, values) = (columns.join(", "), values.join(", "));
    format!("INSERT INTO {table} ({names}) VALUES {values}")
}

async fn copy_table(from: &mut Conn, to: &Db, table: &str, columns: &[String]) -> Result<Sum> {
    let (many, single) = (insert(table, columns, TOGETHER), insert(table, columns, 1));
    let mut walk = Walk::of(from, table, columns).await?;
    let mut sum = Sum::default();
    loop {
        let rows = walk.batch(from).await?;
        if rows.is_empty() {
            return Ok(sum);
        }
        let mut tx = to.begin().await?;
        for together in rows.chunks(TOGETHER) {
            if together.len() == TOGETHER {
                let values = together.iter().flat_map(|row| row.values().iter().cloned());
                tx.execute(&many, &values.collect::<Vec<_>>()).await?;
            } else {
                for row in together {
                    tx.execute(&single, row.values()).await?;
                }
            }
        }
        tx.commit().await?;
        rows.iter().for_each(|row| sum.add(row.values()));
    }
}

/// Sums a table.
pub async fn sum(conn: &mut Conn, table: &str, columns: &[String]) -> Result<Sum> {
    let mut walk = Walk::of(conn, table, columns).await?;
    let mut sum = Sum::default();
    loop {
        let rows = walk.batch(conn).await?;
        if rows.is_empty() {
            return Ok(sum);
        }
        rows.iter().for_each(|row| sum.add(row.values()));
    }
}

/// How many rows a table says it has.
async fn count(conn: &mut Conn, table: &str) -> Result<u64> {
    let sql = format!("SELECT CAST(COUNT(*) AS BIGINT) AS count FROM {table}");
    Ok(u64::try_from(
        conn.one(&sql, &[]).await?.get::<i64>("count")?,
    )?)
}

/// Copies everything; refuses a target that holds anything.
pub async fn copy(from: &str, to: &str) -> Result<u64> {
    let source = Db::open(from, Options::default())
        .await
        .context("the source cannot be opened")?;
    let fast = Options {
        durable: false,
        ..Options::default()
    };
    let target = Db::open(to, fast)
        .await
        .context("the target cannot be opened")?;
    let rooms = crate::rooms();
    target
        .migrate(&migrations(&rooms), SystemClock.now())
        .await?;
    copy_between(&source, &target).await
}

/// Copies every table and checks it.
pub async fn copy_between(source: &Db, target: &Db) -> Result<u64> {
    let tables = tables();
    for table in &tables {
        let mut reader = target.read().await?;
        let found = reader
            .opt(&format!("SELECT 1 AS one FROM {table} LIMIT 1"), &[])
            .await?;
        if found.is_some() {
            bail!("the target is not empty: table {table} has rows");
        }
    }
    let mut from = source.read().await?;
    let snapshot = from.dialect() == db::Dialect::Postgres;
    let begin = if snapshot {
        "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY"
    } else {
        "BEGIN"
    };
    from.execute(begin, &[]).await?;
    let mut total = 0;
    for table in &tables {
        let names = columns(source, table).await?;
        let copied = copy_table(&mut from, target, table, &names).await?;
        let there = count(&mut from, table).await?;
        if copied.rows != there {
            bail!("table {table}: {} rows of {there} were read", copied.rows);
        }
        let mut reader = target.read().await?;
        let arrived = sum(&mut reader, table, &names).await?;
        if copied != arrived {
            bail!(
                "table {table}: {} rows left, {} arrived alike",
                copied.rows,
                arrived.rows
            );
        }
        println!("{table:<28} {:>9} rows, checked", copied.rows);
        total += copied.rows;
    }
    from.execute("COMMIT", &[]).await?;
    if target.dialect() == db::Dialect::Postgres {
        // Until it has counted the rows itself, the server plans as if the tables were small.
        let mut tx = target.begin().await?;
        tx.execute("ANALYZE", &[]).await?;
        tx.commit().await?;
    }
    println!("{} tables, {total} rows, every row checked", tables.len());
    Ok(total)
}

#[cfg(test)]
mod tests {
    #[test]
    fn every_table_of_the_schema_is_copied() {
        let tables = super::tables();
        assert!(tables.len() > 5, "{tables:?}");
        for migration in capability::migrations(&crate::rooms()) {
            let made = migration.sql.matches("CREATE TABLE").count();
            let ours = tables
                .iter()
                .filter(|t| migration.sql.contains(&format!("CREATE TABLE {t} (")));
            assert_eq!(made, ours.count(), "{}", migration.id);
        }
    }
}
