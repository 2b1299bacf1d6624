//! The worker takes a seat by one tap, or waits in line for one.

use crate::orders;
use crate::orders::model::{Shift, ShiftId};
use crate::orders::pages::view::{OrderView, ShiftView};
use crate::seats::model::{Channel, SeatId};
use crate::seats::{self, actions};
use axum::extract::{Path, State};
use db::Conn;
use kernel::{Ctx, Refusal};
use people::{NewWorker, WorkerId};
use serde::Serialize;
use std::sync::Arc;
use web::{Cx, Fields, Form, House, Page, Reply, see_other};

/// What is still to be told before a seat can be kept: name and telephone.
#[derive(Serialize)]
pub struct AskPage {
    order: OrderView,
    shift: ShiftView,
    known: bool,
    minutes: i64,
}

impl Page for AskPage {
    const TEMPLATE: &'static str = "gigs/seats/claim.html";
    fn samples() -> Vec<Self> {
        let page = |known| Self {
            order: OrderView::sample(orders::model::State::Open),
            shift: ShiftView::sample(known),
            known,
            minutes: 10,
        };
        vec![page(true), page(false)]
    }
}

/// A shift that must be there.
pub(crate) async fn shift_of(conn: &mut Conn, id: &str) -> Result<Shift, Refusal> {
    let found = orders::shift(conn, &ShiftId::parse(id)?).await?;
    found.ok_or_else(|| Refusal::not_found("record-unknown"))
}

async fn load(house: &House, ctx: &Ctx, id: &str) -> Result<AskPage, Refusal> {
    let mut conn = house.db.read().await?;
    let shift = shift_of(&mut conn, id).await?;
    let order = orders::pages::seen(ctx, &mut conn, &shift.order_id).await?;
    let boss = orders::pages::employer(&mut conn, &order.employer_id).await?;
    Ok(AskPage {
        order: OrderView::of(&*reference::tables(ctx)?, &order, boss.as_ref(), false),
        shift: ShiftView::of(ctx, &shift),
        known: people::of_actor(ctx).is_some(),
        minutes: orders::pages::lock_minutes(ctx)?,
    })
}

pub async fn ask(State(house): State<Arc<House>>, Cx(ctx): Cx, Path(id): Path<String>) -> Reply {
    if ctx.actor.is_staff() {
        return Ok(see_other("/desk/people"));
    }
    Ok(house.render(&ctx, &load(&house, &ctx, &id).await?))
}

/// Opens the worker's file with name and telephone; nothing more is needed for day work.
async fn introduce(
    house: &House,
    ctx: &Ctx,
    tx: &mut trail::Tx,
    fields: &Fields,
) -> Result<(Ctx, WorkerId), Refusal> {
    let mut reader = fields.reader();
    let name = reader.text("name", 2..=30);
    let phone = reader.phone("phone");
    if !reader.flag("agree") {
        reader.fault("agree", "gigs-day-agree-needed");
    }
    reader.finish()?;
    let new = NewWorker {
        name,
        phone: Some(phone),
        region: house.settings.county.clone(),
        consent: "screen",
        ..NewWorker::default()
    };
    let made = people::register(ctx, tx, new).await?;
    let worker = made.id().clone();
    let mut ctx = ctx.clone();
    // The session learns of the file with the next request; this one knows it already.
    ctx.actor.subjects.push(worker.to_string());
    Ok((ctx, worker))
}

async fn write(
    house: &House,
    ctx: &Ctx,
    id: &str,
    (fields, wait): (&Fields, bool),
) -> Result<SeatId, Refusal> {
    let shift = ShiftId::parse(id)?;
    let known = people::of_actor(ctx);
    if let (Some(worker), false) = (&known, wait) {
        // Full is answered by a read: thousands may ask for twenty seats.
        let mut conn = house.db.read().await?;
        seats::peek(&mut conn, ctx, &shift, worker).await?;
    }
    let mut tx = trail::begin(&house.db, ctx).await?;
    let (ctx, worker) = match known {
        Some(worker) => (ctx.clone(), worker),
        None => introduce(house, ctx, &mut tx, fields).await?,
    };
    let seat = if wait {
        actions::wait(&ctx, &mut tx, &shift, &worker, Channel::Online).await?
    } else {
        actions::claim(&ctx, &mut tx, &shift, &worker, Channel::Online).await?
    };
    tx.commit(&ctx).await?;
    Ok(seat.id)
}

async fn taken(house: &House, ctx: &Ctx, id: &str, fields: &Fields, wait: bool) -> Reply {
    if ctx.actor.is_staff() {
        return Ok(see_other("/desk/people"));
    }
    let known = people::of_actor(ctx).is_some();
    if !known && fields.get("name").is_none() {
        // One tap on the order's page: ask for what is missing first.
        return Ok(see_other(&format!("/day/shifts/{id}/claim")));
    }
    match write(house, ctx, id, (fields, wait)).await {
        Ok(seat) => {
            let said = if wait {
                "gigs-day-said-waiting"
            } else {
                "gigs-day-said-claimed"
            };
            Ok(see_other(&format!("/my/day/{seat}?said={said}")))
        }
        Err(refusal) if known => {
            let order = {
                let mut conn = house.db.read().await?;
                shift_of(&mut conn, id).await?.order_id
            };
            let page = orders::pages::load(house, ctx, order.as_str(), Some(id)).await?;
            house.again(ctx, &page, refusal, fields)
        }
        Err(refusal) => house.again(ctx, &load(house, ctx, id).await?, refusal, fields),
    }
}

pub async fn claim(
    State(house): State<Arc<House>>,
    Cx(ctx): Cx,
    Path(id): Path<String>,
    Form(fields): Form,
) -> Reply {
    taken(&house, &ctx, &id, &fields, false).await
}

pub async fn wait(
    State(house): State<Arc<House>>,
    Cx(ctx): Cx,
    Path(id): Path<String>,
    Form(fields): Form,
) -> Reply {
    taken(&house, &ctx, &id, &fields, true).await
}
