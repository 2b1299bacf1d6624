//! The worker applies: one tap from the job's page, or name and telephone first.

use crate::APPLY;
use crate::applications::actions::{self, NewApplication};
use crate::applications::model::Channel;
use axum::extract::{Path, State};
use axum::response::Response;
use kernel::{Ctx, Refusal};
use people::{NewWorker, WorkerId};
use serde::Serialize;
use std::sync::Arc;
use vacancies::{Vacancy, VacancyId};
use web::{Access, Cx, Fields, Form, House, Page, Reply, Route, see_other};

pub(super) fn routes() -> Vec<Route> {
    vec![
        web::get("/jobs/{id}/apply", Access::Need(APPLY), ask),
        web::post("/jobs/{id}/apply", Access::Need(APPLY), apply),
    ]
}

/// What is applied for, and what is still to be told.
#[derive(Serialize)]
pub struct ApplyPage {
    job: Job,
    known: bool,
}

/// A job in brief.
#[derive(Serialize)]
pub(super) struct Job {
    pub id: String,
    pub no: String,
    pub title: String,
    pub place: String,
    pub from: String,
    pub to: Option<String>,
    pub pay_unit: &'static str,
    pub pay_fen: Option<i64>,
    pub settle: &'static str,
}

impl Page for ApplyPage {
    const TEMPLATE: &'static str = "placements/worker/apply.html";
    fn samples() -> Vec<Self> {
        let page = |known| Self {
            job: Job::sample(known),
            known,
        };
        vec![page(true), page(false)]
    }
}

impl Job {
    pub(super) fn of(ctx: &Ctx, post: &Vacancy) -> Result<Self, Refusal> {
        let terms = &post.terms;
        Ok(Self {
            id: post.id.to_string(),
            no: post.no.clone(),
            title: terms.title.clone(),
            place: reference::tables(ctx)?.name(&terms.region),
            from: terms.start_day.to_string(),
            to: terms.end_day.map(|d| d.to_string()),
            pay_unit: terms.pay_unit.code(),
            pay_fen: terms.pay_min_fen,
            settle: terms.settle.code(),
        })
    }
    pub(super) fn sample(paid: bool) -> Self {
        Self {
            id: "vac_00000000000000000000000000000000".into(),
            no: "LN-20261123-00001".into(),
            title: "核桃装车".into(),
            place: "石坡镇".into(),
            from: "2026-11-24".into(),
            to: paid.then(|| "2026-11-25".into()),
            pay_unit: "day",
            pay_fen: paid.then_some(18_000),
            settle: "day",
        }
    }
}

/// A post by its id, which must be there.
pub(super) async fn post(conn: &mut db::Conn, id: &str) -> Result<Vacancy, Refusal> {
    let found = vacancies::vacancy(conn, &VacancyId::parse(id)?).await?;
    found.ok_or_else(|| Refusal::not_found("record-unknown"))
}

async fn load(house: &House, ctx: &Ctx, id: &str) -> Result<ApplyPage, Refusal> {
    let mut reader = house.db.read().await?;
    let found = post(&mut reader, id).await?;
    // What was never shown to the public is not shown here either.
    if found.published_version.is_none() {
        return Err(Refusal::not_found("record-unknown"));
    }
    Ok(ApplyPage {
        job: Job::of(ctx, &found)?,
        known: people::of_actor(ctx).is_some(),
    })
}

async fn ask(State(house): State<Arc<House>>, Cx(ctx): Cx, Path(id): Path<String>) -> Reply {
    if ctx.actor.is_staff() {
        return Ok(see_other("/desk/people"));
    }
    Ok(house.render(&ctx, &load(&house, &ctx, &id).await?))
}

async fn apply(
    State(house): State<Arc<House>>,
    Cx(ctx): Cx,
    Path(id): Path<String>,
    Form(fields): Form,
) -> Reply {
    if ctx.actor.is_staff() {
        return Ok(see_other("/desk/people"));
    }
    if people::of_actor(&ctx).is_none() && fields.get("name").is_none() {
        // One tap on the job's page: ask for what is missing first.
        return Ok(see_other(&format!("/jobs/{id}/apply")));
    }
    match write(&house, &ctx, &id, &fields).await {
        Ok(response) => Ok(response),
        Err(refusal) => {
            let page = load(&house, &ctx, &id).await?;
            house.again(&ctx, &page, refusal, &fields)
        }
    }
}

async fn write(house: &House, ctx: &Ctx, id: &str, fields: &Fields) -> Result<Response, Refusal> {
    let vacancy = VacancyId::parse(id)?;
    let mut tx = trail::begin(&house.db, ctx).await?;
    let (doing, worker) = match people::of_actor(ctx) {
        Some(worker) => (ctx.clone(), worker),
        None => introduce(house, ctx, &mut tx, fields).await?,
    };
    let new = NewApplication {
        vacancy,
        worker,
        channel: Channel::Online,
    };
    let made = actions::apply(&doing, &mut tx, &new).await?;
    let to = format!("/my/applications/{}?said=placements-said-applied", made.id);
    // As who asked: the retry comes with the same session.
    web::commit_to(tx, ctx, &to).await
}

/// Opens the worker's file with name and telephone; nothing more is needed for day work.
async fn introduce(
    house: &House,
    ctx: &Ctx,
    tx: &mut trail::Tx,
    fields: &Fields,
) -> Result<(Ctx, WorkerId), Refusal> {
    let mut reader = fields.reader();
    let name = reader.text("name", 2..=30);
    let phone = reader.phone("phone");
    if !reader.flag("agree") {
        reader.fault("agree", "placements-agree-needed");
    }
    reader.finish()?;
    let new = NewWorker {
        name,
        phone: Some(phone),
        region: house.settings.county.clone(),
        consent: "screen",
        ..NewWorker::default()
    };
    let made = people::register(ctx, tx, new).await?;
    let worker = made.id().clone();
    let mut ctx = ctx.clone();
    // The session learns of the file with the next request; this one knows it already.
    ctx.actor.subjects.push(worker.to_string());
    Ok((ctx, worker))
}
