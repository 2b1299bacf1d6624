//! SQL stands where it is looked for, is understood by both databases, and keeps to its own tables.

use super::{Fault, File, Tree};
use std::collections::BTreeMap;

const VERBS: &str = "SELECT |INSERT INTO |UPDATE |DELETE FROM |CREATE TABLE |ALTER TABLE ";

/// What one of the two databases does not know, or understands differently, and what to do.
const FOREIGN: [(&str, &str); 10] = [
    ("ILIKE", "fold the text before it is stored"),
    ("NOW()|CURRENT_TIMESTAMP", "pass ctx.now"),
    ("SERIAL|AUTOINCREMENT", "ids are made by the program"),
    ("GREATEST(|LEAST(", "use CASE"),
    ("LATERAL|DISTINCT ON", "use a window"),
    ("MERGE INTO", "use ON CONFLICT"),
    ("STRING_AGG|GROUP_CONCAT|JSON_", "gather and read in Rust"),
    ("BYTEA|BLOB", "write BYTES"),
    ("BOOLEAN", "write BIGINT 0/1"),
    ("FOR UPDATE", "only through the dialect"),
];

/// Does the line open a statement inside a string?
fn is_sql(line: &str) -> bool {
    let open = |at: usize| {
        let before = line[..at].trim_end().bytes().last();
        matches!(before, None | Some(b'"' | b'\\' | b'('))
    };
    let comment = line.trim_start().starts_with("//");
    !comment
        && VERBS
            .split('|')
            .any(|verb| line.match_indices(verb).any(|(at, _)| open(at)))
}

/// SQL is written in `store.rs`, `queries.rs`, `sql/` and `migrations/`; nowhere else above `db`.
pub fn in_its_place(tree: &Tree) -> Vec<Fault> {
    let mut found = Vec::new();
    for file in tree.code() {
        let parts = || file.path.split(['/', '.']);
        if parts().any(|part| ["store", "queries", "sql", "migrations"].contains(&part)) {
            continue;
        }
        let what = "SQL belongs in store.rs or queries.rs";
        let lines = file.lines().filter(|(_, line)| is_sql(line));
        found.extend(lines.map(|(n, _)| file.fault("sql-place", n, what)));
    }
    found
}

/// One text for both databases; column names tell their type.
pub fn portable(tree: &Tree) -> Vec<Fault> {
    let mut found = Vec::new();
    let with_sql = tree.code().filter(|file| file.text.lines().any(is_sql));
    for file in tree.ending(".sql").chain(with_sql) {
        for (n, line) in file.lines() {
            let text = line.trim_start();
            if text.starts_with("//") || text.starts_with("--") {
                continue;
            }
            for (words, instead) in FOREIGN {
                if let Some(word) = words.split('|').find(|word| stands_in(text, word)) {
                    let what = format!("{word} is not understood by both databases: {instead}");
                    found.push(file.fault("portable-sql", n, what));
                }
            }
            let wrong = column(text).filter(|_| file.path.ends_with(".sql"));
            found.extend(wrong.map(|what| file.fault("column-type", n, what)));
        }
    }
    found
}

/// Is the word there on its own? SQL words are written in capitals here, so that the Rust around
/// them is not taken for SQL.
fn stands_in(text: &str, word: &str) -> bool {
    let letter = |b: Option<&u8>| b.is_some_and(|b| b.is_ascii_alphanumeric() || *b == b'_');
    let open_end = word.ends_with(['(', '_', ')']);
    text.match_indices(word).any(|(at, _)| {
        let after = text.as_bytes().get(at + word.len());
        !letter(text.as_bytes()[..at].last()) && (open_end || !letter(after))
    })
}

/// `_at` and `_fen` are BIGINT, `_day` is TEXT.
fn column(line: &str) -> Option<String> {
    let line = line
        .split_once("ADD COLUMN ")
        .map_or(line, |(_, column)| column);
    let mut words = line.split_whitespace();
    let name = words.next()?;
    let kind = words.next()?.trim_end_matches([',', ';', ')']);
    let is_kind = ["TEXT", "BIGINT", "DOUBLE", "BYTES", "INTEGER", "REAL"].contains(&kind);
    let ends = [("_at", "BIGINT"), ("_fen", "BIGINT"), ("_day", "TEXT")];
    let (end, right) = ends.into_iter().find(|(end, _)| name.ends_with(end))?;
    (is_kind && kind != right).then(|| format!("{name}: columns that end in {end} are {right}"))
}

/// Which database it is, is asked in `dialect.rs` alone, and rarely.
pub fn dialects(tree: &Tree) -> Vec<Fault> {
    const MOST: usize = 14;
    let mut found = Vec::new();
    if let Some(file) = tree.file("base/db/src/dialect.rs") {
        let branches = file.text.matches("Sqlite =>").count();
        if branches > MOST {
            found.push(file.fault("dialect", 0, format!("{branches} branches of {MOST}")));
        }
    }
    let asks = |line: &str| line.contains("Dialect::Sqlite") || line.contains("Dialect::Postgres");
    for file in tree.code() {
        let what = "which database it is, is asked in base/db/src/dialect.rs alone";
        let lines = file.lines().filter(|(_, line)| asks(line));
        found.extend(lines.map(|(n, _)| file.fault("dialect", n, what)));
    }
    found
}

/// Every table has one owner; nobody else writes SQL about it.
pub fn one_owner(tree: &Tree) -> Vec<Fault> {
    let mut owners: BTreeMap<&str, &File> = BTreeMap::new();
    let mut found = Vec::new();
    for file in tree.ending(".sql") {
        for (n, line) in file.lines() {
            let Some(table) = line.strip_prefix("CREATE TABLE ").and_then(name_at) else {
                continue;
            };
            if let Some(other) = owners.insert(table, file) {
                let what = format!("table {table} is made in {} too", other.path);
                found.push(file.fault("table-owner", n, what));
            }
        }
    }
    for file in tree.code() {
        for (n, line) in file.lines() {
            let after = |verb: &'static str| line.split(verb).skip(1).filter_map(name_at);
            for table in ["FROM ", "JOIN ", "INTO ", "UPDATE "]
                .into_iter()
                .flat_map(after)
            {
                let owner = owners.get(table).map(|owner| owner.home());
                if let Some(owner) = owner.filter(|owner| *owner != file.home()) {
                    let what = format!("table {table} belongs to {owner}: ask its queries");
                    found.push(file.fault("table-owner", n, what));
                }
            }
        }
    }
    found
}

/// The lower-case name that a text begins with.
fn name_at(text: &str) -> Option<&str> {
    let text = text.trim_start_matches("IF NOT EXISTS ");
    let end = text.find(|c: char| !c.is_ascii_lowercase() && !c.is_ascii_digit() && c != '_');
    let name = &text[..end.unwrap_or(text.len())];
    (!name.is_empty()).then_some(name)
}
