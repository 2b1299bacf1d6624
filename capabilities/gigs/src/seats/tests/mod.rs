//! Seats on both databases: the way of one, the storm of many, the reference model, the crowd.

mod checker;
mod crowd;
mod flow;
mod plain;
mod queries;
mod storm;

use crate::orders;
use crate::orders::model::{
    Agreement, Insurance, Meals, OrderId, PayMethod, PayUnit, Relation, Settle, Shift, Stretch,
    Terms, Transport,
};
use kernel::{Day, Moment};
use people::WorkerId;
use std::sync::Arc;
use testkit::TestHouse;

/// Three towns of Luonan.
pub(crate) const TOWNS: [&str; 3] = ["611021102000", "611021103000", "611021101000"];

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
pub(crate) async fn houses() -> Vec<TestHouse> {
    testkit::both(rooms, Arc::new(stations::StationGate)).await
}

/// Is the long run wanted?
pub(crate) fn long() -> bool {
    std::env::var_os("YIZHAN_LONG").is_some()
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
pub(crate) use act;

/// A verified employer; `n` is 0 or 1.
pub(crate) async fn employer(house: &TestHouse, n: usize) -> String {
    let ctx = house.system();
    let new = employers::NewEmployer {
        kind: employers::Kind::Company,
        class: employers::Class::SelfEmployer,
        name: ["洛南县兴旺建材有限公司", "洛南县丰收农业有限公司"][n].into(),
        uscc: Some(["91611021MA70000008", "91611021MA7000001B"][n].into()),
        id_no: None,
        region: TOWNS[0].into(),
        address: String::new(),
        industry: String::new(),
        contact_name: "李四".into(),
        phone: format!("1390000000{n}"),
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

/// So many workers with name and telephone, sorted by id; `from` keeps their numbers apart.
pub(crate) async fn workers(house: &TestHouse, from: usize, count: usize) -> Vec<WorkerId> {
    let ctx = house.system();
    let mut made = Vec::new();
    for some in (from..from + count).collect::<Vec<_>>().chunks(100) {
        let mut tx = trail::begin(&house.house.db, &ctx).await.unwrap();
        for n in some {
            let new = people::NewWorker {
                name: "张三".into(),
                phone: Some(format!("138{n:08}")),
                region: TOWNS[0].into(),
                consent: "list",
                distinct: true,
                ..people::NewWorker::default()
            };
            let one = people::register(&ctx, &mut tx, new).await.unwrap();
            made.push(one.id().clone());
        }
        tx.commit(&ctx).await.unwrap();
    }
    made.sort();
    made
}

/// A stretch of work: day, from hour and minute, minutes, seats.
pub(crate) fn stretch(day: Day, hour: i64, minute: i64, minutes: i64, seats: i64) -> Stretch {
    Stretch {
        day,
        start_minute: hour * 60 + minute,
        minutes,
        break_minutes: 0,
        seats,
    }
}

/// Day work that nothing speaks against.
pub(crate) fn terms(town: &str, shifts: Vec<Stretch>) -> Terms {
    Terms {
        trade: "t01".to_owned(),
        title: "核桃装车".to_owned(),
        duties: "把装好的核桃搬上车".to_owned(),
        region: town.to_owned(),
        address: "村口".to_owned(),
        meeting: String::new(),
        relation: Relation::Farm,
        agreement: Agreement::Service,
        pay_unit: PayUnit::Day,
        pay_fen: 30_000,
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
        shifts,
    }
}

/// An order that takes people, made at a moment.
pub(crate) async fn opened(
    house: &TestHouse,
    now: Moment,
    firm: &str,
    terms: &Terms,
) -> (OrderId, Vec<Shift>) {
    let mut ctx = house.system();
    ctx.now = now;
    let id = act!(house, ctx, orders::create, firm, terms).unwrap();
    act!(house, ctx, orders::open, &id).unwrap();
    let mut conn = house.house.db.read().await.unwrap();
    let shifts = orders::shifts(&mut conn, &id).await.unwrap();
    (id, shifts)
}
