//! The public pages and their API over real rows.

use crate::{State, VacancyId};
use db::{Value, params};
use employers::EmployerId;
use std::sync::Arc;
use testkit::{Browser, TestHouse};

fn rooms() -> Vec<capability::Capability> {
    vec![
        reference::capability(),
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
    state: State,
}

const PLAIN: Given<'static> = Given {
    title: "工地搬运",
    trade: "t01",
    region: "611021108000",
    pay_fen: 18_000,
    start: "2026-11-24",
    state: State::Published,
};

async fn employer(house: &TestHouse) -> EmployerId {
    let ctx = house.system();
    let id = EmployerId::mint(&ctx);
    let mut tx = house.house.db.begin().await.expect("a transaction");
    let sql = "INSERT INTO employers (id, county, kind, class, name, name_fold, region, address, \
        industry, contact_name, phone, phone_index, licence_no, state, verified_level, \
        created_by, created_at, updated_at) VALUES ($1, '611021', 'company', 'self-employer', \
        '试验建筑公司', '试验建筑公司', '611021108000', '街道 1 号', '', '某', $2, $3, '', \
        'verified', 'visited', 'test', 0, 0)";
    let empty = vec![0u8];
    tx.execute(sql, &params![id.as_str(), empty.clone(), empty])
        .await
        .expect("an employer");
    tx.commit().await.expect("committed");
    id
}

/// Writes a post as it would stand after the actions, and moves the board on.
async fn post(house: &TestHouse, employer: &EmployerId, given: &Given<'_>) -> String {
    let ctx = house.system();
    let id = VacancyId::mint(&ctx).to_string();
    let mut tx = house.house.db.begin().await.expect("a transaction");
    let seq = "INSERT INTO vacancy_board (county, seq) VALUES ('611021', 1) \
        ON CONFLICT (county) DO UPDATE SET seq = vacancy_board.seq + 1 RETURNING seq";
    let seq: i64 = tx
        .one(seq, &[])
        .await
        .and_then(|row| row.get("seq"))
        .expect("a number");
    let texts = [
        ("id", id.as_str()),
        ("county", "611021"),
        ("no", id.as_str()),
        ("employer_id", employer.as_str()),
        ("kind", "day"),
        ("state", given.state.code()),
        ("title", given.title),
        ("trade", given.trade),
        ("duties", "把水泥搬上楼 <b>"),
        ("conditions", ""),
        ("region", given.region),
        ("address", "新区工地"),
        ("start_day", given.start),
        ("end_day", "2026-11-28"),
        ("shift", "day"),
        ("pay_unit", "day"),
        ("settle", "day"),
        ("pay_method", "cash"),
        ("meals", "given"),
        ("lodging", "own"),
        ("transport", "own"),
        ("insurance", "accident"),
        ("insurance_reason", ""),
        ("agreement", "service"),
        ("age_reason", ""),
        ("certs", "[]"),
        ("targets", "[]"),
        ("policy_doc", ""),
        ("source_kind", "original"),
        ("source_org", ""),
        ("source_url", ""),
        ("account_class", "self-employer"),
        ("valid_until_day", "2026-11-28"),
        ("verified_level", "visited"),
        ("likeness", ""),
    ];
    let now = ctx.now.millis();
    let numbers = [
        ("version", 1),
        ("published_version", 1),
        ("headcount", 3),
        ("start_minute", 390),
        ("work_minutes", 480),
        ("pay_min_fen", given.pay_fen),
        ("pay_day_fen", given.pay_fen),
        ("checked_at", now),
        ("published_at", now),
        ("created_at", now),
        ("updated_at", now),
        ("board_seq", seq),
    ];
    let names = texts.iter().map(|t| t.0).chain(numbers.iter().map(|n| n.0));
    let names: Vec<&str> = names.collect();
    let places: Vec<String> = (1..=names.len()).map(|n| format!("${n}")).collect();
    let values = texts.iter().map(|t| Value::from(t.1));
    let values: Vec<Value> = values
        .chain(numbers.iter().map(|n| Value::from(n.1)))
        .collect();
    let (names, places) = (names.join(", "), places.join(", "));
    let sql = format!("INSERT INTO vacancies ({names}) VALUES ({places})");
    tx.execute(&sql, &values).await.expect("a post");
    tx.commit().await.expect("committed");
    id
}

async fn set(house: &TestHouse, id: &str, change: &str) {
    let mut tx = house.house.db.begin().await.expect("a transaction");
    let sql = "UPDATE vacancy_board SET seq = seq + 1 RETURNING seq";
    let seq: i64 = tx
        .one(sql, &[])
        .await
        .and_then(|row| row.get("seq"))
        .expect("a number");
    let sql = format!("UPDATE vacancies SET {change}, board_seq = $2 WHERE id = $1");
    tx.execute(&sql, &params![id, seq]).await.expect("changed");
    tx.commit().await.expect("committed");
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
    set(&house, &id, "state = 'filled', taken = headcount").await;
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
    set(&house, &id, "state = 'taken-down'").await;
    assert_eq!(browser.get(&format!("/jobs/{id}")).await.status, 404);
}

#[tokio::test]
async fn filters_narrow_and_wrong_ones_are_refused() {
    let house = house().await;
    let employer = employer(&house).await;
    post(&house, &employer, &PLAIN).await;
    let digger = Given {
        title: "招挖机司机",
        trade: "t20",
        region: "611021102000",
        pay_fen: 40_000,
        start: "2026-11-26",
        state: State::Published,
    };
    post(&house, &employer, &digger).await;
    post(
        &house,
        &employer,
        &Given {
            title: "草稿",
            state: State::Draft,
            ..PLAIN
        },
    )
    .await;
    let mut browser = house.browser();
    assert_eq!(titles(&mut browser, "").await, ["工地搬运", "招挖机司机"]);
    assert_eq!(titles(&mut browser, "q=鉤機").await, ["招挖机司机"]);
    assert_eq!(titles(&mut browser, "q=力工").await, ["工地搬运"]);
    assert_eq!(
        titles(&mut browser, "town=611021108000&pay_min=100").await,
        ["工地搬运"]
    );
    assert_eq!(
        titles(&mut browser, "pay_min=300&sort=soonest").await,
        ["招挖机司机"]
    );
    assert_eq!(
        titles(&mut browser, "trade=挖掘机&settle=day&kind=day").await,
        ["招挖机司机"]
    );
    assert_eq!(
        titles(&mut browser, "sort=nearest&near=古城镇").await[0],
        "招挖机司机"
    );
    assert!(titles(&mut browser, "from=2026-12-20").await.is_empty());
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
        assert_eq!(
            browser.get(&format!("/jobs?{query}")).await.status,
            422,
            "{query}"
        );
    }
    let none = browser
        .get("/jobs?pay_min=900&town=611021108000")
        .await
        .ok();
    none.has("没有这样的活");
    let none = browser
        .get("/jobs?pay_min=300&town=611021108000")
        .await
        .ok();
    none.has("工钱降到一天 180 元").has("不限“石坡镇”，有 1 个");
    let csv = browser.get("/jobs?format=csv").await.ok();
    csv.has("工地搬运").has("招挖机司机").lacks("草稿");
}

#[tokio::test]
async fn pages_of_the_api_cover_every_post_once() {
    let house = house().await;
    let employer = employer(&house).await;
    let mut wanted = Vec::new();
    for n in 0..45 {
        let start = format!("2026-11-{}", 24 + n % 5);
        wanted.push(
            post(
                &house,
                &employer,
                &Given {
                    start: &start,
                    ..PLAIN
                },
            )
            .await,
        );
    }
    let mut browser = house.browser();
    let (mut seen, mut cursor) = (Vec::new(), String::new());
    loop {
        let page = browser
            .get(&format!("/api/v1/vacancies?cursor={cursor}"))
            .await
            .ok()
            .json();
        assert_eq!(page["total"], 45);
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
