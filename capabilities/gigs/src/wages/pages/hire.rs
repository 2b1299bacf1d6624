//! The employer's ledger: on the page with numbers masked, as a table, on paper.

use crate::HIRE;
use crate::hours::pages::{Choice, choices, is_staff};
use crate::wages::actions::{REASONS, note_export};
use crate::wages::ledger::{self, LedgerRow};
use crate::wages::model::Wage;
use crate::wages::queries;
use axum::extract::State;
use employers::{Employer, EmployerId};
use kernel::{Ctx, Day, Refusal, Target};
use serde::Serialize;
use std::sync::Arc;
use web::{Access, Cx, Fields, Form, Format, House, Page, Query, Reply, Route, table_response};

pub(super) fn routes() -> Vec<Route> {
    let hire = Access::Need(HIRE);
    vec![
        web::get("/hire/wages", hire, show),
        web::post("/hire/wages", hire, take),
    ]
}

fn sample_row() -> LedgerRow {
    LedgerRow {
        id: "wag_00000000000000000000000000000000".into(),
        employer: "洛南县某某合作社".into(),
        period: "2026-11-20".into(),
        payday: "2026-11-20".into(),
        name: "张三".into(),
        id_no: "611*************32".into(),
        phone: "138****1234".into(),
        hours: "8 小时".into(),
        items: "…".into(),
        kept: String::new(),
        net_fen: 18_000,
        voucher: "…".into(),
        state: "due",
        due_day: "2026-11-20".into(),
    }
}

/// The ledger.
#[derive(Serialize)]
pub struct LedgerPage {
    employer: String,
    name: String,
    from: String,
    to: String,
    rows: Vec<LedgerRow>,
    full: bool,
    net_fen: i64,
    reasons: Vec<Choice>,
    #[serde(skip)]
    typed: Fields,
}

impl Page for LedgerPage {
    const TEMPLATE: &'static str = "gigs/wages/ledger.html";
    fn samples() -> Vec<Self> {
        let page = |rows: Vec<LedgerRow>, full| Self {
            employer: "emp_00000000000000000000000000000000".into(),
            name: "洛南县某某合作社".into(),
            from: "2026-11-01".into(),
            to: "2026-11-30".into(),
            net_fen: 18_000,
            rows,
            full,
            reasons: vec![Choice {
                value: "ledger",
                text: "…".into(),
            }],
            typed: Fields::default(),
        };
        vec![page(vec![sample_row()], true), page(Vec::new(), false)]
    }
    fn fields(&self) -> Fields {
        self.typed.clone()
    }
}

/// The ledger on paper, to be signed.
#[derive(Serialize)]
pub struct PrintPage {
    name: String,
    from: String,
    to: String,
    rows: Vec<LedgerRow>,
    net_fen: i64,
    by: String,
    at: i64,
}

impl Page for PrintPage {
    const TEMPLATE: &'static str = "gigs/wages/print.html";
    fn samples() -> Vec<Self> {
        vec![Self {
            name: "洛南县某某合作社".into(),
            from: "2026-11-01".into(),
            to: "2026-11-30".into(),
            rows: vec![sample_row()],
            net_fen: 18_000,
            by: "acc_0".into(),
            at: 0,
        }]
    }
}

/// What is asked for.
struct Asked {
    employer: Employer,
    from: Day,
    to: Day,
    wages: Vec<Wage>,
}

/// What is asked for; `all` = every row, for a table to take along, else as many as a page shows.
async fn asked(house: &House, ctx: &Ctx, fields: &Fields, all: bool) -> Result<Asked, Refusal> {
    let today = ctx.today();
    let mut reader = fields.reader();
    let from = reader.opt_day("from");
    let to = reader.opt_day("to").unwrap_or(today);
    reader.finish()?;
    let from = from.unwrap_or(today.plus_days(1 - i64::from(today.day())));
    let id = match fields.get("employer") {
        Some(text) => Some(EmployerId::parse(text)?),
        None => employers::of_actor(ctx).into_iter().next(),
    };
    let id = id.ok_or_else(|| Refusal::not_found("record-unknown"))?;
    let mut conn = house.db.read().await?;
    let employer = employers::employer(&mut conn, &id).await?;
    let employer = employer.ok_or_else(|| Refusal::not_found("record-unknown"))?;
    let (subject, region) = (employer.id.as_str(), employer.region.as_str());
    ctx.require(HIRE, Target::Of { subject, region })?;
    let wages = match all {
        true => queries::all_of_employer(&mut conn, subject, from, to).await?,
        false => queries::of_employer(&mut conn, subject, from, to).await?,
    };
    Ok(Asked {
        employer,
        from,
        to,
        wages,
    })
}

fn rows(house: &House, ctx: &Ctx, asked: &Asked, full: bool) -> Result<Vec<LedgerRow>, Refusal> {
    let row = |w: &Wage| ledger::row(house, ctx, w, full);
    asked.wages.iter().map(row).collect()
}

fn page(house: &House, ctx: &Ctx, asked: &Asked) -> Result<LedgerPage, Refusal> {
    let most = usize::try_from(queries::MOST).unwrap_or(usize::MAX);
    Ok(LedgerPage {
        employer: asked.employer.id.to_string(),
        name: asked.employer.name.clone(),
        from: asked.from.to_string(),
        to: asked.to.to_string(),
        net_fen: asked.wages.iter().map(|w| w.net_fen).sum(),
        rows: rows(house, ctx, asked, false)?,
        full: asked.wages.len() >= most,
        reasons: choices(house, ctx, "gigs-wages-reason-", &REASONS),
        typed: Fields::of([
            ("from", asked.from.to_string()),
            ("to", asked.to.to_string()),
        ]),
    })
}

async fn show(State(house): State<Arc<House>>, Cx(ctx): Cx, Query(query): Query) -> Reply {
    if is_staff(&ctx) && query.get("employer").is_none() {
        return Ok(web::see_other("/desk/wages"));
    }
    let asked = asked(&house, &ctx, &query, false).await?;
    Ok(house.render(&ctx, &page(&house, &ctx, &asked)?))
}

/// The ledger taken along, masked or with a reason in full; both leave a line.
async fn take(State(house): State<Arc<House>>, Cx(mut ctx): Cx, Form(fields): Form) -> Reply {
    // An answer kept for a retry would keep the numbers in clear.
    ctx.once = None;
    let asked = asked(&house, &ctx, &fields, true).await?;
    let format = fields.get("format").unwrap_or("xlsx").to_owned();
    let full = fields
        .get("full")
        .map(|_| fields.get("reason").unwrap_or_default());
    let done = async {
        let mut tx = trail::begin(&house.db, &ctx).await?;
        let whose = (asked.employer.id.as_str(), asked.employer.region.as_str());
        note_export(&ctx, &mut tx, whose, asked.wages.len(), full).await?;
        tx.commit(&ctx).await?;
        rows(&house, &ctx, &asked, full.is_some())
    };
    let rows = match done.await {
        Ok(rows) => rows,
        Err(refusal) => {
            let page = page(&house, &ctx, &asked)?;
            return house.again(&ctx, &page, refusal, &fields);
        }
    };
    if format == "print" {
        let page = PrintPage {
            name: asked.employer.name.clone(),
            from: asked.from.to_string(),
            to: asked.to.to_string(),
            net_fen: asked.wages.iter().map(|w| w.net_fen).sum(),
            rows,
            by: ctx.actor.id.clone(),
            at: ctx.now.millis(),
        };
        return Ok(house.render(&ctx, &page));
    }
    let table = ledger::table(&house, &ctx, rows);
    Ok(table_response(Format::parse(&format)?, "wages", &table)?)
}
