//! The desk: applications of the area, those of one person, and applying for a person.

use super::apply::Job;
use super::recommend::{Fitting, best};
use super::worker::{after, cut, rows};
use super::{CONSENTS, Row, name_for_employer, row, sample_rows, worker_of};
use crate::applications::actions::{self, NewApplication};
use crate::applications::model::Channel;
use crate::applications::queries::{self, EXPORT_MAX, Filter, PAGE, Whose};
use crate::applications::state::State as Where;
use crate::{APPLY, SEE};
use axum::extract::{Path, State};
use kernel::{Ctx, Refusal, Target};
use people::{Worker, WorkerId};
use serde::Serialize;
use std::sync::Arc;
use vacancies::VacancyId;
use web::{
    Access, Cell, Cx, Fields, Form, Format, House, Page, Query, Reply, Route, Table, see_other,
    table_response,
};

pub(super) fn routes() -> Vec<Route> {
    let (apply, see) = (Access::Need(APPLY), Access::Need(SEE));
    vec![
        web::get("/desk/applications", see, list),
        web::get("/desk/people/{id}/applications", see, of_worker),
        web::get("/desk/people/{id}/apply", see, ask),
        web::post("/desk/people/{id}/apply", apply, apply_for),
    ]
}

/// What can be looked at: every application, those without an answer, those whose stable day
/// has come, or those in one state.
const VIEWS: [&str; 3] = ["all", "silent", "due"];

/// Applications for workplaces of the area.
#[derive(Serialize)]
pub struct ListPage {
    rows: Vec<Row>,
    view: &'static str,
    state: &'static str,
    count: i64,
    counts: Vec<(&'static str, i64)>,
    states: Vec<&'static str>,
    query: String,
    next: String,
}

impl Page for ListPage {
    const TEMPLATE: &'static str = "placements/desk/list.html";
    fn samples() -> Vec<Self> {
        let page = |rows: Vec<Row>, next: &str| Self {
            count: i64::try_from(rows.len()).unwrap_or(0),
            rows,
            view: "silent",
            state: "",
            counts: VIEWS.iter().map(|v| (*v, 3)).collect(),
            states: Where::CODES.to_vec(),
            query: "view=silent".into(),
            next: next.into(),
        };
        vec![
            page(sample_rows(), "/desk/applications?x"),
            page(Vec::new(), ""),
        ]
    }
    fn fields(&self) -> Fields {
        Fields::of([("view", self.view), ("state", self.state)])
    }
}

fn of_view(ctx: &Ctx, view: &str) -> Result<Filter, Refusal> {
    let mut filter = Filter::of(Whose::Scope);
    match view {
        "silent" => filter.silent_before = Some(queries::silent_before(ctx)?),
        "due" => filter.due_by = Some(ctx.today()),
        _ => {}
    }
    Ok(filter)
}

async fn list(State(house): State<Arc<House>>, Cx(ctx): Cx, Query(fields): Query) -> Reply {
    let mut reader = fields.reader();
    reader.only(&["view", "state", "cursor", "format"]);
    let view = reader.opt_one_of("view", &VIEWS).unwrap_or("all");
    let state = reader.opt_one_of("state", Where::CODES);
    reader.finish()?;
    let mut filter = of_view(&ctx, view)?;
    filter.state = state.and_then(Where::parse);
    filter.after = after(fields.get("cursor"))?;
    let mut conn = house.db.read().await?;
    let format = fields.get("format").map(Format::parse).transpose()?;
    let most = if format.is_some() { EXPORT_MAX } else { PAGE };
    let mut found = queries::list(&ctx, &mut conn, &filter, most).await?;
    let next = format.is_none().then(|| cut(&mut found, PAGE)).flatten();
    let mut rows = Vec::new();
    for a in &found {
        let worker = worker_of(&mut conn, a).await?;
        let who = name_for_employer(&ctx, a, worker.as_ref());
        rows.push(row(&ctx, a, who)?);
    }
    if let Some(format) = format {
        return Ok(table_response(
            format,
            "applications",
            &table(&house, &ctx, &rows),
        )?);
    }
    let mut counts = Vec::new();
    for view in VIEWS {
        let filter = of_view(&ctx, view)?;
        counts.push((view, queries::count(&ctx, &mut conn, &filter).await?));
    }
    let next = next.map(|c| format!("/desk/applications?{}", fields.with("cursor", Some(&c))));
    let page = ListPage {
        rows,
        view,
        state: state.unwrap_or_default(),
        count: queries::count(&ctx, &mut conn, &filter).await?,
        counts,
        states: Where::CODES.to_vec(),
        query: fields.with("cursor", None),
        next: next.unwrap_or_default(),
    };
    Ok(house.render(&ctx, &page))
}

fn table(house: &House, ctx: &Ctx, rows: &[Row]) -> Table {
    let say = |key: &str| house.say(ctx.locale, key);
    let keys = [
        "placements-name",
        "placements-job",
        "placements-where",
        "placements-work-from",
        "placements-state",
        "placements-applied-on",
        "placements-silent-days",
    ];
    let mut table = Table::new(&keys.map(say));
    for r in rows {
        let cells: [Cell; 7] = [
            r.who.clone().into(),
            r.title.clone().into(),
            r.place.clone().into(),
            r.work_from.clone().into(),
            say(&format!("placements-state-{}", r.state)).into(),
            kernel::Moment::from_millis(r.applied_at).local().into(),
            r.silent.map_or(Cell::from(""), Cell::from),
        ];
        table.rows.push(cells.to_vec());
    }
    table
}

/// The worker, whose home must lie inside the scope.
async fn inside(ctx: &Ctx, conn: &mut db::Conn, id: &str) -> Result<Worker, Refusal> {
    let worker = people::need_worker(conn, &WorkerId::parse(id)?).await?;
    ctx.require(SEE, Target::Region(&worker.region))?;
    Ok(worker)
}

/// One person's applications, with jobs that fit.
#[derive(Serialize)]
pub struct WorkerPage {
    worker: String,
    name: String,
    rows: Vec<Row>,
    next: String,
    jobs: Vec<Fitting>,
}

impl Page for WorkerPage {
    const TEMPLATE: &'static str = "placements/desk/worker.html";
    fn samples() -> Vec<Self> {
        let page = |rows: Vec<Row>, jobs| Self {
            worker: "wrk_00000000000000000000000000000000".into(),
            name: "张三".into(),
            next: if rows.is_empty() {
                ""
            } else {
                "/desk/people?x"
            }
            .into(),
            rows,
            jobs,
        };
        vec![
            page(sample_rows(), vec![Fitting::sample()]),
            page(Vec::new(), Vec::new()),
        ]
    }
}

async fn of_worker(
    State(house): State<Arc<House>>,
    Cx(ctx): Cx,
    Path(id): Path<String>,
    Query(fields): Query,
) -> Reply {
    let mut conn = house.db.read().await?;
    let worker = inside(&ctx, &mut conn, &id).await?;
    let mut filter = Filter::of(Whose::Worker(worker.id.to_string()));
    filter.after = after(fields.get("cursor"))?;
    let mut found = queries::list(&ctx, &mut conn, &filter, PAGE).await?;
    let next = cut(&mut found, PAGE).map(|c| format!("/desk/people/{id}/applications?cursor={c}"));
    let page = WorkerPage {
        rows: rows(&ctx, &mut conn, &found).await?,
        next: next.unwrap_or_default(),
        jobs: best(&house, &ctx, &mut conn, &worker.id).await?,
        worker: id,
        name: worker.name,
    };
    Ok(house.render(&ctx, &page))
}

/// Applying for a person.
#[derive(Serialize)]
pub struct ApplyPage {
    worker: String,
    name: String,
    job: Option<Job>,
    jobs: Vec<Fitting>,
}

impl Page for ApplyPage {
    const TEMPLATE: &'static str = "placements/desk/apply.html";
    fn samples() -> Vec<Self> {
        let page = |job, jobs| Self {
            worker: "wrk_00000000000000000000000000000000".into(),
            name: "张三".into(),
            job,
            jobs,
        };
        vec![
            page(Some(Job::sample(true)), Vec::new()),
            page(None, vec![Fitting::sample()]),
            page(None, Vec::new()),
        ]
    }
    fn fields(&self) -> Fields {
        Fields::of([("channel", "counter")])
    }
}

async fn load(house: &House, ctx: &Ctx, id: &str, fields: &Fields) -> Result<ApplyPage, Refusal> {
    let mut conn = house.db.read().await?;
    let worker = inside(ctx, &mut conn, id).await?;
    let job = match fields.get("vacancy") {
        Some(vacancy) => {
            let post = super::apply::post(&mut conn, vacancy).await?;
            Some(Job::of(ctx, &post)?)
        }
        None => None,
    };
    let jobs = match &job {
        Some(_) => Vec::new(),
        None => best(house, ctx, &mut conn, &worker.id).await?,
    };
    Ok(ApplyPage {
        worker: worker.id.to_string(),
        name: worker.name,
        job,
        jobs,
    })
}

async fn ask(
    State(house): State<Arc<House>>,
    Cx(ctx): Cx,
    Path(id): Path<String>,
    Query(fields): Query,
) -> Reply {
    Ok(house.render(&ctx, &load(&house, &ctx, &id, &fields).await?))
}

async fn apply_for(
    State(house): State<Arc<House>>,
    Cx(ctx): Cx,
    Path(id): Path<String>,
    Form(fields): Form,
) -> Reply {
    let done = async {
        let mut reader = fields.reader();
        let consent = reader.one_of("consent", &CONSENTS);
        let channel = reader.one_of("channel", &["counter", "phone", "village"]);
        let vacancy = reader.text("vacancy", 1..=60);
        reader.finish()?;
        let new = NewApplication {
            vacancy: VacancyId::parse(&vacancy)?,
            worker: WorkerId::parse(&id)?,
            channel: Channel::parse(channel).unwrap_or(Channel::Counter),
        };
        let doing = ctx.for_person(&id, consent);
        let mut tx = trail::begin(&house.db, &doing).await?;
        let made = actions::apply(&doing, &mut tx, &new).await?;
        tx.commit(&doing).await?;
        Ok::<_, Refusal>(made.id)
    };
    match done.await {
        Ok(made) => {
            let next = format!("/my/applications/{made}?said=placements-said-applied-for");
            Ok(see_other(&next))
        }
        Err(refusal) => {
            let page = load(&house, &ctx, &id, &fields).await?;
            house.again(&ctx, &page, refusal, &fields)
        }
    }
}
