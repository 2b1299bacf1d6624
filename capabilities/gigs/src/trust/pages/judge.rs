//! One case at the desk: tell the person, hear the answer, decide with a reason.

use super::{Base, Line, View, about, lines, sample_lines, sample_view, view};
use crate::trust::actions::{decide, for_side, told};
use crate::trust::model::{Kind, MarkId};
use crate::trust::queries;
use crate::trust::state::{Move, State as Where, can};
use crate::{HEAR, JUDGE};
use axum::extract::{Path, State};
use kernel::{Ctx, Refusal, Target};
use serde::Serialize;
use std::sync::Arc;
use web::{Access, Cx, Fields, Form, House, Page, Reply, Route, see_other};

pub(super) fn routes() -> Vec<Route> {
    let (see, judge) = (Access::Need(HEAR), Access::Need(JUDGE));
    vec![
        web::get("/desk/marks/{id}", see, show),
        web::post("/desk/marks/{id}/told", see, tell),
        web::post("/desk/marks/{id}/decide", judge, judged),
    ]
}

/// One case.
#[derive(Serialize)]
pub struct JudgePage {
    mark: View,
    name: String,
    file: String,
    theirs: String,
    tell: bool,
    speaks: bool,
    drop: bool,
    uphold: bool,
    again: bool,
    other_needed: bool,
    lines: Vec<Line>,
}

impl Page for JudgePage {
    const TEMPLATE: &'static str = "gigs/trust/judge.html";
    fn samples() -> Vec<Self> {
        let kinds = Kind::ALL.iter().cycle();
        let page = |(state, kind): (&Where, &Kind)| Self {
            mark: sample_view(*state, *kind),
            name: "张三".into(),
            file: "/desk/people/wrk_00000000000000000000000000000000".into(),
            theirs: "/my/marks/mrk_00000000000000000000000000000000".into(),
            tell: *state == Where::Noted,
            speaks: *state != Where::Answered,
            drop: state.is_open() && *state != Where::Appealed,
            uphold: *state == Where::Answered,
            again: *state == Where::Appealed,
            other_needed: *state == Where::Upheld,
            lines: sample_lines(),
        };
        Where::ALL.iter().zip(kinds).map(page).collect()
    }
}

async fn load(house: &House, ctx: &Ctx, id: &str) -> Result<JudgePage, Refusal> {
    let mut reader = house.db.read().await?;
    let mark = queries::one(&mut reader, &MarkId::parse(id)?).await?;
    ctx.require(HEAR, Target::Region(&mark.region))?;
    let (name, file) = about(&mut reader, &mark).await?;
    let (may, speaks) = (ctx.may(JUDGE), ctx.may(for_side(mark.side)));
    let again = can(mark.state, Move::UpholdFinally);
    let mine = mark.decided_by.as_deref() == Some(ctx.actor.id.as_str());
    let answering = mark.answer_until.is_some_and(|until| ctx.today() <= until);
    let early = mark.state == Where::Notified && answering;
    Ok(JudgePage {
        name,
        file,
        theirs: format!("{}/{}", Base::of(mark.side).marks(), mark.id),
        tell: speaks && mark.state == Where::Noted,
        speaks: speaks && mark.expires >= ctx.today(),
        drop: may && can(mark.state, Move::Drop),
        uphold: may && can(mark.state, Move::Uphold) && !early,
        again: may && again && !mine,
        other_needed: may && again && mine,
        lines: lines(&mut reader, &mark).await?,
        mark: view(ctx, &mark),
    })
}

async fn show(State(house): State<Arc<House>>, Cx(ctx): Cx, Path(id): Path<String>) -> Reply {
    Ok(house.render(&ctx, &load(&house, &ctx, &id).await?))
}

async fn was_told(house: &House, ctx: &Ctx, id: &str, fields: &Fields) -> Result<(), Refusal> {
    let id = MarkId::parse(id)?;
    let mut reader = fields.reader();
    let how = reader.one_of("how", &["spoken", "telephone"]);
    reader.finish()?;
    let mut tx = trail::begin(&house.db, ctx).await?;
    told(ctx, &mut tx, &id, how).await?;
    tx.commit(ctx).await
}

async fn tell(
    State(house): State<Arc<House>>,
    Cx(ctx): Cx,
    Path(id): Path<String>,
    Form(fields): Form,
) -> Reply {
    match was_told(&house, &ctx, &id, &fields).await {
        Ok(()) => Ok(see_other(&format!(
            "/desk/marks/{id}?said=gigs-trust-said-told"
        ))),
        Err(refusal) => {
            let page = load(&house, &ctx, &id).await?;
            house.again(&ctx, &page, refusal, &fields)
        }
    }
}

async fn was_decided(house: &House, ctx: &Ctx, id: &str, fields: &Fields) -> Result<(), Refusal> {
    let id = MarkId::parse(id)?;
    let mut reader = fields.reader();
    let stands = reader.one_of("stands", &["1", "0"]) == "1";
    let words = reader.text("words", 4..=500);
    reader.finish()?;
    let mut tx = trail::begin(&house.db, ctx).await?;
    decide(ctx, &mut tx, &id, stands, &words).await?;
    tx.commit(ctx).await
}

async fn judged(
    State(house): State<Arc<House>>,
    Cx(ctx): Cx,
    Path(id): Path<String>,
    Form(fields): Form,
) -> Reply {
    match was_decided(&house, &ctx, &id, &fields).await {
        Ok(()) => Ok(see_other(&format!(
            "/desk/marks/{id}?said=gigs-trust-said-decided"
        ))),
        Err(refusal) => {
            let page = load(&house, &ctx, &id).await?;
            house.again(&ctx, &page, refusal, &fields)
        }
    }
}
