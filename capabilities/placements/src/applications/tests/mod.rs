//! Applications on both databases: the way of one, the places of many, the pages of all.

mod flow;
mod liking;
mod pages;
mod places;

use super::actions::{self, NewApplication};
use super::model::{ApplicationId, Channel, Party, Step};
use super::state::{Move, Outcome};
use kernel::{Actor, ActorKind, Ctx, Refusal, Region, Role, Scope};
use people::WorkerId;
use std::sync::Arc;
use testkit::TestHouse;
use vacancies::{
    Agreement, Decision, Insurance, Kind, Lodging, Meals, PayMethod, PayUnit, Settle, Shift,
    Source, Terms, Transport, Vacancy, VacancyId, Verdict, VerifiedLevel,
};
use web::{Gate, GateFuture, House, Visitor};

/// Where the made-up posts lie: a town of Luonan.
pub const TOWN: &str = "611021102000";
/// Another.
pub const OTHER: &str = "611021103000";

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
pub(crate) use act;

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

/// Day work that nothing speaks against.
pub fn day_work(house: &TestHouse, headcount: i64) -> Terms {
    let tomorrow = house.system().today().plus_days(1);
    Terms {
        kind: Kind::Day,
        title: "核桃装车".to_owned(),
        trade: "t01".to_owned(),
        duties: "把装好的核桃搬上车".to_owned(),
        conditions: "手脚勤快".to_owned(),
        region: TOWN.to_owned(),
        address: "村口".to_owned(),
        headcount,
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

/// A post that is shown.
pub async fn shown(house: &TestHouse, employer: &str, terms: Terms) -> Vacancy {
    let ctx = house.system();
    let post = act!(house, ctx, vacancies::create, employer, terms, None).unwrap();
    let post = act!(house, ctx, vacancies::submit, &post.id).unwrap();
    if post.state == vacancies::State::Published {
        return post;
    }
    let decision = Decision {
        version: post.version,
        verdict: Verdict::Publish,
        reason: String::new(),
        level: Some(VerifiedLevel::Papers),
        answers: Vec::new(),
    };
    act!(house, ctx, vacancies::decide, &post.id, decision).unwrap()
}

/// A worker with name and telephone.
pub async fn worker(house: &TestHouse, n: usize) -> WorkerId {
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
    made.id().clone()
}

/// A worker who wishes to be recommended jobs.
pub async fn willing(house: &TestHouse, n: usize) -> WorkerId {
    let id = worker(house, n).await;
    let (ctx, wish) = (house.system(), people::Purpose::Recommend);
    act!(house, ctx, people::give_consent, &id, wish, "list").unwrap();
    id
}

/// A worker applies on the web.
pub async fn applied(
    house: &TestHouse,
    ctx: &Ctx,
    vacancy: &VacancyId,
    worker: &WorkerId,
) -> Result<ApplicationId, Refusal> {
    let new = NewApplication {
        vacancy: vacancy.clone(),
        worker: worker.clone(),
        channel: Channel::Online,
    };
    let made = act!(house, ctx, actions::apply, &new)?;
    Ok(made.id)
}

/// One step.
pub async fn stepped(
    house: &TestHouse,
    ctx: &Ctx,
    id: &ApplicationId,
    with: Move,
    party: Party,
) -> Result<Outcome, Refusal> {
    let step = Step::new(with, party);
    act!(house, ctx, actions::make, id, &step)
}
