//! What was worked: the worker's page, the employer's, and the station's after a dispute.

use super::here::sample_consents;
use super::view::{Choice, Span, acting, consent_choices, units_milli, units_text};
use crate::hours::actions::{self, need, require, shift_of};
use crate::hours::model::{Hours, Said};
use crate::hours::queries;
use crate::orders::model::PayUnit;
use crate::seats::model::{Party, Seat, SeatId};
use crate::seats::state::State as Where;
use crate::{HIRE, WATCH, WORK, orders, wages};
use axum::extract::{Path, State};
use kernel::{Ctx, Refusal, Target};
use people::WorkerId;
use serde::Serialize;
use std::sync::Arc;
use web::{Access, Cx, Fields, Form, House, Page, Reply, Route, see_other};

pub(super) fn routes() -> Vec<Route> {
    let (work, hire, watch) = (Access::Need(WORK), Access::Need(HIRE), Access::Need(WATCH));
    vec![
        web::get("/my/hours/{seat}", work, show_worker),
        web::post("/my/hours/{seat}", work, say_worker),
        web::get("/hire/hours/{seat}", hire, show_employer),
        web::post("/hire/hours/{seat}", hire, say_employer),
        web::get("/desk/hours/{seat}", watch, show_desk),
        web::post("/desk/hours/{seat}", watch, say_desk),
    ]
}

#[derive(Serialize)]
struct Line {
    party: String,
    span: Span,
    note: String,
    at: i64,
}

/// What was worked.
#[derive(Serialize)]
pub struct SayPage {
    action: String,
    /// `worker`, `employer` or `desk`.
    side: &'static str,
    title: String,
    worker: String,
    from: i64,
    to: i64,
    rest: i64,
    in_at: Option<i64>,
    out_at: Option<i64>,
    unit: &'static str,
    timed: bool,
    mine: Option<Span>,
    theirs: Option<Span>,
    agreed: Option<Span>,
    open: bool,
    may_dispute: bool,
    disputed: bool,
    wage: Option<String>,
    lines: Vec<Line>,
    consents: Vec<Choice>,
    #[serde(skip)]
    typed: Fields,
}

impl Page for SayPage {
    const TEMPLATE: &'static str = "gigs/hours/say.html";
    fn samples() -> Vec<Self> {
        let span = || Span {
            h: 8,
            m: 0,
            units: "12.5".into(),
        };
        let page = |side: &'static str, full: bool| Self {
            action: "/my/hours/sea_00000000000000000000000000000000".into(),
            side,
            title: "摘花椒".into(),
            worker: "张三".into(),
            from: 1_795_395_600_000,
            to: 1_795_424_400_000,
            rest: 60,
            in_at: full.then_some(1_795_395_600_000),
            out_at: full.then_some(1_795_424_400_000),
            unit: if full { "piece" } else { "day" },
            timed: !full,
            mine: full.then(span),
            theirs: full.then(span),
            agreed: full.then(span),
            open: side != "employer",
            may_dispute: full,
            disputed: side == "desk",
            wage: full.then(|| "wag_00000000000000000000000000000000".into()),
            lines: ["worker", "employer", "system"]
                .map(|party| Line {
                    party: party.into(),
                    span: span(),
                    note: "…".into(),
                    at: 0,
                })
                .into(),
            consents: if full { sample_consents() } else { Vec::new() },
            typed: Fields::default(),
        };
        vec![
            page("worker", true),
            page("worker", false),
            page("employer", false),
            page("desk", true),
        ]
    }
    fn fields(&self) -> Fields {
        self.typed.clone()
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Side {
    Worker,
    Employer,
    Desk,
}

impl Side {
    const fn code(self) -> &'static str {
        match self {
            Side::Worker => "worker",
            Side::Employer => "employer",
            Side::Desk => "desk",
        }
    }
    const fn path(self) -> &'static str {
        match self {
            Side::Worker => "/my/hours",
            Side::Employer => "/hire/hours",
            Side::Desk => "/desk/hours",
        }
    }
    const fn party(self) -> Party {
        match self {
            Side::Worker => Party::Worker,
            Side::Employer => Party::Employer,
            Side::Desk => Party::System,
        }
    }
    fn require(self, ctx: &Ctx, seat: &Seat) -> Result<(), Refusal> {
        match self {
            Side::Desk => ctx.require(WATCH, Target::Region(&seat.region)),
            _ => require(ctx, seat, self.party()),
        }
    }
}

/// What the form holds before anybody types: what this side said, else what was noted.
fn typed(hours: Option<&Hours>, side: Side, rest: i64) -> Fields {
    let said = hours.and_then(|h| h.of(side.party()));
    let noted = hours.and_then(|h| h.noted(rest));
    let minutes = said.map(|s| s.minutes).or(noted);
    let mut fields = Fields::default();
    if let Some(minutes) = minutes {
        fields.push("h", (minutes / 60).to_string());
        fields.push("m", (minutes % 60).to_string());
    }
    if let Some(said) = said {
        fields.push("units", units_text(said.units_milli));
    }
    fields
}

async fn load(house: &House, ctx: &Ctx, text: &str, side: Side) -> Result<SayPage, Refusal> {
    let mut conn = house.db.read().await?;
    let seat = need(&mut conn, &SeatId::parse(text)?).await?;
    side.require(ctx, &seat)?;
    let shift = shift_of(&mut conn, &seat).await?;
    let version = orders::version(&mut conn, &seat.order_id, seat.order_version).await?;
    let terms = version.map(|v| v.terms);
    let unit = terms.as_ref().map_or(PayUnit::Day, |t| t.pay_unit);
    let worker = people::worker(&mut conn, &WorkerId::parse(&seat.worker_id)?).await?;
    let hours = queries::hours(&mut conn, &seat.id).await?;
    let wage = wages::of_seat(&mut conn, &seat.id).await?;
    let lines = queries::history(&mut conn, &seat.id).await?;
    let said = |party| hours.as_ref().and_then(|h| h.of(party)).map(Span::from);
    let other = match side {
        Side::Worker => Party::Employer,
        _ => Party::Worker,
    };
    let at = |m: Option<kernel::Moment>| m.map(kernel::Moment::millis);
    let disputed = seat.state == Where::Disputed;
    let saying = matches!(
        seat.state,
        Where::CheckedOut | Where::HoursConfirmed | Where::PayDue
    );
    Ok(SayPage {
        action: format!("{}/{}", side.path(), seat.id),
        side: side.code(),
        title: terms.map(|t| t.title).unwrap_or_default(),
        worker: worker.map(|w| w.name).unwrap_or_default(),
        from: shift.start_at.millis(),
        to: shift.end_at.millis(),
        rest: shift.break_minutes,
        in_at: at(hours.as_ref().and_then(|h| h.in_at)),
        out_at: at(hours.as_ref().and_then(|h| h.out_at)),
        unit: unit.code(),
        timed: matches!(unit, PayUnit::Hour | PayUnit::Day),
        mine: match side {
            Side::Desk => said(Party::Employer),
            _ => said(side.party()),
        },
        theirs: said(other),
        agreed: said(Party::System),
        open: if side == Side::Desk { disputed } else { saying },
        may_dispute: side != Side::Desk
            && matches!(
                seat.state,
                Where::CheckedIn | Where::CheckedOut | Where::PayDue
            ),
        disputed,
        wage: wage.map(|w| w.id.to_string()),
        lines: lines
            .into_iter()
            .map(|l| Line {
                party: l.party,
                span: Span::from(l.said),
                note: l.note,
                at: l.at.millis(),
            })
            .collect(),
        typed: typed(hours.as_ref(), side, shift.break_minutes),
        consents: if side == Side::Desk {
            Vec::new()
        } else {
            consent_choices(house, ctx)
        },
    })
}

fn said(fields: &Fields) -> Result<(Said, String), Refusal> {
    let mut reader = fields.reader();
    let hours = reader.int("h", 0..=24);
    let minutes = reader.opt_int("m", 0..=59).unwrap_or(0);
    let note = reader.opt_text("note", 200).unwrap_or_default();
    let units = match fields.get("units") {
        None => 0,
        Some(text) => units_milli(text).unwrap_or_else(|| {
            reader.fault("units", "gigs-hours-units-range");
            0
        }),
    };
    reader.finish()?;
    let said = Said {
        minutes: hours * 60 + minutes,
        units_milli: units,
    };
    Ok((said, note))
}

async fn take(
    house: &House,
    ctx: &Ctx,
    text: &str,
    side: Side,
    fields: &Fields,
) -> Result<&'static str, Refusal> {
    let id = SeatId::parse(text)?;
    let seat = {
        let mut conn = house.db.read().await?;
        need(&mut conn, &id).await?
    };
    side.require(ctx, &seat)?;
    let ctx = &match side {
        Side::Worker => acting(ctx, &seat.worker_id, fields)?,
        Side::Employer => acting(ctx, &seat.employer_id, fields)?,
        Side::Desk => ctx.clone(),
    };
    let mut tx = trail::begin(&house.db, ctx).await?;
    let answer = if fields.get("step") == Some("dispute") {
        let reason = fields.get("reason").unwrap_or_default();
        actions::dispute(ctx, &mut tx, &id, side.party(), reason).await?;
        "gigs-hours-said-dispute"
    } else {
        let (said, note) = said(fields)?;
        let hours = match side {
            Side::Desk => actions::settle(ctx, &mut tx, &id, said, &note).await?,
            _ => actions::say(ctx, &mut tx, &id, side.party(), said, &note).await?,
        };
        if hours.agreed == Some(said) || hours.worker == hours.employer {
            "gigs-hours-said-agreed"
        } else {
            "gigs-hours-said-waiting"
        }
    };
    tx.commit(ctx).await?;
    Ok(answer)
}

async fn answer(house: &House, ctx: &Ctx, text: &str, side: Side, fields: &Fields) -> Reply {
    match take(house, ctx, text, side, fields).await {
        Ok(said) => Ok(see_other(&format!("{}/{text}?said={said}", side.path()))),
        Err(refusal) => {
            let page = load(house, ctx, text, side).await?;
            house.again(ctx, &page, refusal, fields)
        }
    }
}

type Held = State<Arc<House>>;

async fn show_worker(State(house): Held, Cx(ctx): Cx, Path(text): Path<String>) -> Reply {
    Ok(house.render(&ctx, &load(&house, &ctx, &text, Side::Worker).await?))
}
async fn show_employer(State(house): Held, Cx(ctx): Cx, Path(text): Path<String>) -> Reply {
    Ok(house.render(&ctx, &load(&house, &ctx, &text, Side::Employer).await?))
}
async fn show_desk(State(house): Held, Cx(ctx): Cx, Path(text): Path<String>) -> Reply {
    Ok(house.render(&ctx, &load(&house, &ctx, &text, Side::Desk).await?))
}
async fn say_worker(
    State(house): Held,
    Cx(ctx): Cx,
    Path(text): Path<String>,
    Form(fields): Form,
) -> Reply {
    answer(&house, &ctx, &text, Side::Worker, &fields).await
}
async fn say_employer(
    State(house): Held,
    Cx(ctx): Cx,
    Path(text): Path<String>,
    Form(fields): Form,
) -> Reply {
    answer(&house, &ctx, &text, Side::Employer, &fields).await
}
async fn say_desk(
    State(house): Held,
    Cx(ctx): Cx,
    Path(text): Path<String>,
    Form(fields): Form,
) -> Reply {
    answer(&house, &ctx, &text, Side::Desk, &fields).await
}
