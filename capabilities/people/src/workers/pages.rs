//! The worker's own pages: home, first question, profile.

use crate::choice::{Choice, choices};
use crate::consents::Purpose;
use crate::permissions::OWN;
use crate::workers::actions::{edit, register};
use crate::workers::model::{NewWorker, Worker, WorkerId};
use crate::workers::part::{self, PartPage};
use crate::workers::state::State;
use crate::workers::view::{self, FileView, StationView};
use crate::workers::{queries, said};
use axum::extract::{Path, State as Held};
use kernel::{Ctx, Refusal};
use serde::Serialize;
use std::sync::Arc;
use web::{Access, Cx, Fields, Form, House, Page, Reply, Route, see_other};

/// A notice in words.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct NoticeView {
    text: String,
    at: i64,
    read: bool,
}

/// The worker's home.
#[derive(Debug, Serialize)]
pub(crate) struct MyPage {
    file: FileView,
    /// The one next step: a question of the profile, or jobs.
    next: &'static str,
    /// Questions without an answer.
    missing: Vec<&'static str>,
    notices: Vec<NoticeView>,
    unread: bool,
    station: Option<StationView>,
    /// Others whose file hangs on the same telephone: id and masked name.
    others: Vec<(String, String)>,
}

impl Page for MyPage {
    const TEMPLATE: &'static str = "people/workers/home.html";
    fn samples() -> Vec<Self> {
        let notice = NoticeView {
            text: "…".into(),
            at: 0,
            read: false,
        };
        let station = StationView {
            name: "…".into(),
            telephone: "0914-0000000".into(),
            hours: "8:30".into(),
        };
        vec![
            Self {
                file: FileView::sample(),
                next: "jobs",
                missing: vec!["who", "dates"],
                notices: vec![notice],
                unread: true,
                station: Some(station),
                others: vec![("wrk_0".into(), "王*".into())],
            },
            Self {
                file: FileView::bare(),
                next: "trades",
                missing: Vec::new(),
                notices: Vec::new(),
                unread: false,
                station: None,
                others: Vec::new(),
            },
        ]
    }
}

/// The first question: who are you, where do you live.
#[derive(Debug, Serialize)]
pub(crate) struct StartPage {
    purposes: Vec<Choice>,
    next: String,
}

impl Page for StartPage {
    const TEMPLATE: &'static str = "people/workers/start.html";
    fn samples() -> Vec<Self> {
        vec![Self {
            purposes: vec![Choice::new("notices", "…")],
            next: "/jobs".into(),
        }]
    }
    fn fields(&self) -> Fields {
        Fields::of([("purpose", "recommend"), ("purpose", "notices")])
    }
}

/// The profile as a list of questions with their answers.
#[derive(Debug, Serialize)]
pub(crate) struct ProfilePage {
    file: FileView,
}

impl Page for ProfilePage {
    const TEMPLATE: &'static str = "people/workers/profile.html";
    fn samples() -> Vec<Self> {
        vec![
            Self {
                file: FileView::sample(),
            },
            Self {
                file: FileView::bare(),
            },
        ]
    }
}

/// The worker's own file; none yet = the first question comes first.
pub(crate) async fn own(house: &House, ctx: &Ctx) -> Result<Option<Worker>, Refusal> {
    let Some(id) = crate::of_actor(ctx) else {
        return Ok(None);
    };
    let mut conn = house.db.read().await?;
    Ok(queries::by_id(&mut conn, &id)
        .await?
        .filter(|w| w.erased_at.is_none()))
}

/// Questions without an answer, in the order in which they are best asked.
fn missing(worker: &Worker) -> Vec<&'static str> {
    let wishes = &worker.wishes;
    let open = [
        ("trades", wishes.trades.is_empty()),
        (
            "place",
            wishes.max_minutes.is_none() && wishes.places.is_empty(),
        ),
        ("pay", wishes.pay_floor.is_none()),
        ("dates", wishes.from.is_none()),
        ("who", worker.id_no.is_none()),
    ];
    open.into_iter()
        .filter(|(_, open)| *open)
        .map(|(part, _)| part)
        .collect()
}

async fn home(Held(house): Held<Arc<House>>, Cx(ctx): Cx) -> Reply {
    let Some(worker) = own(&house, &ctx).await? else {
        return Ok(see_other("/my/start"));
    };
    let subjects = [worker.id.to_string()];
    let notices = {
        let mut conn = house.db.read().await?;
        stations::notices::of(&mut conn, &subjects, 10).await?
    };
    let notices: Vec<NoticeView> = notices
        .iter()
        .map(|n| NoticeView {
            text: n.say(&house.words, ctx.locale),
            at: n.at,
            read: n.read,
        })
        .collect();
    let page = MyPage {
        file: view::view(&ctx, &worker)?,
        next: if worker.state < State::Basic {
            "trades"
        } else {
            "jobs"
        },
        missing: missing(&worker),
        unread: notices.iter().any(|n| !n.read),
        notices,
        station: view::station(&house, &worker.region).await?,
        others: others(&house, &ctx, &worker.id).await?,
    };
    Ok(house.render(&ctx, &page))
}

/// The other files of the account, as a family sees them on one telephone.
async fn others(
    house: &House,
    ctx: &Ctx,
    own: &WorkerId,
) -> Result<Vec<(String, String)>, Refusal> {
    let ids = ctx.actor.subjects.iter();
    let ids = ids.filter_map(|s| WorkerId::parse(s).ok());
    let mut others = Vec::new();
    for id in ids.filter(|id| id != own) {
        let mut conn = house.db.read().await?;
        let file = queries::by_id(&mut conn, &id).await?;
        if let Some(file) = file.filter(|w| w.erased_at.is_none()) {
            others.push((id.to_string(), kernel::mask_name(&file.name)));
        }
    }
    Ok(others)
}

async fn look_at(Held(house): Held<Arc<House>>, Cx(ctx): Cx, Form(fields): Form) -> Reply {
    let mut reader = fields.reader();
    let subject = reader.text("file", 1..=60);
    reader.finish()?;
    let mut tx = trail::begin(&house.db, &ctx).await?;
    stations::look_at(&ctx, &mut tx, &subject).await?;
    tx.commit(&ctx).await?;
    Ok(see_other("/my"))
}

async fn read_notices(Held(house): Held<Arc<House>>, Cx(ctx): Cx, Form(_): Form) -> Reply {
    let Some(id) = crate::of_actor(&ctx) else {
        return Ok(see_other("/my/start"));
    };
    let mut tx = trail::begin(&house.db, &ctx).await?;
    stations::notices::mark_read(&ctx, &mut tx, id.as_str()).await?;
    Ok(web::commit_to(tx, &ctx, "/my").await?)
}

fn start_page(house: &House, ctx: &Ctx, fields: &Fields) -> StartPage {
    let optional: Vec<&str> = Purpose::ALL
        .iter()
        .filter(|p| !p.is_needed())
        .map(|p| p.code())
        .collect();
    let next = fields
        .get("next")
        .filter(|n| n.starts_with('/') && !n.starts_with("//"));
    StartPage {
        purposes: choices(&house.words, ctx.locale, "people-purpose-", &optional),
        next: next.unwrap_or_default().to_owned(),
    }
}

async fn start(Held(house): Held<Arc<House>>, Cx(ctx): Cx, web::Query(query): web::Query) -> Reply {
    if own(&house, &ctx).await?.is_some() {
        return Ok(see_other("/my"));
    }
    Ok(house.render(&ctx, &start_page(&house, &ctx, &query)))
}

async fn start_form(house: &House, ctx: &Ctx, fields: &Fields) -> Result<NewWorker, Refusal> {
    let tables = reference::tables(ctx)?;
    let mut f = fields.reader();
    let name = f.text("name", 1..=30);
    // The village can wait: day work is found without it.
    let text = f.opt_text("place", 40);
    let county = tables.county().map(|d| d.code.clone()).unwrap_or_default();
    let region = match text.as_deref().map(|t| said::place(&tables, "place", t)) {
        None => county,
        Some(Ok(code)) => code,
        Some(Err(fault)) => {
            f.fault_with("place", fault.code, fault.args);
            county
        }
    };
    let purposes = f.many("purpose", Purpose::ALL.len());
    f.finish()?;
    let mut conn = house.db.read().await?;
    let phone = stations::phone_of(ctx, &mut conn, &ctx.actor.id).await?;
    Ok(NewWorker {
        name,
        phone,
        region,
        consent: "screen",
        purposes: purposes
            .iter()
            .filter_map(|p| Purpose::parse(p))
            .map(Purpose::code)
            .collect(),
        channel: crate::workers::model::Channel::Sms,
        ..NewWorker::default()
    })
}

async fn begin(Held(house): Held<Arc<House>>, Cx(ctx): Cx, Form(fields): Form) -> Reply {
    let page = start_page(&house, &ctx, &fields);
    if own(&house, &ctx).await?.is_some() {
        return Ok(see_other("/my"));
    }
    let done = async {
        let new = start_form(&house, &ctx, &fields).await?;
        let mut tx = trail::begin(&house.db, &ctx).await?;
        register::register(&ctx, &mut tx, new).await?;
        tx.commit(&ctx).await
    };
    match done.await {
        Ok(()) if page.next.is_empty() => Ok(see_other("/my?said=people-said-started")),
        Ok(()) => Ok(see_other(&page.next)),
        Err(refusal) => house.again(&ctx, &page, refusal, &fields),
    }
}

async fn profile(Held(house): Held<Arc<House>>, Cx(ctx): Cx) -> Reply {
    let Some(worker) = own(&house, &ctx).await? else {
        return Ok(see_other("/my/start"));
    };
    Ok(house.render(
        &ctx,
        &ProfilePage {
            file: view::view(&ctx, &worker)?,
        },
    ))
}

async fn question(Held(house): Held<Arc<House>>, Cx(ctx): Cx, Path(name): Path<String>) -> Reply {
    let part = part::parse_part(&name)?;
    let Some(worker) = own(&house, &ctx).await? else {
        return Ok(see_other("/my/start"));
    };
    Ok(house.render(
        &ctx,
        &part::page(&house, &ctx, &worker, part, "/my/profile")?,
    ))
}

async fn answer(
    Held(house): Held<Arc<House>>,
    Cx(ctx): Cx,
    Path(name): Path<String>,
    Form(fields): Form,
) -> Reply {
    let part = part::parse_part(&name)?;
    let Some(worker) = own(&house, &ctx).await? else {
        return Ok(see_other("/my/start"));
    };
    let page = part::page(&house, &ctx, &worker, part, "/my/profile")?;
    match save(&house, &ctx, &worker, part, &fields).await {
        Ok(()) => Ok(see_other(after(part, "/my/profile"))),
        Err(refusal) => refused(&house, &ctx, page, refusal, &fields),
    }
}

/// Certificates are told one after the other; every other question leads back to the list.
pub(crate) fn after(part: &str, base: &str) -> &'static str {
    match (part, base) {
        ("certs", "/my/profile") => "/my/profile/certs?said=people-said-saved",
        _ => "/my/profile?said=people-said-saved",
    }
}

/// Saves a question's answers.
pub(crate) async fn save(
    house: &House,
    ctx: &Ctx,
    worker: &Worker,
    part: &str,
    fields: &Fields,
) -> Result<(), Refusal> {
    let tables = reference::tables(ctx)?;
    let staff = ctx.actor.kind != kernel::ActorKind::Person;
    let change = part::read(&tables, worker, part, staff, fields)?;
    let mut tx = trail::begin(&house.db, ctx).await?;
    edit::edit(ctx, &mut tx, &worker.id, change).await?;
    tx.commit(ctx).await
}

/// The question again with what was typed.
pub(crate) fn refused(
    house: &House,
    ctx: &Ctx,
    mut page: PartPage,
    refusal: Refusal,
    fields: &Fields,
) -> Reply {
    let tables = reference::tables(ctx)?;
    let typed = part::again(&tables, &mut page, fields);
    house.again(ctx, &page, refusal, &typed)
}

pub(crate) fn routes() -> Vec<Route> {
    let own = Access::Need(OWN);
    vec![
        web::get("/my", own, home),
        web::post("/my/notices", own, read_notices),
        web::post("/my/look", own, look_at),
        web::get("/my/start", own, start),
        web::post("/my/start", own, begin),
        web::get("/my/profile", own, profile),
        web::get("/my/profile/{part}", own, question),
        web::post("/my/profile/{part}", own, answer),
    ]
}

/// Id in an address.
pub(crate) fn id(text: &str) -> Result<WorkerId, Refusal> {
    WorkerId::parse(text)
}
