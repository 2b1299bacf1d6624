//! The page on which a side says how it was, and later reads what the other said.

use super::actions::{rate, require};
use super::model::{Given, Rating, questions};
use super::queries;
use crate::seats::model::SeatId;
use crate::seats::state::State as Where;
use crate::trust::actions::for_side;
use crate::trust::model::Side;
use crate::trust::pages::{Base, spoken_for};
use crate::trust::store::work;
use axum::extract::{Path, State};
use kernel::{Ctx, Refusal};
use serde::Serialize;
use std::sync::Arc;
use web::{Access, Cx, Fields, Form, House, Page, Reply, Route, see_other};

pub(crate) fn routes() -> Vec<Route> {
    let worker = Access::Need(for_side(Side::Worker));
    let employer = Access::Need(for_side(Side::Employer));
    vec![
        web::get("/my/day/{seat}/rate", worker, worker_page),
        web::post("/my/day/{seat}/rate", worker, worker_says),
        web::get("/hire/day/seats/{seat}/rate", employer, employer_page),
        web::post("/hire/day/seats/{seat}/rate", employer, employer_says),
    ]
}

/// What a side said, as shown.
#[derive(Serialize)]
struct Said {
    answers: Vec<(&'static str, bool)>,
    words: String,
    behalf: bool,
    at: i64,
}

impl Said {
    fn of(rating: &Rating) -> Self {
        Self {
            answers: questions(rating.side)
                .into_iter()
                .zip(rating.given.yes)
                .collect(),
            words: rating.given.words.clone(),
            behalf: rating.behalf,
            at: rating.at.millis(),
        }
    }
}

/// The ratings of a seat, to one side.
#[derive(Serialize)]
pub struct RatePage {
    action: String,
    side: &'static str,
    title: String,
    day: String,
    questions: [&'static str; 3],
    can: bool,
    open: bool,
    until: Option<String>,
    mine: Option<Said>,
    theirs: Option<Said>,
    desk: bool,
}

impl Page for RatePage {
    const TEMPLATE: &'static str = "gigs/trust/rate.html";
    fn samples() -> Vec<Self> {
        let said = |side: Side, yes| Said {
            answers: questions(side).into_iter().zip([true, yes, true]).collect(),
            words: if yes {
                ""
            } else {
                "等了一个小时才开工"
            }
            .into(),
            behalf: !yes,
            at: 1_795_395_600_000,
        };
        let page = |side: Side, can, open, mine, theirs| Self {
            action: "/my/day/sea_00000000000000000000000000000000/rate".into(),
            side: side.code(),
            title: "核桃装车".into(),
            day: "2026-11-20".into(),
            questions: questions(side),
            can,
            open,
            until: can.then(|| "2026-11-30".into()),
            mine,
            theirs,
            desk: side == Side::Employer,
        };
        let (w, e) = (Side::Worker, Side::Employer);
        vec![
            page(w, true, false, None, None),
            page(e, true, false, Some(said(e, false)), None),
            page(w, false, true, Some(said(w, true)), Some(said(e, true))),
            page(e, false, true, None, Some(said(w, false))),
            page(w, false, false, None, None),
            page(w, false, true, None, None),
        ]
    }
    fn fields(&self) -> Fields {
        let Some(mine) = &self.mine else {
            return Fields::default();
        };
        let answers = mine.answers.iter();
        let mut fields = Fields::of(answers.map(|(q, yes)| (*q, if *yes { "1" } else { "0" })));
        fields.push("words", mine.words.as_str());
        fields
    }
}

async fn load(house: &House, ctx: &Ctx, id: &str, side: Side) -> Result<RatePage, Refusal> {
    let seat = SeatId::parse(id)?;
    let mut reader = house.db.read().await?;
    let work = work(&mut reader, &seat).await?;
    require(ctx, &work, side)?;
    let both = queries::both(&mut reader, &seat, work.state, side).await?;
    let days = reference::whole(ctx, "gigs.rate_days", "", ctx.today())?;
    let paid = queries::paid_at(&mut reader, &work).await?;
    let can = work.state == Where::Paid;
    let until = paid.filter(|_| can);
    Ok(RatePage {
        action: Base::of(side).rate(id),
        side: side.code(),
        title: work.title,
        day: work.day.to_string(),
        questions: questions(side),
        can,
        open: both.open,
        until: until.map(|at| at.day().plus_days(days).to_string()),
        mine: both.mine.as_ref().map(Said::of),
        theirs: both.theirs.as_ref().map(Said::of),
        desk: ctx.actor.is_staff(),
    })
}

fn given(fields: &Fields, side: Side) -> Result<Given, Refusal> {
    let mut reader = fields.reader();
    let yes = questions(side).map(|q| reader.one_of(q, &["1", "0"]) == "1");
    let words = reader.opt_text("words", 300).unwrap_or_default();
    reader.finish()?;
    Ok(Given { yes, words })
}

async fn say(
    house: &House,
    ctx: &Ctx,
    id: &str,
    side: Side,
    fields: &Fields,
) -> Result<(), Refusal> {
    let given = given(fields, side)?;
    let seat = SeatId::parse(id)?;
    let mut tx = trail::begin(&house.db, ctx).await?;
    let work = work(&mut tx, &seat).await?;
    let ctx = spoken_for(ctx, fields, work.of(side).0)?;
    rate(&ctx, &mut tx, &seat, side, &given).await?;
    tx.commit(&ctx).await
}

async fn take(house: &House, ctx: &Ctx, id: &str, side: Side, fields: &Fields) -> Reply {
    match say(house, ctx, id, side, fields).await {
        Ok(()) => {
            let back = Base::of(side).rate(id);
            Ok(see_other(&format!("{back}?said=gigs-trust-said-rated")))
        }
        Err(refusal) => {
            let page = load(house, ctx, id, side).await?;
            house.again(ctx, &page, refusal, fields)
        }
    }
}

async fn worker_page(
    State(house): State<Arc<House>>,
    Cx(ctx): Cx,
    Path(id): Path<String>,
) -> Reply {
    Ok(house.render(&ctx, &load(&house, &ctx, &id, Side::Worker).await?))
}

async fn employer_page(
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
