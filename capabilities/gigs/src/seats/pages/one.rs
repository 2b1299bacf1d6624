//! One seat, to the worker or to the desk for the worker: where it stands and what comes next.

use super::view::{SeatRow, StepView, agreed, marks, moves, rows, until, worker_of};
use crate::WORK;
use crate::orders;
use crate::orders::pages::view::OrderView;
use crate::orders::pages::{CONSENTS, acting};
use crate::seats;
use crate::seats::actions;
use crate::seats::model::{Party, Seat, SeatId};
use crate::seats::state::{Move, State as Where};
use axum::extract::{Path, State};
use db::Conn;
use kernel::{Ctx, Refusal, Target};
use serde::Serialize;
use std::sync::Arc;
use web::{Cx, Fields, Form, House, Page, Reply, see_other};

/// One seat.
#[derive(Serialize)]
pub struct SeatPage {
    seat: SeatRow,
    order: OrderView,
    until: Option<String>,
    moves: Vec<&'static str>,
    agreed: bool,
    changed: bool,
    contact: Option<(String, String)>,
    came: Option<i64>,
    left: Option<i64>,
    lines: Vec<StepView>,
    staff: bool,
    consents: [&'static str; 4],
    /// What stands against the employer, in words.
    marks: Vec<String>,
    worker: String,
    name: String,
    /// Minutes before the start within which a cancellation may be noted.
    minutes: i64,
}

impl Page for SeatPage {
    const TEMPLATE: &'static str = "gigs/seats/show.html";
    fn samples() -> Vec<Self> {
        let page = |seat: SeatRow| Self {
            order: OrderView::sample(orders::model::State::Open),
            until: (seat.state == "claimed").then(|| "9:10".into()),
            moves: match seat.state {
                "claimed" => vec!["confirm", "cancel-worker"],
                "waiting" => vec!["give-up"],
                "confirmed" => vec!["cancel-worker", "absent-employer"],
                _ => Vec::new(),
            },
            agreed: seat.state == "confirmed",
            changed: seat.state == "confirmed",
            contact: (seat.state == "confirmed").then(|| ("李四".into(), "13800000000".into())),
            came: (seat.state == "checked-in").then_some(1_795_392_000_000),
            left: (seat.state == "checked-out").then_some(1_795_420_000_000),
            lines: StepView::samples(),
            staff: seat.state == "waiting",
            consents: CONSENTS,
            marks: vec!["…".into(); usize::from(seat.state == "claimed")],
            worker: "wrk_00000000000000000000000000000000".into(),
            name: "张三".into(),
            minutes: 120,
            seat,
        };
        SeatRow::samples().into_iter().map(page).collect()
    }
}

/// A seat that the actor may deal with as its worker.
pub(crate) async fn own(ctx: &Ctx, conn: &mut Conn, id: &str) -> Result<Seat, Refusal> {
    let seat = seats::seat(conn, &SeatId::parse(id)?).await?;
    let seat = seat.ok_or_else(|| Refusal::not_found("record-unknown"))?;
    let (subject, region) = (seat.worker_id.as_str(), seat.worker_region.as_str());
    ctx.require(WORK, Target::Of { subject, region })?;
    Ok(seat)
}

/// The telephone to call on the day, once both have agreed and while there is something to come.
async fn contact(
    ctx: &Ctx,
    conn: &mut Conn,
    seat: &Seat,
) -> Result<Option<(String, String)>, Refusal> {
    if !agreed(seat) || !seat.state.is_live() {
        return Ok(None);
    }
    match orders::pages::employer(conn, &seat.employer_id).await? {
        Some(employer) => {
            let phone = employers::telephone(ctx, &employer)?;
            Ok(Some((employer.contact_name, phone)))
        }
        None => Ok(None),
    }
}

async fn load(house: &House, ctx: &Ctx, id: &str) -> Result<(Seat, SeatPage), Refusal> {
    let mut conn = house.db.read().await?;
    let seat = own(ctx, &mut conn, id).await?;
    let order = orders::order(&mut conn, &seat.order_id).await?;
    let order = order.ok_or_else(|| Refusal::not_found("record-unknown"))?;
    let boss = orders::pages::employer(&mut conn, &seat.employer_id).await?;
    let lines = seats::history(&mut conn, &seat.id).await?;
    let row = rows(ctx, &mut conn, std::slice::from_ref(&seat)).await?;
    let row = row.into_iter().next();
    let name = worker_of(&mut conn, &seat).await?.map(|w| w.name);
    let page = SeatPage {
        seat: row.ok_or_else(|| Refusal::not_found("record-unknown"))?,
        order: OrderView::of(
            &*reference::tables(ctx)?,
            &order,
            boss.as_ref(),
            agreed(&seat),
        ),
        until: until(&seat),
        moves: moves(ctx, &seat, Party::Worker),
        agreed: agreed(&seat),
        changed: order.version != seat.order_version && seat.state.is_live(),
        contact: contact(ctx, &mut conn, &seat).await?,
        came: seat.checked_in_at.map(kernel::Moment::millis),
        left: seat.checked_out_at.map(kernel::Moment::millis),
        lines: lines.iter().map(StepView::from).collect(),
        staff: ctx.actor.is_staff(),
        consents: CONSENTS,
        marks: marks(ctx, &mut conn, &seat.employer_id).await?,
        worker: seat.worker_id.clone(),
        name: name.unwrap_or_default(),
        minutes: crate::trust::late_minutes(ctx, &seat.region)?,
    };
    Ok((seat, page))
}

pub async fn show(State(house): State<Arc<House>>, Cx(ctx): Cx, Path(id): Path<String>) -> Reply {
    let (_, page) = load(&house, &ctx, &id).await?;
    Ok(house.render(&ctx, &page))
}

/// The step that a form asks for, with the reason that goes with it.
pub(super) fn asked(
    fields: &Fields,
    codes: &[&'static str],
    reasoned: &[Move],
) -> Result<(Move, serde_json::Value), Refusal> {
    let mut reader = fields.reader();
    let with = Move::parse(reader.one_of("step", codes));
    let why = match with {
        Some(with) if reasoned.contains(&with) => reader.text("reason", 2..=200),
        _ => reader.opt_text("reason", 200).unwrap_or_default(),
    };
    reader.finish()?;
    let with = with.ok_or_else(|| Refusal::field("step", "field-not-choice"))?;
    let note = if why.is_empty() {
        serde_json::json!({})
    } else {
        serde_json::json!({ "reason": why })
    };
    Ok((with, note))
}

/// What a worker may do here.
const STEPS: [&str; 4] = ["confirm", "give-up", "cancel-worker", "absent-employer"];

async fn take(
    house: &House,
    ctx: &Ctx,
    seat: &Seat,
    fields: &Fields,
) -> Result<&'static str, Refusal> {
    // A seat that nobody has agreed to yet is let go without a reason.
    let reasoned = match seat.state {
        Where::Confirmed => &[Move::CancelWorker][..],
        _ => &[],
    };
    let (with, note) = asked(fields, &STEPS, reasoned)?;
    let ctx = acting(ctx, &seat.worker_id, fields)?;
    let mut tx = trail::begin(&house.db, &ctx).await?;
    actions::make(&ctx, &mut tx, &seat.id, with, Party::Worker, note).await?;
    tx.commit(&ctx).await?;
    Ok(match with {
        Move::Confirm => "gigs-day-said-confirmed",
        Move::GiveUp => "gigs-day-said-gave-up",
        Move::CancelWorker => "gigs-day-said-let-go",
        _ => "gigs-day-said-done",
    })
}

pub async fn step(
    State(house): State<Arc<House>>,
    Cx(ctx): Cx,
    Path(id): Path<String>,
    Form(fields): Form,
) -> Reply {
    let (seat, page) = load(&house, &ctx, &id).await?;
    match take(&house, &ctx, &seat, &fields).await {
        Ok(said) => Ok(see_other(&format!("/my/day/{id}?said={said}"))),
        Err(refusal) => house.again(&ctx, &page, refusal, &fields),
    }
}
