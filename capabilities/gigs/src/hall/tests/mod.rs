//! The hall on both databases: the fair order, the roll from morning to night, the pages.

mod fair;
mod flow;
mod pages;
mod together;

use crate::orders::model::{
    Agreement, Insurance, Meals, PayMethod, PayUnit, Relation, Settle, Shift, Stretch, Terms,
    Transport,
};
use crate::orders::{self, queries};
use kernel::{Actor, ActorKind, Refusal, Region, Role, Scope};
use people::WorkerId;
use stations::{NewStation, Station};
use std::sync::Arc;
use testkit::TestHouse;
use web::{Gate, GateFuture, House, Visitor};

/// The county, whose station keeps the hall.
pub const COUNTY: &str = "611021000000";
/// Where the made-up work lies.
pub const TOWN: &str = "611021102000";

/// Reads `role|subject|region|account` as who comes in.
struct Believing;

impl Gate for Believing {
    fn by_cookie<'a>(&'a self, _: &'a House, value: &'a str) -> GateFuture<'a> {
        Box::pin(async move {
            let parts: Vec<&str> = value.split('|').collect();
            let role = Role::parse(parts[0]).expect("a role");
            let staff = role.is_staff();
            let own = Some(parts[1].to_owned()).filter(|s| !s.is_empty());
            let region = Region::parse(parts[2]).expect("twelve digits");
            Ok(Visitor {
                actor: Actor {
                    kind: if staff {
                        ActorKind::Staff
                    } else {
                        ActorKind::Person
                    },
                    id: parts[3].to_owned(),
                    roles: vec![role],
                    subjects: own.into_iter().collect(),
                    limit: None,
                },
                scope: if staff {
                    Scope::of(&region)
                } else {
                    Scope::nothing()
                },
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

/// Houses on every database at hand.
pub async fn houses() -> Vec<TestHouse> {
    testkit::both(rooms, Arc::new(Believing)).await
}

/// A house on SQLite.
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

/// The hall of the county.
pub async fn hall(house: &TestHouse) -> Station {
    let ctx = house.system();
    let new = NewStation {
        name: "洛南县零工市场".into(),
        region: COUNTY.into(),
        address: String::new(),
        telephone: "0914-0000000".into(),
        hours: "6:00–18:00".into(),
        area_m2: None,
    };
    let id = act!(house, ctx, stations::stations::actions::create, &new).unwrap();
    let mut reader = house.house.db.read().await.unwrap();
    let found = stations::stations::queries::by_id(&mut reader, &id).await;
    found.unwrap().expect("the station")
}

/// A verified employer.
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
    let id = act!(house, ctx, employers::register, new).unwrap().id;
    let verdict = employers::Verdict {
        level: employers::Level::Papers,
        reason: String::new(),
    };
    act!(house, ctx, employers::verify, &id, &verdict).unwrap();
    id.to_string()
}

/// A day of loading walnuts tomorrow, with so many seats, open to all.
pub async fn shift(house: &TestHouse, employer: &str, seats: i64) -> Shift {
    let ctx = house.system();
    let terms = Terms {
        trade: "t01".into(),
        title: "核桃装车".into(),
        duties: "把装好的核桃搬上车".into(),
        region: TOWN.into(),
        address: "村口".into(),
        meeting: "石坡街口".into(),
        relation: Relation::Farm,
        agreement: Agreement::Service,
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
            day: ctx.today().plus_days(1),
            start_minute: 390,
            minutes: 480,
            break_minutes: 60,
            seats,
        }],
    };
    let id = act!(house, ctx, orders::create, employer, &terms).unwrap();
    act!(house, ctx, orders::open, &id).unwrap();
    let mut reader = house.house.db.read().await.unwrap();
    let found = queries::shifts(&mut reader, &id).await.unwrap();
    found.into_iter().next().expect("a shift")
}

/// A worker with name and telephone who wants to load.
pub async fn worker(house: &TestHouse, n: usize) -> WorkerId {
    let ctx = house.system();
    let mut new = people::NewWorker {
        name: "张三".into(),
        phone: Some(format!("138{n:08}")),
        region: TOWN.into(),
        consent: "list",
        distinct: true,
        ..people::NewWorker::default()
    };
    new.wishes.trades = vec!["t01".into()];
    let made: Result<_, Refusal> = act!(house, ctx, people::register, new);
    made.unwrap().id().clone()
}
