//! A mason of 58 without a smartphone finds work at the village desk, and stays three months.

use crate::cast::{self, VILLAGE, actor};
use crate::furniture::none;
use crate::stage::{self, Boss, id_in, id_of, later, number};
use kernel::Role;
use testkit::{Browser, TestHouse};

const PHONE: &str = "19912345678";

struct Mason {
    worker: String,
    id_no: String,
}

/// Registered with consent given by word of mouth; the desk prints a card.
async fn registered(house: &TestHouse, clerk: &mut Browser) -> Mason {
    let id_no = stage::id_number("19680312", 17);
    let form = [
        ("name", "王建国"),
        ("phone", PHONE),
        ("proxy_only", "1"),
        ("place", "古城镇寨子村"),
        ("words", "泥瓦工"),
        ("id_no", &id_no),
        ("channel", "telephone"),
        ("consent", "spoken"),
    ];
    let file = clerk.post("/desk/people/new", &form).await.ok();
    let file = file.has("王建国").lacks(&id_no).lacks(PHONE);
    let worker = id_of(&file, "wrk_");
    let consent = "SELECT COUNT(*) AS n FROM audit_lines WHERE subject = $1 \
                   AND behalf_consent = 'spoken'";
    assert!(
        number(house, consent, &worker).await >= 1,
        "on whose behalf, and on what consent"
    );
    Mason { worker, id_no }
}

async fn found_by_card(house: &TestHouse, clerk: &mut Browser, mason: &Mason) {
    let path = format!("/desk/people/{}/card", mason.worker);
    let card = clerk.post(&path, &[]).await.ok().has("<svg").has("王建国");
    let sql = "SELECT code FROM worker_cards WHERE worker_id = $1";
    let mut reader = house.house.db.read().await.unwrap();
    let row = reader
        .one(sql, &db::params![mason.worker.as_str()])
        .await
        .unwrap();
    let code: String = row.get("code").unwrap();
    drop(reader);
    let grouped: Vec<&str> = (0..4).map(|n| &code[n * 4..n * 4 + 4]).collect();
    card.has(&grouped.join(" "));
    let found = clerk.get(&format!("/c/{code}")).await.ok();
    assert_eq!(
        id_in(&found.path, "wrk_").as_deref(),
        Some(mason.worker.as_str())
    );
    let stranger = house.browser().get(&format!("/c/{code}")).await.ok();
    stranger.lacks("王建国").lacks(&mason.worker);
    let by_number = clerk.get(&format!("/desk/people?q={PHONE}")).await.ok();
    by_number.has("王建国");
}

async fn step(boss: &mut Boss, application: &str, step: &[(&str, &str)]) {
    let path = format!("/hire/applications/{application}");
    boss.browser.post(&path, step).await.ok();
}

async fn taken_on(
    house: &TestHouse,
    clerk: &mut Browser,
    mason: &Mason,
    boss: &mut Boss,
) -> String {
    let job = stage::published(house, boss, &[("headcount", "1")]).await;
    let path = format!("/desk/people/{}/apply", mason.worker);
    clerk.get(&path).await.ok().has("砌围墙");
    let form = [
        ("vacancy", job.as_str()),
        ("consent", "spoken"),
        ("channel", "village"),
    ];
    let applied = clerk.post(&path, &form).await.ok();
    let application = id_of(&applied, "app_");
    house.drain().await;
    let candidates = format!("/hire/vacancies/{job}/candidates");
    let page = boss.browser.get(&candidates).await.ok();
    page.has(&application)
        .lacks("王建国")
        .lacks(PHONE)
        .lacks(&mason.id_no);
    step(boss, &application, &[("reply", "come-tomorrow")]).await;
    step(boss, &application, &[("step", "offer")]).await;
    house.drain().await;
    assert!(
        house.sms.last_to(PHONE).is_some(),
        "the mason's telephone rings"
    );
    let mine = format!("/my/applications/{application}");
    let yes = [("step", "accept"), ("consent", "spoken")];
    clerk.post(&mine, &yes).await.ok();
    let page = boss
        .browser
        .get(&format!("/hire/applications/{application}"))
        .await
        .ok();
    page.has("王建国").has(PHONE);
    let taken = "SELECT taken AS n FROM vacancies WHERE id = $1";
    assert_eq!(number(house, taken, &job).await, 1);
    application
}

#[tokio::test]
async fn a_mason_finds_work_and_stays() {
    for house in cast::houses().await {
        house.drain().await;
        let mut boss = stage::employer(&house, 3).await;
        let mut clerk = actor(&house, Role::VillageClerk, VILLAGE, &[]);
        let mason = registered(&house, &mut clerk).await;
        found_by_card(&house, &mut clerk, &mason).await;
        let application = taken_on(&house, &mut clerk, &mason, &mut boss).await;
        let begin = testkit::START.plus_days(1);
        later(&house, begin, 0, 30).await;
        step(&mut boss, &application, &[("step", "start")]).await;
        let state = "SELECT COUNT(*) AS n FROM applications WHERE state = 'onboard' AND id = $1";
        assert_eq!(number(&house, state, &application).await, 1);
        let role = Role::Employer;
        boss.browser = cast::actor(&house, role, cast::TOWN, &[&boss.id]);
        let early = [("step", "keep")];
        let path = format!("/hire/applications/{application}");
        assert!(
            boss.browser
                .post(&path, &early)
                .await
                .status
                .is_client_error()
        );
        let before = house.sms.sent().len();
        let due = begin.day().plus_months(3).start();
        later(&house, due, 0, 9 * 60 + 30).await;
        assert!(
            house.sms.sent().len() > before,
            "both are asked whether it goes on"
        );
        step(&mut boss, &application, &early).await;
        let state = "SELECT COUNT(*) AS n FROM applications WHERE state = 'stable' AND id = $1";
        assert_eq!(number(&house, state, &application).await, 1);
        let secrets = [PHONE, mason.id_no.as_str(), boss.phone.as_str()];
        none(&crate::schema::in_clear(&house.house.db, &secrets).await);
        crate::moving::verified(&house.house.db).await;
    }
}
