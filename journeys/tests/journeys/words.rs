//! Both languages say everything.

use crate::cast;
use crate::furniture::none;
use kernel::{Locale, Role};

/// Codes that kernel, db, trail and web themselves refuse with.
const GROUND: &[&str] = &[
    "form-has-faults",
    "sign-in-first",
    "not-allowed",
    "record-unknown",
    "id-unknown",
    "busy-try-again",
    "internal-error",
    "already-there",
    "once-already",
    "once-other-request",
    "form-expired",
    "form-unreadable",
    "body-too-large",
    "body-not-json",
    "body-not-understood",
    "method-not-allowed",
    "page-unknown",
    "field-needed",
    "field-too-long",
    "field-too-short",
    "field-not-text",
    "field-not-number",
    "field-out-of-range",
    "field-not-day",
    "field-not-money",
    "field-not-choice",
    "field-not-phone",
    "field-not-cursor",
    "field-too-many",
    "field-unknown",
];

#[tokio::test]
async fn nothing_is_said_in_one_language_only() {
    let house = cast::house().await;
    none(&house.house.words.complete());
}

#[tokio::test]
async fn every_code_of_the_ground_is_said() {
    let house = cast::house().await;
    let roles = Role::ALL.map(|r| format!("role-{}", r.code()));
    let menu = house.house.nav.iter().map(|n| n.key);
    let keys = GROUND.iter().copied().chain(menu);
    let mut faults = Vec::new();
    for key in keys.chain(roles.iter().map(String::as_str)) {
        for locale in Locale::ALL {
            if !house.house.words.has(locale, key) {
                faults.push(format!("{key} is not said in {}", locale.tag()));
            }
        }
    }
    none(&faults);
}

#[tokio::test]
async fn every_menu_entry_leads_to_a_page() {
    let house = cast::house().await;
    let mut faults = Vec::new();
    for entry in &house.house.nav {
        let path = entry.path.split('?').next().unwrap_or_default();
        let known = house.routes.iter().find(|r| r.path == path);
        let Some(route) = known else {
            faults.push(format!(
                "{} leads to {}, which is not there",
                entry.key, entry.path
            ));
            continue;
        };
        if let web::Access::Need(permission) = route.access {
            for role in entry.roles {
                if !house.house.matrix.allows(*role, permission) {
                    let (key, role) = (entry.key, role.code());
                    faults.push(format!("{key} is shown to {role}, who may not open {path}"));
                }
            }
        }
    }
    none(&faults);
}
