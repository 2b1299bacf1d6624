//! Hours and wages on both databases: from the code at the gate to the money in the hand.

mod flow;
mod pages;
mod printed;
mod watched;

use crate::hours::{self, How, Said};
use crate::orders::model::{
    Agreement, Insurance, Meals, PayMethod, PayUnit, Relation, Settle, Shift, Stretch, Terms,
    Transport,
};
use crate::seats::model::{Channel, Party, Seat, SeatId};
use crate::seats::state::Move;
use crate::wages::{Wage, queries};
use crate::{orders, seats};
use kernel::{Actor, ActorKind, Ctx, Day, Moment, Refusal, Region, Role, Scope};
use people::WorkerId;
use serde_json::json;
use std::sync::Arc;
use testkit::TestHouse;
use web::{Gate, GateFuture, House, Visitor};

/// Where the made-up work lies: a town of Luonan.
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

async fn employer(house: &TestHouse) -> String {
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

async fn worker(house: &TestHouse) -> WorkerId {
    let ctx = house.system();
    let new = people::NewWorker {
        name: "张三".into(),
        phone: Some("13800000001".into()),
        region: TOWN.into(),
        consent: "list",
        distinct: true,
        ..people::NewWorker::default()
    };
    act!(house, ctx, people::register, new)
        .unwrap()
        .id()
        .clone()
}

/// Loading walnuts tomorrow from eight to five with an hour's break, paid on the day.
pub fn terms(house: &TestHouse) -> Terms {
    Terms {
        trade: "t01".into(),
        title: "核桃装车".into(),
        duties: "把装好的核桃搬上车".into(),
        region: TOWN.into(),
        address: "村口".into(),
        meeting: String::new(),
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
            day: house.system().today().plus_days(1),
            start_minute: 480,
            minutes: 540,
            break_minutes: 60,
            seats: 2,
        }],
    }
}

/// Somebody at work: the house, both sides, the shift and the seat, confirmed.
pub struct Work {
    pub house: TestHouse,
    pub employer: String,
    pub worker: WorkerId,

    pub shift: Shift,
    pub seat: SeatId,
}

impl Work {
    pub async fn on(house: TestHouse, terms: Terms) -> Self {
        let (employer, worker) = (employer(&house).await, worker(&house).await);
        let ctx = house.system();
        let id = act!(house, ctx, orders::create, &employer, &terms).unwrap();
        act!(house, ctx, orders::open, &id).unwrap();
        let shift = {
            let mut conn = house.house.db.read().await.unwrap();
            orders::shifts(&mut conn, &id).await.unwrap().remove(0)
        };
        let mine = house.ctx(Role::Worker, &[worker.as_str()], TOWN);
        let seat: Seat = act!(
            house,
            mine,
            seats::claim,
            &shift.id,
            &worker,
            Channel::Online
        )
        .unwrap();
        let (with, party) = (Move::Confirm, Party::Worker);
        act!(house, mine, seats::make, &seat.id, with, party, json!({})).unwrap();
        Self {
            employer,
            worker,

            shift,
            seat: seat.id,
            house,
        }
    }
    /// The worker, now.
    pub fn mine(&self) -> Ctx {
        self.house.ctx(Role::Worker, &[self.worker.as_str()], TOWN)
    }
    /// The employer, now.
    pub fn theirs(&self) -> Ctx {
        self.house.ctx(Role::Employer, &[&self.employer], TOWN)
    }
    /// A clerk of the town, now.
    pub fn clerk(&self) -> Ctx {
        self.house.ctx(Role::TownClerk, &[], TOWN)
    }
    pub fn set(&self, at: Moment) {
        self.house.clock.set(at);
    }
    /// Half past eight on a day, when the watch looks.
    pub fn morning(&self, day: Day) {
        self.set(day.start().plus_minutes(510));
    }
    pub async fn wage(&self) -> Wage {
        let mut conn = self.house.house.db.read().await.unwrap();
        let found = queries::of_seat(&mut conn, &self.seat).await.unwrap();
        found.expect("a wage")
    }
    pub async fn at(&self) -> crate::seats::state::State {
        let mut conn = self.house.house.db.read().await.unwrap();
        let found = seats::seat(&mut conn, &self.seat).await.unwrap();
        found.expect("a seat").state
    }
    /// In at the start and out at the end, as the employer notes it.
    pub async fn worked(&self) {
        self.set(self.shift.start_at);
        let (ctx, at) = (self.theirs(), self.shift.start_at);
        act!(
            self.house,
            ctx,
            hours::check_in,
            &self.seat,
            How::Employer,
            at
        )
        .unwrap();
        self.set(self.shift.end_at);
        let (ctx, at) = (self.theirs(), self.shift.end_at);
        act!(
            self.house,
            ctx,
            hours::check_out,
            &self.seat,
            How::Employer,
            at
        )
        .unwrap();
    }
    pub async fn say(&self, party: Party, minutes: i64) -> Result<hours::Hours, Refusal> {
        let ctx = match party {
            Party::Worker => self.mine(),
            _ => self.theirs(),
        };
        let said = Said {
            minutes,
            units_milli: 0,
        };
        act!(self.house, ctx, hours::say, &self.seat, party, said, "")
    }
    /// Worked, and both say eight hours: the wage is due.
    pub async fn due(&self) -> Wage {
        self.worked().await;
        self.say(Party::Employer, 480).await.unwrap();
        self.say(Party::Worker, 480).await.unwrap();
        self.wage().await
    }
}
