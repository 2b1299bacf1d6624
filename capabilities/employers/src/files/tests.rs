//! Employer files from registration to lapse, on both databases, by action and by page.

use super::model::{Class, EmployerId, Kind, Level, NewEmployer};
use super::state::{Outcome, State};
use super::{actions, exchange, queries};
use actions::Verdict;
use kernel::{Kind as Sort, Refusal, Role};
use std::sync::Arc;
use testkit::TestHouse;

const TOWN: &str = "611021103000";

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
