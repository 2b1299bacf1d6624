//! The page of one job: everything a person must know before saying yes.

use super::super::detail::Detail;
use super::super::looks::Looks;
use super::super::phrases::Phrases;
use super::super::posting;
use super::super::queries::seen;
use crate::board::{self, fit_for};
use crate::{State as PostState, Vacancy, VacancyId};
use axum::extract::{Path, State};
use employers::{Employer, EmployerId};
use kernel::{Ctx, Refusal, Role};
use matching::WorkerFacts;
use reference::Tables;
use serde::Serialize;
use std::sync::Arc;
use web::{Cx, House, Page, Reply};

/// What the large button does.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
enum Step {
    Apply,
    SignIn,
    Desk,
    Nothing,
}

/// The page of one job.
#[derive(Debug, Clone, Serialize)]
pub struct JobPage {
    id: String,
    no: String,
    head: String,
    title: String,
    pay: String,
    when: String,
    duties: String,
    rows: Vec<(String, String)>,
    checked: String,
    reasons: Vec<String>,
    against: String,
    closed: String,
    trade: String,
    step: Step,
    station: Option<crate::front::StationView>,
    ld: String,
}

impl Page for JobPage {
    const TEMPLATE: &'static str = "vacancies/jobs/job.html";
    fn samples() -> Vec<Self> {
        let page = |step| Self {
            id: "vac_0".into(),
            no: "LN-20261123-00001".into(),
            head: "…".into(),
            title: "…".into(),
            pay: "…".into(),
            when: "…".into(),
            duties: "…".into(),
            rows: vec![("…".into(), "…".into())],
            checked: "…".into(),
            reasons: vec!["…".into()],
            against: String::new(),
            closed: String::new(),
            trade: "t01".into(),
            step,
            station: Some(crate::front::StationView::sample()),
            ld: "{}".into(),
        };
        let closed = Self {
            closed: "…".into(),
            station: None,
            ..page(Step::Nothing)
        };
        let against = Self {
            against: "…".into(),
            reasons: vec![],
            ..page(Step::Apply)
        };
        vec![
            page(Step::Apply),
            page(Step::SignIn),
            page(Step::Desk),
            closed,
            against,
        ]
    }
}

/// Why the post can be taken no more; empty while it can.
pub(super) fn closed(ctx: &Ctx, phrases: &Phrases<'_>, post: &Vacancy) -> String {
    let key = match post.state {
        PostState::Paused => "vacancies-jobs-closed-paused",
        PostState::Filled => "vacancies-jobs-closed-filled",
        _ if post.shown_on(ctx.today()) => return String::new(),
        PostState::Published if post.free() == 0 => "vacancies-jobs-closed-filled",
        _ => "vacancies-jobs-closed-expired",
    };
    phrases.say(key, &[])
}

fn step(ctx: &Ctx, closed: bool) -> Step {
    match () {
        () if closed => Step::Nothing,
        () if ctx.actor.has(Role::Worker) => Step::Apply,
        () if ctx.actor.roles.iter().any(|role| role.is_staff()) => Step::Desk,
        () if ctx.actor.is_known() => Step::Nothing,
        () => Step::SignIn,
    }
}

/// What the page is made of.
pub(super) struct Found {
    pub post: Vacancy,
    pub employer: Option<Employer>,
    pub tables: Arc<Tables>,
}

/// Finds a post that the public may see.
pub(super) async fn find(ctx: &Ctx, conn: &mut db::Conn, id: &str) -> Result<Found, Refusal> {
    let post = seen(conn, &VacancyId::parse(id)?).await?;
    let employer = EmployerId::parse(&post.employer_id)?;
    let employer = employers::employer(conn, &employer).await?;
    Ok(Found {
        post,
        employer,
        tables: reference::tables(ctx)?,
    })
}

/// `GET /jobs/{id}`.
pub async fn show(State(house): State<Arc<House>>, Cx(ctx): Cx, Path(id): Path<String>) -> Reply {
    let mut conn = house.db.read().await?;
    let found = find(&ctx, &mut conn, &id).await?;
    let worker = board::viewer(&ctx, &mut conn).await;
    let station = crate::front::station(&house, &mut conn, &found.post.terms.region).await?;
    if worker.is_some() {
        // The same price and middle pay as the list counts.
        board::refresh(&ctx, &mut conn, &*board::board(&ctx)?).await?;
    }
    drop(conn);
    if let Some(worker) = &worker {
        let looks = ctx.slots.get_or(Looks::default);
        looks.saw(&worker.id, found.post.id.as_str());
    }
    let page = page(&house, &ctx, &found, worker.as_ref(), station);
    Ok(house.render(&ctx, &page))
}

fn page(
    house: &House,
    ctx: &Ctx,
    found: &Found,
    worker: Option<&WorkerFacts>,
    station: Option<crate::front::StationView>,
) -> JobPage {
    let (post, tables) = (&found.post, &*found.tables);
    let phrases = Phrases::new(&house.words, ctx.locale, ctx.today());
    let fit = worker.map(|worker| fit_for(ctx, worker, post));
    let minutes = fit
        .as_ref()
        .and_then(|f| f.as_ref().ok())
        .and_then(|fit| fit.minutes);
    let detail = Detail::new(&phrases, tables, post, found.employer.as_ref());
    let closed = closed(ctx, &phrases, post);
    let (reasons, against) = match &fit {
        Some(Ok(fit)) => (
            fit.reasons.iter().map(|r| phrases.reason(r)).collect(),
            String::new(),
        ),
        Some(Err(veto)) => (Vec::new(), phrases.say(veto.code(), &[])),
        None => (Vec::new(), String::new()),
    };
    JobPage {
        id: post.id.to_string(),
        no: post.no.clone(),
        head: detail.head(),
        title: post.terms.title.clone(),
        pay: detail.pay(),
        when: detail.when(),
        duties: post.terms.duties.clone(),
        rows: detail.rows(minutes),
        checked: detail.checked(),
        reasons,
        against,
        step: step(ctx, !closed.is_empty()),
        ld: if closed.is_empty() {
            posting::json_ld(&detail)
        } else {
            String::new()
        },
        closed,
        trade: post.terms.trade.clone(),
        station,
    }
}
