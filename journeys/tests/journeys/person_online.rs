//! A person signs in by telephone, says what work is wanted, applies, withdraws, takes a copy of
//! what is kept, and has it erased.

use crate::cast::{self, COUNTY, VILLAGE, actor};
use crate::furniture::none;
use crate::stage::{self, id_in, id_of, number};
use axum::http::StatusCode;
use kernel::Role;
use testkit::{Browser, TestHouse};

const PHONE: &str = "19987654321";
const NAME: &str = "李春燕";

async fn arrived(house: &TestHouse) -> Browser {
    let (mut browser, home) = stage::sign_in(house, PHONE, "worker").await;
    home.ok().has("name=\"name\"");
    let told = [("name", NAME), ("place", "古城镇寨子村")];
    browser.post("/my/start", &told).await.ok().has(NAME);
    let words = [("words", "钩机")];
    let page = browser.post("/my/profile/trades", &words).await;
    if page.status == StatusCode::UNPROCESSABLE_ENTITY {
        let trade = page.find("name=\"trade\" value=\"");
        panic!("spoken words are not understood: {trade:?}");
    }
    page.ok().has("挖");
    let pay = [("pay_floor", "200"), ("pay_unit", "day"), ("settle", "day")];
    browser.post("/my/profile/pay", &pay).await.ok().has("200");
    browser
}

async fn applied(house: &TestHouse, person: &mut Browser, job: &str) {
    let list = person.get("/jobs?q=%E5%9B%B4%E5%A2%99").await.ok();
    list.has("砌围墙");
    let wrong = person.get("/jobs?settle=whenever").await;
    assert!(
        wrong.status.is_client_error(),
        "a wrong filter is an error, not an empty list"
    );
    person.get(&format!("/jobs/{job}")).await.ok().has("砌围墙");
    let mine = person.post(&format!("/jobs/{job}/apply"), &[]).await.ok();
    let application = id_of(&mine, "app_");
    let again = person.post(&format!("/jobs/{job}/apply"), &[]).await.ok();
    let same = id_in(&again.path, "app_");
    assert_eq!(
        same.as_deref(),
        Some(application.as_str()),
        "applying twice is applying once"
    );
    person.get("/my/applications").await.ok().has("砌围墙");
    let back = [("step", "withdraw")];
    let path = format!("/my/applications/{application}");
    person.post(&path, &back).await.ok();
    let gone = "SELECT COUNT(*) AS n FROM applications WHERE state = 'withdrawn' AND id = $1";
    assert_eq!(number(house, gone, &application).await, 1);
}

/// Everything kept is handed out; then it is erased, and the counter knows nobody by that number.
async fn rights(house: &TestHouse, person: &mut Browser) {
    let copy = person.get("/my/privacy/copy?format=json").await.ok();
    let copy = copy.has(NAME).has(PHONE);
    assert!(copy.json().is_object());
    person
        .post("/my/privacy/erasure", &[("do", "ask")])
        .await
        .ok();
    let mut clerk = actor(house, Role::CountyClerk, COUNTY, &[]);
    let queue = clerk.get("/desk/erasures").await.ok();
    let id = queue
        .find("action=\"/desk/erasures/")
        .expect("the request waits");
    clerk.post(&id, &[("do", "erase")]).await.ok();
    house.drain().await;
    clerk
        .get(&format!("/desk/people?q={PHONE}"))
        .await
        .ok()
        .lacks(NAME);
    let left = "SELECT COUNT(*) AS n FROM workers WHERE name = $1";
    assert_eq!(number(house, left, NAME).await, 0);
    let home = person.get("/my").await;
    assert!(!home.text.contains(NAME), "nothing of the file is shown");
}

#[tokio::test]
async fn a_person_finds_work_alone_and_leaves_no_trace() {
    for house in cast::houses().await {
        house.drain().await;
        let mut boss = stage::employer(&house, 4).await;
        let job = stage::published(&house, &mut boss, &[]).await;
        let mut person = arrived(&house).await;
        applied(&house, &mut person, &job).await;
        none(&crate::schema::in_clear(&house.house.db, &[PHONE]).await);
        rights(&house, &mut person).await;
        none(&crate::schema::in_clear(&house.house.db, &[PHONE, NAME]).await);
        crate::moving::verified(&house.house.db).await;
    }
}

#[tokio::test]
async fn a_wrong_or_used_code_lets_nobody_in() {
    let house = cast::house().await;
    let mut browser = house.browser();
    let sent = browser.post("/sign-in", &[("phone", PHONE)]).await.ok();
    let ask = id_of(&sent, "cod_");
    let wrong = [("ask", ask.as_str()), ("code", "000000")];
    let refused = browser.post("/sign-in/code", &wrong).await;
    assert!(refused.status.is_client_error());
    assert_eq!(browser.jar("yz_sid"), None);
}

#[tokio::test]
async fn a_family_shares_one_telephone() {
    for house in cast::houses().await {
        let phone = "19900030017";
        let old = stage::worker(&house, "何守田", phone, VILLAGE).await;
        let young = stage::worker(&house, "何小麦", phone, VILLAGE).await;
        // Of two made in one moment chance says which is shown before anybody chose.
        let mut files = [(old, "何守田"), (young, "何小麦")];
        files.sort();
        let [(first, one), (second, other_one)] = files;
        let stranger = stage::worker(&house, "外人甲", "19900030018", VILLAGE).await;
        let (mut browser, _) = stage::sign_in(&house, phone, "worker").await;
        browser.get("/my").await.ok().has(one).has(&second);
        browser
            .post("/my/look", &[("file", second.as_str())])
            .await
            .ok()
            .has(other_one)
            .has(&first);
        // The choice stays on this telephone, and nobody else's file can be chosen.
        browser.get("/my/profile").await.ok().has(other_one);
        let other = browser.post("/my/look", &[("file", &stranger)]).await;
        assert_eq!(other.status.as_u16(), 404);
    }
}
