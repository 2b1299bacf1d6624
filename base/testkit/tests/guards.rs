//! The guards around every handler, tried with a room made for the purpose.

use axum::extract::State;
use axum::http::StatusCode;
use capability::Capability;
use kernel::{Grantable, Permission, Role};
use std::sync::Arc;
use web::{Access, Cx, Form, House, Reply, get, post, see_other};

const STAFF: Permission = Permission("trial.staff");
const PERMISSIONS: &[Grantable] = &[Grantable {
    permission: STAFF,
    roles: &[Role::CountyClerk],
}];
const TABLE: &[db::Migration] = &[db::Migration {
    room: "trial",
    id: "20261123_0000_trial",
    sql: "CREATE TABLE trial (id TEXT PRIMARY KEY);",
}];

async fn closed() -> &'static str {
    "inside"
}

async fn write(State(house): State<Arc<House>>, Cx(ctx): Cx, Form(fields): Form) -> Reply {
    let mut reader = fields.reader();
    let name = reader.text("name", 1..=5);
    reader.finish()?;
    let mut tx = trail::begin(&house.db, &ctx).await?;
    tx.execute(
        "INSERT INTO trial (id) VALUES ($1)",
        &db::params![ctx.mint("tri")],
    )
    .await?;
    tx.note(&ctx, "trial.write", &name, "", serde_json::json!({}));
    tx.commit(&ctx).await?;
    Ok(see_other("/healthz"))
}

fn room() -> Capability {
    let mut room = Capability::new("trial");
    room.permissions = PERMISSIONS;
    room.migrations = TABLE;
    room.routes = vec![
        get("/closed", Access::Need(STAFF), closed),
        get("/api/v1/closed", Access::Need(STAFF), closed),
        post("/write", Access::Open("a trial"), write),
    ];
    room
}

async fn house() -> testkit::TestHouse {
    testkit::sqlite(vec![room()], Arc::new(web::NoGate)).await
}

async fn rows(house: &testkit::TestHouse) -> i64 {
    let mut reader = house.house.db.read().await.expect("the trial table");
    let row = reader
        .one("SELECT COUNT(*) AS n FROM trial", &[])
        .await
        .expect("the trial table");
    row.get("n").expect("the trial table")
}

#[tokio::test]
async fn strangers_are_sent_to_sign_in_and_programs_are_told() {
    let house = house().await;
    let mut browser = house.browser();
    let answer = browser.send("GET", "/closed", "", Vec::new()).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER);
    assert_eq!(answer.location(), "/sign-in?next=%2Fclosed");
    let answer = browser.get("/api/v1/closed").await;
    assert_eq!(answer.status, StatusCode::UNAUTHORIZED);
    assert_eq!(answer.json()["code"], "sign-in-first");
    assert!(answer.json()["title_en"].as_str().unwrap().len() > 5);
}

#[tokio::test]
async fn a_form_without_its_token_writes_nothing() {
    let house = house().await;
    let mut browser = house.browser();
    let kind = "application/x-www-form-urlencoded";
    let answer = browser
        .send("POST", "/write", kind, b"name=a".to_vec())
        .await;
    assert_eq!(answer.status, StatusCode::FORBIDDEN);
    assert_eq!(rows(&house).await, 0);
    let answer = browser.post_bare("/write", &[("name", "a")]).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER);
    assert_eq!(rows(&house).await, 1);
    let answer = browser.post_bare("/write", &[("name", "abcdef")]).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
}

#[tokio::test]
async fn a_form_sent_twice_is_written_once_and_answered_alike() {
    let house = house().await;
    let mut browser = house.browser();
    let fields = [("name", "a"), ("_once", "once_0123456789")];
    let first = browser.post_bare("/write", &fields).await;
    let again = browser.post_bare("/write", &fields).await;
    assert_eq!(
        (first.status, first.location()),
        (again.status, again.location())
    );
    assert_eq!(rows(&house).await, 1);
    let other = browser
        .post_bare("/write", &[("name", "b"), ("_once", "once_0123456789")])
        .await;
    assert_eq!(other.status, StatusCode::CONFLICT);
}

#[tokio::test]
async fn unknown_pages_and_methods_are_refused_plainly() {
    let house = house().await;
    let mut browser = house.browser();
    let answer = browser.get("/nowhere").await;
    assert_eq!(answer.status, StatusCode::NOT_FOUND);
    assert!(answer.text.contains("<h1>"));
    assert!(
        answer.headers["content-security-policy"]
            .to_str()
            .unwrap()
            .contains("'none'")
    );
    assert_eq!(
        browser.get("/write").await.status,
        StatusCode::METHOD_NOT_ALLOWED
    );
    browser.language = "en";
    assert!(browser.get("/nowhere").await.text.contains("lang=\"en\""));
}
