//! One order for its employer: what it says, who comes to each shift, and the buttons.

use super::view::{OrderView, ShiftView};
use super::write::own;
use super::{CONSENTS, acting, employer};
use crate::orders::model::{Order, ShiftId, ShiftState, State};
use crate::orders::{self, actions};
use crate::seats;
use crate::seats::pages::view::{Attendee, attendees};
use axum::extract::{Path, State as Of};
use kernel::{Ctx, Refusal};
use serde::Serialize;
use std::sync::Arc;
use web::{
    Cell, Cx, Fields, Form, Format, House, Page, Query, Reply, Table, see_other, table_response,
};

/// A shift with who comes.
#[derive(Serialize)]
struct Staffed {
    shift: ShiftView,
    people: Vec<Attendee>,
    came: usize,
}

/// One order, for its employer.
#[derive(Serialize)]
pub struct OwnPage {
    order: OrderView,
    employer: String,
    shifts: Vec<Staffed>,
    warnings: Vec<String>,
    moves: Vec<&'static str>,
    staff: bool,
    consents: [&'static str; 4],
    /// Minutes before the start within which a cancellation may be noted.
    minutes: i64,
}

impl Page for OwnPage {
    const TEMPLATE: &'static str = "gigs/orders/own.html";
    fn samples() -> Vec<Self> {
        let page = |state: &State| Self {
            order: OrderView::sample(*state),
            employer: "emp_1".into(),
            shifts: if *state == State::Draft {
                vec![Staffed {
                    shift: ShiftView::sample(false),
                    people: Vec::new(),
                    came: 0,
                }]
            } else {
                vec![Staffed {
                    shift: ShiftView::sample(true),
                    people: Attendee::samples(),
                    came: 1,
                }]
            },
            warnings: vec!["…".into(); usize::from(*state == State::Draft)],
            moves: moves(*state),
            staff: *state == State::Closed,
            consents: CONSENTS,
            minutes: 120,
        };
        State::ALL.iter().map(page).collect()
    }
}

/// What the employer may do with an order by a button.
fn moves(state: State) -> Vec<&'static str> {
    match state {
        State::Draft => vec!["open", "edit", "cancel"],
        State::Open => vec!["edit", "cancel"],
        State::Closed | State::Cancelled => Vec::new(),
    }
}

/// What is warned of before an order is opened, in words.
fn warnings(house: &House, ctx: &Ctx, order: &Order) -> Result<Vec<String>, Refusal> {
    if order.state != State::Draft {
        return Ok(Vec::new());
    }
    let tables = reference::tables(ctx)?;
    let found = orders::checks(ctx, &tables, &order.terms);
    let say = |w: &orders::Warning| {
        let args: Vec<(&str, &str)> = w.args.iter().map(|(k, v)| (*k, v.as_str())).collect();
        house.words.say(ctx.locale, w.code, &args)
    };
    Ok(found.iter().map(say).collect())
}

async fn shown(house: &House, ctx: &Ctx, id: &str) -> Result<(Order, OwnPage), Refusal> {
    let mut conn = house.db.read().await?;
    let order = own(ctx, &mut conn, id).await?;
    let boss = employer(&mut conn, &order.employer_id).await?;
    let tables = reference::tables(ctx)?;
    let mut shifts = Vec::new();
    for shift in orders::shifts(&mut conn, &order.id).await? {
        let taken = seats::of_shift(&mut conn, &shift.id).await?;
        let people = attendees(ctx, &mut conn, &taken).await?;
        shifts.push(Staffed {
            shift: ShiftView::of(ctx, &shift),
            came: people.iter().filter(|p| p.came.is_some()).count(),
            people,
        });
    }
    if shifts.is_empty() {
        shifts = order
            .terms
            .shifts
            .iter()
            .map(|s| Staffed {
                shift: ShiftView::planned(s),
                people: Vec::new(),
                came: 0,
            })
            .collect();
    }
    let page = OwnPage {
        order: OrderView::of(&tables, &order, boss.as_ref(), true),
        employer: order.employer_id.clone(),
        shifts,
        warnings: warnings(house, ctx, &order)?,
        moves: moves(order.state),
        staff: ctx.actor.is_staff(),
        consents: CONSENTS,
        minutes: crate::trust::late_minutes(ctx, &order.terms.region)?,
    };
    Ok((order, page))
}

pub async fn show(
    Of(house): Of<Arc<House>>,
    Cx(ctx): Cx,
    Path(id): Path<String>,
    Query(fields): Query,
) -> Reply {
    let (_, page) = shown(&house, &ctx, &id).await?;
    if let Some(format) = fields.get("format").map(Format::parse).transpose()? {
        return Ok(table_response(
            format,
            "day-people",
            &table(&house, &ctx, &page),
        )?);
    }
    Ok(house.render(&ctx, &page))
}

fn table(house: &House, ctx: &Ctx, page: &OwnPage) -> Table {
    let say = |key: &str| house.say(ctx.locale, key);
    let keys = [
        "gigs-day-on",
        "gigs-day-from",
        "gigs-day-to",
        "gigs-day-name",
        "gigs-day-phone",
        "gigs-day-home",
        "gigs-day-state",
        "gigs-day-in",
        "gigs-day-out",
    ];
    let mut table = Table::new(&keys.map(say));
    for (shift, person) in page
        .shifts
        .iter()
        .flat_map(|s| s.people.iter().map(move |p| (&s.shift, p)))
    {
        let at = |at: Option<i64>| super::mine::local(at.map(kernel::Moment::from_millis));
        let cells: [Cell; 9] = [
            shift.day.clone().into(),
            shift.from.clone().into(),
            shift.to.clone().into(),
            person.name.clone().into(),
            person.phone.clone().unwrap_or_default().into(),
            person.home.clone().into(),
            say(&format!("gigs-day-seat-{}", person.state)).into(),
            at(person.came).into(),
            at(person.left).into(),
        ];
        table.rows.push(cells.to_vec());
    }
    table
}

async fn made(
    house: &House,
    ctx: &Ctx,
    order: &Order,
    fields: &Fields,
) -> Result<&'static str, Refusal> {
    let mut reader = fields.reader();
    let what = reader.one_of("do", &["open", "cancel", "cancel-shift"]);
    let why = match what {
        "cancel" | "cancel-shift" => reader.text("reason", 2..=200),
        _ => String::new(),
    };
    reader.finish()?;
    let ctx = acting(ctx, &order.employer_id, fields)?;
    let mut tx = trail::begin(&house.db, &ctx).await?;
    let said = match what {
        "open" => {
            actions::open(&ctx, &mut tx, &order.id).await?;
            "gigs-day-said-opened"
        }
        "cancel" => {
            actions::cancel(&ctx, &mut tx, &order.id, &why).await?;
            "gigs-day-said-cancelled"
        }
        _ => {
            let shift = ShiftId::parse(fields.get("shift").unwrap_or_default())?;
            let found = orders::shift(&mut tx, &shift).await?;
            if found.is_none_or(|s| s.order_id != order.id || s.state != ShiftState::Open) {
                return Err(Refusal::not_found("record-unknown"));
            }
            actions::cancel_shift(&ctx, &mut tx, &shift, &why).await?;
            "gigs-day-said-shift-cancelled"
        }
    };
    tx.commit(&ctx).await?;
    Ok(said)
}

pub async fn act(
    Of(house): Of<Arc<House>>,
    Cx(ctx): Cx,
    Path(id): Path<String>,
    Form(fields): Form,
) -> Reply {
    let (order, page) = shown(&house, &ctx, &id).await?;
    match made(&house, &ctx, &order, &fields).await {
        Ok(said) => Ok(see_other(&format!("/hire/day/{id}?said={said}"))),
        Err(refusal) => house.again(&ctx, &page, refusal, &fields),
    }
}

/// The page once more after a step with one of its seats was refused.
pub(crate) async fn own_again(
    house: &House,
    ctx: &Ctx,
    id: &str,
    refusal: Refusal,
    fields: &Fields,
) -> Reply {
    let (_, page) = shown(house, ctx, id).await?;
    house.again(ctx, &page, refusal, fields)
}
