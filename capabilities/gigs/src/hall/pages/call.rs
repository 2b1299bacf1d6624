//! `/desk/hall/call/{shift}`: who is called for a shift, in which order and why; and a call-up as
//! it was kept, computed again.

use super::super::candidates::{Candidate, call_up};
use super::super::fair::Points;
use super::super::model::{CallId, RollId};
use super::super::{actions, calls, queries, seating};
use super::views::{PersonView, ShiftView};
use super::{desk, station};
use crate::orders::model::ShiftId;
use crate::permissions::CALL;
use axum::extract::{Path, State};
use kernel::{Ctx, Refusal};
use serde::Serialize;
use std::collections::HashMap;
use std::sync::Arc;
use web::{Access, Cx, Fields, Form, House, Page, Query, Reply, Route, see_other};

/// A call-up.
#[derive(Debug, Serialize)]
pub struct CallPage {
    station: String,
    shift: ShiftView,
    people: Vec<Line>,
    out: Vec<Off>,
    #[serde(skip)]
    shown: Fields,
}

#[derive(Debug, Serialize)]
struct Line {
    person: PersonView,
    total: i64,
    days: i64,
    helped: bool,
    reasons: Vec<String>,
}

#[derive(Debug, Serialize)]
struct Off {
    person: PersonView,
    why: String,
}

impl Page for CallPage {
    const TEMPLATE: &'static str = "gigs/hall/call.html";
    fn samples() -> Vec<Self> {
        let line = Line {
            person: PersonView::sample("waiting"),
            total: 540,
            days: 3,
            helped: true,
            reasons: vec!["想干这个活".into()],
        };
        let off = Off {
            person: PersonView::sample("waiting"),
            why: "…".into(),
        };
        let page = |people, out| Self {
            station: "sta_0".into(),
            shift: ShiftView::sample(),
            people,
            out,
            shown: Fields::of([("roll", "rol_0")]),
        };
        vec![page(vec![line], vec![off]), page(Vec::new(), Vec::new())]
    }
    fn fields(&self) -> Fields {
        self.shown.clone()
    }
}

fn say(house: &House, ctx: &Ctx, code: &str, args: &[(&'static str, String)]) -> String {
    let args: Vec<(&str, &str)> = args.iter().map(|(k, v)| (*k, v.as_str())).collect();
    house.words.say(ctx.locale, code, &args)
}

async fn page(
    house: &House,
    ctx: &Ctx,
    fields: &Fields,
    shift: &ShiftId,
) -> Result<CallPage, Refusal> {
    let mut reader = house.db.read().await?;
    let at = station(ctx, &mut reader, fields).await?;
    let up = call_up(&mut reader, ctx, &at, shift).await?;
    let tables = reference::tables(ctx)?;
    let line = |c: &Candidate| {
        Ok(Line {
            person: PersonView::of(ctx, &tables, &c.entry, &c.worker)?,
            total: c.points.total(),
            days: c.facts.days,
            helped: c.points.hardship > 0,
            reasons: c
                .reasons
                .iter()
                .take(3)
                .map(|r| say(house, ctx, r.code, &r.args))
                .collect(),
        })
    };
    let people: Result<Vec<Line>, Refusal> = up.people.iter().map(line).collect();
    let mut out = Vec::new();
    for off in &up.out {
        out.push(Off {
            person: PersonView::of(ctx, &tables, &off.entry, &off.worker)?,
            why: say(house, ctx, off.code, &off.args),
        });
    }
    // The first in the order are ticked: whoever wants it otherwise says why.
    let mut shown = Fields::default();
    let free = usize::try_from(up.shift.free()).unwrap_or(0);
    for candidate in up.people.iter().take(free) {
        shown.push("roll", candidate.entry.id.as_str());
    }
    Ok(CallPage {
        station: at.id,
        shift: ShiftView::of(&tables, &up.order, &up.shift),
        people: people?,
        out,
        shown,
    })
}

async fn show(
    State(house): State<Arc<House>>,
    Cx(ctx): Cx,
    Path(shift): Path<String>,
    Query(query): Query,
) -> Reply {
    let shift = ShiftId::parse(&shift)?;
    let page = page(&house, &ctx, &query, &shift).await?;
    Ok(house.render(&ctx, &page))
}

async fn call(
    State(house): State<Arc<House>>,
    Cx(ctx): Cx,
    Path(shift): Path<String>,
    Form(fields): Form,
) -> Reply {
    let shift = ShiftId::parse(&shift)?;
    let done = async {
        let mut f = fields.reader();
        let chosen = f.many("roll", 500);
        let why = f.opt_text("why", 200).unwrap_or_default();
        f.finish()?;
        let ids: Result<Vec<RollId>, Refusal> = chosen.iter().map(|c| RollId::parse(c)).collect();
        let mut tx = trail::begin(&house.db, &ctx).await?;
        let at = station(&ctx, &mut tx, &fields).await?;
        actions::call(&ctx, &mut tx, &at, &shift, &ids?, &why).await?;
        tx.commit(&ctx).await?;
        Ok::<_, Refusal>(at.id)
    };
    match done.await {
        Ok(at) => Ok(see_other(&desk::home(&at, "gigs-hall-said-called"))),
        Err(refusal) => {
            let page = page(&house, &ctx, &fields, &shift).await?;
            house.again(&ctx, &page, refusal, &fields)
        }
    }
}

/// A call-up as it was kept.
#[derive(Debug, Serialize)]
pub struct KeptPage {
    shift: ShiftView,
    at: i64,
    why: String,
    holds: bool,
    people: Vec<KeptLine>,
}

#[derive(Debug, Serialize)]
struct KeptLine {
    slip: i64,
    called: bool,
    minutes: i64,
    days: i64,
    points: Points,
    total: i64,
}

impl Page for KeptPage {
    const TEMPLATE: &'static str = "gigs/hall/kept.html";
    fn samples() -> Vec<Self> {
        let page = |why: &str, holds| Self {
            shift: ShiftView::sample(),
            at: 1_795_395_600_000,
            why: why.into(),
            holds,
            people: vec![KeptLine {
                slip: 7,
                called: true,
                minutes: 130,
                days: 3,
                points: Points::default(),
                total: 540,
            }],
        };
        vec![page("", true), page("老板点名要熟手", false)]
    }
}

async fn kept(State(house): State<Arc<House>>, Cx(ctx): Cx, Path(id): Path<String>) -> Reply {
    let id = CallId::parse(&id)?;
    let mut reader = house.db.read().await?;
    let replayed = calls::replay(&ctx, &mut reader, &id).await?;
    let called: HashMap<String, i64> = queries::called(&mut reader, &id).await?;
    let shift = ShiftId::parse(&replayed.call.shift_id)?;
    let (order, shift) = seating::shift(&mut reader, &shift).await?;
    let tables = reference::tables(&ctx)?;
    let rules = replayed.snapshot.rules;
    let lines = replayed.snapshot.people.iter().map(|facts| {
        let points = super::super::fair::points(&rules, facts);
        KeptLine {
            slip: facts.slip,
            called: called.contains_key(&facts.roll),
            minutes: facts.minutes,
            days: facts.days,
            points,
            total: points.total(),
        }
    });
    let page = KeptPage {
        shift: ShiftView::of(&tables, &order, &shift),
        at: replayed.call.called_at.millis(),
        why: replayed.call.why.clone(),
        holds: replayed.holds,
        people: lines.collect(),
    };
    Ok(house.render(&ctx, &page))
}

pub(super) fn routes() -> Vec<Route> {
    let need = Access::Need(CALL);
    vec![
        web::get("/desk/hall/call/{shift}", need, show),
        web::post("/desk/hall/call/{shift}", need, call),
        web::get("/desk/hall/calls/{id}", need, kept),
    ]
}
