//! The whole sum of one judgement, and whether it comes out the same again.

use super::model::{FitId, KeptFit, Occasion};
use super::queries;
use crate::APPLY;
use axum::extract::{Path, State};
use kernel::{Ctx, Refusal};
use matching::{Kept, Reason, Replay, Voice};
use serde::Serialize;
use std::sync::Arc;
use vacancies::VacancyId;
use web::{Access, Cx, House, Page, PageSample, Reply, Route, sample};
use words::Words;

pub(crate) fn routes() -> Vec<Route> {
    vec![web::get("/my/fits/{id}", Access::Need(APPLY), show)]
}

pub(crate) fn samples() -> Vec<PageSample> {
    vec![sample::<FitPage>()]
}

/// One part of the sum.
#[derive(Debug, Serialize)]
struct Line {
    text: String,
    points: i32,
}

/// One judgement.
#[derive(Debug, Serialize)]
pub struct FitPage {
    vacancy: String,
    title: String,
    at: i64,
    occasion: &'static str,
    /// Where it belongs: the application, or the pushes.
    back: String,
    lines: Vec<Line>,
    total: i32,
    /// The rule that stood against it.
    veto: Option<&'static str>,
    /// `same`, `differs` or `older`.
    replay: &'static str,
}

impl Page for FitPage {
    const TEMPLATE: &'static str = "placements/fits/fit.html";
    fn samples() -> Vec<Self> {
        let line = |text: &str, points| Line {
            text: text.into(),
            points,
        };
        let page = |replay, veto| Self {
            vacancy: "vac_00000000000000000000000000000000".into(),
            title: "核桃装车".into(),
            at: 1_795_395_600_000,
            occasion: "apply",
            back: "/my/applications/app_00000000000000000000000000000000".into(),
            lines: vec![
                line("是您想找的活", 300),
                line("离您家乘车约 12 分钟", 160),
                line("问的人多，让一让", -40),
            ],
            total: 420,
            veto,
            replay,
        };
        vec![
            page("same", None),
            page("differs", Some("matching-veto-pay")),
            page("older", None),
        ]
    }
}

/// The lines of a judgement, weightiest first.
fn lines(ctx: &Ctx, kept: &Kept, voice: Voice) -> Result<Vec<Line>, Refusal> {
    let Ok(scored) = &kept.outcome else {
        return Ok(Vec::new());
    };
    let words = ctx.slot::<Words>()?;
    let mut parts = scored.parts.clone();
    parts.sort_by_key(|(_, points)| std::cmp::Reverse(*points));
    let one = |(part, points)| {
        let Reason { code, args } = matching::line(part, points, voice);
        let args: Vec<_> = args.iter().map(|(k, v)| (*k, v.as_str())).collect();
        let text = words.say(ctx.locale, code, &args);
        Line { text, points }
    };
    Ok(parts.into_iter().map(one).collect())
}

async fn page(house: &House, ctx: &Ctx, id: &str) -> Result<FitPage, Refusal> {
    let mut conn = house.db.read().await?;
    let fit = queries::one(ctx, &mut conn, &FitId::parse(id)?).await?;
    let post = vacancies::vacancy(&mut conn, &VacancyId::parse(&fit.vacancy_id)?).await?;
    let desk = ctx.actor.is_staff();
    let voice = if desk { Voice::Employer } else { Voice::Worker };
    let replay = match fit.kept.as_ref().map(Kept::replay) {
        Some(Replay::Same) => "same",
        Some(Replay::Differs) => "differs",
        Some(Replay::OtherVersion) | None => "older",
    };
    let outcome = fit.kept.as_ref().map(|k| &k.outcome);
    Ok(FitPage {
        back: back(&fit, desk),
        title: post.map(|p| p.terms.title).unwrap_or_default(),
        at: fit.kept_at.millis(),
        occasion: fit.occasion.code(),
        total: match outcome {
            Some(Ok(scored)) => scored.total,
            _ => 0,
        },
        veto: match outcome {
            Some(Err(veto)) => Some(veto.code()),
            _ => None,
        },
        lines: match &fit.kept {
            Some(kept) => lines(ctx, kept, voice)?,
            None => Vec::new(),
        },
        replay,
        vacancy: fit.vacancy_id,
    })
}

fn back(fit: &KeptFit, desk: bool) -> String {
    match fit.occasion {
        Occasion::Apply => format!("/my/applications/{}", fit.record_id),
        Occasion::Push if desk => format!("/desk/people/{}/pushes", fit.worker_id),
        Occasion::Push => "/my/pushes".to_owned(),
    }
}

async fn show(State(house): State<Arc<House>>, Cx(ctx): Cx, Path(id): Path<String>) -> Reply {
    Ok(house.render(&ctx, &page(&house, &ctx, &id).await?))
}
