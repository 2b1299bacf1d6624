//! One order for workers: one shift at a time, one large button.

use super::view::{OrderView, ShiftView};
use super::{employer, reason};
use crate::orders;
use crate::orders::model::{Order, OrderId, Shift, ShiftState, State};
use crate::seats;
use crate::{HIRE, WORK};
use axum::extract::{Path, State as Of};
use db::Conn;
use kernel::{Ctx, Refusal, Target};
use people::WorkerId;
use serde::Serialize;
use std::sync::Arc;
use web::{Cx, House, Page, Query, Reply};

/// What the large button does.
const STEPS: [&str; 8] = [
    "claim", "wait", "mine", "sign-in", "desk", "against", "closed", "none",
];

/// One order, one shift of it in front.
#[derive(Serialize)]
pub struct ShowPage {
    pub(crate) order: OrderView,
    pub(crate) shift: Option<ShiftView>,
    pub(crate) others: Vec<ShiftView>,
    pub(crate) step: &'static str,
    pub(crate) against: String,
    pub(crate) seat: String,
    pub(crate) way: Option<u16>,
    pub(crate) minutes: i64,
    pub(crate) group: bool,
}

impl Page for ShowPage {
    const TEMPLATE: &'static str = "gigs/orders/show.html";
    fn samples() -> Vec<Self> {
        let page = |step: &'static str| Self {
            order: OrderView::sample(if step == "claim" {
                State::Draft
            } else {
                State::Open
            }),
            shift: (step != "closed").then(|| ShiftView::sample(step == "wait")),
            others: if step == "claim" {
                vec![ShiftView::sample(false), ShiftView::sample(true)]
            } else {
                Vec::new()
            },
            step,
            against: if step == "against" { "…" } else { "" }.into(),
            seat: "sea_00000000000000000000000000000000".into(),
            way: (step == "claim").then_some(25),
            minutes: 10,
            group: step == "claim",
        };
        STEPS.into_iter().map(page).collect()
    }
}

/// The order, which workers may see; a draft is shown to those who may change it only.
pub(crate) async fn seen(ctx: &Ctx, conn: &mut Conn, id: &OrderId) -> Result<Order, Refusal> {
    let order = orders::order(conn, id).await?;
    let order = order.ok_or_else(|| Refusal::not_found("record-unknown"))?;
    if order.state == State::Draft {
        let (subject, region) = (order.employer_id.as_str(), order.terms.region.as_str());
        let target = Target::Of { subject, region };
        ctx.require(HIRE, target)
            .map_err(|_| Refusal::not_found("record-unknown"))?;
    }
    Ok(order)
}

/// What the worker can do about a shift: the step, why not, the seat held.
async fn step_of(
    house: &House,
    ctx: &Ctx,
    conn: &mut Conn,
    shift: &Shift,
    worker: &WorkerId,
) -> Result<(&'static str, String, String), Refusal> {
    let held = seats::of_shift(conn, &shift.id).await?;
    let mine = held
        .iter()
        .find(|s| s.worker_id == worker.as_str() && s.state.is_live());
    if let Some(seat) = mine {
        return Ok(("mine", String::new(), seat.id.to_string()));
    }
    match seats::peek(conn, ctx, &shift.id, worker).await {
        Ok(()) => Ok(("claim", String::new(), String::new())),
        Err(refusal) if refusal.code == "gigs-seats-full" => {
            Ok(("wait", String::new(), String::new()))
        }
        Err(refusal) if refusal.is_input() => {
            Ok(("against", reason(house, ctx, &refusal), String::new()))
        }
        Err(refusal) => Err(refusal),
    }
}

/// Minutes that a seat is kept for.
pub(crate) fn lock_minutes(ctx: &Ctx) -> Result<i64, Refusal> {
    let tables = reference::tables(ctx)?;
    let minutes = tables.param_i64("seat.lock_minutes", "", ctx.today());
    minutes.ok_or_else(|| Refusal::internal("no parameter seat.lock_minutes"))
}

/// The page of an order with one of its shifts in front.
pub(crate) async fn load(
    house: &House,
    ctx: &Ctx,
    id: &str,
    wanted: Option<&str>,
) -> Result<ShowPage, Refusal> {
    let mut conn = house.db.read().await?;
    let order = seen(ctx, &mut conn, &OrderId::parse(id)?).await?;
    let tables = reference::tables(ctx)?;
    let all = orders::shifts(&mut conn, &order.id).await?;
    let coming = |s: &&Shift| s.state == ShiftState::Open && s.start_at > ctx.now;
    let coming: Vec<&Shift> = all.iter().filter(coming).collect();
    let named = coming
        .iter()
        .find(|s| wanted.is_some_and(|id| id == s.id.as_str()));
    let first = named
        .or_else(|| coming.iter().find(|s| s.free() > 0))
        .or_else(|| coming.first());
    let front = first.copied().filter(|_| order.state == State::Open);
    let boss = employer(&mut conn, &order.employer_id).await?;
    let worker = people::of_actor(ctx);
    let staff = ctx.actor.is_staff();
    let (step, against, seat) = match (front, &worker) {
        (None, _) => ("closed", String::new(), String::new()),
        (Some(shift), Some(worker)) => step_of(house, ctx, &mut conn, shift, worker).await?,
        (Some(_), None) if staff && ctx.may(WORK) => ("desk", String::new(), String::new()),
        (Some(_), None) if !ctx.actor.is_known() => ("sign-in", String::new(), String::new()),
        // A person whose file is not open yet is asked for name and telephone.
        (Some(s), None) if ctx.may(WORK) && s.free() > 0 => ("claim", String::new(), String::new()),
        _ => ("none", String::new(), String::new()),
    };
    let home = match &worker {
        Some(id) => people::worker(&mut conn, id).await?.map(|w| w.region),
        None => None,
    };
    let way = home.and_then(|home| tables.minutes(&home, &order.terms.region));
    let others = coming.iter().filter(|s| front.is_none_or(|f| f.id != s.id));
    Ok(ShowPage {
        order: OrderView::of(&tables, &order, boss.as_ref(), staff),
        shift: front.map(|s| ShiftView::of(ctx, s)),
        others: others.map(|s| ShiftView::of(ctx, s)).collect(),
        step,
        against,
        seat,
        way: way.map(|w| w.minutes),
        minutes: lock_minutes(ctx)?,
        group: worker.is_some() && front.is_some_and(|s| s.free() > 1),
    })
}

pub async fn show(
    Of(house): Of<Arc<House>>,
    Cx(ctx): Cx,
    Path(id): Path<String>,
    Query(fields): Query,
) -> Reply {
    Ok(house.render(&ctx, &load(&house, &ctx, &id, fields.get("shift")).await?))
}
