//! Every write of the main path sent twice, and in several copies at once: one effect, one answer.

use crate::cast::{self, VILLAGE, actor};
use crate::stage::{self, id_of};
use axum::body::Body;
use axum::http::Request;
use db::Db;
use kernel::Role;
use std::collections::BTreeMap;
use testkit::{Answer, Browser};
use tower::ServiceExt;

/// Tables in which a repeated request must leave nothing more.
async fn counts(db: &Db) -> BTreeMap<String, i64> {
    let mut counts = BTreeMap::new();
    let mut reader = db.read().await.unwrap();
    for table in db.tables().await.unwrap() {
        if matches!(
            table.name.as_str(),
            "once" | "jobs" | "job_schedules" | "job_plans"
        ) {
            continue;
        }
        let sql = format!("SELECT COUNT(*) AS n FROM {}", table.name);
        let n: i64 = reader.one(&sql, &[]).await.unwrap().get("n").unwrap();
        counts.insert(table.name, n);
    }
    counts
}

/// Sends a form three times under one key; the copies change nothing and are answered alike.
async fn thrice(browser: &mut Browser, path: &str, fields: &[(&str, &str)]) -> Answer {
    let db = browser.house().db.clone();
    let key = format!("once_{:0>20}", path.len() * 1000 + fields.len());
    let mut fields = fields.to_vec();
    fields.push(("_once", &key));
    let first = browser.post_bare(path, &fields).await;
    let fine = first.status.is_success() || first.status.is_redirection();
    assert!(fine, "{path}: {} {}", first.status, first.text);
    let after = counts(&db).await;
    for _ in 0..2 {
        let again = browser.post_bare(path, &fields).await;
        assert_eq!(
            (first.status, first.location(), first.text.as_str()),
            (again.status, again.location(), again.text.as_str()),
            "{path}"
        );
    }
    assert_eq!(after, counts(&db).await, "{path}: a copy left something");
    first
}

#[tokio::test]
async fn every_write_of_the_main_path_is_done_once() {
    for house in cast::houses().await {
        let phone = "19900030001";
        let (mut person, _) = stage::sign_in(&house, phone, "worker").await;
        thrice(
            &mut person,
            "/my/start",
            &[("name", "冯小五"), ("place", "古城镇寨子村")],
        )
        .await;
        thrice(&mut person, "/my/profile/trades", &[("words", "瓦工")]).await;
        let mut boss = stage::registered(&house, 8).await;
        let code = stage::credit_code(88);
        let second = [
            ("kind", "company"),
            ("class", "self-employer"),
            ("name", "古城第88建筑队"),
            ("uscc", code.as_str()),
            ("place", "古城镇"),
            ("contact_name", "周明"),
            ("phone", boss.phone.as_str()),
        ];
        thrice(&mut boss.browser, "/hire/register", &second).await;
        let mut clerk = actor(&house, Role::TownClerk, cast::TOWN, &[]);
        let verify = format!("/desk/employers/{}/verify", boss.id);
        let seen = [("decision", "verify"), ("level", "papers")];
        thrice(&mut clerk, &verify, &seen).await;
        let mut form = stage::job(&[("headcount", "1")]);
        form.extend([("do", "submit"), ("employer", boss.id.as_str())]);
        let made = thrice(&mut boss.browser, "/hire/vacancies/new", &form).await;
        let vacancy = stage::id_in(made.location(), "vac_").expect("the post");
        let mut judge = actor(&house, Role::Reviewer, cast::COUNTY, &[]);
        let verdict = [
            ("version", "1"),
            ("verdict", "publish"),
            ("level", "papers"),
        ];
        thrice(&mut judge, &format!("/desk/review/{vacancy}"), &verdict).await;
        house.drain().await;
        let applied = thrice(&mut person, &format!("/jobs/{vacancy}/apply"), &[]).await;
        let application = stage::id_in(applied.location(), "app_").expect("the application");
        let theirs = format!("/hire/applications/{application}");
        thrice(&mut boss.browser, &theirs, &[("reply", "come-tomorrow")]).await;
        thrice(&mut boss.browser, &theirs, &[("step", "offer"), ("a", "")]).await;
        let mine = format!("/my/applications/{application}");
        thrice(&mut person, &mine, &[("step", "accept")]).await;
        let taken = "SELECT taken AS n FROM vacancies WHERE id = $1";
        assert_eq!(stage::number(&house, taken, &vacancy).await, 1);
    }
}

#[tokio::test]
async fn copies_that_come_at_the_same_moment_are_one() {
    for house in cast::houses().await {
        let mut clerk = actor(&house, Role::VillageClerk, VILLAGE, &[]);
        let csrf = clerk.csrf().await;
        let mut form = form_urlencoded::Serializer::new(String::new());
        form.extend_pairs([
            ("_csrf", csrf.as_str()),
            ("_once", "once_at_the_same_moment"),
            ("name", "陈七斤"),
            ("phone", "19900030002"),
            ("place", "古城镇寨子村"),
            ("consent", "spoken"),
            ("channel", "telephone"),
        ]);
        let body = form.finish().into_bytes();
        let copies = (0..8).map(|_| {
            let mut browser = actor(&house, Role::VillageClerk, VILLAGE, &[]);
            let seed = clerk.jar("yz_seed").unwrap_or_default();
            browser.cookie("yz_seed", seed);
            let body = body.clone();
            async move {
                let kind = "application/x-www-form-urlencoded";
                browser.send("POST", "/desk/people/new", kind, body).await
            }
        });
        let answers = futures_util::future::join_all(copies).await;
        let first = &answers[0];
        for answer in &answers {
            assert_eq!(answer.status.as_u16(), 303, "{}", answer.text);
            assert_eq!(answer.location(), first.location());
        }
        let many = "SELECT COUNT(*) AS n FROM workers WHERE name = $1";
        assert_eq!(stage::number(&house, many, "陈七斤").await, 1);
        let found = clerk.get(first.location()).await.ok();
        id_of(&found.has("陈七斤"), "wrk_");
    }
}

#[tokio::test]
async fn programs_repeat_a_post_under_one_key() {
    for house in cast::houses().await {
        let boss = stage::employer(&house, 11).await;
        let body = serde_json::json!({
            "kind": "day", "title": "砌围墙", "trade": "t09", "duties": "砌一段围墙",
            "region": cast::TOWN, "headcount": 3, "start_day": "2026-11-24",
            "work_minutes": 480, "pay_unit": "day", "pay_min_fen": 22_000, "settle": "day",
            "insurance": "accident"
        });
        let token = format!("as.employer.{}.{}", cast::TOWN, boss.id);
        let copies = (0..6).map(|_| {
            let request = Request::builder()
                .method("POST")
                .uri("/api/v1/vacancies")
                .header("host", "127.0.0.1")
                .header("content-type", "application/json")
                .header("authorization", format!("Bearer {token}"))
                .header("idempotency-key", "one-post-of-a-program")
                .body(Body::from(body.to_string()))
                .unwrap();
            house.service().oneshot(request)
        });
        let mut answers = Vec::new();
        for answer in futures_util::future::join_all(copies).await {
            let answer = answer.unwrap();
            assert_eq!(answer.status().as_u16(), 201);
            let bytes = axum::body::to_bytes(answer.into_body(), 1 << 20)
                .await
                .unwrap();
            answers.push(bytes);
        }
        assert!(
            answers.iter().all(|a| *a == answers[0]),
            "one answer for all"
        );
        let many = "SELECT COUNT(*) AS n FROM vacancies WHERE employer_id = $1";
        assert_eq!(stage::number(&house, many, &boss.id).await, 1);
    }
}

/// Twelve people tap at the same moment for one place, and the employer offers it to them all:
/// one is taken on, the others are told, nobody is lost.
#[tokio::test]
async fn many_accept_the_last_place_and_one_has_it() {
    for house in cast::houses().await {
        let mut boss = stage::employer(&house, 12).await;
        let job = stage::published(&house, &mut boss, &[("headcount", "1")]).await;
        let mut people = Vec::new();
        for (n, given) in "山河田石林木水土云雨风雪".chars().enumerate() {
            let (name, phone) = (format!("褚大{given}"), format!("199000700{n:02}"));
            let worker = stage::worker(&house, &name, &phone, VILLAGE).await;
            let browser = actor(&house, Role::Worker, cast::COUNTY, &[&worker]);
            people.push(browser);
        }
        let path = format!("/jobs/{job}/apply");
        let applying = people.iter_mut().map(|p| p.post_bare(&path, &[]));
        let applied = futures_util::future::join_all(applying).await;
        let mut mine = Vec::new();
        for answer in &applied {
            let id = stage::id_in(answer.location(), "app_").expect("the application");
            let theirs = format!("/hire/applications/{id}");
            boss.browser.post(&theirs, &[("step", "offer")]).await.ok();
            mine.push(format!("/my/applications/{id}"));
        }
        let both = people.iter_mut().zip(&mine);
        let accepting = both.map(|(p, path)| p.post_bare(path, &[("step", "accept")]));
        let answers = futures_util::future::join_all(accepting).await;
        let taken = answers.iter().filter(|a| a.status.as_u16() == 303).count();
        let told = answers.iter().filter(|a| a.status.as_u16() == 409).count();
        assert_eq!((taken, told), (1, 11));
        let places = "SELECT taken AS n FROM vacancies WHERE id = $1";
        assert_eq!(stage::number(&house, places, &job).await, 1);
        let seats = "SELECT COUNT(*) AS n FROM applications WHERE vacancy_id = $1 AND seat = 1";
        assert_eq!(stage::number(&house, seats, &job).await, 1);
        crate::moving::verified(&house.house.db).await;
    }
}
