//! The pages and JSON of orders and seats, in the browser on both databases.

mod flow;

use crate::orders::actions;
use crate::orders::model::{
    Agreement, Insurance, Meals, OrderId, PayMethod, PayUnit, Relation, Settle, Stretch, Terms,
    Transport,
};
use kernel::{Actor, ActorKind, Region, Role, Scope};
use people::WorkerId;
use std::sync::Arc;
use testkit::{Browser, TestHouse};
use web::{Gate, GateFuture, House, Visitor};

const TOWN: &str = "611021102000";
const OTHER: &str = "611021103000";

/// Reads `role|subject|region` as who comes in.
struct Believing;

impl Gate for Believing {
    fn by_cookie<'a>(&'a self, _: &'a House, value: &'a str) -> GateFuture<'a> {
        Box::pin(async move {
            let parts: Vec<&str> = value.split('|').collect();
            let role = Role::parse(parts[0]).expect("a role");
            let region = Region::parse(parts[2]).expect("twelve digits");
            let own = Some(parts[1].to_owned()).filter(|s| !s.is_empty());
            let (kind, scope) = if role.is_staff() {
                (ActorKind::Staff, Scope::of(&region))
            } else {
                (ActorKind::Person, Scope::nothing())
            };
            let actor = Actor {
                kind,
                id: format!("acc_{}", parts[1]),
                roles: vec![role],
                subjects: own.into_iter().collect(),
                limit: None,
            };
            Ok(Visitor {
                actor,
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

async fn houses() -> Vec<TestHouse> {
    testkit::both(rooms, Arc::new(Believing)).await
}

macro_rules! act {
    ($house:expr, $action:path $(, $arg:expr)*) => {{
        let ctx = $house.system();
        let mut tx = trail::begin(&$house.house.db, &ctx).await.unwrap();
        let done = $action(&ctx, &mut tx $(, $arg)*).await.unwrap();
        tx.commit(&ctx).await.unwrap();
        done
    }};
}
use act;

async fn employer(house: &TestHouse) -> String {
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
    let id = act!(house, employers::register, new).id;
    let verdict = employers::Verdict {
        level: employers::Level::Papers,
        reason: String::new(),
    };
    act!(house, employers::verify, &id, &verdict);
    id.to_string()
}

async fn worker(house: &TestHouse, n: usize, region: &str) -> WorkerId {
    let new = people::NewWorker {
        name: "张三".into(),
        phone: Some(format!("138{n:08}")),
        region: region.into(),
        consent: "list",
        distinct: true,
        ..people::NewWorker::default()
    };
    act!(house, people::register, new).id().clone()
}

fn terms(house: &TestHouse, seats: i64) -> Terms {
    Terms {
        trade: "t01".into(),
        title: "核桃装车".into(),
        duties: "把装好的核桃搬上车".into(),
        region: TOWN.into(),
        address: "村口".into(),
        meeting: String::new(),
        relation: Relation::Labour,
        agreement: Agreement::Contract,
        pay_unit: PayUnit::Day,
        pay_fen: 18_000,
        pay_note: String::new(),
        settle: Settle::Day,
        pay_method: PayMethod::Cash,
        meals: Meals::Given,
        transport: Transport::Fetched,
        insurance: Insurance::Accident,
        insurance_reason: String::new(),
        age_min: None,
        age_max: None,
        certs: Vec::new(),
        shifts: vec![Stretch {
            day: house.system().today().plus_days(1),
            start_minute: 420,
            minutes: 540,
            break_minutes: 60,
            seats,
        }],
    }
}

/// An open order with one shift tomorrow; the order's id and the shift's.
async fn opened(house: &TestHouse, firm: &str, seats: i64) -> (OrderId, String) {
    let terms = terms(house, seats);
    let id = act!(house, actions::create, firm, &terms);
    act!(house, actions::open, &id);
    let mut conn = house.house.db.read().await.unwrap();
    let shifts = crate::orders::shifts(&mut conn, &id).await.unwrap();
    (id, shifts[0].id.to_string())
}

fn enter(house: &TestHouse, role: &str, subject: &str, region: &str) -> Browser {
    let mut browser = house.browser();
    browser.cookie("yz_sid", &format!("{role}|{subject}|{region}"));
    browser
}
