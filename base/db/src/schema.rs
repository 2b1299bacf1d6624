//! What the schema looks like, in words that are the same for both databases.

use std::fmt;

use crate::{Conn, Db, DbError, Dialect, Result, params};

/// The portable kinds of column.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ColumnKind {
    /// BIGINT.
    Int,
    /// TEXT.
    Text,
    /// DOUBLE PRECISION.
    Real,
    /// BYTES.
    Bytes,
}

impl fmt::Display for ColumnKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Int => "int",
            Self::Text => "text",
            Self::Real => "real",
            Self::Bytes => "bytes",
        })
    }
}

/// One column of a table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Column {
    /// Its name.
    pub name: String,
    /// What it holds.
    pub kind: ColumnKind,
    /// Whether NULL is refused; columns of the primary key refuse it too.
    pub not_null: bool,
}

/// A table and its columns, in the order of their making.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Table {
    /// Its name.
    pub name: String,
    /// Its columns.
    pub columns: Vec<Column>,
}

const SQLITE: &str = "SELECT t.name AS table_name, c.name AS column_name,
        LOWER(c.type) AS type_name, (c.\"notnull\" <> 0 OR c.pk > 0) AS not_null
    FROM sqlite_schema t JOIN pragma_table_xinfo(t.name) c
    WHERE t.type = 'table' AND t.name NOT LIKE 'sqlite_%' AND c.hidden <> 1
    ORDER BY t.name, c.cid";

const POSTGRES: &str = "SELECT CAST(c.table_name AS TEXT) AS table_name,
        CAST(c.column_name AS TEXT) AS column_name, CAST(c.data_type AS TEXT) AS type_name,
        c.is_nullable = 'NO' AS not_null
    FROM information_schema.columns c
    JOIN information_schema.tables t
        ON t.table_schema = c.table_schema AND t.table_name = c.table_name
    WHERE c.table_schema = current_schema() AND t.table_type = 'BASE TABLE'
    ORDER BY 1, c.ordinal_position";

const SQLITE_KEY: &str = "SELECT name AS column_name FROM pragma_table_info($1)
    WHERE pk > 0 ORDER BY pk";

const POSTGRES_KEY: &str = "SELECT CAST(k.column_name AS TEXT) AS column_name
    FROM information_schema.key_column_usage k
    JOIN information_schema.table_constraints c
        ON c.constraint_schema = k.constraint_schema AND c.constraint_name = k.constraint_name
            AND c.table_name = k.table_name
    WHERE c.constraint_type = 'PRIMARY KEY' AND k.table_schema = current_schema()
        AND CAST(k.table_name AS TEXT) = $1
    ORDER BY k.ordinal_position";

impl Conn {
    /// The columns of a table's primary key, in its order; none when it has no such key.
    ///
    /// # Errors
    /// See [`DbError`].
    pub async fn primary_key(&mut self, table: &str) -> Result<Vec<String>> {
        let sql = match self.dialect() {
            Dialect::Sqlite => SQLITE_KEY,
            Dialect::Postgres => POSTGRES_KEY,
        };
        let rows = self.all(sql, &params![table]).await?;
        rows.iter().map(|row| row.get("column_name")).collect()
    }
}

impl Db {
    /// All tables with their columns, by name.
    ///
    /// # Errors
    /// [`DbError::Other`] when a column's type is not one of [`ColumnKind`]; see [`DbError`].
    pub async fn tables(&self) -> Result<Vec<Table>> {
        tables(&mut *self.read().await?).await
    }

    /// The columns of one table and their kinds, in the order of their making.
    ///
    /// # Errors
    /// [`DbError::Missing`] when there is no such table; see [`Db::tables`].
    pub async fn columns(&self, table: &str) -> Result<Vec<(String, ColumnKind)>> {
        let mut tables = self.tables().await?.into_iter();
        let found = tables
            .find(|found| found.name == table)
            .ok_or(DbError::Missing)?;
        Ok(found
            .columns
            .into_iter()
            .map(|column| (column.name, column.kind))
            .collect())
    }

    /// One sorted line `table.column.kind.null|notnull` for every column: the same text for the
    /// same migrations on both databases.
    ///
    /// # Errors
    /// See [`Db::tables`].
    pub async fn schema_snapshot(&self) -> Result<String> {
        let mut lines = Vec::new();
        for table in self.tables().await? {
            for column in table.columns {
                let null = if column.not_null { "notnull" } else { "null" };
                lines.push(format!(
                    "{}.{}.{}.{null}\n",
                    table.name, column.name, column.kind
                ));
            }
        }
        lines.sort();
        Ok(lines.concat())
    }
}

async fn tables(conn: &mut Conn) -> Result<Vec<Table>> {
    let sql = match conn.dialect() {
        Dialect::Sqlite => SQLITE,
        Dialect::Postgres => POSTGRES,
    };
    let mut tables: Vec<Table> = Vec::new();
    for row in conn.all(sql, &params![]).await? {
        let name: String = row.get("table_name")?;
        let column: String = row.get("column_name")?;
        let kind = match row.get::<String>("type_name")?.as_str() {
            "bigint" | "integer" | "smallint" | "boolean" => ColumnKind::Int,
            "text" | "character varying" => ColumnKind::Text,
            "double precision" | "real" => ColumnKind::Real,
            "blob" | "bytea" => ColumnKind::Bytes,
            other => {
                let fault = format!("{name}.{column} is of the type {other}, not a portable one");
                return Err(DbError::Other(fault));
            }
        };
        let column = Column {
            name: column,
            kind,
            not_null: row.get("not_null")?,
        };
        match tables.last_mut() {
            Some(table) if table.name == name => table.columns.push(column),
            _ => tables.push(Table {
                name,
                columns: vec![column],
            }),
        }
    }
    Ok(tables)
}
