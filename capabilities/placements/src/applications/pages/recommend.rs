//! Jobs that fit a worker best, each with its reasons.

use super::apply::Job;
use super::say;
use crate::APPLY;
use crate::applications::{queries, viewer};
use axum::extract::State;
use kernel::{Ctx, Refusal};
use people::WorkerId;
use serde::Serialize;
use std::sync::Arc;
use vacancies::{Ask, Filter, Order, VacancyId};
use web::{Access, Cx, House, Page, Reply, Route};

/// Jobs shown.
const MOST: usize = 12;
/// Jobs looked at to find them; what does not fit comes last in the ranking.
const LOOKED_AT: usize = 24;

pub(super) fn routes() -> Vec<Route> {
    vec![web::get("/my/jobs", Access::Need(APPLY), jobs)]
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
    jobs: Vec<Fitting>,
}

impl Page for JobsPage {
    const TEMPLATE: &'static str = "placements/worker/jobs.html";
    fn samples() -> Vec<Self> {
        let page = |known, jobs| Self { known, jobs };
        vec![
            page(true, vec![Fitting::sample()]),
            page(true, Vec::new()),
            page(false, Vec::new()),
        ]
    }
}

/// The best jobs for a worker, without those applied for already.
pub(super) async fn best(
    house: &House,
    ctx: &Ctx,
    conn: &mut db::Conn,
    id: &WorkerId,
) -> Result<Vec<Fitting>, Refusal> {
    let Some(worker) = people::worker(conn, id).await? else {
        return Ok(Vec::new());
    };
    let tables = reference::tables(ctx)?;
    let facts = viewer::facts(ctx, conn, &worker).await?;
    let rules = vacancies::rules(&tables, ctx.today())?;
    let minutes = |place: u16| {
        let way = facts.home.and_then(|home| tables.minutes_at(home, place));
        way.map(|way| way.minutes)
    };
    let board = vacancies::board(ctx)?;
    vacancies::refresh(ctx, conn, &board).await?;
    let found = board.select(&Ask {
        filter: &Filter::default(),
        order: Order::Best,
        today: ctx.today(),
        minutes: &minutes,
        worker: Some((&facts, &rules)),
        after: None,
        limit: LOOKED_AT,
    });
    let live = queries::live_of(conn, id.as_str()).await?;
    let mut best = Vec::new();
    for hit in &found.hits {
        if live.iter().any(|a| a.vacancy_id == hit.id()) {
            continue;
        }
        let Some(post) = vacancies::vacancy(conn, &VacancyId::parse(hit.id())?).await? else {
            continue;
        };
        let Ok(fit) = vacancies::fit_for(ctx, &facts, &post) else {
            continue;
        };
        if post.shown_on(ctx.today()) {
            best.push(Fitting {
                job: Job::of(ctx, &post)?,
                minutes: fit.minutes,
                reasons: say(house, ctx, &fit.reasons),
            });
        }
        if best.len() == MOST {
            break;
        }
    }
    Ok(best)
}

async fn jobs(State(house): State<Arc<House>>, Cx(ctx): Cx) -> Reply {
    let mut reader = house.db.read().await?;
    let worker = people::of_actor(&ctx);
    let jobs = match &worker {
        Some(id) => best(&house, &ctx, &mut reader, id).await?,
        None => Vec::new(),
    };
    let page = JobsPage {
        known: worker.is_some(),
        jobs,
    };
    Ok(house.render(&ctx, &page))
}
