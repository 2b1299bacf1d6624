//! A town's program works through the API with a token: what it was given, nothing beside, and
//! every retry under one key is one effect.

use crate::{cast, stage};
use axum::body::Body;
use axum::http::Request;
use kernel::{Ctx, Role};
use serde_json::{Value, json};
use stations::staff::model::NewStaff;
use stations::tokens::actions::NewToken;
use testkit::TestHouse;
use tower::ServiceExt;

/// Makes a member of staff and a token cut to these permissions.
async fn token(house: &TestHouse, login: &str, role: Role, permissions: &[&str]) -> String {
    let ctx = Ctx {
        matrix: house.house.matrix.clone(),
        ..house.system()
    };
    let new = NewStaff {
        login: login.to_owned(),
        name: login.to_owned(),
        region: cast::TOWN.to_owned(),
        roles: vec![role],
    };
    let mut tx = trail::begin(&house.house.db, &ctx).await.unwrap();
    stations::staff::actions::create(&ctx, &mut tx, &new)
        .await
        .unwrap();
    let new = NewToken {
        login: login.to_owned(),
        name: "test".to_owned(),
        permissions: permissions.iter().map(|p| (*p).to_owned()).collect(),
        days: 1,
    };
    let value = stations::tokens::actions::create(&ctx, &mut tx, &new, &house.house.offered);
    let value = value.await.unwrap();
    tx.commit(&ctx).await.unwrap();
    value
}

/// One request of a program: status and body.
async fn call(
    house: &TestHouse,
    token: &str,
    path: &str,
    key: &str,
    body: Option<Value>,
) -> (u16, Value) {
    let request = Request::builder()
        .method(if body.is_some() { "POST" } else { "GET" })
        .uri(path)
        .header("host", "127.0.0.1")
        .header("content-type", "application/json")
        .header("authorization", format!("Bearer {token}"))
        .header("idempotency-key", key)
        .body(Body::from(body.map(|b| b.to_string()).unwrap_or_default()))
        .unwrap();
    let answer = house.service().oneshot(request).await.unwrap();
    let status = answer.status().as_u16();
    let bytes = axum::body::to_bytes(answer.into_body(), 1 << 20)
        .await
        .unwrap();
    (
        status,
        serde_json::from_slice(&bytes).unwrap_or(Value::Null),
    )
}

const PEOPLE: [&str; 4] = [
    "people.view",
    "people.create",
    "people.edit",
    "people.reveal",
];

#[tokio::test]
async fn a_program_opens_a_file_and_keeps_it() {
    for house in cast::houses().await {
        let token = token(&house, "town.program", Role::TownClerk, &PEOPLE).await;
        let person = json!({
            "name": "冯小五", "phone": "19900050001", "place": cast::VILLAGE, "words": "瓦工",
            "consent": "spoken"
        });
        let path = "/api/v1/people";
        let first = call(&house, &token, path, "file-0001", Some(person.clone())).await;
        assert_eq!(first.0, 201, "{}", first.1);
        let again = call(&house, &token, path, "file-0001", Some(person.clone())).await;
        assert_eq!(first, again, "a retry gets the same answer");
        let (status, alike) = call(&house, &token, path, "file-0002", Some(person)).await;
        assert_eq!((status, &alike["code"]), (409, &json!("people-alike")));

        let one = format!("/api/v1/people/{}", first.1["id"].as_str().unwrap());
        let wishes = json!({ "consent": "spoken", "max_minutes": 40, "pay_floor_fen": 18_000 });
        let path = format!("{one}/wishes");
        let (status, file) = call(&house, &token, &path, "wish-0001", Some(wishes)).await;
        assert_eq!(status, 200, "{file}");
        assert_eq!(file["max_minutes"], 40);
        assert_eq!(file["pay_floor_fen"], 18_000);
        assert_eq!(file["trades"].as_array().map(Vec::len), Some(1));
        assert!(!file.to_string().contains("19900050001"), "masked: {file}");

        let why = json!({ "what": "phone", "reason": "call" });
        let path = format!("{one}/reveal");
        let (status, number) = call(&house, &token, &path, "show-0001", Some(why)).await;
        assert_eq!((status, &number["value"]), (200, &json!("19900050001")));
        let kept = "SELECT COUNT(*) AS n FROM once WHERE body LIKE '%' || $1 || '%'";
        assert_eq!(stage::number(&house, kept, "19900050001").await, 0);
        crate::moving::verified(&house.house.db).await;
    }
}

#[tokio::test]
async fn a_token_opens_what_it_was_given_and_no_neighbour() {
    for house in cast::houses().await {
        let token = token(&house, "town.reader", Role::TownClerk, &["people.view"]).await;
        let near = stage::worker(&house, "冯小五", "19900050001", cast::VILLAGE).await;
        let far = stage::worker(&house, "冯小六", "19900050002", cast::OTHER_VILLAGE).await;
        let path = |id: &str| format!("/api/v1/people/{id}");
        assert_eq!(call(&house, &token, &path(&near), "x", None).await.0, 200);
        assert_eq!(call(&house, &token, &path(&far), "x", None).await.0, 404);
        let (status, list) = call(&house, &token, "/api/v1/people", "x", None).await;
        assert_eq!(status, 200);
        assert!(list.to_string().contains(&near) && !list.to_string().contains(&far));
        for closed in ["/api/v1/employers", "/api/v1/ledger", "/api/v1/audit"] {
            assert_eq!(
                call(&house, &token, closed, "x", None).await.0,
                403,
                "{closed}"
            );
        }
        let card = format!("{}/card", path(&near));
        let (status, _) = call(&house, &token, &card, "card-0001", Some(json!({}))).await;
        assert_eq!(status, 403);
        assert_eq!(
            call(&house, "yz_0", "/api/v1/people", "x", None).await.0,
            401
        );
    }
}

#[tokio::test]
async fn a_program_registers_and_checks_an_employer() {
    for house in cast::houses().await {
        let all = [
            "employers.register-for",
            "employers.see",
            "employers.keep",
            "employers.verify",
        ];
        let token = token(&house, "town.checker", Role::TownClerk, &all).await;
        let code = stage::credit_code(77);
        let mut firm = json!({
            "kind": "company", "name": "古城第77建筑队", "uscc": code, "place": cast::TOWN,
            "contact_name": "周明", "phone": "19900050003"
        });
        let path = "/api/v1/employers";
        let (status, fault) = call(&house, &token, path, "firm-0001", Some(firm.clone())).await;
        assert_eq!(
            (status, &fault["fields"][0]["field"]),
            (422, &json!("consent"))
        );
        firm["consent"] = json!("signed");
        let (status, made) = call(&house, &token, path, "firm-0002", Some(firm.clone())).await;
        assert_eq!(status, 201, "{made}");
        let (status, same) = call(&house, &token, path, "firm-0003", Some(firm)).await;
        assert_eq!((status, &same["id"]), (200, &made["id"]));
        let one = format!("{path}/{}", made["id"].as_str().unwrap());
        let seen = json!({ "decision": "verify", "level": "papers", "reason": "看了营业执照" });
        let check = format!("{one}/check");
        let (status, file) = call(&house, &token, &check, "look-0001", Some(seen)).await;
        assert_eq!(status, 200, "{file}");
        assert_eq!(file["state"], "verified");
        assert_eq!(file["may_post"], true);
        let (_, list) = call(
            &house,
            &token,
            "/api/v1/employers?state=verified",
            "x",
            None,
        )
        .await;
        assert!(list.to_string().contains(made["id"].as_str().unwrap()));
    }
}
