//! Posts on both databases: from draft to the last place, and every way back.

mod flow;
mod pages;
mod places;
mod refusals;

use super::actions::{Decision, Verdict, create, decide, submit};
use super::model::{
    Agreement, Insurance, Kind, Lodging, Meals, PayMethod, PayUnit, Settle, Shift, Source, Terms,
    Transport, Vacancy, VerifiedLevel,
};
use db::params;
use kernel::{Ctx, Role};
use std::sync::Arc;
use testkit::TestHouse;

/// Where the made-up posts lie: a town of Luonan.
pub const TOWN: &str = "611021102000";

/// Houses on every database at hand.
pub async fn houses() -> Vec<TestHouse> {
    let rooms = || {
        vec![
            reference::capability(),
            stations::capability(),
            employers::capability(),
            crate::capability(),
        ]
    };
    testkit::both(rooms, Arc::new(pages::Doorman)).await
}

/// A verified employer, and the context of the person who acts for it.
pub async fn employer(house: &TestHouse) -> (String, Ctx) {
    let ctx = house.system();
    let id = ctx.mint("emp");
    let mut tx = trail::begin(&house.house.db, &ctx).await.unwrap();
    let sql = "INSERT INTO employers (id, county, kind, class, name, name_fold, region, address, \
        industry, contact_name, phone, phone_index, licence_no, state, verified_until_day, \
        created_by, created_at, updated_at) VALUES ($1, '611021', 'company', 'self-employer', \
        $1, $1, $2, '', '', '', $3, $3, '', 'verified', '2027-05-01', '', 0, 0)";
    tx.execute(sql, &params![id.as_str(), TOWN, vec![0_u8]])
        .await
        .unwrap();
    tx.quiet("a test's employer");
    tx.commit(&ctx).await.unwrap();
    let acting = house.ctx(Role::Employer, &[&id], TOWN);
    (id, acting)
}

/// A reviewer of the county.
pub fn reviewer(house: &TestHouse) -> Ctx {
    house.ctx(Role::Reviewer, &[], "611021000000")
}

/// Day work that nothing speaks against.
pub fn day_work(house: &TestHouse) -> Terms {
    let tomorrow = house.system().today().plus_days(1);
    Terms {
        kind: Kind::Day,
        title: "核桃装车".to_owned(),
        trade: "t01".to_owned(),
        duties: "把装好的核桃搬上车".to_owned(),
        conditions: "手脚勤快".to_owned(),
        region: TOWN.to_owned(),
        address: "村口".to_owned(),
        headcount: 2,
        start_day: tomorrow,
        end_day: Some(tomorrow),
        start_minute: Some(390),
        work_minutes: Some(480),
        shift: Shift::DayShift,
        pay_unit: PayUnit::Day,
        pay_min_fen: Some(18_000),
        pay_max_fen: None,
        settle: Settle::Day,
        pay_method: PayMethod::Cash,
        meals: Meals::Given,
        lodging: Lodging::Own,
        transport: Transport::Fetched,
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

/// Runs one action in its own transaction and commits it.
macro_rules! act {
    ($house:expr, $ctx:expr, $action:path $(, $arg:expr)*) => {{
        let mut tx = trail::begin(&$house.house.db, &$ctx).await.unwrap();
        match $action(&$ctx, &mut tx $(, $arg)*).await {
            Ok(done) => { tx.commit(&$ctx).await.unwrap(); Ok(done) }
            Err(refusal) => Err(refusal),
        }
    }};
}
pub(super) use act;

/// A decision to show a version.
pub fn yes(version: i64) -> Decision {
    Decision {
        version,
        verdict: Verdict::Publish,
        reason: String::new(),
        level: Some(VerifiedLevel::Papers),
        answers: Vec::new(),
    }
}

/// A post that is shown.
pub async fn shown(house: &TestHouse, employer: &str, ctx: &Ctx, terms: Terms) -> Vacancy {
    let post = act!(house, ctx, create, employer, terms, None).unwrap();
    let post = act!(house, ctx, submit, &post.id).unwrap();
    let by = reviewer(house);
    act!(house, by, decide, &post.id, yes(post.version)).unwrap()
}
