//! The county desk as its administrators meet it.

use kernel::{Locale, Role};
use std::sync::Arc;

fn rooms() -> Vec<capability::Capability> {
    vec![reference::capability(), console::capability()]
}

#[tokio::test]
async fn every_page_renders_in_both_languages() {
    let house = testkit::sqlite(rooms(), Arc::new(web::NoGate)).await;
    for locale in Locale::ALL {
        let mut ctx = house.ctx(Role::SystemAdmin, &[], "611021000000");
        ctx.locale = locale;
        for page in &house.pages {
            let made = (page.render)(&house.house, &ctx);
            assert!(made.is_ok(), "{}: {:?}", page.template, made.err());
        }
    }
}

#[tokio::test]
async fn strangers_see_the_contract_and_nothing_else() {
    let house = testkit::sqlite(rooms(), Arc::new(web::NoGate)).await;
    let mut browser = house.browser();
    browser.get("/api").await.ok().has("openapi.json");
    for path in ["/admin", "/admin/audit", "/admin/jobs", "/admin/parameters"] {
        let answer = browser.send("GET", path, "", Vec::new()).await;
        assert_eq!(answer.status, axum::http::StatusCode::SEE_OTHER, "{path}");
    }
}
