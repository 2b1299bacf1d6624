//! Reference pages generated from the code: routes, permissions, tables, the API's contract.

use anyhow::Result;
use capability::migrations;
use kernel::Role;
use std::fmt::Write;
use std::path::Path;
use web::Access;

/// Every route with its guard.
#[must_use]
pub fn routes() -> String {
    let mut out = String::from("# Routes\n\nGenerated; who may pass is decided in one place.\n\n");
    out.push_str("| method | path | who | room |\n|---|---|---|---|\n");
    for room in crate::rooms() {
        for route in room.routes {
            let who = match route.access {
                Access::Open(why) => format!("anybody: {why}"),
                Access::Need(permission) => format!("`{}`", permission.0),
            };
            let _ = writeln!(
                out,
                "| {} | `{}` | {who} | {} |",
                route.method.name(),
                route.path,
                room.name
            );
        }
    }
    out
}

/// Role × permission.
#[must_use]
pub fn permissions() -> String {
    let mut out = String::from("# Permissions\n\nGenerated: which role has which permission.\n\n");
    let _ = write!(out, "| permission |");
    for role in Role::ALL {
        let _ = write!(out, " {} |", role.code());
    }
    let _ = writeln!(out, "\n|---|{}", "---|".repeat(Role::ALL.len()));
    for room in crate::rooms() {
        for grantable in room.permissions {
            let _ = write!(out, "| `{}` |", grantable.permission.0);
            for role in Role::ALL {
                let mark = if grantable.roles.contains(&role) {
                    "yes"
                } else {
                    ""
                };
                let _ = write!(out, " {mark} |");
            }
            out.push('\n');
        }
    }
    out
}

/// Every table with its columns, and the privacy class where it is about people.
pub async fn tables() -> Result<String> {
    let rooms = crate::rooms();
    let db = db::Db::open("sqlite::memory:", db::Options::default()).await?;
    db.migrate(&migrations(&rooms), kernel::Moment::from_millis(0))
        .await?;
    let mut out =
        String::from("# Tables\n\nGenerated from the schema and the rooms' privacy classes.\n");
    for table in db.tables().await? {
        let _ = writeln!(
            out,
            "\n## {}\n\n| column | kind | privacy |\n|---|---|---|",
            table.name
        );
        for (column, kind) in db.columns(&table.name).await? {
            let class = rooms
                .iter()
                .flat_map(|r| r.privacy)
                .find(|p| p.table == table.name && p.column == column);
            let class = class.map_or(String::new(), |p| format!("{:?}", p.class).to_lowercase());
            let _ = writeln!(out, "| {column} | {kind:?} | {class} |");
        }
    }
    Ok(out)
}

/// The API's contract as pretty JSON.
pub fn contract() -> Result<String> {
    let routes: Vec<web::Route> = crate::rooms().into_iter().flat_map(|r| r.routes).collect();
    Ok(serde_json::to_string_pretty(&web::openapi(&routes))? + "\n")
}

/// Writes all of them.
pub async fn write(dir: &Path) -> Result<()> {
    std::fs::create_dir_all(dir)?;
    std::fs::write(dir.join("routes.md"), routes())?;
    std::fs::write(dir.join("permissions.md"), permissions())?;
    std::fs::write(dir.join("tables.md"), tables().await?)?;
    std::fs::write(dir.join("openapi.json"), contract()?)?;
    Ok(())
}
