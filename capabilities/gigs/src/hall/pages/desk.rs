//! `/desk/hall`: take people in, see the roll, say who came and who left.

use super::super::actions;
use super::super::model::{Answer, Arrival, Counts, Entry, Left};
use super::super::{queries, seating, store};
use super::views::{PersonView, ShiftView, people_of};
use super::{export, line, station};
use crate::permissions::CALL;
use axum::extract::{Path, State};
use kernel::{Ctx, Refusal};
use people::WorkerId;
use serde::Serialize;
use stations::Station;
use std::sync::Arc;
use web::{Access, Cx, Fields, Form, House, Page, Query, Reply, Route, see_other};

/// The hall at the desk.
#[derive(Debug, Serialize)]
pub struct DeskPage {
    station: String,
    name: String,
    counts: Counts,
    called: Vec<PersonView>,
    people: Vec<PersonView>,
    shifts: Vec<ShiftView>,
}

impl Page for DeskPage {
    const TEMPLATE: &'static str = "gigs/hall/desk.html";
    fn samples() -> Vec<Self> {
        let counts = Counts {
            all: 4,
            waiting: 1,
            called: 1,
            placed: 1,
            left: 1,
        };
        let page = |counts, called, people, shifts| Self {
            station: "sta_0".into(),
            name: "洛南县零工市场".into(),
            counts,
            called,
            people,
            shifts,
        };
        vec![
            page(Counts::default(), Vec::new(), Vec::new(), Vec::new()),
            page(
                counts,
                vec![PersonView::sample("called")],
                ["waiting", "called", "placed", "left"]
                    .map(PersonView::sample)
                    .into(),
                vec![ShiftView::sample()],
            ),
        ]
    }
}

/// Several people may be meant: choose one.
#[derive(Debug, Serialize)]
pub struct FoundPage {
    station: String,
    q: String,
    people: Vec<Candidate>,
}

#[derive(Debug, Serialize)]
struct Candidate {
    id: String,
    name: String,
    phone: String,
    place: String,
}

impl Page for FoundPage {
    const TEMPLATE: &'static str = "gigs/hall/found.html";
    fn samples() -> Vec<Self> {
        let person = Candidate {
            id: "wrk_0".into(),
            name: "王小明".into(),
            phone: "138****0001".into(),
            place: "石坡镇".into(),
        };
        vec![Self {
            station: "sta_0".into(),
            q: "王小明".into(),
            people: vec![person],
        }]
    }
}

async fn page(house: &House, ctx: &Ctx, station: &Station) -> Result<DeskPage, Refusal> {
    let mut reader = house.db.read().await?;
    let roll = queries::roll(&mut reader, &station.id, ctx.today()).await?;
    let people = people_of(ctx, &mut reader, &roll).await?;
    let tables = reference::tables(ctx)?;
    let county = store::county(&station.region);
    let shifts = seating::open(&mut reader, ctx, &county).await?;
    let called = people.iter().filter(|p| p.state == "called");
    Ok(DeskPage {
        station: station.id.clone(),
        name: station.name.clone(),
        counts: queries::counts(&roll),
        called: called.cloned().collect(),
        shifts: shifts
            .iter()
            .map(|(o, s)| ShiftView::of(&tables, o, s))
            .collect(),
        people,
    })
}

async fn own(house: &House, ctx: &Ctx, fields: &Fields) -> Result<Station, Refusal> {
    let mut reader = house.db.read().await?;
    station(ctx, &mut reader, fields).await
}

async fn show(State(house): State<Arc<House>>, Cx(ctx): Cx, Query(query): Query) -> Reply {
    let station = own(&house, &ctx, &query).await?;
    match query.get("format") {
        Some(format) => export::roll(&house, &ctx, &station, format).await,
        None => Ok(house.render(&ctx, &page(&house, &ctx, &station).await?)),
    }
}

pub(super) fn home(station: &str, said: &str) -> String {
    format!("/desk/hall?station={station}&said={said}")
}

/// What is said of today when somebody is taken in.
pub(super) fn arrival(
    ctx: &Ctx,
    fields: &Fields,
    consent: &'static str,
) -> Result<Arrival, Refusal> {
    let tables = reference::tables(ctx)?;
    let mut f = fields.reader();
    let said = f.opt_text("today", 100).unwrap_or_default();
    let max_minutes = f.opt_int("max_minutes", 5..=300);
    let note = f.opt_text("note", 120).unwrap_or_default();
    f.finish()?;
    Ok(Arrival {
        trades: people::said_trades(&tables, &said).sure,
        max_minutes,
        note,
        consent,
    })
}

/// Taken in by what was typed or scanned: one person is taken in at once, several are shown,
/// nobody leads to the first visit.
async fn take_in(State(house): State<Arc<House>>, Cx(ctx): Cx, Form(fields): Form) -> Reply {
    let at = own(&house, &ctx, &fields).await?;
    let chosen = match who(&house, &ctx, &fields).await {
        Ok(Who::One(id, consent)) => (id, consent),
        Ok(Who::Several(people)) => {
            let page = FoundPage {
                station: at.id.clone(),
                q: fields.get("q").unwrap_or_default().to_owned(),
                people,
            };
            return Ok(house.render(&ctx, &page));
        }
        Ok(Who::Nobody) => {
            let with = Fields::of([
                ("station", at.id.as_str()),
                ("q", fields.get("q").unwrap_or_default()),
            ]);
            return Ok(see_other(&format!(
                "/desk/hall/new?{}",
                with.with("", None)
            )));
        }
        Err(refusal) => {
            let page = page(&house, &ctx, &at).await?;
            return house.again(&ctx, &page, refusal, &fields);
        }
    };
    match taken(&house, &ctx, &at, &chosen.0, &fields, chosen.1).await {
        Ok(entry) => {
            let to = format!("/desk/hall/slips/{}?said=gigs-hall-said-in", entry.id);
            Ok(see_other(&to))
        }
        Err(refusal) => {
            let page = page(&house, &ctx, &at).await?;
            house.again(&ctx, &page, refusal, &fields)
        }
    }
}

async fn taken(
    house: &House,
    ctx: &Ctx,
    at: &Station,
    id: &WorkerId,
    fields: &Fields,
    consent: &'static str,
) -> Result<Entry, Refusal> {
    let arrival = arrival(ctx, fields, consent)?;
    let mut tx = trail::begin(&house.db, ctx).await?;
    let entry = actions::take_in(ctx, &mut tx, at, id, &arrival).await?;
    tx.commit(ctx).await?;
    Ok(entry)
}

enum Who {
    One(WorkerId, &'static str),
    Several(Vec<Candidate>),
    Nobody,
}

async fn who(house: &House, ctx: &Ctx, fields: &Fields) -> Result<Who, Refusal> {
    if let Some(id) = fields.get("worker") {
        return Ok(Who::One(WorkerId::parse(id)?, "spoken"));
    }
    let Some(text) = fields.get("q") else {
        return Err(Refusal::field("q", "field-needed"));
    };
    let mut reader = house.db.read().await?;
    let found = people::look_up(ctx, &mut reader, text).await?;
    let tables = reference::tables(ctx)?;
    match found.workers.as_slice() {
        [] => Ok(Who::Nobody),
        [one] if found.sure => Ok(Who::One(one.id.clone(), "card")),
        several => {
            let view = |w: &people::Worker| {
                let phone = people::masked(ctx, w)?.phone;
                Ok(Candidate {
                    id: w.id.to_string(),
                    name: w.name.clone(),
                    phone: phone.unwrap_or_default(),
                    place: tables.name(&w.region),
                })
            };
            let people: Result<Vec<_>, Refusal> = several.iter().map(view).collect();
            Ok(Who::Several(people?))
        }
    }
}

/// What is said of a person on the roll.
const STEPS: [&str; 5] = ["came", "no-answer", "declined", "own", "found-work"];

async fn step(
    State(house): State<Arc<House>>,
    Cx(ctx): Cx,
    Path(id): Path<String>,
    Form(fields): Form,
) -> Reply {
    let (entry, at) = {
        let mut reader = house.db.read().await?;
        line(&ctx, &mut reader, &id).await?
    };
    let done = async {
        let mut f = fields.reader();
        let what = f.one_of("step", &STEPS);
        f.finish()?;
        let mut tx = trail::begin(&house.db, &ctx).await?;
        let said = match (what, Answer::parse(what), Left::parse(what)) {
            ("came", ..) => {
                actions::came(&ctx, &mut tx, &entry.id).await?;
                "gigs-hall-said-came"
            }
            (_, Some(answer), _) => {
                actions::not_now(&ctx, &mut tx, &entry.id, answer).await?;
                "gigs-hall-said-back"
            }
            (_, _, why) => {
                actions::leave(&ctx, &mut tx, &entry.id, why.unwrap_or(Left::Own)).await?;
                "gigs-hall-said-left"
            }
        };
        tx.commit(&ctx).await?;
        Ok::<_, Refusal>(said)
    };
    match done.await {
        Ok(said) => Ok(see_other(&home(&at.id, said))),
        Err(refusal) => {
            let page = page(&house, &ctx, &at).await?;
            house.again(&ctx, &page, refusal, &fields)
        }
    }
}

pub(super) fn routes() -> Vec<Route> {
    let call = Access::Need(CALL);
    vec![
        web::get("/desk/hall", call, show),
        web::post("/desk/hall", call, take_in),
        web::post("/desk/hall/roll/{id}", call, step),
    ]
}
