//! The pages and the JSON, as an employer, a clerk and a reviewer use them.

use super::{TOWN, employer, houses, reviewer};
use kernel::{Actor, ActorKind, Region, Role, Scope};
use testkit::{Browser, TestHouse};
use web::{Gate, GateFuture, House, Visitor};

/// Lets in whoever's cookie or token says so: `role,subject,region`.
pub struct Doorman;

fn visitor(value: &str) -> Visitor {
    let mut parts = value.split(',');
    let mut next = || parts.next().unwrap_or_default().to_owned();
    let (role, subject, region) = (Role::parse(&next()).unwrap(), next(), next());
    let staff = role.is_staff();
    Visitor {
        actor: Actor {
            kind: if staff {
                ActorKind::Staff
            } else {
                ActorKind::Person
            },
            id: format!("acc_{}", role.code()),
            roles: vec![role],
            subjects: vec![subject],
            limit: None,
        },
        scope: if staff {
            Scope::of(&Region::parse(&region).unwrap())
        } else {
            Scope::nothing()
        },
        session: None,
    }
}

impl Gate for Doorman {
    fn by_cookie<'a>(&'a self, _: &'a House, value: &'a str) -> GateFuture<'a> {
        Box::pin(async move { Ok(visitor(value)) })
    }
    fn by_token<'a>(&'a self, _: &'a House, value: &'a str) -> GateFuture<'a> {
        Box::pin(async move { Ok(visitor(value)) })
    }
}

fn as_who(house: &TestHouse, role: Role, subject: &str, region: &str) -> Browser {
    let mut browser = house.browser();
    browser.cookie("yz_sid", &format!("{},{subject},{region}", role.code()));
    browser
}

const FORM: [(&str, &str); 17] = [
    ("kind", "day"),
    ("trade_said", "力工"),
    ("title", "核桃装车"),
    ("duties", "把装好的核桃搬上车"),
    ("town", TOWN),
    ("headcount", "3"),
    ("start_day", "2026-11-24"),
    ("start_time", "6:30"),
    ("hours", "8"),
    ("pay_unit", "day"),
    ("pay_min", "180"),
    ("settle", "day"),
    ("pay_method", "cash"),
    ("meals", "given"),
    ("insurance", "accident"),
    ("agreement", "service"),
    ("conditions", "手脚勤快"),
];

fn but<'a>(name: &str, value: &'a str) -> Vec<(&'a str, &'a str)> {
    let mut form: Vec<(&str, &str)> = FORM.to_vec();
    for pair in form.iter_mut().filter(|(n, _)| *n == name) {
        pair.1 = value;
    }
    form
}

#[tokio::test]
async fn an_employer_posts_and_a_reviewer_shows_it() {
    for house in houses().await {
        let (id, _) = employer(&house).await;
        let mut boss = as_who(&house, Role::Employer, &id, TOWN);
        boss.get("/hire/vacancies").await.ok().has("还没有发过岗位");
        boss.get("/hire/vacancies/new").await.ok().has("发一个岗位");
        let wrong = boss
            .post("/hire/vacancies/new", &but("trade_said", "搬"))
            .await;
        assert_eq!(wrong.status.as_u16(), 422);
        let wrong = wrong
            .has("把装好的核桃搬上车")
            .has("请从下面列出的工种里选一个");
        wrong.has("name=\"trade\"");
        let draft = boss.post("/hire/vacancies/new", &FORM).await.ok();
        let draft = draft.has("已存成草稿").has("180 元").has("提交审核");
        let path = draft.find("action=\"/hire/vacancies/vac_").unwrap();
        let path = path.trim_end_matches("/do").to_owned();
        let sent = boss
            .post(&format!("{path}/do"), &[("move", "submit")])
            .await
            .ok();
        sent.has("等站点审核");
        let mut judge = as_who(&house, Role::Reviewer, "", "611021000000");
        let queue = judge.get("/desk/review").await.ok().has("核桃装车");
        let review = queue.find("href=\"/desk/review/vac_").unwrap();
        judge.get(&review).await.ok().has("规则没有查出问题");
        let bare = [("version", "1"), ("verdict", "publish")];
        assert_eq!(judge.post(&review, &bare).await.status.as_u16(), 422);
        let full = [
            ("version", "1"),
            ("verdict", "publish"),
            ("level", "papers"),
        ];
        judge
            .post(&review, &full)
            .await
            .ok()
            .has("没有等着审核的岗位");
        boss.get(&path).await.ok().has("招人中");
        boss.get("/hire/vacancies").await.ok().has("招人中");
        let copy = format!(
            "/hire/vacancies/new?from={}",
            path.rsplit('/').next().unwrap()
        );
        boss.get(&copy).await.ok().has("value=\"核桃装车\"");
        let edit = boss.get(&format!("{path}/edit")).await.ok();
        edit.has("改动要重新审核").has("value=\"06:30\"");
        let changed = boss
            .post(&format!("{path}/edit"), &but("pay_min", "200"))
            .await
            .ok();
        changed.has("等站点审核").has("第 1 版发布过");
        let gone = boss
            .post(&format!("{path}/do"), &[("move", "withdraw")])
            .await
            .ok();
        gone.has("已撤回");
    }
}

#[tokio::test]
async fn what_a_rule_found_is_marked_where_it_stands() {
    for house in houses().await {
        let (id, _) = employer(&house).await;
        let mut boss = as_who(&house, Role::Employer, &id, TOWN);
        let mut form = but("conditions", "身体好，限 男 性");
        form.push(("do", "submit"));
        let page = boss.post("/hire/vacancies/new", &form).await.ok();
        let page = page.has("没有通过").has("<mark>限 男 性</mark>");
        page.has("/policies/laws/employment-promotion")
            .has("妇女权益保障法");
        let mut form = but("conditions", "35岁以下");
        form.push(("do", "submit"));
        boss.post("/hire/vacancies/new", &form)
            .await
            .ok()
            .has("请核实");
        let mut judge = as_who(&house, Role::Reviewer, "", "611021000000");
        let queue = judge.get("/desk/review").await.ok().has("1 处要看");
        let review = queue.find("href=\"/desk/review/vac_").unwrap();
        judge.get(&review).await.ok().has("<mark>35岁以下</mark>");
        assert!(
            crate::posts::queries::waiting(
                &mut house.house.db.read().await.unwrap(),
                &reviewer(&house).scope
            )
            .await
            .is_ok_and(|n| n == 1)
        );
    }
}

#[tokio::test]
async fn a_clerk_posts_for_an_employer_with_its_consent() {
    for house in houses().await {
        let (id, _) = employer(&house).await;
        let mut clerk = as_who(&house, Role::TownClerk, "", TOWN);
        let new = format!("/hire/vacancies/new?employer={id}");
        clerk.get(&new).await.ok().has("对方怎样同意的");
        let mut form = FORM.to_vec();
        form.extend([("employer", id.as_str()), ("do", "submit")]);
        assert_eq!(
            clerk
                .post("/hire/vacancies/new", &form)
                .await
                .status
                .as_u16(),
            422
        );
        form.push(("consent", "telephone"));
        clerk
            .post("/hire/vacancies/new", &form)
            .await
            .ok()
            .has("等站点审核");
        let mut reader = house.house.db.read().await.unwrap();
        let sql = "SELECT COUNT(*) AS n FROM service_ledger WHERE kind = 'post'";
        let n: i64 = reader.one(sql, &[]).await.unwrap().get("n").unwrap();
        assert_eq!(n, 1);
        drop(reader);
        let mut far = as_who(&house, Role::VillageClerk, "", "611021103001");
        assert_eq!(far.get(&new).await.status.as_u16(), 404);
    }
}

#[tokio::test]
async fn programs_post_and_take_back() {
    for house in houses().await {
        let (id, _) = employer(&house).await;
        let mut program = house.browser();
        let body = serde_json::json!({
            "kind": "day", "title": "核桃装车", "trade": "t01", "duties": "把装好的核桃搬上车",
            "region": TOWN, "headcount": 3, "start_day": "2026-11-24", "work_minutes": 480,
            "pay_unit": "day", "pay_min_fen": 18000, "settle": "day", "insurance": "accident",
            "conditions": "只招男工"
        });
        let path = "/api/v1/vacancies";
        assert_eq!(program.post_json(path, &body).await.status.as_u16(), 401);
        program.token = Some(format!("employer,{id},{TOWN}"));
        let made = program.post_json(path, &body).await;
        assert_eq!(made.status.as_u16(), 201, "{}", made.text);
        assert_eq!(made.json()["state"], "rejected");
        assert_eq!(made.json()["finds"][0]["rule"], "sex-men");
        let mut wrong = body.clone();
        wrong["headcount"] = serde_json::json!(501);
        let refused = program.post_json(path, &wrong).await;
        assert_eq!(refused.status.as_u16(), 422);
        wrong["colour"] = serde_json::json!("red");
        assert!(
            program
                .post_json(path, &wrong)
                .await
                .status
                .is_client_error()
        );
        let id = made.json()["id"].as_str().unwrap().to_owned();
        let back = format!("{path}/{id}/withdraw");
        for _ in 0..2 {
            let done = program.post_json(&back, &serde_json::json!({})).await;
            assert_eq!(done.json()["state"], "withdrawn", "{}", done.text);
        }
    }
}

#[tokio::test]
async fn every_page_is_said_in_both_languages() {
    let houses = houses().await;
    let house = &houses[0];
    for page in &house.pages {
        for locale in kernel::Locale::ALL {
            for role in [Role::Employer, Role::CountyClerk] {
                let mut ctx = house.ctx(role, &[], "611021000000");
                ctx.locale = locale;
                for text in (page.render)(&house.house, &ctx).unwrap() {
                    assert!(!text.contains('⟦'), "{}: {text}", page.template);
                }
            }
        }
    }
    assert_eq!(house.house.words.complete(), Vec::<String>::new());
}
