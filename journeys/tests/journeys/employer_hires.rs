//! An employer registers, is verified, posts, is reviewed, edits, fills its places, and must be
//! looked at again after six months.

use crate::cast;
use crate::stage::{self, Boss, id_of, job, later, number, publish};
use testkit::{START, TestHouse};
use vacancies::VacancyId;

async fn screened(house: &TestHouse, boss: &mut Boss) -> String {
    let new = "/hire/vacancies/new";
    let mut form = job(&[("conditions", "会砌砖，限男性")]);
    form.extend([("do", "submit"), ("employer", boss.id.as_str())]);
    let page = boss.browser.post(new, &form).await.ok();
    let page = page.has("<mark>限男性</mark>").has("/policies/laws/");
    let id = id_of(&page, "vac_");
    house.browser().get("/jobs").await.ok().lacks("砌围墙");
    let mut form = job(&[]);
    form.push(("do", "submit"));
    let edit = format!("/hire/vacancies/{id}/edit");
    boss.browser.post(&edit, &form).await.ok().lacks("<mark>");
    let sql = "SELECT version AS n FROM vacancies WHERE id = $1";
    let version = number(house, sql, &id).await.to_string();
    publish(house, &id, &version).await;
    house
        .browser()
        .get("/jobs")
        .await
        .ok()
        .has("砌围墙")
        .has("220");
    id
}

/// A change of pay is a new version that is looked at again; what was published stays as it was.
async fn edited(house: &TestHouse, boss: &mut Boss, id: &str) {
    let snapshot = "SELECT COUNT(*) AS n FROM vacancy_versions WHERE vacancy_id = $1";
    let before = number(house, snapshot, id).await;
    let mut form = job(&[("pay_min", "240")]);
    form.push(("do", "submit"));
    let edit = format!("/hire/vacancies/{id}/edit");
    boss.browser.post(&edit, &form).await.ok();
    house.drain().await;
    house.browser().get("/jobs").await.ok().lacks("240");
    let version = "SELECT version AS n FROM vacancies WHERE id = $1";
    let version = number(house, version, id).await;
    publish(house, id, &version.to_string()).await;
    house
        .browser()
        .get(&format!("/jobs/{id}"))
        .await
        .ok()
        .has("240");
    assert_eq!(number(house, snapshot, id).await, before + 1);
    let old = "SELECT COUNT(*) AS n FROM vacancy_versions \
               WHERE vacancy_id = $1 AND snapshot LIKE '%22000%'";
    assert_eq!(
        number(house, old, id).await,
        before,
        "what was published is kept"
    );
}

/// Ten ask for two places in the same moment: two have them.
async fn never_one_too_many(house: &TestHouse, id: &str) {
    let vacancy = VacancyId::parse(id).unwrap();
    let takers = (0..10).map(|_| async {
        let ctx = house.system();
        for _ in 0..20 {
            let mut tx = trail::begin(&house.house.db, &ctx).await.unwrap();
            let taken = vacancies::take_place(&ctx, &mut tx, &vacancy).await;
            tx.note(
                &ctx,
                "test.take",
                vacancy.as_str(),
                "",
                serde_json::json!({}),
            );
            let done = match taken {
                Ok(()) => tx.commit(&ctx).await.map(|()| true),
                Err(refusal) if refusal.code == "vacancies-full" => return false,
                Err(refusal) => Err(refusal),
            };
            match done {
                Ok(taken) => return taken,
                Err(refusal) => assert_eq!(refusal.kind, kernel::Kind::Retry, "{refusal}"),
            }
        }
        panic!("always too busy");
    });
    let took = futures_util::future::join_all(takers).await;
    assert_eq!(took.into_iter().filter(|t| *t).count(), 2);
    let taken = "SELECT taken AS n FROM vacancies WHERE id = $1";
    assert_eq!(number(house, taken, id).await, 2);
    house.drain().await;
    house.browser().get("/jobs").await.ok().lacks("砌围墙");
}

/// The check holds for six months; the employer is warned twice, then may not post.
async fn looked_at_again(house: &TestHouse, boss: &mut Boss) {
    let until = START.day().plus_months(6);
    let told = || {
        house
            .sms
            .sent()
            .iter()
            .filter(|s| s.to == boss.phone)
            .count()
    };
    let before = told();
    let first = until.plus_days(-14).start();
    later(house, first, 0, 9 * 60).await;
    assert_eq!(told(), before + 1, "warned two weeks before");
    let last = until.plus_days(-3).start();
    later(house, last, 0, 9 * 60).await;
    assert_eq!(told(), before + 2, "warned three days before");
    later(house, until.plus_days(1).start(), 0, 9 * 60).await;
    let lapsed = "SELECT COUNT(*) AS n FROM employers WHERE id = $1 AND state = 'lapsed'";
    assert_eq!(number(house, lapsed, &boss.id).await, 1);
    let role = kernel::Role::Employer;
    let mut browser = cast::actor(house, role, cast::TOWN, &[&boss.id]);
    let mut form = job(&[("start_day", "2027-06-10")]);
    form.extend([("do", "submit"), ("employer", boss.id.as_str())]);
    let refused = browser.post("/hire/vacancies/new", &form).await;
    assert!(refused.status.is_client_error(), "{}", refused.status);
    let sent = format!("/hire/employers/{}/submit", boss.id);
    browser.post(&sent, &[]).await.ok();
    stage::verify(house, &boss.id).await;
    browser.post("/hire/vacancies/new", &form).await.ok();
}

#[tokio::test]
async fn an_employer_hires() {
    for house in cast::houses().await {
        house.drain().await;
        let mut boss = stage::registered(&house, 1).await;
        let mut form = job(&[]);
        form.extend([("do", "submit"), ("employer", boss.id.as_str())]);
        let early = boss.browser.post("/hire/vacancies/new", &form).await;
        assert!(early.status.is_client_error(), "nobody has verified it yet");
        stage::verify(&house, &boss.id).await;
        assert!(
            house
                .sms
                .last_to(&boss.phone)
                .unwrap()
                .text
                .contains("古城第1建筑队")
        );
        let id = screened(&house, &mut boss).await;
        edited(&house, &mut boss, &id).await;
        never_one_too_many(&house, &id).await;
        looked_at_again(&house, &mut boss).await;
        let secrets = [boss.phone.as_str()];
        let found = crate::schema::in_clear(&house.house.db, &secrets).await;
        crate::furniture::none(&found);
        crate::moving::verified(&house.house.db).await;
    }
}
