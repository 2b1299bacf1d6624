//! The person's switch and what was told; the desk's switch for a person; the list of calls.

use super::actions;
use super::limits::Limits;
use super::model::{Outcome, Push, PushId};
use super::queries;
use crate::applications::pages::CONSENTS;
use crate::applications::viewer::personal;
use crate::{APPLY, SEE};
use axum::extract::{Path, State};
use kernel::{Ctx, Refusal, Target};
use people::{Worker, WorkerId};
use serde::Serialize;
use std::sync::Arc;
use vacancies::VacancyId;
use web::{Access, Cx, Fields, Form, House, Page, Reply, Route, see_other};

/// Pushes of one person shown.
const MOST: usize = 20;
/// Calls shown at once.
const CALLS: usize = 50;

/// A post that was pushed.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct PostView {
    id: String,
    title: String,
    place: String,
    why: String,
    applied: bool,
    open: bool,
    /// The judgement kept with it.
    fit: Option<String>,
}

/// A push in words.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct PushView {
    id: String,
    worker: String,
    name: String,
    place: String,
    phone: Option<String>,
    channel: &'static str,
    state: String,
    at: i64,
    read: bool,
    posts: Vec<PostView>,
}

impl PushView {
    fn sample(channel: &'static str, state: &str) -> Self {
        let post = PostView {
            id: "vac_0".into(),
            title: "核桃装车".into(),
            place: "石坡镇".into(),
            why: "您做过这个活".into(),
            applied: state == "sent",
            open: true,
            fit: Some("fit_0".into()),
        };
        Self {
            id: "psh_0".into(),
            worker: "wrk_0".into(),
            name: "张三".into(),
            place: "石坡镇".into(),
            phone: Some("138****0000".into()),
            channel,
            state: state.into(),
            at: 1_795_395_600_000,
            read: state == "sent",
            posts: vec![post],
        }
    }
}

/// A person's switch, and what was told.
#[derive(Debug, Serialize)]
pub struct PushPage {
    on: bool,
    /// The person wishes to be recommended jobs, without which there is nothing to tell.
    habits: bool,
    base: String,
    preferences: String,
    desk: bool,
    name: String,
    pushes: Vec<PushView>,
    a_day: i64,
    a_day_urgent: i64,
    quiet_from: i64,
    quiet_to: i64,
}

impl Page for PushPage {
    const TEMPLATE: &'static str = "placements/push/push.html";
    fn samples() -> Vec<Self> {
        let page = |on, habits, desk, pushes| Self {
            on,
            habits,
            base: "/my/pushes".into(),
            preferences: "/my/preferences".into(),
            desk,
            name: "张三".into(),
            pushes,
            a_day: 1,
            a_day_urgent: 3,
            quiet_from: 21,
            quiet_to: 7,
        };
        let states = ["waiting", "told", "unreached", "unwanted", "lapsed"];
        let calls = states.iter().map(|s| PushView::sample("call", s));
        let all = [PushView::sample("sms", "sent")].into_iter().chain(calls);
        vec![
            page(true, true, false, all.collect()),
            page(false, true, true, Vec::new()),
            page(false, false, false, Vec::new()),
        ]
    }
}

/// Calls to be made.
#[derive(Debug, Serialize)]
pub struct CallsPage {
    calls: Vec<PushView>,
    outcomes: &'static [&'static str],
}

impl Page for CallsPage {
    const TEMPLATE: &'static str = "placements/push/calls.html";
    fn samples() -> Vec<Self> {
        let page = |calls| Self {
            calls,
            outcomes: Outcome::CODES,
        };
        vec![
            page(vec![PushView::sample("call", "waiting")]),
            page(Vec::new()),
        ]
    }
}

async fn view(ctx: &Ctx, conn: &mut db::Conn, push: Push) -> Result<PushView, Refusal> {
    let tables = reference::tables(ctx)?;
    let worker = people::worker(conn, &WorkerId::parse(&push.worker_id)?).await?;
    let phone = match &worker {
        Some(worker) => people::masked(ctx, worker)?.phone,
        None => None,
    };
    let mut posts = Vec::new();
    let mut fits = crate::fits::ids_of(conn, push.id.as_str()).await?;
    for (id, why, applied) in &push.posts {
        if let Some(post) = vacancies::vacancy(conn, &VacancyId::parse(id)?).await? {
            posts.push(PostView {
                id: id.clone(),
                title: post.terms.title.clone(),
                place: tables.name(&post.terms.region),
                why: why.clone(),
                applied: applied.is_some(),
                open: post.shown_on(ctx.today()),
                fit: fits.remove(id),
            });
        }
    }
    Ok(PushView {
        id: push.id.to_string(),
        worker: push.worker_id,
        name: worker.map(|w| w.name).unwrap_or_default(),
        place: tables.name(&push.region),
        phone,
        channel: push.channel.code(),
        state: push.state,
        at: push.made_at.millis(),
        read: push.read_at.is_some(),
        posts,
    })
}

async fn page(house: &House, ctx: &Ctx, worker: &Worker) -> Result<PushPage, Refusal> {
    let limits = Limits::read(ctx)?;
    let mut conn = house.db.read().await?;
    let id = worker.id.as_str();
    let mut pushes = Vec::new();
    for push in queries::of_worker(&mut conn, id, MOST).await? {
        pushes.push(view(ctx, &mut conn, push).await?);
    }
    let desk = ctx.actor.is_staff();
    let at = |what: &str| {
        if desk {
            format!("/desk/people/{id}/{what}")
        } else {
            format!("/my/{what}")
        }
    };
    Ok(PushPage {
        on: queries::wished(&mut conn, id).await?,
        habits: personal(&mut conn, &worker.id).await?,
        base: at("pushes"),
        preferences: at("preferences"),
        desk,
        name: worker.name.clone(),
        pushes,
        a_day: limits.a_day,
        a_day_urgent: limits.a_day_urgent,
        quiet_from: limits.quiet_from,
        quiet_to: limits.quiet_to,
    })
}

async fn own(house: &House, ctx: &Ctx) -> Result<Option<Worker>, Refusal> {
    let Some(id) = people::of_actor(ctx) else {
        return Ok(None);
    };
    let mut conn = house.db.read().await?;
    let worker = people::worker(&mut conn, &id).await?;
    Ok(worker.filter(|w| w.erased_at.is_none()))
}

async fn inside(house: &House, ctx: &Ctx, text: &str) -> Result<Worker, Refusal> {
    let mut conn = house.db.read().await?;
    let worker = people::need_worker(&mut conn, &WorkerId::parse(text)?).await?;
    ctx.require(SEE, Target::Region(&worker.region))?;
    Ok(worker)
}

/// Turns the switch as a form says; the message to say.
async fn turn(
    house: &House,
    ctx: &Ctx,
    worker: &Worker,
    fields: &Fields,
    how: &str,
) -> Result<&'static str, Refusal> {
    let mut f = fields.reader();
    let on = f.one_of("do", &["on", "off"]) == "on";
    f.finish()?;
    let mut tx = trail::begin(&house.db, ctx).await?;
    actions::wish(ctx, &mut tx, &worker.id, on, how).await?;
    tx.commit(ctx).await?;
    Ok(if on {
        "placements-said-push-on"
    } else {
        "placements-said-push-off"
    })
}

async fn show(State(house): State<Arc<House>>, Cx(ctx): Cx) -> Reply {
    match own(&house, &ctx).await? {
        Some(worker) => Ok(house.render(&ctx, &page(&house, &ctx, &worker).await?)),
        None => Ok(see_other("/my/start")),
    }
}

async fn change(State(house): State<Arc<House>>, Cx(ctx): Cx, Form(fields): Form) -> Reply {
    let Some(worker) = own(&house, &ctx).await? else {
        return Ok(see_other("/my/start"));
    };
    match turn(&house, &ctx, &worker, &fields, "screen").await {
        Ok(said) => Ok(see_other(&format!("/my/pushes?said={said}"))),
        Err(refusal) => {
            let page = page(&house, &ctx, &worker).await?;
            house.again(&ctx, &page, refusal, &fields)
        }
    }
}

async fn desk(State(house): State<Arc<House>>, Cx(ctx): Cx, Path(text): Path<String>) -> Reply {
    let worker = inside(&house, &ctx, &text).await?;
    Ok(house.render(&ctx, &page(&house, &ctx, &worker).await?))
}

async fn desk_change(
    State(house): State<Arc<House>>,
    Cx(ctx): Cx,
    Path(text): Path<String>,
    Form(fields): Form,
) -> Reply {
    let worker = inside(&house, &ctx, &text).await?;
    let how = fields.get("consent").filter(|how| CONSENTS.contains(how));
    let how = how.unwrap_or(CONSENTS[0]);
    let acting = ctx.for_person(worker.id.as_str(), how);
    match turn(&house, &acting, &worker, &fields, how).await {
        Ok(said) => {
            let to = format!("/desk/people/{}/pushes?said={said}", worker.id);
            Ok(see_other(&to))
        }
        Err(refusal) => {
            let page = page(&house, &ctx, &worker).await?;
            house.again(&ctx, &page, refusal, &fields)
        }
    }
}

async fn calls_page(house: &House, ctx: &Ctx) -> Result<CallsPage, Refusal> {
    let mut conn = house.db.read().await?;
    let mut calls = Vec::new();
    for push in queries::waiting(&mut conn, &ctx.scope, CALLS).await? {
        calls.push(view(ctx, &mut conn, push).await?);
    }
    Ok(CallsPage {
        calls,
        outcomes: Outcome::CODES,
    })
}

async fn calls(State(house): State<Arc<House>>, Cx(ctx): Cx) -> Reply {
    Ok(house.render(&ctx, &calls_page(&house, &ctx).await?))
}

async fn close(
    State(house): State<Arc<House>>,
    Cx(ctx): Cx,
    Path(text): Path<String>,
    Form(fields): Form,
) -> Reply {
    let id = PushId::parse(&text)?;
    let done = async {
        let mut f = fields.reader();
        let outcome = Outcome::parse(f.one_of("outcome", Outcome::CODES));
        f.finish()?;
        let outcome = outcome.ok_or_else(|| Refusal::field("outcome", "field-not-choice"))?;
        let mut tx = trail::begin(&house.db, &ctx).await?;
        actions::close_call(&ctx, &mut tx, &id, outcome).await?;
        tx.commit(&ctx).await
    };
    match done.await {
        Ok(()) => Ok(see_other("/desk/pushes?said=placements-said-called")),
        Err(refusal) => {
            let page = calls_page(&house, &ctx).await?;
            house.again(&ctx, &page, refusal, &fields)
        }
    }
}

pub(crate) fn routes() -> Vec<Route> {
    let (own, see) = (Access::Need(APPLY), Access::Need(SEE));
    vec![
        web::get("/my/pushes", own, show),
        web::post("/my/pushes", own, change),
        web::get("/desk/people/{id}/pushes", see, desk),
        web::post("/desk/people/{id}/pushes", see, desk_change),
        web::get("/desk/pushes", see, calls),
        web::post("/desk/pushes/{id}", see, close),
    ]
}

pub(crate) fn samples() -> Vec<web::PageSample> {
    vec![web::sample::<PushPage>(), web::sample::<CallsPage>()]
}
