//! `/desk/hall/plan`: one plan for all orders that want hands, called by one press.

use super::super::plan::{self, Left, Part, Plan, place};
use super::super::{actions, candidates::Candidate};
use super::views::{PersonView, ShiftView};
use super::{desk, station};
use crate::permissions::CALL;
use axum::extract::State;
use kernel::{Ctx, Refusal};
use reference::Tables;
use serde::Serialize;
use std::sync::Arc;
use web::{Access, Cx, Fields, Form, House, Page, Query, Reply, Route, see_other};

/// Reasons shown of a person's fit.
const REASONS: usize = 3;
/// Places of a plan at most: the seats that a morning's roll could fill.
const MOST: usize = 500;

/// A plan for all orders.
#[derive(Debug, Serialize)]
pub struct PlanPage {
    station: String,
    parts: Vec<PartView>,
    left: Vec<LeftView>,
    going: usize,
    #[serde(skip)]
    shown: Fields,
}

#[derive(Debug, Serialize)]
struct PartView {
    shift: ShiftView,
    people: Vec<Line>,
}

#[derive(Debug, Serialize)]
struct Line {
    place: String,
    person: PersonView,
    total: i64,
    days: i64,
    helped: bool,
    reasons: Vec<String>,
}

#[derive(Debug, Serialize)]
struct LeftView {
    slip: i64,
    name: String,
    could: bool,
}

impl Page for PlanPage {
    const TEMPLATE: &'static str = "gigs/hall/plan.html";
    fn samples() -> Vec<Self> {
        let line = Line {
            place: "shf_0/rol_0".into(),
            person: PersonView::sample("waiting"),
            total: 540,
            days: 3,
            helped: true,
            reasons: vec!["想干这个活".into()],
        };
        let left = |could| LeftView {
            slip: 9,
            name: "李四".into(),
            could,
        };
        let part = |people| PartView {
            shift: ShiftView::sample(),
            people,
        };
        let page = |parts, left, going| Self {
            station: "sta_0".into(),
            parts,
            left,
            going,
            shown: Fields::of([("place", "shf_0/rol_0")]),
        };
        vec![
            page(
                vec![part(vec![line]), part(Vec::new())],
                vec![left(true), left(false)],
                1,
            ),
            page(Vec::new(), Vec::new(), 0),
        ]
    }
    fn fields(&self) -> Fields {
        self.shown.clone()
    }
}

fn line(
    house: &House,
    ctx: &Ctx,
    tables: &Tables,
    part: &Part,
    c: &Candidate,
) -> Result<Line, Refusal> {
    let say = |r: &matching::Reason| {
        let args: Vec<(&str, &str)> = r.args.iter().map(|(k, v)| (*k, v.as_str())).collect();
        house.words.say(ctx.locale, r.code, &args)
    };
    Ok(Line {
        place: place(&part.up.shift.id, &c.entry.id),
        person: PersonView::of(ctx, tables, &c.entry, &c.worker)?,
        total: c.points.total(),
        days: c.facts.days,
        helped: c.points.hardship > 0,
        reasons: c.reasons.iter().take(REASONS).map(say).collect(),
    })
}

fn view(house: &House, ctx: &Ctx, station: String, plan: &Plan) -> Result<PlanPage, Refusal> {
    let tables = reference::tables(ctx)?;
    let mut parts = Vec::new();
    let mut shown = Fields::default();
    for part in &plan.parts {
        let lines = part.people().map(|c| line(house, ctx, &tables, part, c));
        let people = lines.collect::<Result<Vec<_>, _>>()?;
        for line in &people {
            shown.push("place", line.place.as_str());
        }
        parts.push(PartView {
            shift: ShiftView::of(&tables, &part.up.order, &part.up.shift),
            people,
        });
    }
    let left = |l: &Left| LeftView {
        slip: l.slip,
        name: l.worker.name.clone(),
        could: l.could,
    };
    Ok(PlanPage {
        station,
        going: parts.iter().map(|p| p.people.len()).sum(),
        parts,
        left: plan.left.iter().map(left).collect(),
        shown,
    })
}

async fn page(house: &House, ctx: &Ctx, fields: &Fields) -> Result<PlanPage, Refusal> {
    let mut reader = house.db.read().await?;
    let at = station(ctx, &mut reader, fields).await?;
    let plan = plan::propose(&mut reader, ctx, &at).await?;
    view(house, ctx, at.id, &plan)
}

async fn show(State(house): State<Arc<House>>, Cx(ctx): Cx, Query(query): Query) -> Reply {
    let page = page(&house, &ctx, &query).await?;
    Ok(house.render(&ctx, &page))
}

async fn call(State(house): State<Arc<House>>, Cx(ctx): Cx, Form(fields): Form) -> Reply {
    let done = async {
        let mut f = fields.reader();
        let chosen = f.many("place", MOST);
        f.finish()?;
        let places = plan::places(&chosen)?;
        let why = house.say(kernel::Locale::Zh, "gigs-hall-plan-why");
        let mut tx = trail::begin(&house.db, &ctx).await?;
        let at = station(&ctx, &mut tx, &fields).await?;
        actions::call_all(&ctx, &mut tx, &at, &places, &why).await?;
        tx.commit(&ctx).await?;
        Ok::<_, Refusal>(at.id)
    };
    match done.await {
        Ok(at) => Ok(see_other(&desk::home(&at, "gigs-hall-said-called"))),
        Err(refusal) => {
            // Somebody left or a seat went meanwhile: the plan as it is now.
            let page = page(&house, &ctx, &fields).await?;
            let now = page.shown.clone();
            house.again(&ctx, &page, refusal, &now)
        }
    }
}

pub(super) fn routes() -> Vec<Route> {
    let need = Access::Need(CALL);
    vec![
        web::get("/desk/hall/plan", need, show),
        web::post("/desk/hall/plan", need, call),
    ]
}
