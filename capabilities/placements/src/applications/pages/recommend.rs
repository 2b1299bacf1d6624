//! Jobs that fit a worker best, each with its reasons.

use super::apply::Job;
use super::say;
use crate::APPLY;
use crate::applications::{queries, viewer};
use crate::liking;
use axum::extract::{Path, State};
use kernel::{Ctx, Refusal};
use people::WorkerId;
use people::preferences::Reason;
use serde::Serialize;
use std::sync::Arc;
use vacancies::{Ask, Filter, Order, Seeker, VacancyId};
use web::{Access, Cx, Form, House, Page, Reply, Route, see_other};

/// Jobs shown.
const MOST: usize = 12;
/// Jobs looked at to find them; what does not fit comes last in the ranking.
const LOOKED_AT: usize = 24;

pub(super) fn routes() -> Vec<Route> {
    vec![
        web::get("/my/jobs", Access::Need(APPLY), jobs),
        web::post("/my/jobs/{id}/refuse", Access::Need(APPLY), refuse),
    ]
}

/// A job with why it fits.
#[derive(Serialize)]
pub(super) struct Fitting {
    pub job: Job,
    pub minutes: Option<u16>,
    pub reasons: Vec<String>,
}

impl Fitting {
    pub(super) fn sample() -> Self {
        Self {
            job: Job::sample(true),
            minutes: Some(25),
            reasons: vec!["您做过这个活".into()],
        }
    }
}

/// Jobs for the worker who looks.
#[derive(Serialize)]
pub struct JobsPage {
    known: bool,
    /// Sorted for this worker, who wishes so; else by their days.
    personal: bool,
    jobs: Vec<Fitting>,
    whys: &'static [&'static str],
}

impl Page for JobsPage {
    const TEMPLATE: &'static str = "placements/worker/jobs.html";
    fn samples() -> Vec<Self> {
        let page = |known, personal, jobs| Self {
            known,
            personal,
            jobs,
            whys: Reason::CODES,
        };
        vec![
            page(true, true, vec![Fitting::sample()]),
            page(true, false, vec![Fitting::sample()]),
            page(true, true, Vec::new()),
            page(false, false, Vec::new()),
        ]
    }
}

/// The best jobs for a worker, without those applied for or turned down already.
pub(super) async fn best(
    house: &House,
    ctx: &Ctx,
    conn: &mut db::Conn,
    id: &WorkerId,
) -> Result<Vec<Fitting>, Refusal> {
    listed(house, ctx, conn, id, Order::Best).await
}

/// Jobs that nothing rules out for a worker: the best, or those that begin soonest.
async fn listed(
    house: &House,
    ctx: &Ctx,
    conn: &mut db::Conn,
    id: &WorkerId,
    order: Order,
) -> Result<Vec<Fitting>, Refusal> {
    let personal = order == Order::Best;
    let Some(worker) = people::worker(conn, id).await? else {
        return Ok(Vec::new());
    };
    let tables = reference::tables(ctx)?;
    let facts = viewer::facts(ctx, conn, &worker).await?;
    let rules = vacancies::rules(&tables, ctx.today())?;
    let seeker = Seeker {
        facts: &facts,
        rules: &rules,
        from: facts.home,
        tables: &tables,
    };
    let minutes = |place: u16| seeker.minutes(place);
    let board = vacancies::board(ctx)?;
    vacancies::refresh(ctx, conn, &board).await?;
    let found = board.select(&Ask {
        filter: &Filter::default(),
        order,
        today: ctx.today(),
        minutes: &minutes,
        seeker: Some(seeker),
        after: None,
        limit: LOOKED_AT,
    });
    let live = queries::live_of(conn, id.as_str()).await?;
    let refused = liking::queries::refused(conn, id.as_str()).await?;
    let known = |id: &&str| !refused.contains(*id) && live.iter().all(|a| a.vacancy_id != **id);
    let ids: Vec<&str> = found
        .hits
        .iter()
        .map(|hit| hit.id())
        .filter(known)
        .collect();
    let mut best = Vec::new();
    for ids in ids.chunks(MOST) {
        for post in vacancies::vacancies(conn, ids).await? {
            let fit = vacancies::fit_by(ctx, &tables, &rules, &facts, &post);
            let Some(fit) = fit.ok().filter(|_| post.shown_on(ctx.today())) else {
                continue;
            };
            best.push(Fitting {
                job: Job::of(ctx, &post)?,
                minutes: fit.minutes,
                reasons: match personal {
                    true => say(house, ctx, &fit.reasons),
                    false => Vec::new(),
                },
            });
            if best.len() == MOST {
                return Ok(best);
            }
        }
    }
    Ok(best)
}

async fn jobs(State(house): State<Arc<House>>, Cx(ctx): Cx) -> Reply {
    let mut reader = house.db.read().await?;
    let worker = people::of_actor(&ctx);
    let personal = match &worker {
        Some(id) => viewer::personal(&mut reader, id).await?,
        None => false,
    };
    let order = if personal {
        Order::Best
    } else {
        Order::Soonest
    };
    let jobs = match &worker {
        Some(id) => listed(&house, &ctx, &mut reader, id, order).await?,
        None => Vec::new(),
    };
    let page = JobsPage {
        known: worker.is_some(),
        personal,
        jobs,
        whys: Reason::CODES,
    };
    Ok(house.render(&ctx, &page))
}

async fn refuse(
    State(house): State<Arc<House>>,
    Cx(ctx): Cx,
    Path(text): Path<String>,
    Form(fields): Form,
) -> Reply {
    let Some(worker) = people::of_actor(&ctx) else {
        return Ok(see_other("/my/start"));
    };
    let mut f = fields.reader();
    let reason = Reason::parse(f.one_of("because", Reason::CODES));
    f.finish()?;
    let reason = reason.ok_or_else(|| Refusal::field("because", "field-not-choice"))?;
    let vacancy = VacancyId::parse(&text)?;
    let mut tx = trail::begin(&house.db, &ctx).await?;
    liking::refuse(&ctx, &mut tx, &worker, &vacancy, reason).await?;
    Ok(web::commit_to(tx, &ctx, "/my/jobs?said=placements-said-refused").await?)
}
