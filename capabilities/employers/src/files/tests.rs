//! Employer files from registration to lapse, on both databases, by action and by page.

use super::model::{Class, EmployerId, Kind, Level, NewEmployer};
use super::state::{Outcome, State};
use super::{actions, exchange, queries};
use actions::Verdict;
use kernel::{Kind as Sort, Refusal, Role};
use std::sync::Arc;
use testkit::TestHouse;

const TOWN: &str = "611021103000";

/// Reads `role|subject|region|account` as who comes in.
struct Believing;

impl web::Gate for Believing {
    fn by_cookie<'a>(&'a self, _: &'a web::House, value: &'a str) -> web::GateFuture<'a> {
        Box::pin(async move {
            let parts: Vec<&str> = value.split('|').collect();
            let role = Role::parse(parts[0]).expect("a role");
            let region = kernel::Region::parse(parts[2]).expect("twelve digits");
            let staff = role.is_staff();
            let (kind, scope) = if staff {
                (kernel::ActorKind::Staff, kernel::Scope::of(&region))
            } else {
                (kernel::ActorKind::Person, kernel::Scope::nothing())
            };
            let own = Some(parts[1].to_owned()).filter(|s| !s.is_empty());
            Ok(web::Visitor {
                actor: kernel::Actor {
                    kind,
                    id: parts[3].to_owned(),
                    roles: vec![role],
                    subjects: own.into_iter().collect(),
                    limit: None,
                },
                scope,
                session: Some(value.to_owned()),
            })
        })
    }
    fn by_token<'a>(&'a self, _: &'a web::House, _: &'a str) -> web::GateFuture<'a> {
        Box::pin(async { Ok(web::Visitor::stranger()) })
    }
}

fn rooms() -> Vec<capability::Capability> {
    vec![
        reference::capability(),
        stations::capability(),
        crate::capability(),
    ]
}

async fn houses() -> Vec<TestHouse> {
    testkit::both(rooms, Arc::new(web::NoGate)).await
}

fn company() -> NewEmployer {
    NewEmployer {
        kind: Kind::Company,
        class: Class::SelfEmployer,
        name: "洛南县兴旺建材有限公司".into(),
        uscc: Some("91611021MA70000008".into()),
        id_no: None,
        region: TOWN.into(),
        address: "街道 1 号".into(),
        industry: String::new(),
        contact_name: "张三".into(),
        phone: "138 0000 0000".into(),
        licence_no: String::new(),
        key: false,
    }
}

fn verdict() -> Verdict {
    Verdict {
        level: Level::Visited,
        reason: "看了门店".into(),
    }
}

async fn registered(house: &TestHouse, new: NewEmployer) -> Result<EmployerId, Refusal> {
    let ctx = house.system();
    let mut tx = trail::begin(&house.house.db, &ctx).await?;
    let made = actions::register(&ctx, &mut tx, new).await?;
    tx.commit(&ctx).await?;
    Ok(made.id)
}

async fn state(house: &TestHouse, id: &EmployerId) -> State {
    let mut reader = house.house.db.read().await.unwrap();
    queries::one(&mut reader, id).await.unwrap().state
}

#[tokio::test]
async fn the_same_company_is_registered_once() {
    for house in houses().await {
        let first = registered(&house, company()).await.unwrap();
        let again = registered(&house, company()).await.unwrap();
        assert_eq!(first, again);
        let person = house.ctx(Role::Employer, &[], TOWN);
        let mut tx = trail::begin(&house.house.db, &person).await.unwrap();
        let refused = actions::register(&person, &mut tx, company()).await;
        let refused = refused.unwrap_err();
        assert_eq!(refused.code, "employers-already-registered");
        let mut wrong = company();
        wrong.uscc = Some("91611021MA70000009".into());
        wrong.phone = "123".into();
        let refused = actions::register(&person, &mut tx, wrong)
            .await
            .unwrap_err();
        let codes: Vec<_> = refused.fields.iter().map(|f| f.code).collect();
        assert_eq!(codes, ["uscc-checksum", "field-not-phone"]);
    }
}

#[tokio::test]
async fn a_check_holds_six_months_is_warned_of_and_lapses() {
    for house in houses().await {
        let id = registered(&house, company()).await.unwrap();
        let clerk = house.ctx(Role::TownClerk, &[], TOWN);
        let mut tx = trail::begin(&house.house.db, &clerk).await.unwrap();
        let employer = queries::one(&mut tx, &id).await.unwrap();
        let refused = queries::require_may_post(&clerk, &employer).unwrap_err();
        assert_eq!(refused.code, "employers-not-verified");
        let done = actions::verify(&clerk, &mut tx, &id, &verdict()).await;
        assert_eq!(done.unwrap(), Outcome::Changed(State::Verified));
        let again = actions::verify(&clerk, &mut tx, &id, &verdict()).await;
        assert_eq!(again.unwrap(), Outcome::Already);
        let employer = queries::one(&mut tx, &id).await.unwrap();
        queries::require_may_post(&clerk, &employer).unwrap();
        let until = employer.verified_until_day.unwrap();
        assert_eq!(until.to_string(), "2027-05-23");
        tx.commit(&clerk).await.unwrap();
        // The schedule begins to run.
        house.drain().await;

        house
            .clock
            .set(until.plus_days(-10).start().plus_minutes(600));
        house.drain().await;
        let mut reader = house.house.db.read().await.unwrap();
        assert!(
            queries::ending(&mut reader, until.plus_days(-10), 14)
                .await
                .unwrap()
                .is_empty()
        );
        drop(reader);
        assert_eq!(state(&house, &id).await, State::Verified);
        house.clock.set(until.plus_days(1).start().plus_minutes(60));
        house.drain().await;
        assert_eq!(state(&house, &id).await, State::Lapsed);
    }
}

#[tokio::test]
async fn a_neighbour_sees_and_decides_nothing() {
    for house in houses().await {
        let id = registered(&house, company()).await.unwrap();
        let neighbour = house.ctx(Role::TownClerk, &[], "611021100000");
        let mut tx = trail::begin(&house.house.db, &neighbour).await.unwrap();
        let refused = actions::verify(&neighbour, &mut tx, &id, &verdict()).await;
        assert_eq!(refused.unwrap_err().kind, Sort::NotFound);
        let list = queries::list(&neighbour, &mut tx, &queries::Filter::default(), 10).await;
        assert!(list.unwrap().is_empty());
        let other = house.ctx(Role::Employer, &["emp_0"], TOWN);
        let refused = actions::submit(&other, &mut tx, &id).await.unwrap_err();
        assert_eq!(refused.kind, Sort::NotFound);
        let village = house.ctx(Role::VillageClerk, &[], TOWN);
        let refused = actions::verify(&village, &mut tx, &id, &verdict()).await;
        assert_eq!(refused.unwrap_err().kind, Sort::Forbidden);
    }
}

#[tokio::test]
async fn an_agency_needs_its_licence_before_it_is_checked() {
    for house in houses().await {
        let mut agency = company();
        agency.class = Class::Commercial;
        let id = registered(&house, agency).await.unwrap();
        assert_eq!(state(&house, &id).await, State::Registered);
        let owner = house.ctx(Role::Employer, &[id.as_str()], TOWN);
        let mut tx = trail::begin(&house.house.db, &owner).await.unwrap();
        let refused = actions::submit(&owner, &mut tx, &id).await.unwrap_err();
        assert_eq!(refused.code, "employers-papers-missing");
        let refused = actions::attach_licence(&owner, &mut tx, &id, b"<svg>").await;
        assert_eq!(
            refused.unwrap_err().fields[0].code,
            "employers-licence-kind"
        );
        actions::attach_licence(&owner, &mut tx, &id, b"%PDF-1.7")
            .await
            .unwrap();
        let details = actions::Details {
            region: TOWN.into(),
            address: String::new(),
            industry: String::new(),
            contact_name: "李四".into(),
            phone: "0914-7323456".into(),
            licence_no: "610000000001".into(),
        };
        actions::change(&owner, &mut tx, &id, details)
            .await
            .unwrap();
        let done = actions::submit(&owner, &mut tx, &id).await.unwrap();
        assert_eq!(done, Outcome::Changed(State::Submitted));
        tx.commit(&owner).await.unwrap();
    }
}

#[tokio::test]
async fn what_is_written_out_is_read_in() {
    let house = testkit::sqlite(rooms(), Arc::new(web::NoGate)).await;
    let ctx = house.system();
    let mut home = company();
    home.kind = Kind::Household;
    home.uscc = None;
    home.id_no = Some("611099199003071230".into());
    for digit in "0123456789X".chars() {
        let id = format!("61109919900307123{digit}");
        if kernel::check_id_card(&id, ctx.today()).is_ok() {
            home.id_no = Some(id);
        }
    }
    for new in [company(), home] {
        let id = registered(&house, new).await.unwrap();
        let mut reader = house.house.db.read().await.unwrap();
        let employer = queries::one(&mut reader, &id).await.unwrap();
        let row = exchange::write_row(&ctx, &employer).unwrap();
        let read = exchange::read_row(&ctx, &row).unwrap();
        assert_eq!(
            (read.kind, &read.name, &read.uscc),
            (employer.kind, &employer.name, &employer.uscc)
        );
        drop(reader);
        assert_eq!(registered(&house, read).await.unwrap(), id);
    }
    let mut row = vec![String::new(); 12];
    row[0] = "公司".into();
    row[5] = "没有这个地方".into();
    let refused = exchange::read_row(&ctx, &row).unwrap_err();
    let fields: Vec<_> = refused.fields.iter().map(|f| f.field.as_str()).collect();
    assert_eq!(fields, ["类型", "所在地代码"]);
}

#[tokio::test]
async fn every_page_renders_in_both_languages() {
    let house = testkit::sqlite(rooms(), Arc::new(web::NoGate)).await;
    for locale in kernel::Locale::ALL {
        let mut ctx = house.ctx(Role::CountyClerk, &[], "611021000000");
        ctx.locale = locale;
        for page in &house.pages {
            if page.template.starts_with("employers/") {
                (page.render)(&house.house, &ctx).unwrap();
            }
        }
    }
}

async fn account(house: &TestHouse) -> String {
    let ctx = house.system();
    let mut tx = trail::begin(&house.house.db, &ctx).await.unwrap();
    let made = stations::ensure_account(&ctx, &mut tx, "13800000000").await;
    tx.commit(&ctx).await.unwrap();
    made.unwrap()
}

#[tokio::test]
async fn an_employer_registers_and_the_desk_verifies_in_the_browser() {
    let house = testkit::sqlite(rooms(), Arc::new(Believing)).await;
    let ctx = house.system();
    let account = account(&house).await;
    let mut me = house.browser();
    me.cookie("yz_sid", &format!("employer||{TOWN}|{account}"));
    me.get("/hire").await.ok().has("您还没有登记单位");
    let mut fields = vec![
        ("kind", "company"),
        ("name", "洛南县兴旺建材有限公司"),
        ("uscc", "91611021MA70000009"),
        ("place", "没有这个地方"),
        ("contact_name", "张三"),
        ("phone", "13800000000"),
    ];
    let refused = me.post("/hire/register", &fields).await;
    assert_eq!(refused.status.as_u16(), 422);
    refused
        .has("没有找到这个地方")
        .has("洛南县兴旺建材有限公司");
    let town = reference::tables(&ctx).unwrap().name(TOWN);
    fields[3] = ("place", &town);
    let refused = me.post("/hire/register", &fields).await;
    assert_eq!(refused.status.as_u16(), 422);
    fields[2] = ("uscc", "91611021MA70000008");
    let made = me.post_bare("/hire/register", &fields).await;
    assert_eq!(made.status.as_u16(), 303, "{}", made.text);
    let again = me.post_bare("/hire/register", &fields).await;
    assert_eq!(again.status.as_u16(), 303, "one's own file is found again");

    let mut desk = house.browser();
    desk.cookie("yz_sid", &format!("town-clerk||{TOWN}|acc_2"));
    let page = desk.get("/desk/employers").await.ok().has("兴旺建材");
    let path = page.find("href=\"/desk/employers/emp_").unwrap();
    desk.get(&path)
        .await
        .ok()
        .has("138****0000")
        .lacks("13800000000");
    let verify = format!("{path}/verify");
    let missing = desk.post(&verify, &[("decision", "reject")]).await;
    assert_eq!(missing.status.as_u16(), 422);
    let fields = [("decision", "verify"), ("level", "visited")];
    desk.post(&verify, &fields)
        .await
        .ok()
        .has("核实通过")
        .has("站点到现场看过");
    let why = format!("{path}/telephone");
    assert_eq!(desk.post(&why, &[]).await.status.as_u16(), 422);
    desk.post(&why, &[("why", "核对地址")])
        .await
        .ok()
        .has("13800000000");
    desk.get("/desk/employers?state=ending&kind=company")
        .await
        .ok();
    desk.get("/desk/employers?q=13800000000&format=csv")
        .await
        .ok()
        .has("138****0000");
    let wrong = desk.get("/desk/employers?state=happy").await;
    assert_eq!(wrong.status.as_u16(), 422);
    let id = path.rsplit('/').next().unwrap().to_owned();
    me.cookie("yz_sid", &format!("employer|{id}|{TOWN}|{account}"));
    let home = me.get("/hire").await.ok();
    home.has("可以发岗位").has("有效到");
}

#[tokio::test]
async fn a_licence_is_kept_for_its_owner_and_known_by_its_bytes() {
    let house = testkit::sqlite(rooms(), Arc::new(Believing)).await;
    let id = registered(&house, company()).await.unwrap();
    let mut me = house.browser();
    me.cookie("yz_sid", &format!("employer|{id}|{TOWN}|acc_1"));
    let body = "--b\r\ncontent-disposition: form-data; name=\"_csrf\"\r\n\r\nCSRF\r\n--b\r\n\
        content-disposition: form-data; name=\"licence\"; filename=\"a.pdf\"\r\n\r\nBYTES\r\n\
        --b--\r\n";
    let body = body.replace("CSRF", &me.csrf().await);
    let file = format!("/hire/employers/{id}/licence");
    for (bytes, status) in [("<svg>", 422), ("%PDF-1.7", 303)] {
        let kind = "multipart/form-data; boundary=b";
        let body = body.replace("BYTES", bytes).into_bytes();
        let answer = me.send("POST", &file, kind, body).await;
        assert_eq!(answer.status.as_u16(), status, "{}", answer.text);
    }
    let kept = me.get(&file).await.ok();
    assert_eq!(kept.headers["content-type"], "application/pdf");
    let mut other = house.browser();
    other.cookie("yz_sid", &format!("employer|emp_0|{TOWN}|acc_3"));
    assert_eq!(other.get(&file).await.status.as_u16(), 404);
}
