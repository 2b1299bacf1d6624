//! The form of an order: new, asked for once more, revised.

use super::{CONSENTS, Choice, acting, employer_of, party};
use crate::HIRE;
use crate::orders::model::{
    Agreement, Insurance, Meals, Order, OrderId, PayMethod, PayUnit, Relation, Settle, State,
    Transport,
};
use crate::orders::{self, actions, form};
use axum::extract::{Path, State as Of};
use employers::{Employer, EmployerId};
use kernel::{Ctx, Refusal, Target};
use reference::Tables;
use serde::Serialize;
use std::sync::Arc;
use web::{Cx, Fields, Form, House, Page, Query, Reply, see_other};

/// The codes that the form offers.
#[derive(Debug, Clone, Serialize)]
struct Codes {
    consent: &'static [&'static str],
    relation: &'static [&'static str],
    agreement: &'static [&'static str],
    pay_unit: &'static [&'static str],
    settle: &'static [&'static str],
    pay_method: &'static [&'static str],
    meals: &'static [&'static str],
    transport: &'static [&'static str],
    insurance: &'static [&'static str],
}

const CODES: Codes = Codes {
    consent: &CONSENTS,
    relation: Relation::CODES,
    agreement: Agreement::CODES,
    pay_unit: PayUnit::CODES,
    settle: Settle::CODES,
    pay_method: PayMethod::CODES,
    meals: Meals::CODES,
    transport: Transport::CODES,
    insurance: Insurance::CODES,
};

/// The form of an order.
#[derive(Serialize)]
pub struct FormPage {
    employer: String,
    name: String,
    action: String,
    editing: bool,
    opened: bool,
    staff: bool,
    towns: Vec<Choice>,
    trades: Vec<Choice>,
    days: Vec<String>,
    rows: Vec<usize>,
    codes: Codes,
    #[serde(skip)]
    typed: Fields,
}

impl Page for FormPage {
    const TEMPLATE: &'static str = "gigs/orders/form.html";
    fn samples() -> Vec<Self> {
        let page = |editing, staff| Self {
            employer: "emp_1".into(),
            name: "示例单位".into(),
            action: "/hire/day/new".into(),
            editing,
            opened: editing,
            staff,
            towns: vec![Choice {
                value: "611021102000".into(),
                text: "古城镇".into(),
            }],
            trades: vec![Choice {
                value: "t01".into(),
                text: "搬运装卸".into(),
            }],
            days: vec!["2026-11-24".into(), "2026-11-25".into()],
            rows: if editing { vec![1, 2] } else { Vec::new() },
            codes: CODES,
            typed: usual(false),
        };
        vec![page(false, false), page(true, true)]
    }
    fn fields(&self) -> Fields {
        self.typed.clone()
    }
}

/// What most orders say, so that a form begins half done.
fn usual(household: bool) -> Fields {
    let (relation, agreement) = if household {
        ("household", "household")
    } else {
        ("labour", "contract")
    };
    Fields::of([
        ("relation", relation),
        ("agreement", agreement),
        ("pay_unit", "day"),
        ("settle", "day"),
        ("pay_method", "cash"),
        ("meals", "own"),
        ("transport", "own"),
        ("insurance", "accident"),
        ("start_time", "07:00"),
        ("hours", "9"),
        ("break", "60"),
    ])
}

/// Trades to choose from when the typed words may mean several or are no trade's own.
fn suggestions(fields: &Fields, tables: &Tables) -> Vec<Choice> {
    let said = fields.get("trade_said").unwrap_or_default();
    let title = fields.get("title").unwrap_or_default();
    let choice = |t: &reference::Trade| Choice {
        value: t.id.clone(),
        text: t.name.clone(),
    };
    let found = tables.trades_to_choose(said, title, 8);
    found.into_iter().map(choice).collect()
}

fn page(
    ctx: &Ctx,
    tables: &Tables,
    employer: &Employer,
    order: Option<&Order>,
    typed: Fields,
) -> FormPage {
    let towns = tables.towns().map(|d| Choice {
        value: d.code.clone(),
        text: d.short_name.clone(),
    });
    let today = ctx.today();
    let days = (0..form::DAYS).map(|n| today.plus_days(n).to_string());
    // Two empty rows to add shifts with.
    let rows = order.map_or(0, |o| (o.terms.shifts.len() + 2).min(form::ROWS));
    FormPage {
        employer: employer.id.to_string(),
        name: employer.public_name(),
        action: order.map_or_else(
            || "/hire/day/new".to_owned(),
            |order| format!("/hire/day/{}/edit", order.id),
        ),
        editing: order.is_some(),
        opened: order.is_some_and(|o| o.state != State::Draft),
        staff: ctx.actor.is_staff(),
        towns: towns.collect(),
        trades: suggestions(&typed, tables),
        days: days.collect(),
        rows: (1..=rows).collect(),
        codes: CODES,
        typed,
    }
}

/// An order that the actor may change.
pub(crate) async fn own(ctx: &Ctx, conn: &mut db::Conn, id: &str) -> Result<Order, Refusal> {
    let order = orders::order(conn, &OrderId::parse(id)?).await?;
    let order = order.ok_or_else(|| Refusal::not_found("record-unknown"))?;
    let (subject, region) = (order.employer_id.as_str(), order.terms.region.as_str());
    ctx.require(HIRE, Target::Of { subject, region })?;
    Ok(order)
}

async fn who(house: &House, ctx: &Ctx, id: &EmployerId) -> Result<Employer, Refusal> {
    let mut conn = house.db.read().await?;
    party(ctx, &mut conn, id).await
}

/// The order with its employer; staff of the workplace need not have the employer in their area.
async fn both(house: &House, ctx: &Ctx, id: &str) -> Result<(Order, Employer), Refusal> {
    let mut conn = house.db.read().await?;
    let order = own(ctx, &mut conn, id).await?;
    let employer = super::employer(&mut conn, &order.employer_id).await?;
    let employer = employer.ok_or_else(|| Refusal::not_found("record-unknown"))?;
    Ok((order, employer))
}

pub async fn new(Of(house): Of<Arc<House>>, Cx(ctx): Cx, Query(fields): Query) -> Reply {
    if employers::of_actor(&ctx).is_empty() && !ctx.actor.is_staff() {
        return Ok(see_other("/hire/register"));
    }
    let tables = reference::tables(&ctx)?;
    if let Some(id) = fields.get("from") {
        let (order, employer) = both(&house, &ctx, id).await?;
        let typed = form::copy_of(&order.terms, &tables);
        return Ok(house.render(&ctx, &page(&ctx, &tables, &employer, None, typed)));
    }
    let employer = who(&house, &ctx, &employer_of(&ctx, &fields)?).await?;
    let typed = usual(employer.kind == employers::Kind::Household);
    Ok(house.render(&ctx, &page(&ctx, &tables, &employer, None, typed)))
}

async fn created(
    house: &House,
    ctx: &Ctx,
    employer: &Employer,
    fields: &Fields,
) -> Result<String, Refusal> {
    let id = employer.id.as_str();
    let terms = form::read(fields, &*reference::tables(ctx)?)?;
    let ctx = acting(ctx, id, fields)?;
    let mut tx = trail::begin(&house.db, &ctx).await?;
    let order = actions::create(&ctx, &mut tx, id, &terms).await?;
    let open = fields.get("do") == Some("open");
    if open {
        actions::open(&ctx, &mut tx, &order).await?;
    }
    tx.commit(&ctx).await?;
    let said = if open {
        "gigs-day-said-opened"
    } else {
        "gigs-day-said-saved"
    };
    Ok(format!("/hire/day/{order}?said={said}"))
}

pub async fn create(Of(house): Of<Arc<House>>, Cx(ctx): Cx, Form(fields): Form) -> Reply {
    let employer = who(&house, &ctx, &employer_of(&ctx, &fields)?).await?;
    match created(&house, &ctx, &employer, &fields).await {
        Ok(next) => Ok(see_other(&next)),
        Err(refusal) => {
            let tables = reference::tables(&ctx)?;
            let page = page(&ctx, &tables, &employer, None, fields.clone());
            house.again(&ctx, &page, refusal, &fields)
        }
    }
}

pub async fn edit(Of(house): Of<Arc<House>>, Cx(ctx): Cx, Path(id): Path<String>) -> Reply {
    let (order, employer) = both(&house, &ctx, &id).await?;
    let tables = reference::tables(&ctx)?;
    let typed = form::fields_of(&order.terms, &tables);
    Ok(house.render(&ctx, &page(&ctx, &tables, &employer, Some(&order), typed)))
}

async fn revised(
    house: &House,
    ctx: &Ctx,
    order: &Order,
    fields: &Fields,
) -> Result<String, Refusal> {
    let terms = form::read(fields, &*reference::tables(ctx)?)?;
    let ctx = acting(ctx, &order.employer_id, fields)?;
    let mut tx = trail::begin(&house.db, &ctx).await?;
    actions::revise(&ctx, &mut tx, &order.id, &terms).await?;
    tx.commit(&ctx).await?;
    Ok(format!("/hire/day/{}?said=gigs-day-said-revised", order.id))
}

pub async fn revise(
    Of(house): Of<Arc<House>>,
    Cx(ctx): Cx,
    Path(id): Path<String>,
    Form(fields): Form,
) -> Reply {
    let (order, employer) = both(&house, &ctx, &id).await?;
    match revised(&house, &ctx, &order, &fields).await {
        Ok(next) => Ok(see_other(&next)),
        Err(refusal) => {
            let tables = reference::tables(&ctx)?;
            let page = page(&ctx, &tables, &employer, Some(&order), fields.clone());
            house.again(&ctx, &page, refusal, &fields)
        }
    }
}
