//! The worker's applications: the list, one with its steps, and what can be done now.

use super::{Line, Row, employer_of, open_moves, row, sample_lines, sample_rows, silence, take};
use crate::APPLY;
use crate::applications::actions::require;
use crate::applications::model::{Application, ApplicationId, LeftReason, Party};
use crate::applications::queries::{self, Filter, PAGE, Whose};
use crate::applications::state::State as Where;
use axum::extract::{Path, State};
use employers::Employer;
use kernel::{Ctx, Refusal};
use people::preferences::Reason as Because;
use serde::Serialize;
use std::sync::Arc;
use vacancies::VacancyId;
use web::{Access, Cursor, Cx, Form, House, Page, Query, Reply, Route, see_other};

pub(super) fn routes() -> Vec<Route> {
    let apply = Access::Need(APPLY);
    vec![
        web::get("/my/applications", apply, list),
        web::get("/my/applications/{id}", apply, show),
        web::post("/my/applications/{id}", apply, step),
    ]
}

/// The worker's applications.
#[derive(Serialize)]
pub struct ListPage {
    rows: Vec<Row>,
    next: String,
}

impl Page for ListPage {
    const TEMPLATE: &'static str = "placements/worker/list.html";
    fn samples() -> Vec<Self> {
        let page = |rows, next: &str| Self {
            rows,
            next: next.into(),
        };
        vec![
            page(sample_rows(), "/my/applications?x"),
            page(Vec::new(), ""),
        ]
    }
}

/// Where a list goes on.
pub(super) fn after(text: Option<&str>) -> Result<Option<(i64, String)>, Refusal> {
    let Some(text) = text else { return Ok(None) };
    let keys = Cursor::decode(text, 2)?.0;
    let bad = |_| Refusal::field("cursor", "field-not-cursor");
    Ok(Some((keys[0].parse().map_err(bad)?, keys[1].clone())))
}

/// Cuts what is beyond a page and makes the cursor of the next.
pub(super) fn cut(found: &mut Vec<Application>, limit: usize) -> Option<String> {
    let more = found.len() > limit;
    found.truncate(limit);
    let last = found.last().filter(|_| more)?;
    let keys = vec![last.applied_at.millis().to_string(), last.id.to_string()];
    Some(Cursor(keys).encode())
}

/// Rows as a worker sees them.
pub(super) async fn rows(
    ctx: &Ctx,
    conn: &mut db::Conn,
    found: &[Application],
) -> Result<Vec<Row>, Refusal> {
    let mut rows = Vec::new();
    for a in found {
        let who = employer_of(conn, a).await?;
        let who = who.map_or(String::new(), |e| e.public_name());
        rows.push(row(ctx, a, who)?);
    }
    Ok(rows)
}

async fn list(State(house): State<Arc<House>>, Cx(ctx): Cx, Query(fields): Query) -> Reply {
    let Some(worker) = people::of_actor(&ctx) else {
        let page = ListPage {
            rows: Vec::new(),
            next: String::new(),
        };
        return Ok(house.render(&ctx, &page));
    };
    let mut reader = house.db.read().await?;
    let mut filter = Filter::of(Whose::Worker(worker.to_string()));
    filter.after = after(fields.get("cursor"))?;
    let mut found = queries::list(&ctx, &mut reader, &filter, PAGE).await?;
    let next = cut(&mut found, PAGE).map(|c| format!("/my/applications?cursor={c}"));
    let page = ListPage {
        rows: rows(&ctx, &mut reader, &found).await?,
        next: next.unwrap_or_default(),
    };
    Ok(house.render(&ctx, &page))
}

/// One application, to the worker or to the desk for the worker.
#[derive(Serialize)]
pub struct ShowPage {
    id: String,
    vacancy: String,
    title: String,
    who: String,
    place: String,
    work_from: String,
    work_to: Option<String>,
    state: &'static str,
    tone: &'static str,
    silent: Option<i64>,
    full: bool,
    moves: Vec<&'static str>,
    reasons: Vec<&'static str>,
    whys: &'static [&'static str],
    due: Option<String>,
    contact: Option<(String, String)>,
    lines: Vec<Line>,
    desk: bool,
    worker: String,
    /// The judgement kept with it.
    fit: Option<String>,
}

impl Page for ShowPage {
    const TEMPLATE: &'static str = "placements/worker/show.html";
    fn samples() -> Vec<Self> {
        let page = |state: &Where| Self {
            id: "app_00000000000000000000000000000000".into(),
            vacancy: "vac_00000000000000000000000000000000".into(),
            title: "核桃装车".into(),
            who: "石坡镇兴旺建材店".into(),
            place: "石坡镇".into(),
            work_from: "2026-11-24".into(),
            work_to: (*state == Where::Applied).then(|| "2026-11-25".into()),
            state: state.code(),
            tone: super::tone(*state),
            silent: (*state == Where::Applied).then_some(4),
            full: *state == Where::Offered,
            moves: vec!["accept", "decline", "withdraw", "start", "leave", "keep"],
            reasons: LeftReason::CODES.to_vec(),
            whys: Because::CODES,
            due: (*state == Where::Onboard).then(|| "2027-02-24".into()),
            contact: (*state == Where::Accepted).then(|| ("张三".into(), "13800000000".into())),
            lines: sample_lines(),
            desk: *state == Where::Viewed,
            worker: "wrk_00000000000000000000000000000000".into(),
            fit: (*state == Where::Applied).then(|| "fit_0".into()),
        };
        Where::ALL.iter().map(page).collect()
    }
}

/// Why one may leave now.
pub(super) fn reasons(a: &Application) -> Vec<&'static str> {
    let begun = a.started_day.is_some();
    let fits = |r: &&LeftReason| match r {
        LeftReason::Finished => begun,
        LeftReason::NoShow => !begun,
        _ => true,
    };
    LeftReason::ALL
        .iter()
        .filter(fits)
        .map(|r| r.code())
        .collect()
}

/// The employer's telephone, once both have agreed.
fn contact(
    ctx: &Ctx,
    a: &Application,
    employer: Option<&Employer>,
) -> Result<Option<(String, String)>, Refusal> {
    match employer.filter(|_| a.agreed()) {
        Some(employer) => {
            let phone = employers::telephone(ctx, employer)?;
            Ok(Some((employer.contact_name.clone(), phone)))
        }
        None => Ok(None),
    }
}

async fn load(house: &House, ctx: &Ctx, id: &str) -> Result<ShowPage, Refusal> {
    let mut reader = house.db.read().await?;
    let a = queries::one(&mut reader, &ApplicationId::parse(id)?).await?;
    require(ctx, &a, Party::Worker)?;
    let employer = employer_of(&mut reader, &a).await?;
    let post = vacancies::vacancy(&mut reader, &VacancyId::parse(&a.vacancy_id)?).await?;
    let lines = queries::history(&mut reader, &a.id).await?;
    let mut fits = crate::fits::ids_of(&mut reader, a.id.as_str()).await?;
    let who = employer.as_ref().map(Employer::public_name);
    Ok(ShowPage {
        id: a.id.to_string(),
        vacancy: a.vacancy_id.clone(),
        title: a.title.clone(),
        who: who.unwrap_or_default(),
        place: reference::tables(ctx)?.name(&a.region),
        work_from: a.work_from.to_string(),
        work_to: a.work_to.map(|d| d.to_string()),
        state: a.state.code(),
        tone: super::tone(a.state),
        silent: silence(ctx, &a)?,
        full: a.state < Where::Accepted && post.is_some_and(|p| p.free() == 0),
        moves: open_moves(&a, Party::Worker, ctx),
        reasons: reasons(&a),
        whys: Because::CODES,
        due: a.stable_due_day.map(|d| d.to_string()),
        contact: contact(ctx, &a, employer.as_ref())?,
        lines: lines.into_iter().map(Line::from).collect(),
        desk: ctx.actor.roles.iter().any(|r| r.is_staff()),
        fit: fits.remove(&a.vacancy_id),
        worker: a.worker_id,
    })
}

async fn show(State(house): State<Arc<House>>, Cx(ctx): Cx, Path(id): Path<String>) -> Reply {
    Ok(house.render(&ctx, &load(&house, &ctx, &id).await?))
}

async fn step(
    State(house): State<Arc<House>>,
    Cx(ctx): Cx,
    Path(id): Path<String>,
    Form(fields): Form,
) -> Reply {
    match take(&house, &ctx, &id, &fields, Party::Worker).await {
        Ok(said) => Ok(see_other(&format!("/my/applications/{id}?said={said}"))),
        Err(refusal) => {
            let page = load(&house, &ctx, &id).await?;
            house.again(&ctx, &page, refusal, &fields)
        }
    }
}
