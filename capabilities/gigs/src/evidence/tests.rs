//! A package tells what happened, is the same for the same facts, and shows any changed byte.

use super::actions::{self, Asked, Printed};
use super::{Verdict, canon, check};
use crate::orders::model::{
    Agreement, Insurance, Meals, PayMethod, PayUnit, Relation, Settle, Stretch, Terms, Transport,
};
use crate::seats::model::{Channel, Party, Seat};
use crate::seats::state::Move;
use crate::{orders, seats};
use kernel::{Actor, ActorKind, Ctx, Locale, Refusal, Region, Role, Scope};
use people::WorkerId;
use std::sync::Arc;
use testkit::TestHouse;
use web::{Gate, GateFuture, House, Visitor};

/// Where the made-up work lies: a town of Luonan.
pub(crate) const TOWN: &str = "611021102000";

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
                ..Visitor::stranger()
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
pub(crate) async fn houses() -> Vec<TestHouse> {
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
pub(crate) use act;

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

fn terms(house: &TestHouse) -> Terms {
    Terms {
        trade: "t01".into(),
        title: "核桃装车".into(),
        duties: "把装好的核桃搬上车".into(),
        region: TOWN.into(),
        address: "村口".into(),
        meeting: String::new(),
        relation: Relation::Unsure,
        agreement: Agreement::Service,
        pay_unit: PayUnit::Day,
        pay_fen: 18_000,
        pay_note: String::new(),
        settle: Settle::Day,
        pay_method: PayMethod::Cash,
        meals: Meals::Given,
        transport: Transport::Own,
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
            seats: 2,
        }],
    }
}

/// A worker who has said yes to a day of work: worker, seat.
pub(crate) async fn agreed(house: &TestHouse) -> (WorkerId, Seat) {
    let ctx = house.system();
    let firm = employer(house).await;
    let order = act!(house, ctx, orders::actions::create, &firm, &terms(house)).unwrap();
    act!(house, ctx, orders::actions::open, &order).unwrap();
    let new = people::NewWorker {
        name: "张三".into(),
        phone: Some("13800000001".into()),
        id_no: Some("611099197001010015".into())
            .filter(|n: &String| kernel::check_id_card(n, ctx.today()).is_ok()),
        region: TOWN.into(),
        consent: "list",
        distinct: true,
        ..people::NewWorker::default()
    };
    let made = act!(house, ctx, people::register, new).unwrap();
    let worker = made.id().clone();
    let shift = {
        let mut conn = house.house.db.read().await.unwrap();
        orders::queries::shifts(&mut conn, &order)
            .await
            .unwrap()
            .remove(0)
    };
    let seat = act!(
        house,
        ctx,
        seats::actions::claim,
        &shift.id,
        &worker,
        Channel::Online
    )
    .unwrap();
    let note = serde_json::json!({});
    let seat = act!(
        house,
        ctx,
        seats::actions::make,
        &seat.id,
        Move::Confirm,
        Party::Worker,
        note
    )
    .unwrap();
    house.drain().await;
    (worker, seat)
}

fn asked(house: &TestHouse, worker: &WorkerId) -> Asked {
    let today = house.system().today();
    Asked {
        worker: worker.clone(),
        from: today,
        to: today.plus_days(30),
        reason: "要去仲裁".into(),
        house: "https://yizhan.invalid".into(),
    }
}

async fn made(house: &TestHouse, ctx: &Ctx, asked: &Asked) -> Result<Printed, Refusal> {
    let printed = {
        let mut conn = house.house.db.read().await.unwrap();
        actions::package(ctx, &mut conn, asked).await?
    };
    act!(house, ctx, actions::keep, &printed)?;
    Ok(printed)
}

async fn look(house: &TestHouse, bytes: &[u8]) -> Verdict {
    let mut conn = house.house.db.read().await.unwrap();
    check::file(&mut conn, &house.house.vault, bytes)
        .await
        .unwrap()
}

#[tokio::test]
async fn a_package_is_genuine_until_a_byte_is_changed() {
    for house in houses().await {
        let (worker, seat) = agreed(&house).await;
        let ctx = house.ctx(Role::Worker, &[worker.as_str()], TOWN);
        let asked = asked(&house, &worker);
        let one = made(&house, &ctx, &asked).await.unwrap();
        let facts = canon::inside(&one.pdf)
            .expect("the facts travel inside")
            .to_vec();
        assert_eq!(canon::digest(&facts), one.kept.digest);
        let text = String::from_utf8(facts.clone()).unwrap();
        for part in [
            seat.id.as_str(),
            "核桃装车",
            "\"move\":\"confirm\"",
            "张三",
            "accident",
        ] {
            assert!(text.contains(part), "{part} is not in {text}");
        }
        let tree: serde_json::Value = serde_json::from_slice(&facts).unwrap();
        for step in tree["seats"][0]["moves"].as_array().unwrap() {
            assert!(step["audit"].as_str().unwrap().contains('#'), "{step}");
        }
        assert!(tree["orders"][0]["audit"].as_str().unwrap().contains('#'));
        assert!(matches!(look(&house, &one.pdf).await, Verdict::Genuine(k) if k.no == one.kept.no));
        // The same facts have the same digest, whatever the number and the hour.
        house.clock.set(house.system().now.plus_minutes(7));
        let later = house.ctx(Role::Worker, &[worker.as_str()], TOWN);
        let two = made(&house, &later, &asked).await.unwrap();
        assert_eq!(two.kept.digest, one.kept.digest);
        assert_ne!(two.kept.no, one.kept.no);
        assert_ne!(two.kept.file_digest, one.kept.file_digest);
        // Any changed byte: of the facts, nothing fits; around them, the file is not the same.
        let at = one
            .pdf
            .windows(facts.len())
            .position(|w| w == facts)
            .unwrap();
        for n in (0..facts.len()).step_by(97).chain([facts.len() - 1]) {
            let mut bad = one.pdf.clone();
            bad[at + n] ^= 1;
            assert_eq!(look(&house, &bad).await, Verdict::Unknown, "byte {n}");
        }
        for n in [9, at - 20, one.pdf.len() - 1] {
            let mut bad = one.pdf.clone();
            bad[n] ^= 1;
            assert!(
                matches!(look(&house, &bad).await, Verdict::Repacked(_)),
                "byte {n}"
            );
        }
        assert_eq!(look(&house, b"%PDF-1.7").await, Verdict::Unknown);
    }
}

#[tokio::test]
async fn who_may_make_one_and_for_which_days() {
    for house in houses().await {
        let (worker, _) = agreed(&house).await;
        let mut ask = asked(&house, &worker);
        let stranger = house.ctx(Role::Worker, &["wrk_other"], TOWN);
        assert!(made(&house, &stranger, &ask).await.is_err());
        let clerk = house.ctx(Role::TownClerk, &[], TOWN);
        let printed = made(&house, &clerk, &ask).await.unwrap();
        ask.reason = String::new();
        let refused = made(&house, &clerk, &ask).await.err().unwrap();
        assert_eq!(refused.fields[0].field, "reason");
        ask.reason = "要去仲裁".into();
        ask.to = ask.from.plus_days(500);
        let refused = made(&house, &clerk, &ask).await.err().unwrap();
        assert_eq!(refused.fields[0].code, "gigs-evidence-too-long");
        ask.to = ask.from.plus_days(-1);
        let refused = made(&house, &clerk, &ask).await.err().unwrap();
        assert_eq!(refused.fields[0].code, "gigs-evidence-turned");
        let mut conn = house.house.db.read().await.unwrap();
        let lines = trail::history(&mut conn, worker.as_str(), None, 50)
            .await
            .unwrap();
        let line = lines
            .iter()
            .find(|l| l.verb == "gigs.evidence")
            .expect("recorded");
        assert_eq!(line.detail["reason"], "要去仲裁");
        assert_eq!(line.detail["digest"], printed.kept.digest);
    }
}

#[tokio::test]
async fn the_pages_give_the_file_and_tell_strangers_whether_it_is_genuine() {
    for house in houses().await {
        let (worker, seat) = agreed(&house).await;
        let mut me = house.browser();
        me.cookie("yz_sid", &format!("worker|{worker}|{TOWN}|acc_1"));
        me.get("/my/evidence").await.ok().has("干活证据包");
        let days = [("from", "2026-11-01"), ("to", "2026-12-01")];
        let file = me.post("/my/evidence", &days).await.ok();
        assert_eq!(file.headers["content-type"], "application/pdf");
        let mut conn = house.house.db.read().await.unwrap();
        let kept = super::of_worker(&mut conn, worker.as_str(), 5)
            .await
            .unwrap()
            .remove(0);
        drop(conn);
        let mut anybody = house.browser();
        let path = format!("/evidence?no={}&digest={}", kept.no, &kept.digest[..16]);
        let page = anybody
            .get(&path)
            .await
            .ok()
            .has("有这一份")
            .has(&kept.digest);
        page.lacks("张三").lacks(worker.as_str());
        let short = [("no", kept.no.as_str()), ("digest", &kept.digest[..12])];
        anybody.post("/evidence", &short).await.ok().has("查不到");
        let refused = anybody.post("/evidence", &[]).await;
        assert_eq!(refused.status.as_u16(), 422);
        me.get(&format!("/my/day/{}/agreement", seat.id))
            .await
            .ok()
            .has("核桃装车");
        let mut clerk = house.browser();
        clerk.cookie("yz_sid", &format!("town-clerk||{TOWN}|acc_2"));
        let desk = format!("/desk/people/{worker}/evidence");
        clerk.get(&desk).await.ok().has(&kept.no);
        assert_eq!(clerk.post(&desk, &days).await.status.as_u16(), 422);
    }
}

#[tokio::test]
async fn pages_render_with_every_sample_in_both_languages() {
    let houses = houses().await;
    let house = &houses[0];
    let mine = ["gigs/evidence/", "gigs/cover/", "gigs/agreements/"];
    for sample in crate::capability().pages {
        if !mine.iter().any(|m| sample.template.starts_with(m)) {
            continue;
        }
        for locale in Locale::ALL {
            let mut ctx = house.ctx(Role::CountyClerk, &[], TOWN);
            ctx.locale = locale;
            let rendered = (sample.render)(&house.house, &ctx);
            assert!(rendered.is_ok(), "{}: {rendered:?}", sample.template);
        }
    }
}
