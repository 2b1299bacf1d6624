//! The form of a post: new, copied, changed.

use super::{CONSENTS, Choice, acting, employer_of, is_staff, tables};
use crate::permissions::POST;
use crate::posts::model::{
    Agreement, Insurance, Kind, Lodging, Meals, PayMethod, PayUnit, Settle, Shift, Source,
    TargetGroup, Transport, Vacancy, VacancyId,
};
use crate::posts::state::{Move, can};
use crate::posts::{actions, doors, form, store};
use axum::extract::{Path, State};
use axum::response::Response;
use kernel::{Ctx, Refusal, Target};
use reference::Tables;
use serde::Serialize;
use std::sync::Arc;
use web::{Cx, Fields, Form, House, Page, Query, Reply, see_other};

/// The codes that the form offers.
#[derive(Debug, Clone, Serialize)]
struct Codes {
    consent: &'static [&'static str],
    kind: &'static [&'static str],
    shift: &'static [&'static str],
    pay_unit: &'static [&'static str],
    settle: &'static [&'static str],
    pay_method: &'static [&'static str],
    meals: &'static [&'static str],
    lodging: &'static [&'static str],
    transport: &'static [&'static str],
    insurance: &'static [&'static str],
    agreement: &'static [&'static str],
    targets: &'static [&'static str],
    source: &'static [&'static str],
}

const CODES: Codes = Codes {
    consent: &CONSENTS,
    kind: Kind::CODES,
    shift: Shift::CODES,
    pay_unit: PayUnit::CODES,
    settle: Settle::CODES,
    pay_method: PayMethod::CODES,
    meals: Meals::CODES,
    lodging: Lodging::CODES,
    transport: Transport::CODES,
    insurance: Insurance::CODES,
    agreement: Agreement::CODES,
    targets: TargetGroup::CODES,
    source: Source::CODES,
};

/// The form of a post.
#[derive(Serialize)]
pub struct FormPage {
    employer: String,
    employer_name: String,
    action: String,
    editing: bool,
    reviewed: bool,
    staff: bool,
    towns: Vec<Choice>,
    trades: Vec<Choice>,
    codes: Codes,
    #[serde(skip)]
    typed: Fields,
}

impl Page for FormPage {
    const TEMPLATE: &'static str = "vacancies/posts/form.html";
    fn samples() -> Vec<Self> {
        let page = |editing, staff| Self {
            employer: "emp_1".into(),
            employer_name: "示例单位".into(),
            action: "/hire/vacancies/new".into(),
            editing,
            reviewed: editing,
            staff,
            towns: vec![Choice {
                value: "611021102000".into(),
                text: "古城镇".into(),
            }],
            trades: vec![Choice {
                value: "t01".into(),
                text: "搬运装卸".into(),
            }],
            codes: CODES,
            typed: usual(),
        };
        vec![page(false, false), page(true, true)]
    }
    fn fields(&self) -> Fields {
        self.typed.clone()
    }
}

/// What most posts say, so that a form begins half done.
fn usual() -> Fields {
    Fields::of([
        ("kind", "day"),
        ("pay_unit", "day"),
        ("settle", "day"),
        ("pay_method", "cash"),
        ("meals", "own"),
        ("lodging", "own"),
        ("transport", "own"),
        ("insurance", "accident"),
        ("agreement", "service"),
        ("shift", "day"),
        ("source", "original"),
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
    party: &doors::Party,
    post: Option<&Vacancy>,
    typed: Fields,
) -> FormPage {
    let towns = tables.towns();
    let towns = towns.map(|d| Choice {
        value: d.code.clone(),
        text: d.short_name.clone(),
    });
    FormPage {
        employer: party.id.clone(),
        employer_name: party.name.clone(),
        action: post.map_or_else(
            || "/hire/vacancies/new".to_owned(),
            |post| format!("/hire/vacancies/{}/edit", post.id),
        ),
        editing: post.is_some(),
        reviewed: post.is_some_and(|post| !can(post.state, Move::Submit)),
        staff: is_staff(ctx),
        towns: towns.collect(),
        trades: suggestions(&typed, tables),
        codes: CODES,
        typed,
    }
}

async fn post_of(house: &House, ctx: &Ctx, id: &str) -> Result<Vacancy, Refusal> {
    let mut reader = house.db.read().await?;
    let post = store::by_id(&mut reader, &VacancyId::parse(id)?).await?;
    let post = post.ok_or_else(|| Refusal::not_found("record-unknown"))?;
    ctx.require(
        POST,
        Target::Of {
            subject: &post.employer_id,
            region: &post.terms.region,
        },
    )?;
    Ok(post)
}

async fn party_of(house: &House, ctx: &Ctx, id: &str) -> Result<doors::Party, Refusal> {
    let mut reader = house.db.read().await?;
    let party = doors::party(ctx, &mut reader, id).await?;
    ctx.require(
        POST,
        Target::Of {
            subject: &party.id,
            region: &party.region,
        },
    )?;
    Ok(party)
}

pub async fn new(State(house): State<Arc<House>>, Cx(ctx): Cx, Query(fields): Query) -> Reply {
    if employers::of_actor(&ctx).is_empty() && !is_staff(&ctx) {
        return Ok(see_other("/hire/register"));
    }
    let party = party_of(&house, &ctx, &employer_of(&ctx, &fields)?).await?;
    let tables = tables(&house)?;
    let typed = match fields.get("from") {
        Some(id) => form::copy_of(
            &post_of(&house, &ctx, id).await?.terms,
            &tables,
            ctx.today(),
        ),
        None => usual(),
    };
    Ok(house.render(&ctx, &page(&ctx, &tables, &party, None, typed)))
}

async fn created(
    house: &House,
    ctx: &Ctx,
    party: &doors::Party,
    fields: &Fields,
) -> Result<Response, Refusal> {
    let ctx = acting(ctx, &party.id, fields)?;
    let typed = form::read(fields, &*tables(house)?)?;
    let mut tx = trail::begin(&house.db, &ctx).await?;
    let mut post = actions::create(&ctx, &mut tx, &party.id, typed.terms, typed.until).await?;
    if fields.get("do") == Some("submit") {
        post = actions::submit(&ctx, &mut tx, &post.id).await?;
    }
    web::commit_to(
        tx,
        &ctx,
        &format!("/hire/vacancies/{}?said={}", post.id, said(&post)),
    )
    .await
}

fn said(post: &Vacancy) -> &'static str {
    match post.state.tone() {
        "bad" => "vacancies-said-sent-back",
        "quiet" => "vacancies-said-saved",
        _ => "vacancies-said-submit",
    }
}

pub async fn create(State(house): State<Arc<House>>, Cx(ctx): Cx, Form(fields): Form) -> Reply {
    let party = party_of(&house, &ctx, &employer_of(&ctx, &fields)?).await?;
    match created(&house, &ctx, &party, &fields).await {
        Ok(response) => Ok(response),
        Err(refusal) => {
            let page = page(&ctx, &*tables(&house)?, &party, None, fields.clone());
            house.again(&ctx, &page, refusal, &fields)
        }
    }
}

pub async fn edit(State(house): State<Arc<House>>, Cx(ctx): Cx, Path(id): Path<String>) -> Reply {
    let post = post_of(&house, &ctx, &id).await?;
    let party = party_of(&house, &ctx, &post.employer_id).await?;
    let tables = tables(&house)?;
    let typed = form::fields_of(&post.terms, &tables);
    Ok(house.render(&ctx, &page(&ctx, &tables, &party, Some(&post), typed)))
}

async fn revised(
    house: &House,
    ctx: &Ctx,
    post: &Vacancy,
    fields: &Fields,
) -> Result<Response, Refusal> {
    let ctx = acting(ctx, &post.employer_id, fields)?;
    let typed = form::read(fields, &*tables(house)?)?;
    let mut tx = trail::begin(&house.db, &ctx).await?;
    let mut after = actions::revise(&ctx, &mut tx, &post.id, typed.terms, typed.until).await?;
    if fields.get("do") == Some("submit") {
        after = actions::submit(&ctx, &mut tx, &post.id).await?;
    }
    web::commit_to(
        tx,
        &ctx,
        &format!("/hire/vacancies/{}?said={}", post.id, said(&after)),
    )
    .await
}

pub async fn revise(
    State(house): State<Arc<House>>,
    Cx(ctx): Cx,
    Path(id): Path<String>,
    Form(fields): Form,
) -> Reply {
    let post = post_of(&house, &ctx, &id).await?;
    match revised(&house, &ctx, &post, &fields).await {
        Ok(response) => Ok(response),
        Err(refusal) => {
            let party = party_of(&house, &ctx, &post.employer_id).await?;
            let page = page(&ctx, &*tables(&house)?, &party, Some(&post), fields.clone());
            house.again(&ctx, &page, refusal, &fields)
        }
    }
}
