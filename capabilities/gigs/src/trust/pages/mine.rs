//! What is said of me: the list, one case, my answer, my appeal; for workers and employers alike.

use super::{Base, Line, View, lines, sample_lines, sample_view, sample_views, spoken_for, view};
use crate::trust::actions::{self, for_side, require};
use crate::trust::model::{Kind, Mark, MarkId, Side};
use crate::trust::queries;
use crate::trust::state::{Move, State as Where, can};
use axum::extract::{Path, State};
use kernel::{Ctx, Refusal};
use serde::Serialize;
use std::sync::Arc;
use web::{Access, Cx, Fields, Form, House, Page, Reply, Route, see_other};

pub(super) fn routes() -> Vec<Route> {
    let worker = Access::Need(for_side(Side::Worker));
    let employer = Access::Need(for_side(Side::Employer));
    vec![
        web::get("/my/marks", worker, worker_list),
        web::get("/my/marks/{id}", worker, worker_show),
        web::post("/my/marks/{id}", worker, worker_says),
        web::get("/hire/marks", employer, employer_list),
        web::get("/hire/marks/{id}", employer, employer_show),
        web::post("/hire/marks/{id}", employer, employer_says),
    ]
}

/// What is said of me.
#[derive(Serialize)]
pub struct ListPage {
    base: &'static str,
    side: &'static str,
    seen: Vec<String>,
    rows: Vec<View>,
}

impl Page for ListPage {
    const TEMPLATE: &'static str = "gigs/trust/mine.html";
    fn samples() -> Vec<Self> {
        let page = |side: Side, seen: &[&str], rows| Self {
            base: Base::of(side).marks(),
            side: side.code(),
            seen: seen.iter().map(|s| (*s).to_owned()).collect(),
            rows,
        };
        vec![
            page(Side::Worker, &["11月20日：说好了没来"], sample_views()),
            page(Side::Employer, &[], sample_views()),
            page(Side::Employer, &[], Vec::new()),
        ]
    }
}

async fn list(house: &House, ctx: &Ctx, side: Side) -> Result<ListPage, Refusal> {
    // Whose they are is what the actor owns; nobody else's can be asked for here.
    let subjects: Vec<String> = match side {
        Side::Worker => people::of_actor(ctx)
            .map(|w| w.to_string())
            .into_iter()
            .collect(),
        Side::Employer => {
            let mine = employers::of_actor(ctx);
            mine.iter().map(ToString::to_string).collect()
        }
    };
    let mut reader = house.db.read().await?;
    let (mut rows, mut seen) = (Vec::new(), Vec::new());
    for subject in &subjects {
        let marks = queries::of(&mut reader, subject).await?;
        rows.extend(marks.iter().map(|m| view(ctx, m)));
        let events = queries::seen(&mut reader, subject, ctx.today()).await?;
        let say = |e: &queries::Seen| e.say(&house.words, ctx.locale, ctx.today());
        seen.extend(events.iter().map(say));
    }
    Ok(ListPage {
        base: Base::of(side).marks(),
        side: side.code(),
        seen,
        rows,
    })
}

async fn worker_list(State(house): State<Arc<House>>, Cx(ctx): Cx) -> Reply {
    Ok(house.render(&ctx, &list(&house, &ctx, Side::Worker).await?))
}

async fn employer_list(State(house): State<Arc<House>>, Cx(ctx): Cx) -> Reply {
    Ok(house.render(&ctx, &list(&house, &ctx, Side::Employer).await?))
}

/// One case, to the person it is about or to the desk for the person.
#[derive(Serialize)]
pub struct MarkPage {
    base: &'static str,
    mark: View,
    answer: bool,
    appeal: bool,
    lines: Vec<Line>,
    desk: bool,
}

impl Page for MarkPage {
    const TEMPLATE: &'static str = "gigs/trust/mark.html";
    fn samples() -> Vec<Self> {
        let kinds = Kind::ALL.iter().cycle();
        let page = |(state, kind): (&Where, &Kind)| Self {
            base: Base::of(kind.sides()[0]).marks(),
            mark: sample_view(*state, *kind),
            answer: can(*state, Move::Answer),
            appeal: can(*state, Move::Appeal),
            lines: sample_lines(),
            desk: *state == Where::Answered,
        };
        Where::ALL.iter().zip(kinds).map(page).collect()
    }
}

/// The mark, which must be of this side, and the actor may speak for whom it is about.
async fn mine(house: &House, ctx: &Ctx, id: &str, side: Side) -> Result<Mark, Refusal> {
    let mut reader = house.db.read().await?;
    let mark = queries::one(&mut reader, &MarkId::parse(id)?).await?;
    require(ctx, &mark)?;
    if mark.side == side {
        Ok(mark)
    } else {
        Err(Refusal::not_found("record-unknown"))
    }
}

async fn load(house: &House, ctx: &Ctx, id: &str, side: Side) -> Result<MarkPage, Refusal> {
    let mark = mine(house, ctx, id, side).await?;
    let mut reader = house.db.read().await?;
    let appeal = can(mark.state, Move::Appeal) && mark.expires >= ctx.today();
    Ok(MarkPage {
        base: Base::of(side).marks(),
        // Whoever answers what the station has not told yet has been told by this page.
        answer: can(mark.state, Move::Answer) || mark.state == Where::Noted,
        appeal,
        lines: lines(&mut reader, &mark).await?,
        mark: view(ctx, &mark),
        desk: ctx.actor.is_staff(),
    })
}

async fn say(
    house: &House,
    ctx: &Ctx,
    id: &str,
    side: Side,
    fields: &Fields,
) -> Result<&'static str, Refusal> {
    let mark = mine(house, ctx, id, side).await?;
    let mut reader = fields.reader();
    let what = reader.one_of("what", &["answer", "appeal"]);
    let words = reader.text("words", 1..=500);
    reader.finish()?;
    let ctx = spoken_for(ctx, fields, &mark.subject_id)?;
    let mut tx = trail::begin(&house.db, &ctx).await?;
    let said = if what == "appeal" {
        actions::appeal(&ctx, &mut tx, &mark.id, &words).await?;
        "gigs-trust-said-appealed"
    } else {
        actions::answer(&ctx, &mut tx, &mark.id, &words).await?;
        "gigs-trust-said-answered"
    };
    tx.commit(&ctx).await?;
    Ok(said)
}

async fn take(house: &House, ctx: &Ctx, id: &str, side: Side, fields: &Fields) -> Reply {
    match say(house, ctx, id, side, fields).await {
        Ok(said) => {
            let base = Base::of(side).marks();
            Ok(see_other(&format!("{base}/{id}?said={said}")))
        }
        Err(refusal) => {
            let page = load(house, ctx, id, side).await?;
            house.again(ctx, &page, refusal, fields)
        }
    }
}

async fn worker_show(
    State(house): State<Arc<House>>,
    Cx(ctx): Cx,
    Path(id): Path<String>,
) -> Reply {
    Ok(house.render(&ctx, &load(&house, &ctx, &id, Side::Worker).await?))
}

async fn employer_show(
    State(house): State<Arc<House>>,
    Cx(ctx): Cx,
    Path(id): Path<String>,
) -> Reply {
    Ok(house.render(&ctx, &load(&house, &ctx, &id, Side::Employer).await?))
}

async fn worker_says(
    State(house): State<Arc<House>>,
    Cx(ctx): Cx,
    Path(id): Path<String>,
    Form(fields): Form,
) -> Reply {
    take(&house, &ctx, &id, Side::Worker, &fields).await
}

async fn employer_says(
    State(house): State<Arc<House>>,
    Cx(ctx): Cx,
    Path(id): Path<String>,
    Form(fields): Form,
) -> Reply {
    take(&house, &ctx, &id, Side::Employer, &fields).await
}
