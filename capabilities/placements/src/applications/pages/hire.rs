//! One candidate: why the person fits, one-tap answers, and what can be done now.

use super::candidates::still_open;
use super::worker::reasons;
use super::{
    Line, name_for_employer, open_moves, sample_lines, say, silence, take, tone, worker_of,
};
use crate::HIRE;
use crate::applications::actions::require;
use crate::applications::model::{Application, ApplicationId, LeftReason, Party, Reply};
use crate::applications::state::{State as Where, can};
use crate::applications::{queries, viewer};
use axum::extract::{Path, State};
use kernel::{Ctx, Refusal};
use people::Worker;
use serde::Serialize;
use std::sync::Arc;
use vacancies::VacancyId;
use web::{Access, Cx, Form, House, Page, Reply as Answer, Route, see_other};

pub(super) fn routes() -> Vec<Route> {
    let hire = Access::Need(HIRE);
    vec![
        web::get("/hire/applications/{id}", hire, show),
        web::post("/hire/applications/{id}", hire, step),
    ]
}

/// One candidate.
#[derive(Serialize)]
pub struct ShowPage {
    id: String,
    vacancy: String,
    title: String,
    name: String,
    place: String,
    phone: Option<String>,
    trades: Vec<String>,
    state: &'static str,
    tone: &'static str,
    applied_at: i64,
    silent: Option<i64>,
    free: i64,
    fits: Vec<String>,
    against: Option<&'static str>,
    replies: Vec<&'static str>,
    moves: Vec<&'static str>,
    reasons: Vec<&'static str>,
    due: Option<String>,
    lines: Vec<Line>,
    desk: bool,
}

impl Page for ShowPage {
    const TEMPLATE: &'static str = "placements/hire/show.html";
    fn samples() -> Vec<Self> {
        let page = |state: &Where| Self {
            id: "app_00000000000000000000000000000000".into(),
            vacancy: "vac_00000000000000000000000000000000".into(),
            title: "核桃装车".into(),
            name: "张*".into(),
            place: "石坡镇 张河村".into(),
            phone: (*state == Where::Accepted).then(|| "13800000000".into()),
            trades: vec!["搬运装卸".into()],
            state: state.code(),
            tone: tone(*state),
            applied_at: 1_795_395_600_000,
            silent: (*state == Where::Applied).then_some(4),
            free: i64::from(*state != Where::Offered),
            fits: vec!["做过这个活".into()],
            against: (*state == Where::Viewed).then_some("matching-veto-commute"),
            replies: Reply::CODES.to_vec(),
            moves: vec![
                "invite", "meet", "offer", "reject", "start", "leave", "keep",
            ],
            reasons: LeftReason::CODES.to_vec(),
            due: (*state == Where::Onboard).then(|| "2027-02-24".into()),
            lines: sample_lines(),
            desk: *state == Where::Viewed,
        };
        Where::ALL.iter().map(page).collect()
    }
}

/// The worker's telephone, once both have agreed.
fn phone(ctx: &Ctx, a: &Application, worker: Option<&Worker>) -> Result<Option<String>, Refusal> {
    match worker.filter(|_| a.agreed()) {
        Some(worker) => people::phone(ctx, worker),
        None => Ok(None),
    }
}

/// The answers that fit the state.
fn replies(a: &Application) -> Vec<&'static str> {
    let fits = |r: &&Reply| can(a.state, r.step());
    Reply::ALL.iter().filter(fits).map(|r| r.code()).collect()
}

async fn load(house: &House, ctx: &Ctx, id: &str) -> Result<ShowPage, Refusal> {
    let mut reader = house.db.read().await?;
    let a = queries::one(&mut reader, &ApplicationId::parse(id)?).await?;
    require(ctx, &a, Party::Employer)?;
    let tables = reference::tables(ctx)?;
    let worker = worker_of(&mut reader, &a).await?;
    let post = vacancies::vacancy(&mut reader, &VacancyId::parse(&a.vacancy_id)?).await?;
    let (mut fits, mut against) = (Vec::new(), None);
    if let (Some(worker), Some(post)) = (&worker, &post) {
        let facts = viewer::facts(ctx, &mut reader, worker).await?;
        vacancies::refresh(ctx, &mut reader, &*vacancies::board(ctx)?).await?;
        match vacancies::fit_for(ctx, &facts, &still_open(post)) {
            Ok(fit) => fits = say(house, ctx, &fit.their_reasons),
            Err(veto) => against = Some(veto.code()),
        }
    }
    let trades = worker.iter().flat_map(|w| &w.wishes.trades);
    let trades = trades
        .filter_map(|t| tables.trade(t))
        .map(|t| t.name.clone());
    let lines = queries::history(&mut reader, &a.id).await?;
    Ok(ShowPage {
        id: a.id.to_string(),
        vacancy: a.vacancy_id.clone(),
        title: a.title.clone(),
        name: name_for_employer(ctx, &a, worker.as_ref()),
        place: tables.name(&a.worker_region),
        phone: phone(ctx, &a, worker.as_ref())?,
        trades: trades.collect(),
        state: a.state.code(),
        tone: tone(a.state),
        applied_at: a.applied_at.millis(),
        silent: silence(ctx, &a)?,
        free: post.map_or(0, |p| p.free()),
        fits,
        against,
        replies: replies(&a),
        moves: open_moves(&a, Party::Employer, ctx),
        reasons: reasons(&a),
        due: a.stable_due_day.map(|d| d.to_string()),
        lines: lines.into_iter().map(Line::from).collect(),
        desk: ctx.actor.roles.iter().any(|r| r.is_staff()),
    })
}

async fn show(State(house): State<Arc<House>>, Cx(ctx): Cx, Path(id): Path<String>) -> Answer {
    Ok(house.render(&ctx, &load(&house, &ctx, &id).await?))
}

async fn step(
    State(house): State<Arc<House>>,
    Cx(ctx): Cx,
    Path(id): Path<String>,
    Form(fields): Form,
) -> Answer {
    match take(&house, &ctx, &id, &fields, Party::Employer).await {
        Ok(said) => Ok(see_other(&format!("/hire/applications/{id}?said={said}"))),
        Err(refusal) => {
            let page = load(&house, &ctx, &id).await?;
            house.again(&ctx, &page, refusal, &fields)
        }
    }
}
