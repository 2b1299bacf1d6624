//! One person, one file: whoever types it, on both databases.

use crate::testing::{TOWN, browser, clerk, house, houses, id_number, person, register};
use crate::workers::model::{NewWorker, Registered};
use crate::workers::queries::{self, By, Search};
use crate::workers::state::State;
use kernel::{Ctx, Kind, Region, Role, Scope};
use proptest::prelude::*;
use testkit::TestHouse;

async fn count(house: &TestHouse) -> i64 {
    let mut conn = house.house.db.read().await.expect("a reader");
    let row = conn
        .one("SELECT COUNT(*) AS n FROM workers", &[])
        .await
        .expect("a row");
    row.get("n").expect("a number")
}

#[tokio::test]
async fn the_same_id_number_or_the_same_telephone_with_the_same_name_is_one_file() {
    for house in houses().await {
        let (clerk, system) = (clerk(&house), house.system());
        let id = id_number("19700512", 12);
        let mut first = person("王小明", "13800000001", TOWN);
        first.id_no = Some(id.clone());
        let made = register(&house, &clerk, first).await.expect("made");
        assert!(made.is_new());
        // Another telephone, small letters, full width: still the same ID number.
        let mut again = person("王小名", "13800000002", TOWN);
        again.id_no = Some(format!(" {} ", id.to_lowercase()));
        let same = register(&house, &system, again).await.expect("found");
        assert_eq!(same, Registered::Already(made.id().clone()));
        // Same telephone and name, no ID number.
        let same = register(&house, &clerk, person(" 王小明 ", "138-0000-0001", TOWN)).await;
        assert_eq!(same.expect("found"), Registered::Already(made.id().clone()));
        // A family's telephone is no identity.
        let wife = register(&house, &clerk, person("李小红", "13800000001", TOWN)).await;
        assert!(wife.expect("made").is_new());
        // Same name, same telephone, another ID number: another person.
        let mut son = person("王小明", "13800000001", TOWN);
        son.id_no = Some(id_number("19950101", 31));
        assert!(register(&house, &system, son).await.expect("made").is_new());
        // And whoever the clerk says is another.
        let mut other = person("李小红", "13800000001", TOWN);
        other.distinct = true;
        assert!(
            register(&house, &clerk, other)
                .await
                .expect("made")
                .is_new()
        );
        assert_eq!(count(&house).await, 4);
    }
}

#[tokio::test]
async fn faults_are_told_by_field_and_nothing_is_written() {
    let house = house().await;
    let clerk = clerk(&house);
    let code = |made: Result<Registered, kernel::Refusal>| {
        made.err()
            .map_or("", |r| r.fields.first().map_or(r.code, |f| f.code))
    };
    let with = |change: fn(&mut NewWorker)| {
        let mut new = person("王小明", "13800000001", TOWN);
        change(&mut new);
        new
    };
    let cases: [(NewWorker, &str); 7] = [
        (with(|n| n.name = "12".into()), "people-name-bad"),
        (with(|n| n.phone = Some("12345".into())), "field-not-phone"),
        (
            with(|n| n.id_no = Some("611099197005120121".into())),
            "id-card-checksum",
        ),
        (
            with(|n| n.id_no = Some(id_number("20150101", 12))),
            "people-too-young",
        ),
        (with(|n| n.region = "611021999999".into()), "record-unknown"),
        (
            with(|n| n.wishes.trades = vec!["t99999".into()]),
            "field-not-choice",
        ),
        (with(|n| n.consent = "guessed"), "people-consent-needed"),
    ];
    for (new, expected) in cases {
        assert_eq!(code(register(&house, &clerk, new).await), expected);
    }
    let far = person("王小明", "13800000001", "611021100000");
    assert_eq!(code(register(&house, &clerk, far).await), "record-unknown");
    assert_eq!(count(&house).await, 0);
}

#[tokio::test]
async fn a_typed_number_opens_nobody_elses_file() {
    let house = house().await;
    let id = id_number("19700512", 12);
    let mut known = person("王小明", "13800000001", TOWN);
    known.id_no = Some(id.clone());
    register(&house, &house.system(), known)
        .await
        .expect("made");
    let stranger = house.ctx(Role::Worker, &[], crate::testing::COUNTY);
    let mut thief = person("王小明", "13900000009", TOWN);
    (thief.id_no, thief.consent) = (Some(id), "screen");
    let refused = register(&house, &stranger, thief)
        .await
        .expect_err("refused");
    assert_eq!(
        (refused.kind, refused.code),
        (Kind::Conflict, "people-id-taken")
    );
}

async fn seen(house: &TestHouse, scope: &Scope, by: By) -> Vec<String> {
    let mut conn = house.house.db.read().await.expect("a reader");
    let search = Search {
        by,
        ..Search::default()
    };
    let found = queries::search(&mut conn, scope, &search, 100)
        .await
        .expect("a list");
    let mut names: Vec<String> = found.into_iter().map(|w| w.name).collect();
    names.sort();
    names
}

/// What a list shows is what `require` would allow, row by row.
async fn list_equals_decision(house: &TestHouse, ctx: &Ctx, all: &[(String, String)]) {
    let mut allowed: Vec<String> = all
        .iter()
        .filter(|(_, region)| {
            ctx.require(crate::VIEW, kernel::Target::Region(region))
                .is_ok()
        })
        .map(|(name, _)| name.clone())
        .collect();
    allowed.sort();
    assert_eq!(seen(house, &ctx.scope, By::All).await, allowed);
}

#[test]
fn the_list_of_every_scope_equals_the_decision_on_every_row() {
    let runtime = tokio::runtime::Runtime::new().expect("a runtime");
    let (house, all, regions) = runtime.block_on(async {
        let house = house().await;
        let tables = reference::tables(&house.system()).expect("tables");
        let regions: Vec<String> = tables.divisions().iter().map(|d| d.code.clone()).collect();
        let mut all = Vec::new();
        for (i, region) in regions.iter().step_by(7).enumerate() {
            let name: String = ['王', char::from_u32(0x4e00 + i as u32).expect("a letter")]
                .iter()
                .collect();
            let new = person(&name, "", region);
            register(&house, &house.system(), new).await.expect("made");
            all.push((name, region.clone()));
        }
        (house, all, regions)
    });
    let roles = prop::sample::select(Role::ALL.to_vec());
    let config = ProptestConfig {
        cases: 60,
        ..ProptestConfig::default()
    };
    proptest!(config, |(role in roles, at in prop::sample::select(regions))| {
        let ctx = house.ctx(role, &[], &at);
        if Role::STATION.contains(&role) {
            runtime.block_on(list_equals_decision(&house, &ctx, &all));
        } else {
            prop_assert!(!ctx.may(crate::VIEW));
        }
    });
    assert!(Region::parse(TOWN).is_some());
}

#[tokio::test]
async fn people_are_found_by_name_whole_number_and_last_four() {
    for house in houses().await {
        let id = id_number("19700512", 12);
        let mut first = person("王小明", "13800001234", TOWN);
        first.id_no = Some(id.clone());
        register(&house, &house.system(), first)
            .await
            .expect("made");
        let other = person("张三丰", "13900005678", TOWN);
        register(&house, &house.system(), other)
            .await
            .expect("made");
        let scope = clerk(&house).scope;
        let vault = &house.house.vault;
        let today = house.system().today();
        for (typed, found) in [
            ("王小", vec!["王小明"]),
            ("小明", vec!["王小明"]),
            ("王小明 ", vec!["王小明"]),
            ("138 0000 1234", vec!["王小明"]),
            (id.as_str(), vec!["王小明"]),
            ("1234", vec!["王小明"]),
            (&id[14..], vec!["王小明"]),
            ("5678", vec!["张三丰"]),
            ("%", vec![]),
            ("", vec!["张三丰", "王小明"]),
        ] {
            let by = {
                let mut conn = house.house.db.read().await.expect("a reader");
                crate::desk::find::by(&mut conn, vault, today, typed).await
            };
            let names = match by {
                Ok(by) => seen(&house, &scope, by).await,
                Err(_) => Vec::new(),
            };
            assert_eq!(names, found, "{typed}");
        }
        let wrong = {
            let mut conn = house.house.db.read().await.expect("a reader");
            crate::desk::find::by(&mut conn, vault, today, "1380000123").await
        };
        assert_eq!(
            wrong.expect_err("refused").fields[0].code,
            "people-number-bad"
        );
    }
}

/// Signs up with a telephone that signed in: the new file's id, and its account.
async fn sign_up(house: &TestHouse) -> (String, String) {
    let account = {
        let ctx = house.system();
        let mut tx = trail::begin(&house.house.db, &ctx).await.expect("begun");
        let account = stations::ensure_account(&ctx, &mut tx, "13800001234")
            .await
            .expect("made");
        tx.commit(&ctx).await.expect("committed");
        account
    };
    let mut one = browser(house, &format!("worker|||{account}"));
    one.get("/my").await.ok().has("先认识一下");
    // A repeated village name is asked with its town; what was typed stays.
    let again = one
        .post("/my/start", &[("name", "王小明"), ("place", "杨村")])
        .await;
    assert_eq!(again.status.as_u16(), 422);
    again.has("请把镇名也写上").has("value=\"王小明\"");
    let said = [("name", "王小明"), ("purpose", "recommend")];
    let made = one.post_bare("/my/start", &said).await;
    assert_eq!(made.location(), "/my?said=people-said-started");
    let mut conn = house.house.db.read().await.expect("a reader");
    let row = conn
        .one("SELECT id, state FROM workers", &[])
        .await
        .expect("a file");
    assert_eq!(row.get::<String>("state").expect("a state"), "min");
    (row.get::<String>("id").expect("an id"), account)
}

#[tokio::test]
async fn a_worker_signs_up_says_what_is_wanted_and_loses_nothing() {
    let house = house().await;
    let (id, account) = sign_up(&house).await;
    let mut one = browser(&house, &format!("worker|{id}||{account}"));
    one.get("/my")
        .await
        .ok()
        .has("王小明，您好")
        .has("日工现在就能报名");
    let half = one
        .post("/my/profile/trades", &[("words", "力工、飞天遁地")])
        .await;
    assert_eq!(half.status.as_u16(), 422);
    half.has("没听懂“飞天遁地”")
        .has("value=\"飞天遁地\"")
        .has("checked")
        .has("搬运装卸");
    let done = one
        .post("/my/profile/trades", &[("words", "力工 钩机")])
        .await
        .ok();
    done.has("搬运装卸")
        .has("已保存")
        .has("138****1234")
        .lacks("13800001234");
    for (part, fields) in [
        (
            "place",
            vec![
                ("max_minutes", "40"),
                ("places", "城关街道"),
                ("lodging", "1"),
            ],
        ),
        (
            "pay",
            vec![("pay_floor", "25"), ("pay_unit", "hour"), ("settle", "day")],
        ),
        (
            "dates",
            vec![("from_day", "2026-11-24"), ("to_day", "2026-12-24")],
        ),
        ("channel", vec![("channel", "village")]),
        (
            "certs",
            vec![
                ("cert", "welder"),
                ("number", "T611099"),
                ("expires_day", "2028-01-01"),
            ],
        ),
    ] {
        one.get(&format!("/my/profile/{part}")).await.ok();
        one.post(&format!("/my/profile/{part}"), &fields).await.ok();
    }
    let number = id_number("19700512", 12);
    let who = [
        ("name", "王小明"),
        ("place", "城关街道"),
        ("id_no", number.as_str()),
    ];
    one.post("/my/profile/who", &who)
        .await
        .ok()
        .has("资料齐全")
        .lacks(&number);
    one.get("/my/profile/nonsense").await.has("没有这个页面");
    let id = crate::WorkerId::parse(&id).expect("an id");
    facts_follow(&house, &id).await;
}

async fn facts_follow(house: &TestHouse, id: &crate::WorkerId) {
    let mut conn = house.house.db.read().await.expect("a reader");
    let worker = crate::worker(&mut conn, id)
        .await
        .expect("read")
        .expect("there");
    assert_eq!((worker.state, worker.certs.len()), (State::Full, 1));
    let facts = crate::facts(&house.system(), &worker).expect("facts");
    assert_eq!((facts.trades.len(), facts.pay_floor_fen), (2, Some(20_000)));
    let welder = house
        .house
        .slots
        .get_or(matching::Certs::default)
        .bits(["焊工证"]);
    assert_eq!(facts.certs & welder, welder);
    let own = house.ctx(Role::Worker, &[id.as_str()], crate::testing::COUNTY);
    assert!(crate::viewer_facts(&own, &mut conn).await.is_some());
}
