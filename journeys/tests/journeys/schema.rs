//! One schema on both databases, one owner a table, a class for every column about people.

use crate::cast;
use crate::furniture::none;
use capability::{Class, migrations};
use db::{ColumnKind, Db, Value};
use std::collections::{BTreeMap, BTreeSet};

/// Columns that make a table one about people.
const TELLING: &[&str] = &[
    "phone",
    "phone_index",
    "id_no",
    "id_number",
    "birth_day",
    "birth_year",
    "sex",
    "person",
    "contact",
    "household",
    "disability",
    "payee",
    "worker",
    "worker_id",
    "subject_id",
];

/// Tables of the ground: what they say about people is ids and hashes only.
const GROUND: &[&str] = &[
    "audit_lines",
    "audit_heads",
    "outbox",
    "once",
    "jobs",
    "job_runs",
    "schema_migrations",
];

fn owners() -> Result<BTreeMap<String, &'static str>, String> {
    let mut owners = BTreeMap::new();
    for migration in migrations(&yizhan::rooms()) {
        for part in migration.sql.split("CREATE TABLE ").skip(1) {
            let part = part.trim_start_matches("IF NOT EXISTS ");
            let name = part.split([' ', '(']).next().unwrap_or_default();
            if let Some(other) = owners.insert(name.to_owned(), migration.room) {
                return Err(format!(
                    "{name} is made twice: {other} and {}",
                    migration.room
                ));
            }
        }
    }
    Ok(owners)
}

#[tokio::test]
async fn both_databases_have_the_same_schema() {
    let all = migrations(&yizhan::rooms());
    let mut seen: Option<String> = None;
    for db in db::testing::engines(&all).await {
        let snapshot = db.schema_snapshot().await.unwrap();
        if let Some(first) = &seen {
            let ours: BTreeSet<&str> = first.lines().collect();
            let theirs: BTreeSet<&str> = snapshot.lines().collect();
            let differ: Vec<_> = ours.symmetric_difference(&theirs).collect();
            assert!(differ.is_empty(), "{differ:?}");
        }
        seen = Some(snapshot);
    }
}

#[tokio::test]
async fn every_table_has_one_owner() {
    let owners = owners().unwrap();
    let db = db::testing::sqlite(&migrations(&yizhan::rooms())).await;
    for table in db.tables().await.unwrap() {
        let known = owners.contains_key(&table.name) || table.name == "schema_migrations";
        assert!(known, "{} belongs to no room", table.name);
    }
}

#[tokio::test]
async fn every_column_about_people_has_a_class() {
    let rooms = yizhan::rooms();
    let classes: Vec<_> = rooms.iter().flat_map(|r| r.privacy).collect();
    let db = db::testing::sqlite(&migrations(&rooms)).await;
    let mut faults = Vec::new();
    let tables = db.tables().await.unwrap();
    for table in &tables {
        // A post or an address on it is not a person; whatever is sealed or sensitive is.
        let person = |class| matches!(class, Class::Sealed | Class::Sensitive);
        let classed = classes
            .iter()
            .any(|p| p.table == table.name && person(p.class));
        let telling = table
            .columns
            .iter()
            .any(|c| TELLING.contains(&c.name.as_str()) || c.name.starts_with("phone_"));
        let ground = GROUND.contains(&table.name.as_str());
        if (!classed && !telling) || ground {
            continue;
        }
        for column in &table.columns {
            let mut found = classes
                .iter()
                .filter(|p| p.table == table.name && p.column == column.name);
            let name = format!("{}.{}", table.name, column.name);
            match (found.next(), found.next()) {
                (None, _) => faults.push(format!("{name} has no privacy class")),
                (Some(_), Some(_)) => faults.push(format!("{name} is classed twice")),
                (Some(one), None) => {
                    // A digest cannot be opened; everything else sealed is bytes.
                    let digest = column.name.ends_with("_hash");
                    let bytes = column.kind == ColumnKind::Bytes;
                    if one.class == Class::Sealed && !bytes && !digest {
                        faults.push(format!("{name} is sealed but kept as {}", column.kind));
                    }
                    let reaches = matches!(column.name.as_str(), "phone" | "id_no" | "id_number");
                    if reaches && one.class != Class::Sealed {
                        faults.push(format!("{name} reaches a person and is not sealed"));
                    }
                }
            }
        }
    }
    for class in classes {
        let table = tables.iter().find(|t| t.name == class.table);
        if !table.is_some_and(|t| t.columns.iter().any(|c| c.name == class.column)) {
            faults.push(format!(
                "{}.{} is classed and not there",
                class.table, class.column
            ));
        }
    }
    none(&faults);
}

/// Every cell of every table that holds one of the texts in clear, as `table.column`.
pub async fn in_clear(db: &Db, secrets: &[&str]) -> Vec<String> {
    let mut found = BTreeSet::new();
    let mut reader = db.read().await.unwrap();
    for table in db.tables().await.unwrap() {
        let names: Vec<&str> = table.columns.iter().map(|c| c.name.as_str()).collect();
        let sql = format!("SELECT {} FROM {}", names.join(", "), table.name);
        for row in reader.all(&sql, &[]).await.unwrap() {
            for (name, value) in names.iter().zip(row.values()) {
                let text = match value {
                    Value::Text(text) => text.clone(),
                    Value::Bytes(bytes) => String::from_utf8_lossy(bytes).into_owned(),
                    Value::Int(number) => number.to_string(),
                    Value::Null | Value::Real(_) => continue,
                };
                if let Some(secret) = secrets.iter().find(|s| text.contains(**s)) {
                    found.insert(format!("{}.{name} holds {secret}", table.name));
                }
            }
        }
    }
    found.into_iter().collect()
}

#[tokio::test]
async fn the_search_for_clear_text_finds_it() {
    let house = cast::house().await;
    let ctx = house.system();
    let mut tx = trail::begin(&house.house.db, &ctx).await.unwrap();
    let detail = serde_json::json!({"phone": "13900001234"});
    tx.note(&ctx, "test.leak", "wrk_0", "", detail);
    tx.commit(&ctx).await.unwrap();
    let found = in_clear(&house.house.db, &["13900001234"]).await;
    assert_eq!(found, ["audit_lines.detail holds 13900001234"]);
}
