//! Marks and ratings on both databases: the way of a case, its clock, its pages.

mod clock;
mod flow;
mod pages;
mod ratings;

use super::model::Mark;
use super::queries;
use crate::seats::model::SeatId;
use db::params;
use kernel::{Actor, ActorKind, Ctx, Moment, Region, Role, Scope};
use std::sync::Arc;
use testkit::{Browser, TestHouse};
use web::{Gate, GateFuture, House, Visitor};

/// Where the made-up work lies: a town of Luonan.
pub const TOWN: &str = "611021102000";
/// The county.
pub const COUNTY: &str = "611021000000";

/// Reads `role|subject|region|account` as who comes in.
struct Believing;

impl Gate for Believing {
    fn by_cookie<'a>(&'a self, _: &'a House, value: &'a str) -> GateFuture<'a> {
        Box::pin(async move {
            let parts: Vec<&str> = value.split('|').collect();
            let role = Role::parse(parts[0]).expect("a role");
            let own = Some(parts[1].to_owned()).filter(|s| !s.is_empty());
            let region = Region::parse(parts[2]).expect("twelve digits");
            let (kind, scope) = if role.is_staff() {
                (ActorKind::Staff, Scope::of(&region))
            } else {
                (ActorKind::Person, Scope::nothing())
            };
            Ok(Visitor {
                actor: Actor {
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
    fn by_token<'a>(&'a self, _: &'a House, _: &'a str) -> GateFuture<'a> {
        Box::pin(async { Ok(Visitor::stranger()) })
    }
}

fn rooms() -> Vec<capability::Capability> {
    let engine = capability::Capability {
        messages: matching::MESSAGES,
        ..capability::Capability::new("matching")
    };
    vec![
        engine,
        reference::capability(),
        stations::capability(),
        people::capability(),
        employers::capability(),
        vacancies::capability(),
        crate::capability(),
    ]
}

pub async fn houses() -> Vec<TestHouse> {
    testkit::both(rooms, Arc::new(Believing)).await
}

pub async fn house() -> TestHouse {
    testkit::sqlite(rooms(), Arc::new(Believing)).await
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

pub async fn employer(house: &TestHouse) -> String {
    let ctx = house.system();
    let new = employers::NewEmployer {
        kind: employers::Kind::Company,
        class: employers::Class::SelfEmployer,
        name: "洛南县兴旺建材有限公司".into(),
        uscc: Some("91611021MA70000008".into()),
        id_no: None,
        region: TOWN.into(),
        address: String::new(),
        industry: String::new(),
        contact_name: "李四".into(),
        phone: "13900000000".into(),
        licence_no: String::new(),
        key: false,
    };
    let made = act!(house, ctx, employers::register, new).unwrap();
    made.id.to_string()
}

/// A worker; with an account or without a telephone of their own.
pub async fn worker(house: &TestHouse, n: usize, account: bool) -> String {
    let ctx = house.system();
    let new = people::NewWorker {
        name: "张三".into(),
        phone: Some(format!("138{n:08}")),
        region: TOWN.into(),
        consent: "list",
        distinct: true,
        ..people::NewWorker::default()
    };
    let made = act!(house, ctx, people::register, new).unwrap();
    let id = made.id().to_string();
    if account {
        let phone = format!("138{n:08}");
        let account = act!(house, ctx, stations::ensure_account, &phone).unwrap();
        act!(
            house,
            ctx,
            stations::link_subject,
            &account,
            &id,
            Role::Worker
        )
        .unwrap();
    }
    id
}

/// A seat in some state whose shift begins at a moment, with its last step.
pub async fn seat(
    house: &TestHouse,
    who: (&str, &str),
    state: &str,
    start: Moment,
    made: (&str, &str, &str),
) -> SeatId {
    let ctx = house.system();
    let (firm, person) = who;
    let (order, shift, seat) = (ctx.mint("ord"), ctx.mint("shf"), ctx.mint("sea"));
    let mut tx = trail::begin(&house.house.db, &ctx).await.unwrap();
    let (day, end, now) = (start.day(), start.plus_minutes(480), ctx.now);
    let sql = "INSERT INTO gig_orders (id, county, no, employer_id, state, version, trade, title, \
         duties, region, address, meeting, relation, agreement, pay_unit, pay_fen, pay_note, \
         settle, pay_method, meals, transport, insurance, insurance_reason, certs, first_day, \
         last_day, created_at, updated_at) VALUES ($1, '611021', $1, $2, 'open', 1, 't01', \
         '核桃装车', '', $3, '', '', 'work', 'work', 'day', 18000, '', 'day', 'cash', \
         'given', 'own', 'accident', '', '[]', $4, $4, $5, $5)";
    tx.execute(sql, &params![&order, firm, TOWN, day, now])
        .await
        .unwrap();
    let sql = "INSERT INTO gig_shifts (id, county, order_id, employer_id, region, state, \
         work_day, start_at, end_at, break_minutes, seats) \
         VALUES ($1, '611021', $2, $3, $4, 'open', $5, $6, $7, 0, 5)";
    let values = params![&shift, &order, firm, TOWN, day, start, end];
    tx.execute(sql, &values).await.unwrap();
    let sql = "INSERT INTO gig_seats (id, county, order_id, order_version, shift_id, \
         employer_id, worker_id, region, worker_region, state, holds, channel, work_day, \
         start_at, end_at, seq, created_at, updated_at) VALUES ($1, '611021', $2, 1, $3, $4, \
         $5, $6, $6, $7, 1, 'online', $8, $9, $10, 3, $11, $11)";
    let values = params![
        &seat, &order, &shift, firm, person, TOWN, state, day, start, end, now
    ];
    tx.execute(sql, &values).await.unwrap();
    let sql = "INSERT INTO gig_moves (seat_id, seq, from_state, to_state, move, party, actor, \
         note, moved_at) VALUES ($1, 3, $2, $3, $4, $5, 'acc_1', $6, $7)";
    let note = "{\"reason\":\"等到八点没见人\"}";
    let values = params![&seat, made.0, state, made.1, made.2, note, now];
    tx.execute(sql, &values).await.unwrap();
    tx.quiet("made up for a test");
    tx.commit(&ctx).await.unwrap();
    SeatId::parse(&seat).unwrap()
}

/// Lets everybody hear of a step, and what follows be done.
pub async fn heard(house: &TestHouse, fact: &'static str, seat: &SeatId) {
    let ctx = house.system();
    let mut tx = trail::begin(&house.house.db, &ctx).await.unwrap();
    tx.publish(fact, seat.as_str(), serde_json::json!({}));
    tx.quiet("made up for a test");
    tx.commit(&ctx).await.unwrap();
    house.drain().await;
}

/// A worker who is said not to have come.
pub async fn absent(house: &TestHouse, n: usize, account: bool) -> (String, SeatId) {
    let person = worker(house, n, account).await;
    let start = house.system().now.plus_minutes(-180);
    let made = ("confirmed", "absent-worker", "employer");
    let seat = seat(house, ("emp_1", &person), "no-show-worker", start, made).await;
    heard(house, "gig-absent-worker", &seat).await;
    (person, seat)
}

pub async fn marks(house: &TestHouse, subject: &str) -> Vec<Mark> {
    let mut reader = house.house.db.read().await.unwrap();
    queries::of(&mut reader, subject).await.unwrap()
}

/// A member of the county's staff.
pub fn clerk(house: &TestHouse, account: &str) -> Ctx {
    let mut ctx = house.ctx(Role::CountyClerk, &[], COUNTY);
    ctx.actor.id = account.to_owned();
    ctx
}

pub fn enter(house: &TestHouse, role: &str, subject: &str, region: &str, account: &str) -> Browser {
    let mut browser = house.browser();
    browser.cookie("yz_sid", &format!("{role}|{subject}|{region}|{account}"));
    browser
}
