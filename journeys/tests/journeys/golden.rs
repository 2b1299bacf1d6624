//! Who may pass which door, and the API's contract, kept as files so that a change is seen.

use crate::cast;
use kernel::Role;
use std::path::{Path, PathBuf};
use web::Access;

fn compare(file: &Path, now: &str) {
    if std::env::var("UPDATE_GOLDEN").is_ok() {
        std::fs::create_dir_all(file.parent().expect("a folder")).expect("a folder");
        std::fs::write(file, now).expect("the golden file can be written");
        return;
    }
    let kept = std::fs::read_to_string(file).unwrap_or_default();
    let gone = kept.lines().filter(|l| !now.lines().any(|n| n == *l));
    let new = now.lines().filter(|l| !kept.lines().any(|k| k == *l));
    let mut changes: Vec<String> = gone.map(|l| format!("- {l}")).collect();
    changes.extend(new.map(|l| format!("+ {l}")));
    changes.truncate(60);
    assert!(
        kept == now,
        "{} has changed; if that is meant, set UPDATE_GOLDEN=1 and run again:\n{}",
        file.display(),
        changes.join("\n")
    );
}

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

#[tokio::test]
async fn who_may_pass_which_door() {
    let house = cast::house().await;
    let mut lines = Vec::new();
    for room in yizhan::rooms() {
        for grant in room.permissions {
            let roles = Role::ALL.into_iter();
            let roles = roles.filter(|r| grant.roles.contains(r)).map(Role::code);
            let roles: Vec<&str> = roles.collect();
            lines.push(format!("may  {} = {}", grant.permission.0, roles.join(" ")));
        }
    }
    for route in &house.routes {
        let who = match route.access {
            Access::Open(why) => format!("open: {why}"),
            Access::Need(permission) => {
                let allowed = Role::ALL.into_iter();
                let allowed = allowed.filter(|r| house.house.matrix.allows(*r, permission));
                let allowed: Vec<&str> = allowed.map(Role::code).collect();
                format!("{} = {}", permission.0, allowed.join(" "))
            }
        };
        let method = route.method.name();
        lines.push(format!("door {} {method} {who}", route.path));
    }
    lines.sort();
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("golden/access.txt");
    compare(&file, &(lines.join("\n") + "\n"));
}

#[tokio::test]
async fn every_permission_is_granted_to_somebody_and_declared() {
    let rooms = yizhan::rooms();
    let declared: Vec<_> = rooms.iter().flat_map(|r| r.permissions).collect();
    for room in &rooms {
        for grant in room.permissions {
            let name = grant.permission.0;
            assert!(!grant.roles.is_empty(), "nobody may {name}");
            assert!(
                name.starts_with(&format!("{}.", room.name)),
                "{name} is of another room"
            );
        }
        for route in &room.routes {
            if let Access::Need(permission) = route.access {
                let known = declared.iter().any(|g| g.permission == permission);
                assert!(
                    known,
                    "{} needs {}, which nobody has",
                    route.path, permission.0
                );
            }
        }
    }
}

#[test]
fn the_contract_is_the_one_that_was_published() {
    let contract = yizhan::commands::docs::contract().expect("a contract");
    compare(&root().join("docs/reference/openapi.json"), &contract);
}
