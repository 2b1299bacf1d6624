//! One wage: how it came about, where it stands, what each side can say.

use crate::hours::pages::{Choice, acting, choices, consent_choices};
use crate::orders::model::PayMethod;
use crate::wages::actions::{self, require_employer, require_worker};
use crate::wages::ledger;
use crate::wages::model::{Kept, Said, State as Where, Wage, WageId};
use crate::wages::queries;
use crate::{HIRE, WORK};
use axum::extract::{Path, State};
use kernel::{Ctx, Refusal};
use serde::Serialize;
use std::sync::Arc;
use web::{Access, Cx, Fields, Form, House, Page, Reply, Route, see_other};

pub(super) fn routes() -> Vec<Route> {
    let (work, hire) = (Access::Need(WORK), Access::Need(HIRE));
    vec![
        web::get("/my/wages/{id}", work, show_worker),
        web::post("/my/wages/{id}", work, say_worker),
        web::get("/hire/wages/{id}", hire, show_employer),
        web::post("/hire/wages/{id}", hire, say_employer),
        web::post("/hire/wages/{id}/reveal", hire, reveal),
    ]
}

#[derive(Serialize)]
struct Line {
    what: String,
    fen: i64,
    how: String,
    ref_no: String,
    note: String,
    at: i64,
}

impl From<Said> for Line {
    fn from(said: Said) -> Self {
        Self {
            what: said.what,
            fen: said.fen,
            how: said.how,
            ref_no: said.ref_no,
            note: said.note,
            at: said.at.millis(),
        }
    }
}

/// A wage.
#[derive(Serialize)]
pub struct SlipPage {
    id: String,
    seat: String,
    action: String,
    side: &'static str,
    title: String,
    order_no: String,
    employer: String,
    worker: String,
    day: String,
    minutes: i64,
    items: Vec<String>,
    breaches: Vec<&'static str>,
    gross_fen: i64,
    kept: String,
    net_fen: i64,
    received_fen: i64,
    open_fen: i64,
    due_day: String,
    late: i64,
    state: &'static str,
    told_how: Option<String>,
    voucher: String,
    report: Option<&'static str>,
    id_no: String,
    phone: String,
    revealed: Option<String>,
    methods: Vec<Choice>,
    kinds: Vec<Choice>,
    reasons: Vec<Choice>,
    lines: Vec<Line>,
    consents: Vec<Choice>,
}

fn sample_choice() -> Vec<Choice> {
    vec![Choice {
        value: "cash",
        text: "现金".into(),
    }]
}

fn sample(side: &'static str, state: &'static str, full: bool) -> SlipPage {
    let said = |(what, how): (&str, &str)| Line {
        what: what.into(),
        fen: 18_000,
        how: how.into(),
        ref_no: "0001".into(),
        note: "…".into(),
        at: 0,
    };
    let all = [
        ("computed", ""),
        ("computed", "again"),
        ("kept", "damage"),
        ("told", "bank"),
        ("denied", ""),
        ("received", ""),
        ("call", "promised"),
    ];
    SlipPage {
        id: "wag_00000000000000000000000000000000".into(),
        seat: "sea_00000000000000000000000000000000".into(),
        action: "/my/wages/wag_00000000000000000000000000000000".into(),
        side,
        title: "摘花椒".into(),
        order_no: "LN-20261120-D0001".into(),
        employer: "洛南县某某合作社".into(),
        worker: "张三".into(),
        day: "2026-11-20".into(),
        minutes: 480,
        items: vec!["…".into()],
        breaches: if full {
            crate::pay::Breach::CODES.to_vec()
        } else {
            Vec::new()
        },
        gross_fen: 18_000,
        kept: if full { "10 …".into() } else { String::new() },
        net_fen: 17_000,
        received_fen: if full { 7_000 } else { 0 },
        open_fen: 10_000,
        due_day: "2026-11-20".into(),
        late: i64::from(full) * 3,
        state,
        told_how: full.then(|| "bank".into()),
        voucher: if full { "0001".into() } else { String::new() },
        report: full.then_some("draft"),
        id_no: "611*************32".into(),
        phone: "138****1234".into(),
        revealed: full.then(|| "…".into()),
        methods: sample_choice(),
        kinds: sample_choice(),
        reasons: sample_choice(),
        lines: all.map(said).into(),
        consents: if full { sample_choice() } else { Vec::new() },
    }
}

impl Page for SlipPage {
    const TEMPLATE: &'static str = "gigs/wages/slip.html";
    fn samples() -> Vec<Self> {
        let confirmed = SlipPage {
            report: Some("confirmed"),
            ..sample("worker", "due", true)
        };
        vec![
            sample("worker", "due", true),
            confirmed,
            sample("worker", "told", false),
            sample("worker", "paid", false),
            sample("employer", "due", true),
            sample("employer", "told", false),
            sample("employer", "paid", false),
        ]
    }
}

async fn one(house: &House, text: &str) -> Result<Wage, Refusal> {
    let mut conn = house.db.read().await?;
    queries::need(&mut conn, &WageId::parse(text)?).await
}

async fn load(house: &House, ctx: &Ctx, text: &str, employer: bool) -> Result<SlipPage, Refusal> {
    let wage = one(house, text).await?;
    if employer {
        require_employer(ctx, &wage)?;
    } else {
        require_worker(ctx, &wage)?;
    }
    let mut conn = house.db.read().await?;
    let said = queries::history(&mut conn, &wage.id).await?;
    let report = queries::arrears_of(&mut conn, &wage.id).await?;
    let row = ledger::row(house, ctx, &wage, false)?;
    let (side, base) = if employer {
        ("employer", "/hire/wages")
    } else {
        ("worker", "/my/wages")
    };
    Ok(SlipPage {
        action: format!("{base}/{}", wage.id),
        side,
        seat: wage.seat_id.to_string(),
        items: ledger::items(house, ctx, &wage),
        kept: ledger::kept(house, ctx, &wage),
        breaches: wage.breaches.iter().map(|b| b.code()).collect(),
        open_fen: wage.open_fen(),
        late: if wage.state == Where::Paid {
            0
        } else {
            wage.late_days(ctx.today())
        },
        state: wage.state.code(),
        report: report.map(|r| r.state.code()),
        id_no: row.id_no,
        phone: row.phone,
        revealed: None,
        methods: choices(house, ctx, "gigs-wages-how-", PayMethod::CODES),
        kinds: choices(house, ctx, "gigs-wages-kept-", Kept::CODES),
        reasons: choices(house, ctx, "gigs-wages-reason-", &actions::REASONS),
        lines: said.into_iter().map(Line::from).collect(),
        consents: consent_choices(house, ctx),
        id: wage.id.to_string(),
        title: wage.title,
        order_no: wage.order_no,
        employer: wage.employer_name,
        worker: wage.worker_name,
        day: wage.work_day.to_string(),
        minutes: wage.minutes,
        gross_fen: wage.gross_fen,
        net_fen: wage.net_fen,
        received_fen: wage.received_fen,
        due_day: wage.due_day.to_string(),
        told_how: wage.told_how,
        voucher: wage.voucher_no,
    })
}

/// What the worker says, by the name of the step.
async fn worker_step(
    ctx: &Ctx,
    tx: &mut trail::Tx,
    wage: &Wage,
    fields: &Fields,
) -> Result<&'static str, Refusal> {
    let mut reader = fields.reader();
    let step = reader.one_of("step", &["received", "denied", "report", "drop"]);
    match step {
        "received" => {
            let fen = reader.opt_yuan("yuan");
            reader.finish()?;
            let fen = fen.map_or(wage.open_fen(), |f| f.0);
            actions::receive(ctx, tx, &wage.seat_id, fen).await?;
            Ok("gigs-wages-said-received")
        }
        "denied" => {
            let note = reader.opt_text("note", 200).unwrap_or_default();
            reader.finish()?;
            actions::deny(ctx, tx, &wage.seat_id, &note).await?;
            Ok("gigs-wages-said-denied")
        }
        "report" => {
            reader.finish()?;
            actions::confirm_report(ctx, tx, &wage.id).await?;
            Ok("gigs-wages-said-report")
        }
        _ => {
            reader.finish()?;
            actions::drop_report(ctx, tx, &wage.id).await?;
            Ok("gigs-wages-said-drop")
        }
    }
}

async fn employer_step(
    ctx: &Ctx,
    tx: &mut trail::Tx,
    wage: &Wage,
    fields: &Fields,
) -> Result<&'static str, Refusal> {
    let mut reader = fields.reader();
    let step = reader.one_of("step", &["told", "kept"]);
    if step == "kept" {
        let why = Kept::parse(reader.one_of("why", Kept::CODES));
        let fen = reader.yuan("kept");
        let note = reader.text("note", 1..=200);
        reader.finish()?;
        let why = why.ok_or_else(|| Refusal::field("why", "field-not-choice"))?;
        actions::keep_back(ctx, tx, &wage.seat_id, why, fen.0, &note).await?;
        return Ok("gigs-wages-said-kept");
    }
    let how = PayMethod::parse(reader.one_of("how", PayMethod::CODES));
    let number = reader.opt_text("ref_no", 60).unwrap_or_default();
    reader.finish()?;
    let how = how.ok_or_else(|| Refusal::field("how", "field-not-choice"))?;
    actions::pay(ctx, tx, &wage.seat_id, how, &number).await?;
    Ok("gigs-wages-said-told")
}

async fn take(
    house: &House,
    ctx: &Ctx,
    text: &str,
    employer: bool,
    fields: &Fields,
) -> Result<&'static str, Refusal> {
    let wage = one(house, text).await?;
    let subject = if employer {
        &wage.employer_id
    } else {
        &wage.worker_id
    };
    let ctx = &acting(ctx, subject, fields)?;
    let mut tx = trail::begin(&house.db, ctx).await?;
    let said = if employer {
        employer_step(ctx, &mut tx, &wage, fields).await?
    } else {
        worker_step(ctx, &mut tx, &wage, fields).await?
    };
    tx.commit(ctx).await?;
    Ok(said)
}

async fn answer(house: &House, ctx: &Ctx, text: &str, employer: bool, fields: &Fields) -> Reply {
    let base = if employer { "/hire/wages" } else { "/my/wages" };
    match take(house, ctx, text, employer, fields).await {
        Ok(said) => Ok(see_other(&format!("{base}/{text}?said={said}"))),
        Err(refusal) => {
            let page = load(house, ctx, text, employer).await?;
            house.again(ctx, &page, refusal, fields)
        }
    }
}

type Held = State<Arc<House>>;

async fn show_worker(State(house): Held, Cx(ctx): Cx, Path(text): Path<String>) -> Reply {
    Ok(house.render(&ctx, &load(&house, &ctx, &text, false).await?))
}
async fn show_employer(State(house): Held, Cx(ctx): Cx, Path(text): Path<String>) -> Reply {
    Ok(house.render(&ctx, &load(&house, &ctx, &text, true).await?))
}
async fn say_worker(
    State(house): Held,
    Cx(ctx): Cx,
    Path(text): Path<String>,
    Form(fields): Form,
) -> Reply {
    answer(&house, &ctx, &text, false, &fields).await
}
async fn say_employer(
    State(house): Held,
    Cx(ctx): Cx,
    Path(text): Path<String>,
    Form(fields): Form,
) -> Reply {
    answer(&house, &ctx, &text, true, &fields).await
}

async fn reveal(
    State(house): Held,
    Cx(mut ctx): Cx,
    Path(text): Path<String>,
    Form(fields): Form,
) -> Reply {
    // An answer kept for a retry would keep the number in clear.
    ctx.once = None;
    let what = fields.get("what").unwrap_or_default();
    let reason = fields.get("reason").unwrap_or_default();
    let done = async {
        let mut tx = trail::begin(&house.db, &ctx).await?;
        let id = WageId::parse(&text)?;
        let number = actions::reveal(&ctx, &mut tx, &id, what, reason).await?;
        tx.commit(&ctx).await?;
        Ok::<_, Refusal>(number)
    };
    let done = done.await;
    let mut page = load(&house, &ctx, &text, true).await?;
    match done {
        Ok(number) => {
            page.revealed = Some(number);
            Ok(house.render(&ctx, &page))
        }
        Err(refusal) => house.again(&ctx, &page, refusal, &fields),
    }
}
