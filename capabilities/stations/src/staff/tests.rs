//! Staff sign in through a browser: first time, lock-out, replay, idle lock; roles kept apart.

use super::actions::{self, Made};
use super::model::NewStaff;
use super::{queries, second, store};
use crate::testing::{COUNTY, TOWN, house};
use axum::http::StatusCode;
use kernel::{Ctx, Refusal, Role};
use testkit::{Answer, Browser, TestHouse};

const PASSWORD: &str = "柳树下的石磨转了整整三圈半";

pub(crate) fn new(login: &str, roles: &[Role], region: &str) -> NewStaff {
    NewStaff {
        login: login.into(),
        name: "演示".into(),
        region: region.into(),
        roles: roles.to_vec(),
    }
}

async fn make(house: &TestHouse, ctx: &Ctx, staff: &NewStaff) -> Result<Made, Refusal> {
    let mut tx = trail::begin(&house.house.db, ctx).await?;
    let made = actions::create(ctx, &mut tx, staff).await?;
    tx.commit(ctx).await?;
    Ok(made)
}

async fn secret_of(house: &TestHouse, id: &str) -> String {
    let mut reader = house.house.db.read().await.expect("a reader");
    let found = store::by_id(&mut reader, id).await.expect("a row");
    let found = found.expect("an account");
    second::unseal(&house.house.vault, id, &found.totp_secret).expect("a secret")
}

async fn password(browser: &mut Browser, login: &str, password: &str) -> Answer {
    browser
        .post("/staff", &[("login", login), ("password", password)])
        .await
}

async fn digits(house: &TestHouse, browser: &mut Browser, id: &str) -> Answer {
    let now = house.house.clock.now();
    let digits = second::digits_at(&secret_of(house, id).await, now);
    browser.post_bare("/staff/code", &[("code", &digits)]).await
}

/// Makes a member of staff and goes with her through the first sign-in.
pub(crate) async fn enrolled(house: &TestHouse, browser: &mut Browser, staff: &NewStaff) -> String {
    let made = make(house, &house.system(), staff)
        .await
        .expect("an account");
    password(browser, &staff.login, &made.password)
        .await
        .ok()
        .lacks("<svg");
    let own = [("password", PASSWORD), ("again", PASSWORD)];
    browser.post("/staff/password", &own).await.ok().has("<svg");
    let answer = digits(house, browser, &made.account).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.text);
    made.account
}

#[tokio::test]
async fn the_first_sign_in_sets_password_and_second_factor() {
    for house in house().await {
        let mut browser = house.browser();
        let clerk = new("wang.li", &[Role::TownClerk], TOWN);
        let id = enrolled(&house, &mut browser, &clerk).await;
        browser.get("/desk").await.ok();
        assert_eq!(browser.jar("yz_half"), None);

        house.clock.set(house.house.clock.now().plus_minutes(1));
        let mut other = house.browser();
        password(&mut other, " Wang.Li ", PASSWORD)
            .await
            .ok()
            .lacks("<svg");
        let answer = digits(&house, &mut other, &id).await;
        assert_eq!(answer.location(), "/desk");
    }
}

#[tokio::test]
async fn a_step_of_the_second_factor_is_taken_once() {
    for house in house().await {
        let mut browser = house.browser();
        let clerk = new("wang.li", &[Role::TownClerk], TOWN);
        let id = enrolled(&house, &mut browser, &clerk).await;
        let mut thief = house.browser();
        password(&mut thief, "wang.li", PASSWORD).await.ok();
        let replayed = digits(&house, &mut thief, &id).await;
        assert_eq!(replayed.status, StatusCode::UNPROCESSABLE_ENTITY);
        house.clock.set(house.house.clock.now().plus_minutes(1));
        let fresh = digits(&house, &mut thief, &id).await;
        assert_eq!(fresh.status, StatusCode::SEE_OTHER);
    }
}

#[tokio::test]
async fn five_wrong_tries_lock_for_a_quarter_of_an_hour() {
    for house in house().await {
        let mut browser = house.browser();
        let clerk = new("wang.li", &[Role::TownClerk], TOWN);
        enrolled(&house, &mut browser, &clerk).await;
        let mut guesser = house.browser();
        for _ in 0..5 {
            let answer = password(&mut guesser, "wang.li", "wrong").await;
            assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
        }
        let locked = password(&mut guesser, "wang.li", PASSWORD).await;
        assert_eq!(locked.status, StatusCode::TOO_MANY_REQUESTS);
        // A name that nobody has is locked like one that somebody has.
        for n in 0..6 {
            let answer = password(&mut guesser, "nobody", "wrong").await;
            assert_eq!(answer.status.as_u16(), if n < 5 { 422 } else { 429 }, "{n}");
        }
        house.clock.set(house.house.clock.now().plus_minutes(15));
        password(&mut guesser, "wang.li", PASSWORD).await.ok();
    }
}

#[tokio::test]
async fn twenty_wrong_tries_lock_an_address() {
    for house in house().await {
        let mut guesser = house.browser();
        for n in 0..21 {
            let answer = password(&mut guesser, &format!("name{n}"), "wrong").await;
            assert_eq!(
                answer.status.as_u16(),
                if n < 20 { 422 } else { 429 },
                "{n}"
            );
        }
    }
}

#[tokio::test]
async fn staff_sessions_end_when_idle_and_after_a_shift() {
    for house in house().await {
        let mut browser = house.browser();
        let clerk = new("wang.li", &[Role::TownClerk], TOWN);
        enrolled(&house, &mut browser, &clerk).await;
        for _ in 0..47 {
            house.clock.set(house.house.clock.now().plus_minutes(15));
            let answer = browser.send("GET", "/desk", "", Vec::new()).await;
            assert_eq!(answer.status, StatusCode::OK);
        }
        house.clock.set(house.house.clock.now().plus_minutes(15));
        let answer = browser.send("GET", "/desk", "", Vec::new()).await;
        assert_eq!(
            answer.status,
            StatusCode::SEE_OTHER,
            "twelve hours are over"
        );

        let mut browser = house.browser();
        let clerk = new("li.hua", &[Role::TownClerk], TOWN);
        enrolled(&house, &mut browser, &clerk).await;
        house.clock.set(house.house.clock.now().plus_minutes(20));
        let answer = browser.send("GET", "/desk", "", Vec::new()).await;
        assert_eq!(
            answer.status,
            StatusCode::SEE_OTHER,
            "idle for twenty minutes"
        );
    }
}

#[tokio::test]
async fn a_password_is_changed_after_a_year_and_a_starting_one_runs_out() {
    for house in house().await {
        let mut browser = house.browser();
        let clerk = new("wang.li", &[Role::TownClerk], TOWN);
        enrolled(&house, &mut browser, &clerk).await;
        house.clock.set(house.house.clock.now().plus_days(366));
        let mut browser = house.browser();
        password(&mut browser, "wang.li", PASSWORD).await.ok();
        let same = [("password", PASSWORD), ("again", PASSWORD)];
        let answer = browser.post("/staff/password", &same).await;
        assert_eq!(
            answer.status,
            StatusCode::UNPROCESSABLE_ENTITY,
            "not the old one again"
        );

        let staff = new("li.hua", &[Role::TownClerk], TOWN);
        let made = make(&house, &house.system(), &staff)
            .await
            .expect("an account");
        house.clock.set(house.house.clock.now().plus_days(8));
        let answer = password(&mut house.browser(), "li.hua", &made.password).await;
        assert_eq!(
            answer.status,
            StatusCode::UNPROCESSABLE_ENTITY,
            "a week is over"
        );
    }
}

#[tokio::test]
async fn only_the_security_administrator_makes_users_and_not_of_herself() {
    for house in house().await {
        let clerk = new("wang.li", &[Role::TownClerk], TOWN);
        for role in Role::ALL {
            let ctx = house.ctx(role, &[], COUNTY);
            let made = make(&house, &ctx, &new(role.code(), &clerk.roles, TOWN)).await;
            assert_eq!(made.is_ok(), role == Role::SecurityAdmin, "{role:?}");
        }
        let two = new("both", &[Role::SystemAdmin, Role::AuditAdmin], COUNTY);
        let refused = make(&house, &house.system(), &two).await.err();
        assert_eq!(
            refused.map(|r| r.fields[0].code),
            Some("stations-admins-apart")
        );

        let made = make(&house, &house.system(), &clerk)
            .await
            .expect("an account");
        let mut ctx = house.ctx(Role::SecurityAdmin, &[], COUNTY);
        let mut tx = trail::begin(&house.house.db, &ctx)
            .await
            .expect("a transaction");
        let apart = [Role::AuditAdmin, Role::Reviewer];
        let refused = actions::place(&ctx, &mut tx, &made.account, &apart, COUNTY).await;
        assert!(refused.is_err());
        ctx.actor.id.clone_from(&made.account);
        let refused = actions::lock(&ctx, &mut tx, &made.account).await.err();
        assert_eq!(refused.map(|r| r.code), Some("stations-not-oneself"));
    }
}

#[tokio::test]
async fn locking_and_new_roles_end_sessions() {
    for house in house().await {
        let mut browser = house.browser();
        let clerk = new("wang.li", &[Role::TownClerk], TOWN);
        let id = enrolled(&house, &mut browser, &clerk).await;
        let ctx = house.ctx(Role::SecurityAdmin, &[], COUNTY);
        let mut tx = trail::begin(&house.house.db, &ctx)
            .await
            .expect("a transaction");
        actions::lock(&ctx, &mut tx, &id).await.expect("locked");
        tx.commit(&ctx).await.expect("committed");
        let answer = browser.send("GET", "/desk", "", Vec::new()).await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER);
        let answer = password(&mut browser, "wang.li", PASSWORD).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
        let mut reader = house.house.db.read().await.expect("a reader");
        let user = queries::by_login(&mut reader, "wang.li")
            .await
            .expect("a row");
        assert_eq!(user.map(|u| u.state), Some("locked".into()));
    }
}

#[tokio::test]
async fn the_users_page_works_in_a_browser() {
    for house in house().await {
        let mut browser = house.browser();
        let admin = new("an.quan", &[Role::SecurityAdmin], COUNTY);
        enrolled(&house, &mut browser, &admin).await;
        browser.get("/admin/users").await.ok().has("an.quan");
        let fields = [
            ("login", "wang.li"),
            ("name", "王演示"),
            ("region", TOWN),
            ("role", "town-clerk"),
        ];
        let made = browser
            .post("/admin/users", &fields)
            .await
            .ok()
            .has("wang.li");
        let at = made.find("href=\"/admin/users/acc_").expect("a link");
        browser.get(&at).await.ok().has("王演示");
        let again = browser.post("/admin/users", &fields).await;
        assert_eq!(
            again.status,
            StatusCode::UNPROCESSABLE_ENTITY,
            "the name is taken"
        );
        let both = [
            ("region", COUNTY),
            ("role", "audit-admin"),
            ("role", "reviewer"),
        ];
        let refused = browser.post(&format!("{at}/roles"), &both).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
        browser
            .get("/admin/users?format=csv")
            .await
            .ok()
            .has("wang.li");
        let page = browser.get("/desk").await;
        assert_eq!(page.status, StatusCode::FORBIDDEN);
    }
}

#[tokio::test]
async fn half_in_is_not_in() {
    for house in house().await {
        let mut browser = house.browser();
        let clerk = new("wang.li", &[Role::TownClerk], TOWN);
        let id = first_time_only(&house, &mut browser, &clerk).await;
        let answer = browser.send("GET", "/desk", "", Vec::new()).await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER);
        let early = digits(&house, &mut browser, &id).await;
        assert_eq!(
            early.status,
            StatusCode::FORBIDDEN,
            "a password of her own comes first"
        );
        house.clock.set(house.house.clock.now().plus_minutes(11));
        let late = browser.send("GET", "/staff/step", "", Vec::new()).await;
        assert_eq!(late.location(), "/staff?said=stations-half-gone");
    }
}

async fn first_time_only(house: &TestHouse, browser: &mut Browser, staff: &NewStaff) -> String {
    let made = make(house, &house.system(), staff)
        .await
        .expect("an account");
    password(browser, &staff.login, &made.password)
        .await
        .ok()
        .lacks("<svg");
    made.account
}
