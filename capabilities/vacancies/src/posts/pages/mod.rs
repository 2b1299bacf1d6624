//! Pages of posts: the employer's own, and the reviewers'.

mod mine;
mod review;
mod view;
mod write;

pub(crate) use mine::keyset;

use kernel::{Ctx, Refusal};
use reference::Tables;
use serde::Serialize;
use std::sync::Arc;
use web::{Access, Fields, House, PageSample, Route, get, post, sample};

use crate::permissions::{POST, REVIEW, TAKE_DOWN};

/// How somebody may agree to what staff do in their name.
pub(crate) const CONSENTS: [&str; 4] = ["spoken", "signed", "telephone", "card"];

/// A choice of a list.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct Choice {
    value: String,
    text: String,
}

/// Routes of the pages.
pub(crate) fn routes() -> Vec<Route> {
    vec![
        get("/hire/vacancies", Access::Need(POST), mine::list),
        get("/hire/vacancies/new", Access::Need(POST), write::new),
        post("/hire/vacancies/new", Access::Need(POST), write::create),
        get("/hire/vacancies/{id}", Access::Need(POST), mine::show),
        get("/hire/vacancies/{id}/edit", Access::Need(POST), write::edit),
        post(
            "/hire/vacancies/{id}/edit",
            Access::Need(POST),
            write::revise,
        ),
        post("/hire/vacancies/{id}/do", Access::Need(POST), mine::act),
        get("/desk/review", Access::Need(REVIEW), review::queue),
        get("/desk/review/{id}", Access::Need(REVIEW), review::show),
        post("/desk/review/{id}", Access::Need(REVIEW), review::decide),
        post(
            "/desk/review/{id}/reports/{report}",
            Access::Need(REVIEW),
            review::answer,
        ),
        post(
            "/desk/review/{id}/take-down",
            Access::Need(TAKE_DOWN),
            review::take_down,
        ),
    ]
}

/// Samples of the pages.
pub(crate) fn samples() -> Vec<PageSample> {
    vec![
        sample::<mine::ListPage>(),
        sample::<mine::ShowPage>(),
        sample::<write::FormPage>(),
        sample::<review::QueuePage>(),
        sample::<review::ShowPage>(),
    ]
}

fn tables(house: &House) -> Result<Arc<Tables>, Refusal> {
    house
        .slots
        .get::<Tables>()
        .ok_or_else(|| Refusal::internal("no tables on the shelf"))
}

fn is_staff(ctx: &Ctx) -> bool {
    ctx.actor.is_staff()
}

/// Staff act for the employer, and say how it agreed; an employer acts for itself.
pub(crate) fn acting(ctx: &Ctx, employer: &str, fields: &Fields) -> Result<Ctx, Refusal> {
    if !is_staff(ctx) {
        return Ok(ctx.clone());
    }
    let consent = fields
        .get("consent")
        .and_then(|c| CONSENTS.into_iter().find(|k| *k == c));
    let consent = consent.ok_or_else(|| Refusal::field("consent", "vacancies-consent-needed"))?;
    Ok(ctx.for_person(employer, consent))
}

/// The employer that a page is about: the one named, else the actor's own first.
pub(crate) fn employer_of(ctx: &Ctx, fields: &Fields) -> Result<String, Refusal> {
    if let Some(id) = fields.get("employer") {
        return Ok(employers::EmployerId::parse(id)?.to_string());
    }
    let own = employers::of_actor(ctx).into_iter().next();
    own.map(|id| id.to_string())
        .ok_or_else(|| Refusal::not_found("vacancies-no-employer"))
}
