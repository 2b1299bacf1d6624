//! SQL stands where it is looked for, is understood by both databases, and keeps to its own tables.

use super::{Fault, File, Tree, fault};
use std::collections::BTreeMap;

const VERBS: [&str; 6] = [
    "SELECT ",
    "INSERT INTO ",
    "UPDATE ",
    "DELETE FROM ",
    "CREATE TABLE ",
    "ALTER TABLE ",
];

/// What one of the two databases does not know, or understands differently.
const FOREIGN: [(&str, &str); 17] = [
    ("ILIKE", "fold the text before it is stored"),
    ("NOW()", "pass ctx.now"),
    ("CURRENT_TIMESTAMP", "pass ctx.now"),
    ("SERIAL", "ids are made by the program"),
    ("AUTOINCREMENT", "ids are made by the program"),
    ("GREATEST(", "use CASE"),
    ("LEAST(", "use CASE"),
    ("LATERAL", "use a window"),
    ("DISTINCT ON", "use a window"),
    ("MERGE INTO", "use ON CONFLICT"),
    ("STRING_AGG", "gather in Rust"),
    ("GROUP_CONCAT", "gather in Rust"),
    ("JSON_", "JSON is opaque text here"),
    ("BYTEA", "write BYTES"),
    ("BLOB", "write BYTES"),
    ("BOOLEAN", "write BIGINT 0/1"),
    ("FOR UPDATE", "only through the dialect"),
];

/// Does the line open a statement inside a string?
fn is_sql(line: &str) -> bool {
    let text = line.trim_start();
    if text.starts_with("//") {
        return false;
    }
    let open = |at: usize| {
        matches!(
            line[..at].trim_end().bytes().last(),
            None | Some(b'"' | b'\\')
        )
    };
    VERBS.iter().any(|verb| {
        line.match_indices(verb)
            .any(|(at, _)| open(at) || line[..at].ends_with('('))
    })
}

/// SQL is written in `store.rs`, `queries.rs`, `sql/` and `migrations/`; nowhere else above `db`.
pub fn in_its_place(tree: &Tree) -> Vec<Fault> {
    let mut found = Vec::new();
    for file in tree.ending(".rs").filter(|file| file.is_code()) {
        let at_home = ["store", "queries", "sql", "migrations"]
            .iter()
            .any(|place| {
                file.path.ends_with(&format!("/{place}.rs"))
                    || file.path.contains(&format!("/{place}/"))
            });
        if at_home || ["base/db", "xtask"].contains(&file.home()) {
            continue;
        }
        for (n, _) in file.lines().filter(|(_, line)| is_sql(line)) {
            found.push(fault(
                "sql-place",
                file,
                n,
                "SQL belongs in store.rs or queries.rs",
            ));
        }
    }
    found
}

/// One text for both databases; column names tell their type.
pub fn portable(tree: &Tree) -> Vec<Fault> {
    let mut found = Vec::new();
    for file in &tree.0 {
        let sql = file.path.ends_with(".sql");
        let store = file.is_code() && file.text.lines().any(is_sql);
        let outside = ["base/db", "xtask"].contains(&file.home());
        if !(sql || store) || outside {
            continue;
        }
        for (n, line) in file.lines() {
            let text = line.trim_start();
            if text.starts_with("//") || text.starts_with("--") {
                continue;
            }
            for (word, instead) in FOREIGN {
                if stands_in(text, word) {
                    let what = format!("{word} is not understood by both databases: {instead}");
                    found.push(fault("portable-sql", file, n, what));
                }
            }
            if sql {
                found.extend(column(text).map(|what| fault("column-type", file, n, what)));
            }
        }
    }
    found.extend(dialects(tree));
    found
}

/// Is the upper-case word there as a word of its own? SQL words are written in capitals here,
/// so that Rust around them is not taken for SQL.
fn stands_in(text: &str, word: &str) -> bool {
    let letter = |b: Option<u8>| b.is_some_and(|b| b.is_ascii_alphanumeric() || b == b'_');
    text.match_indices(word).any(|(at, _)| {
        let after = text.as_bytes().get(at + word.len()).copied();
        let open_end = word.ends_with(['(', '_', ')']);
        !letter(text.as_bytes()[..at].last().copied()) && (open_end || !letter(after))
    })
}

/// `_at` and `_fen` are BIGINT, `_day` is TEXT.
fn column(line: &str) -> Option<String> {
    let line = line
        .strip_prefix("ALTER TABLE")
        .and_then(|l| l.split_once("ADD COLUMN "))
        .map_or(line, |(_, l)| l);
    let mut words = line.split_whitespace();
    let (name, kind) = (
        words.next()?,
        words.next()?.trim_end_matches([',', ';', ')']),
    );
    let is_kind = ["TEXT", "BIGINT", "DOUBLE", "BYTES", "INTEGER", "REAL"].contains(&kind);
    let ends = [("_at", "BIGINT"), ("_fen", "BIGINT"), ("_day", "TEXT")];
    let (end, right) = ends.into_iter().find(|(end, _)| name.ends_with(end))?;
    (is_kind && kind != right).then(|| format!("{name}: columns that end in {end} are {right}"))
}

/// Which database it is, is asked in `dialect.rs` alone, and rarely.
fn dialects(tree: &Tree) -> Vec<Fault> {
    const MOST: usize = 14;
    let mut found = Vec::new();
    for file in tree
        .ending(".rs")
        .filter(|file| file.is_code() && file.home() != "xtask")
    {
        let asks: Vec<usize> = file
            .lines()
            .filter(|(_, line)| {
                line.contains("Dialect::Sqlite") || line.contains("Dialect::Postgres")
            })
            .map(|(n, _)| n)
            .collect();
        if file.path == "base/db/src/dialect.rs" {
            let branches = file.text.matches("Dialect::Sqlite =>").count()
                + file.text.matches("Self::Sqlite =>").count();
            if branches > MOST {
                found.push(fault(
                    "dialect",
                    file,
                    0,
                    format!("{branches} branches of {MOST}"),
                ));
            }
        } else if file.home() != "base/db" {
            let what = "which database it is, is asked in base/db/src/dialect.rs alone";
            found.extend(asks.into_iter().map(|n| fault("dialect", file, n, what)));
        }
    }
    found
}

/// Every table has one owner; nobody else writes SQL about it.
pub fn one_owner(tree: &Tree) -> Vec<Fault> {
    let mut owners: BTreeMap<&str, &File> = BTreeMap::new();
    let mut found = Vec::new();
    for file in &tree.0 {
        let ours = file.path.ends_with(".sql") || file.path.contains("/migrations");
        if !ours || file.is_test() {
            continue;
        }
        for (n, line) in file.lines() {
            let Some(rest) = line.split("CREATE TABLE ").nth(1) else {
                continue;
            };
            let Some(table) = name_at(rest.trim_start_matches("IF NOT EXISTS ")) else {
                continue;
            };
            if let Some(other) = owners.insert(table, file) {
                let what = format!("table {table} is made in {} too", other.path);
                found.push(fault("table-owner", file, n, what));
            }
        }
    }
    for file in tree
        .ending(".rs")
        .filter(|f| f.is_code() && !["base/db", "xtask"].contains(&f.home()))
    {
        for (n, line) in file.lines() {
            for verb in ["FROM ", "JOIN ", "INTO ", "UPDATE "] {
                let names = line.split(verb).skip(1).filter_map(name_at);
                for table in names {
                    let Some(owner) = owners.get(table).filter(|o| o.home() != file.home()) else {
                        continue;
                    };
                    let what =
                        format!("table {table} belongs to {}: ask its queries", owner.home());
                    found.push(fault("table-owner", file, n, what));
                }
            }
        }
    }
    found
}

/// The lower-case name that a text begins with.
fn name_at(text: &str) -> Option<&str> {
    let end = text.find(|c: char| !c.is_ascii_lowercase() && !c.is_ascii_digit() && c != '_');
    let name = &text[..end.unwrap_or(text.len())];
    (!name.is_empty()).then_some(name)
}
