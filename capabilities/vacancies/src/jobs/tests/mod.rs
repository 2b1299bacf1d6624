//! The public pages and their API over real rows.

mod worker;

use crate::{
    Agreement, Decision, Insurance, Kind, Lodging, Meals, PayMethod, PayUnit, Settle, Shift,
    Source, Terms, Transport, Vacancy, VacancyId, Verdict, VerifiedLevel, create, decide, submit,
    take_down, take_place,
};
use db::params;
use kernel::Role;
use std::sync::Arc;
use testkit::{Browser, TestHouse};

fn rooms() -> Vec<capability::Capability> {
    let matching = capability::Capability {
        messages: matching::MESSAGES,
        ..capability::Capability::new("matching")
    };
    vec![
        matching,
        reference::capability(),
        stations::capability(),
        employers::capability(),
        crate::capability(),
    ]
}

async fn house() -> TestHouse {
    testkit::sqlite(rooms(), Arc::new(web::NoGate)).await
}

struct Given<'a> {
    title: &'a str,
    trade: &'a str,
    region: &'a str,
    pay_fen: i64,
    start: &'a str,
}

const PLAIN: Given<'static> = Given {
    title: "工地搬运",
    trade: "t01",
    region: "611021108000",
    pay_fen: 18_000,
    start: "2026-11-24",
};

fn terms(given: &Given<'_>) -> Terms {
    Terms {
        kind: Kind::Day,
        title: given.title.to_owned(),
        trade: given.trade.to_owned(),
        duties: "把水泥搬上楼 <b>".to_owned(),
        conditions: String::new(),
        region: given.region.to_owned(),
        address: "新区工地".to_owned(),
        headcount: 2,
        start_day: given.start.parse().expect("a day"),
        end_day: "2026-11-28".parse().ok(),
        start_minute: Some(390),
        work_minutes: Some(480),
        shift: Shift::DayShift,
        pay_unit: PayUnit::Day,
        pay_min_fen: Some(given.pay_fen),
        pay_max_fen: None,
        settle: Settle::Day,
        pay_method: PayMethod::Cash,
        meals: Meals::Given,
        lodging: Lodging::Own,
        transport: Transport::Own,
        insurance: Insurance::Accident,
        insurance_reason: String::new(),
        agreement: Agreement::Service,
        age_min: None,
        age_max: None,
        age_reason: String::new(),
        certs: Vec::new(),
        targets: Vec::new(),
        policy_doc: String::new(),
        source: Source::Original,
        source_org: String::new(),
        source_url: String::new(),
    }
}

async fn employer(house: &TestHouse) -> String {
    let ctx = house.system();
    let id = ctx.mint("emp");
    let mut tx = house.house.db.begin().await.expect("a transaction");
    let sql = "INSERT INTO employers (id, county, kind, class, name, name_fold, region, address, \
        industry, contact_name, phone, phone_index, licence_no, state, verified_level, \
        verified_until_day, created_by, created_at, updated_at) \
        VALUES ($1, '611021', 'company', 'self-employer', '试验建筑公司', '试验建筑公司', \
        '611021108000', '', '', '', $2, $2, '', 'verified', 'visited', '2027-05-01', '', 0, 0)";
    let sealed = vec![0u8];
    tx.execute(sql, &params![id.as_str(), sealed])
        .await
        .expect("an employer");
    tx.commit().await.expect("committed");
    id
}

async fn draft(house: &TestHouse, employer: &str, given: &Given<'_>) -> Vacancy {
    let ctx = house.ctx(Role::Employer, &[employer], given.region);
    let mut tx = trail::begin(&house.house.db, &ctx).await.expect("begun");
    let post = create(&ctx, &mut tx, employer, terms(given), None).await;
    tx.commit(&ctx).await.expect("committed");
    post.expect("a draft")
}

/// A post that went the way of every post, and is shown.
async fn post(house: &TestHouse, employer: &str, given: &Given<'_>) -> String {
    let post = draft(house, employer, given).await;
    let ctx = house.ctx(Role::Employer, &[employer], given.region);
    let mut tx = trail::begin(&house.house.db, &ctx).await.expect("begun");
    let post = submit(&ctx, &mut tx, &post.id).await.expect("sent in");
    tx.commit(&ctx).await.expect("committed");
    let ctx = house.ctx(Role::Reviewer, &[], "611021000000");
    let mut tx = trail::begin(&house.house.db, &ctx).await.expect("begun");
    let decision = Decision {
        version: post.version,
        verdict: Verdict::Publish,
        reason: String::new(),
        level: Some(VerifiedLevel::Visited),
        answers: Vec::new(),
    };
    let done = decide(&ctx, &mut tx, &post.id, decision).await;
    tx.commit(&ctx).await.expect("committed");
    done.expect("published").id.to_string()
}

async fn fill(house: &TestHouse, id: &str) {
    let (ctx, id) = (house.system(), VacancyId::parse(id).expect("an id"));
    for _ in 0..2 {
        let mut tx = trail::begin(&house.house.db, &ctx).await.expect("begun");
        take_place(&ctx, &mut tx, &id).await.expect("a place");
        tx.commit(&ctx).await.expect("committed");
    }
}

async fn forbid(house: &TestHouse, id: &str) {
    let ctx = house.ctx(Role::Reviewer, &[], "611021000000");
    let id = VacancyId::parse(id).expect("an id");
    let mut tx = trail::begin(&house.house.db, &ctx).await.expect("begun");
    let done = take_down(&ctx, &mut tx, &id, "收押金").await;
    done.expect("taken down");
    tx.commit(&ctx).await.expect("committed");
}

async fn titles(browser: &mut Browser, query: &str) -> Vec<String> {
    let answer = browser
        .get(&format!("/api/v1/vacancies?{query}"))
        .await
        .ok()
        .json();
    let items = answer["items"].as_array().cloned().unwrap_or_default();
    assert_eq!(
        answer["total"].as_u64(),
        u64::try_from(items.len()).ok(),
        "{query}"
    );
    items
        .iter()
        .map(|item| item["title"].as_str().unwrap_or_default().to_owned())
        .collect()
}

#[tokio::test]
async fn a_job_is_found_read_and_gone_when_it_is_full() {
    let house = house().await;
    let employer = employer(&house).await;
    let id = post(&house, &employer, &PLAIN).await;
    let mut browser = house.browser();
    let list = browser
        .get("/jobs")
        .await
        .ok()
        .has("搬运装卸 · 石坡镇")
        .has("180 元")
        .has("日结");
    list.has("明天")
        .has("6:30")
        .has("站点今天核实")
        .has("包吃")
        .lacks("乘车约");
    browser
        .get("/jobs?near=611021102000")
        .await
        .ok()
        .has("乘车约");
    browser
        .get("/")
        .await
        .ok()
        .has("搬运工 1")
        .has("今天站点的人核实了 1 个活");
    let page = browser.get(&format!("/jobs/{id}")).await.ok();
    let page = page
        .has("试验建筑公司")
        .has("新区工地")
        .has("我想去")
        .has("/sign-in?as=worker");
    page.has("JobPosting")
        .has("\\u003cb>")
        .lacks("<b>")
        .has("0914-0000000");
    browser
        .get(&format!("/jobs/{id}/slip"))
        .await
        .ok()
        .has("<svg");
    fill(&house, &id).await;
    browser
        .get("/jobs")
        .await
        .ok()
        .has("共 0 个活")
        .lacks("搬运装卸 · 石坡镇");
    browser
        .get(&format!("/jobs/{id}"))
        .await
        .ok()
        .has("已经招满")
        .lacks("我想去</a>");
    forbid(&house, &id).await;
    assert_eq!(browser.get(&format!("/jobs/{id}")).await.status, 404);
}

/// Two posts that differ in everything, and a draft.
async fn two_posts(house: &TestHouse) {
    let employer = employer(house).await;
    post(house, &employer, &PLAIN).await;
    let digger = Given {
        title: "招挖机司机",
        trade: "t20",
        region: "611021102000",
        pay_fen: 40_000,
        start: "2026-11-26",
    };
    post(house, &employer, &digger).await;
    let title = "草稿";
    draft(house, &employer, &Given { title, ..PLAIN }).await;
}

#[tokio::test]
async fn filters_narrow_the_list_on_both_databases() {
    for house in testkit::both(rooms, Arc::new(web::NoGate)).await {
        two_posts(&house).await;
        narrowed(&house).await;
    }
}

async fn narrowed(house: &TestHouse) {
    let mut browser = house.browser();
    let cases = [
        ("", "工地搬运 招挖机司机"),
        ("q=鉤機", "招挖机司机"),
        ("q=力工", "工地搬运"),
        ("town=611021108000&pay_min=100", "工地搬运"),
        ("pay_min=300&sort=soonest", "招挖机司机"),
        ("trade=挖掘机&settle=day&kind=day", "招挖机司机"),
        ("sort=nearest&near=611021102000", "招挖机司机 工地搬运"),
        ("from=2026-12-20", ""),
    ];
    for (query, wanted) in cases {
        assert_eq!(
            titles(&mut browser, query).await.join(" "),
            wanted,
            "{query}"
        );
    }
    let none = "/jobs?pay_min=900&town=611021108000";
    browser
        .get(none)
        .await
        .ok()
        .has("没有这样的活")
        .has("180 元");
    let none = "/jobs?pay_min=300&town=611021108000";
    let none = browser.get(none).await.ok();
    none.has("工钱降到一天 180 元").has("不限“石坡镇”，有 1 个");
    let csv = browser.get("/jobs?format=csv").await.ok();
    csv.has("工地搬运").has("招挖机司机").lacks("草稿");
}

#[tokio::test]
async fn wrong_filters_are_refused() {
    let house = house().await;
    two_posts(&house).await;
    let mut browser = house.browser();
    let wrong = [
        ("town=999999999999", "town"),
        ("town=611021108201", "town"),
        ("trade=t99", "trade"),
        ("settle=daily", "settle"),
        ("kind=x", "kind"),
        ("pay_min=abc", "pay_min"),
        ("from=2026-02-30", "from"),
        ("sort=cheapest", "sort"),
        ("sort=best", "sort"),
        ("sort=nearest", "sort"),
        ("near=nowhere", "near"),
        ("cursor=zz", "cursor"),
        ("colour=red", "colour"),
        ("format=pdf", "format"),
    ];
    for (query, field) in wrong {
        let api = browser.get(&format!("/api/v1/vacancies?{query}")).await;
        assert_eq!(api.status, 422, "{query}");
        assert_eq!(api.json()["fields"][0]["field"], field, "{query}");
        let page = browser.get(&format!("/jobs?{query}")).await;
        assert_eq!(page.status, 422, "{query}");
    }
}

#[tokio::test]
async fn pages_of_the_api_cover_every_post_once() {
    let house = house().await;
    let employer = employer(&house).await;
    let mut wanted = Vec::new();
    for n in 0..25 {
        let (start, title) = (format!("2026-11-{}", 24 + n % 5), format!("搬运第 {n} 处"));
        let given = Given {
            start: &start,
            title: &title,
            ..PLAIN
        };
        wanted.push(post(&house, &employer, &given).await);
    }
    let mut browser = house.browser();
    let (mut seen, mut cursor) = (Vec::new(), String::new());
    loop {
        let page = browser
            .get(&format!("/api/v1/vacancies?cursor={cursor}"))
            .await
            .ok()
            .json();
        assert_eq!(page["total"], 25);
        let items = page["items"].as_array().cloned().unwrap_or_default();
        seen.extend(
            items
                .iter()
                .map(|i| i["id"].as_str().unwrap_or_default().to_owned()),
        );
        match page["next"].as_str() {
            Some(next) => next.clone_into(&mut cursor),
            None => break,
        }
    }
    let one = browser
        .get(&format!("/api/v1/vacancies/{}", seen[0]))
        .await
        .ok()
        .json();
    assert_eq!(one["pay_min_fen"], 18_000);
    seen.sort();
    wanted.sort();
    assert_eq!(seen, wanted);
    assert_eq!(browser.get("/api/v1/vacancies/vac_x").await.status, 404);
}

#[tokio::test]
async fn anybody_may_warn_of_a_post() {
    let house = house().await;
    let employer = employer(&house).await;
    let id = post(&house, &employer, &PLAIN).await;
    let mut browser = house.browser();
    let path = format!("/jobs/{id}/report");
    browser.get(&path).await.ok().has("向我要钱");
    let refused = browser.post(&path, &[("kind", "other")]).await;
    assert_eq!(refused.status, 422);
    let thanks = browser
        .post(&path, &[("kind", "fee"), ("body", "要押金")])
        .await;
    thanks.ok().has("收到了");
    let mut conn = house.house.db.read().await.expect("a loan");
    let sql = "SELECT kind, region, body, reporter FROM vacancy_reports";
    let row = conn.one(sql, &[]).await.expect("a report");
    assert_eq!(row.get::<String>("body"), Ok("要押金".to_owned()));
    assert_eq!(row.get::<String>("region"), Ok(PLAIN.region.to_owned()));
}

#[tokio::test]
async fn every_page_renders_in_both_languages() {
    let house = house().await;
    for locale in kernel::Locale::ALL {
        let mut ctx = house.system();
        ctx.locale = locale;
        for page in &house.pages {
            let rendered = (page.render)(&house.house, &ctx);
            assert!(rendered.is_ok(), "{}: {rendered:?}", page.template);
        }
    }
}
