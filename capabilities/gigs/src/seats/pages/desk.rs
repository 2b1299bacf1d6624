//! The desk takes a seat for a person, and sees the person's day work.

use super::claim::shift_of;
use super::view::{SeatRow, rows};
use crate::SEE;
use crate::orders;
use crate::orders::board::queries::{self, Asked};
use crate::orders::pages::view::{LineView, OrderView, ShiftView};
use crate::orders::pages::{CONSENTS, lines};
use crate::seats::model::{Channel, Party, SeatId};
use crate::seats::state::Move;
use crate::seats::{self, actions};
use axum::extract::{Path, State};
use db::Conn;
use kernel::{Ctx, Refusal, Region, Scope, Target};
use people::{Worker, WorkerId};
use serde::Serialize;
use std::sync::Arc;
use web::{Cx, Fields, Form, Format, House, Page, Query, Reply, see_other, table_response};

/// Shifts offered on the page.
const OFFERED: usize = 15;
/// Days of the person's seats that are shown.
const DAYS: i64 = 180;
/// Seats shown at most.
const MOST: i64 = 100;

/// One person's day work, and shifts to take.
#[derive(Serialize)]
pub struct PersonPage {
    worker: String,
    name: String,
    seats: Vec<SeatRow>,
    offered: Vec<LineView>,
    chosen: Option<(OrderView, ShiftView)>,
    against: String,
    full: bool,
    minutes: i64,
    consents: [&'static str; 4],
    channels: [&'static str; 3],
}

/// How the person came to the desk.
const CHANNELS: [&str; 3] = ["counter", "phone", "village"];

impl Page for PersonPage {
    const TEMPLATE: &'static str = "gigs/seats/person.html";
    fn samples() -> Vec<Self> {
        let page = |seats: Vec<SeatRow>, chosen: bool, full: bool| Self {
            worker: "wrk_00000000000000000000000000000000".into(),
            name: "张三".into(),
            seats,
            offered: if chosen {
                Vec::new()
            } else {
                vec![LineView::sample(false), LineView::sample(true)]
            },
            chosen: chosen.then(|| {
                let order = OrderView::sample(orders::model::State::Open);
                (order, ShiftView::sample(full))
            }),
            against: if full { "…" } else { "" }.into(),
            full,
            minutes: 10,
            consents: CONSENTS,
            channels: CHANNELS,
        };
        vec![
            page(SeatRow::samples(), false, false),
            page(Vec::new(), true, false),
            page(Vec::new(), true, true),
        ]
    }
    fn fields(&self) -> Fields {
        Fields::of([("channel", "counter")])
    }
}

/// The worker, whose home must lie inside the scope.
async fn inside(ctx: &Ctx, conn: &mut Conn, id: &str) -> Result<Worker, Refusal> {
    let worker = people::need_worker(conn, &WorkerId::parse(id)?).await?;
    ctx.require(SEE, Target::Region(&worker.region))?;
    Ok(worker)
}

/// Shifts with a free seat, the soonest first.
async fn offered(house: &House, ctx: &Ctx, conn: &mut Conn) -> Result<Vec<LineView>, Refusal> {
    let county = Region::parse(&house.settings.county);
    let asked = Asked {
        from: ctx.today(),
        to: None,
        place: county.map_or_else(|| ctx.scope.clone(), |r| Scope::of(&r)),
        trade: None,
        free: true,
        open_at: Some(ctx.now),
        after: None,
    };
    let mut found = queries::shifts(conn, &asked, false, OFFERED).await?;
    found.truncate(OFFERED);
    lines(ctx, conn, &*reference::tables(ctx)?, &found).await
}

async fn load(house: &House, ctx: &Ctx, id: &str, fields: &Fields) -> Result<PersonPage, Refusal> {
    let mut conn = house.db.read().await?;
    let worker = inside(ctx, &mut conn, id).await?;
    let from = ctx.today().plus_days(-DAYS);
    let held = seats::of_worker(&mut conn, worker.id.as_str(), from, MOST).await?;
    let (mut chosen, mut against, mut full) = (None, String::new(), false);
    if let Some(shift) = fields.get("shift") {
        let shift = shift_of(&mut conn, shift).await?;
        let order = orders::pages::seen(ctx, &mut conn, &shift.order_id).await?;
        let boss = orders::pages::employer(&mut conn, &order.employer_id).await?;
        let tables = reference::tables(ctx)?;
        let view = OrderView::of(&tables, &order, boss.as_ref(), true);
        chosen = Some((view, ShiftView::of(ctx, &shift)));
        match seats::peek(&mut conn, ctx, &shift.id, &worker.id).await {
            Ok(()) => {}
            Err(refusal) if refusal.is_input() => {
                full = refusal.code == "gigs-seats-full";
                against = orders::pages::reason(house, ctx, &refusal);
            }
            Err(refusal) => return Err(refusal),
        }
    }
    let offered = match &chosen {
        Some(_) => Vec::new(),
        None => offered(house, ctx, &mut conn).await?,
    };
    Ok(PersonPage {
        worker: worker.id.to_string(),
        name: worker.name,
        seats: rows(ctx, &mut conn, &held).await?,
        offered,
        chosen,
        against,
        full,
        minutes: orders::pages::lock_minutes(ctx)?,
        consents: CONSENTS,
        channels: CHANNELS,
    })
}

pub async fn of_worker(
    State(house): State<Arc<House>>,
    Cx(ctx): Cx,
    Path(id): Path<String>,
    Query(fields): Query,
) -> Reply {
    let page = load(&house, &ctx, &id, &fields).await?;
    if let Some(format) = fields.get("format").map(Format::parse).transpose()? {
        let table = super::mine::table(&house, &ctx, &page.seats);
        return Ok(table_response(format, "day-work", &table)?);
    }
    Ok(house.render(&ctx, &page))
}

/// Takes the seat, says yes to it at once when the person stands there, or puts the person in line.
async fn write(
    house: &House,
    ctx: &Ctx,
    id: &str,
    fields: &Fields,
) -> Result<(SeatId, &'static str), Refusal> {
    let mut reader = fields.reader();
    let consent = reader.one_of("consent", &CONSENTS);
    let channel = reader.one_of("channel", &CHANNELS);
    let what = reader.one_of("do", &["confirm", "claim", "wait"]);
    let shift = reader.text("shift", 1..=60);
    reader.finish()?;
    let shift = orders::model::ShiftId::parse(&shift)?;
    let worker = WorkerId::parse(id)?;
    let channel = Channel::parse(channel).unwrap_or(Channel::Counter);
    let doing = ctx.for_person(id, consent);
    let mut tx = trail::begin(&house.db, &doing).await?;
    let (seat, said) = match what {
        "wait" => {
            let seat = actions::wait(&doing, &mut tx, &shift, &worker, channel).await?;
            (seat, "gigs-day-said-waiting")
        }
        _ => {
            let seat = actions::claim(&doing, &mut tx, &shift, &worker, channel).await?;
            (seat, "gigs-day-said-claimed")
        }
    };
    let said = if what == "confirm" {
        let note = serde_json::json!({});
        actions::make(
            &doing,
            &mut tx,
            &seat.id,
            Move::Confirm,
            Party::Worker,
            note,
        )
        .await?;
        "gigs-day-said-confirmed"
    } else {
        said
    };
    tx.commit(&doing).await?;
    Ok((seat.id, said))
}

pub async fn claim_for(
    State(house): State<Arc<House>>,
    Cx(ctx): Cx,
    Path(id): Path<String>,
    Form(fields): Form,
) -> Reply {
    match write(&house, &ctx, &id, &fields).await {
        Ok((seat, said)) => Ok(see_other(&format!("/my/day/{seat}?said={said}"))),
        Err(refusal) => {
            let page = load(&house, &ctx, &id, &fields).await?;
            house.again(&ctx, &page, refusal, &fields)
        }
    }
}
