//! The employer's own pages: home, registration, its file.

use super::form::{self, Choice, RegisterPage};
use super::{CheckView, FileView, sample_files, view};
use crate::files::model::{Employer, EmployerId};
use crate::files::{actions, queries};
use crate::{KEEP, REGISTER};
use axum::extract::{Path, State};
use axum::http::{HeaderValue, header};
use axum::response::IntoResponse;
use kernel::{Ctx, Refusal, Target};
use serde::Serialize;
use std::sync::Arc;
use web::{Access, Cx, Fields, Form, House, Page, Reply, Route, see_other};

pub(super) fn routes() -> Vec<Route> {
    let (register, keep) = (Access::Need(REGISTER), Access::Need(KEEP));
    vec![
        web::get("/hire", register, home),
        web::get("/hire/register", register, ask),
        web::post("/hire/register", register, register_one),
        web::get("/hire/employers/{id}", keep, file),
        web::post("/hire/employers/{id}", keep, change),
        web::post("/hire/employers/{id}/submit", keep, submit),
        web::post("/hire/employers/{id}/licence", keep, attach),
        web::get("/hire/employers/{id}/licence", keep, licence),
    ]
}

/// The employer's first page.
#[derive(Serialize)]
pub struct HomePage {
    files: Vec<FileView>,
    reasons: Vec<String>,
    notices: Vec<NoticeView>,
}

/// Notices shown on the first page.
const NOTICES: i64 = 10;

/// A notice as it is read.
#[derive(Serialize)]
struct NoticeView {
    text: String,
    at: i64,
}

impl Page for HomePage {
    const TEMPLATE: &'static str = "employers/employer/home.html";
    fn samples() -> Vec<Self> {
        let files = sample_files();
        let reasons = files.iter().map(|_| "营业执照看不清".to_owned()).collect();
        let notices = vec![NoticeView {
            text: "站点已经核实了您的单位。".into(),
            at: 1_795_395_600_000,
        }];
        let full = Self {
            files,
            reasons,
            notices,
        };
        let none = Self {
            files: Vec::new(),
            reasons: Vec::new(),
            notices: Vec::new(),
        };
        vec![full, none]
    }
}

async fn home(State(house): State<Arc<House>>, Cx(ctx): Cx) -> Reply {
    let mut reader = house.db.read().await?;
    let mut page = HomePage {
        files: Vec::new(),
        reasons: Vec::new(),
        notices: Vec::new(),
    };
    for id in queries::of_actor(&ctx) {
        let Some(employer) = queries::employer(&mut reader, &id).await? else {
            continue;
        };
        let last = queries::checks(&mut reader, &id).await?;
        let reason = last.into_iter().next().map_or(String::new(), |c| c.reason);
        page.files.push(view(&ctx, &employer)?);
        page.reasons.push(reason);
    }
    let mine = queries::of_actor(&ctx)
        .iter()
        .map(ToString::to_string)
        .collect::<Vec<_>>();
    for notice in stations::notices::of(&mut reader, &mine, NOTICES).await? {
        page.notices.push(NoticeView {
            text: notice.say(&house.words, ctx.locale),
            at: notice.at,
        });
    }
    Ok(house.render(&ctx, &page))
}

async fn ask(State(house): State<Arc<House>>, Cx(ctx): Cx) -> Reply {
    Ok(house.render(&ctx, &RegisterPage::load(&ctx, false)?))
}

async fn register_one(State(house): State<Arc<House>>, Cx(ctx): Cx, Form(fields): Form) -> Reply {
    match write_new(&house, &ctx, &fields).await {
        Ok(()) => Ok(see_other("/hire?said=employers-said-registered")),
        Err(refusal) => {
            let page = RegisterPage::load(&ctx, false)?;
            house.again(&ctx, &page, refusal, &fields)
        }
    }
}

async fn write_new(house: &House, ctx: &Ctx, fields: &Fields) -> Result<(), Refusal> {
    let new = form::new_employer(ctx, fields)?;
    let mut tx = trail::begin(&house.db, ctx).await?;
    let made = actions::register(ctx, &mut tx, new).await?;
    if !made.new {
        tx.quiet("the file is there already");
    }
    tx.commit(ctx).await
}

/// The employer's file.
#[derive(Serialize)]
pub struct FilePage {
    file: FileView,
    checks: Vec<CheckView>,
    industries: Vec<Choice>,
    industry: String,
}

impl Page for FilePage {
    const TEMPLATE: &'static str = "employers/employer/file.html";
    fn samples() -> Vec<Self> {
        let check = || CheckView {
            at: 1_795_395_600_000,
            step: "verify".into(),
            level: Some("papers"),
            reason: "看了营业执照".into(),
            until: Some("2027-05-23".into()),
        };
        let page = |file| Self {
            file,
            checks: vec![check()],
            industries: Vec::new(),
            industry: String::new(),
        };
        sample_files().into_iter().map(page).collect()
    }
    fn fields(&self) -> Fields {
        Fields::of([
            ("place", self.file.place.as_str()),
            ("address", &self.file.address),
            ("industry", &self.industry),
            ("contact_name", &self.file.contact_name),
            ("licence_no", &self.file.licence_no),
        ])
    }
}

/// The file, which must be the actor's own or inside the scope.
pub(crate) async fn own(ctx: &Ctx, conn: &mut db::Conn, id: &str) -> Result<Employer, Refusal> {
    let employer = queries::one(conn, &EmployerId::parse(id)?).await?;
    let (subject, region) = (employer.id.as_str(), employer.region.as_str());
    ctx.require(KEEP, Target::Of { subject, region })?;
    Ok(employer)
}

async fn load(house: &House, ctx: &Ctx, id: &str) -> Result<FilePage, Refusal> {
    let mut reader = house.db.read().await?;
    let employer = own(ctx, &mut reader, id).await?;
    let checks = queries::checks(&mut reader, &employer.id).await?;
    Ok(FilePage {
        file: view(ctx, &employer)?,
        checks: checks.into_iter().map(CheckView::from).collect(),
        industries: form::industries(ctx)?,
        industry: employer.industry,
    })
}

async fn file(State(house): State<Arc<House>>, Cx(ctx): Cx, Path(id): Path<String>) -> Reply {
    Ok(house.render(&ctx, &load(&house, &ctx, &id).await?))
}

async fn change(
    State(house): State<Arc<House>>,
    Cx(ctx): Cx,
    Path(id): Path<String>,
    Form(fields): Form,
) -> Reply {
    match write_change(&house, &ctx, &id, &fields).await {
        Ok(()) => {
            let next = format!("/hire/employers/{id}?said=employers-said-saved");
            Ok(see_other(&next))
        }
        Err(refusal) => {
            let page = load(&house, &ctx, &id).await?;
            house.again(&ctx, &page, refusal, &fields)
        }
    }
}

async fn write_change(house: &House, ctx: &Ctx, id: &str, fields: &Fields) -> Result<(), Refusal> {
    let mut tx = trail::begin(&house.db, ctx).await?;
    let employer = own(ctx, &mut tx, id).await?;
    let phone = queries::telephone(ctx, &employer)?;
    let details = form::details(ctx, fields, phone)?;
    actions::change(ctx, &mut tx, &employer.id, details).await?;
    tx.commit(ctx).await
}

async fn submit(
    State(house): State<Arc<House>>,
    Cx(ctx): Cx,
    Path(id): Path<String>,
    Form(fields): Form,
) -> Reply {
    let mut tx = trail::begin(&house.db, &ctx).await?;
    match actions::submit(&ctx, &mut tx, &EmployerId::parse(&id)?).await {
        Ok(_) => {
            tx.commit(&ctx).await?;
            let next = format!("/hire/employers/{id}?said=employers-said-sent");
            Ok(see_other(&next))
        }
        Err(refusal) => {
            drop(tx);
            let page = load(&house, &ctx, &id).await?;
            house.again(&ctx, &page, refusal, &fields)
        }
    }
}

async fn attach(
    State(house): State<Arc<House>>,
    Cx(ctx): Cx,
    Path(id): Path<String>,
    Form(fields): Form,
) -> Reply {
    let parsed = EmployerId::parse(&id)?;
    let done = async {
        let file = fields.file("licence");
        let file = file.ok_or_else(|| Refusal::field("licence", "field-needed"))?;
        let mut tx = trail::begin(&house.db, &ctx).await?;
        actions::attach_licence(&ctx, &mut tx, &parsed, &file.bytes).await?;
        tx.commit(&ctx).await
    };
    match done.await {
        Ok(()) => {
            let next = format!("/hire/employers/{id}?said=employers-said-saved");
            Ok(see_other(&next))
        }
        Err(refusal) => {
            let page = load(&house, &ctx, &id).await?;
            house.again(&ctx, &page, refusal, &page.fields())
        }
    }
}

async fn licence(State(house): State<Arc<House>>, Cx(ctx): Cx, Path(id): Path<String>) -> Reply {
    let mut reader = house.db.read().await?;
    let (bytes, kind) = actions::licence(&ctx, &mut reader, &EmployerId::parse(&id)?).await?;
    let mut response = bytes.into_response();
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(kind));
    let inline = HeaderValue::from_static("inline; filename=\"licence\"");
    headers.insert(header::CONTENT_DISPOSITION, inline);
    Ok(response)
}
