//! Telling the station of a trouble with a post.

use super::super::actions::{BODY_MAX, report};
use super::super::model::Trouble;
use super::super::phrases::Phrases;
use super::super::queries::seen;
use crate::VacancyId;
use axum::extract::{Path, State};
use kernel::{Ctx, Refusal};
use serde::Serialize;
use std::sync::Arc;
use web::{Cx, Fields, Form, House, Page, Reply, see_other};

#[derive(Debug, Clone, Serialize)]
struct Choice {
    value: &'static str,
    text: String,
}

/// The form.
#[derive(Debug, Clone, Serialize)]
pub struct ReportPage {
    id: String,
    no: String,
    title: String,
    kinds: Vec<Choice>,
    body_max: usize,
}

impl Page for ReportPage {
    const TEMPLATE: &'static str = "vacancies/jobs/report.html";
    fn samples() -> Vec<Self> {
        vec![Self {
            id: "vac_0".into(),
            no: "LN-20261123-00001".into(),
            title: "…".into(),
            kinds: vec![Choice {
                value: "fee",
                text: "…".into(),
            }],
            body_max: BODY_MAX,
        }]
    }
}

async fn page(house: &House, ctx: &Ctx, id: &VacancyId) -> Result<ReportPage, Refusal> {
    let mut conn = house.db.read().await?;
    let post = seen(&mut conn, id).await?;
    let phrases = Phrases::new(&house.words, ctx.locale, ctx.today());
    let kind = |value: &&'static str| Choice {
        value,
        text: phrases.code("trouble", value),
    };
    Ok(ReportPage {
        id: post.id.to_string(),
        no: post.no,
        title: post.terms.title,
        kinds: Trouble::CODES.iter().map(kind).collect(),
        body_max: BODY_MAX,
    })
}

/// `GET /jobs/{id}/report`.
pub async fn ask(State(house): State<Arc<House>>, Cx(ctx): Cx, Path(id): Path<String>) -> Reply {
    let page = page(&house, &ctx, &VacancyId::parse(&id)?).await?;
    Ok(house.render(&ctx, &page))
}

fn read(fields: &Fields) -> Result<(Trouble, String), Refusal> {
    let mut reader = fields.reader();
    let kind = reader.one_of("kind", &Trouble::CODES);
    let body = reader.text("body", 0..=BODY_MAX);
    if kind == Trouble::Other.code() && body.is_empty() {
        reader.fault("body", "vacancies-jobs-report-say-what");
    }
    reader.finish()?;
    Ok((Trouble::parse(kind).unwrap_or(Trouble::Other), body))
}

async fn send(house: &House, ctx: &Ctx, id: &VacancyId, fields: &Fields) -> Result<(), Refusal> {
    let (kind, body) = read(fields)?;
    let mut tx = trail::begin(&house.db, ctx).await?;
    report(ctx, &mut tx, id, kind, &body).await?;
    tx.commit(ctx).await
}

/// `POST /jobs/{id}/report`.
pub async fn tell(
    State(house): State<Arc<House>>,
    Cx(ctx): Cx,
    Path(id): Path<String>,
    Form(fields): Form,
) -> Reply {
    let id = VacancyId::parse(&id)?;
    match send(&house, &ctx, &id, &fields).await {
        Ok(()) => Ok(see_other(&format!(
            "/jobs/{id}?said=vacancies-jobs-report-thanks"
        ))),
        Err(refusal) => {
            let page = page(&house, &ctx, &id).await?;
            house.again(&ctx, &page, refusal, &fields)
        }
    }
}
