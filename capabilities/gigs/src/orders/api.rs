//! Orders as JSON: the open shifts for everybody, and one order; see `write` for the steps.

mod write;

use super::board::queries::{self, Line};
use super::model::{Order, OrderId, Shift};
use super::pages::{PAGE, asked_of, cut, public_name, seen};
use super::queries::shifts;
use crate::HIRE;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use kernel::{Ctx, Refusal};
use serde::Serialize;
use std::collections::HashMap;
use std::sync::Arc;
use utoipa::ToSchema;
use utoipa_axum::routes;
use web::{Access, Cx, House, Query, Reply, Route, api, json};

/// Routes of the API.
pub(crate) fn routes() -> Vec<Route> {
    let open = Access::Open("day work is for everybody to read");
    let mut routes = vec![
        api(open, routes!(list_day_shifts)),
        api(open, routes!(show_day_order)).also(&[HIRE]),
    ];
    routes.extend(write::routes());
    routes
}

/// A shift.
#[derive(Debug, Serialize, ToSchema)]
struct DayShift {
    /// Id.
    id: String,
    /// `open`, `cancelled`, `over`.
    state: String,
    /// The day on which it begins, `YYYY-MM-DD`.
    work_day: String,
    /// When it begins, RFC 3339.
    start_at: String,
    /// When it ends, RFC 3339; it may be the next day.
    end_at: String,
    /// Unpaid minutes of break.
    break_minutes: i64,
    /// Seats.
    seats: i64,
    /// Seats held by somebody.
    taken: i64,
}

fn shift(s: &Shift) -> DayShift {
    DayShift {
        id: s.id.to_string(),
        state: s.state.code().to_owned(),
        work_day: s.work_day.to_string(),
        start_at: s.start_at.rfc3339(),
        end_at: s.end_at.rfc3339(),
        break_minutes: s.break_minutes,
        seats: s.seats,
        taken: s.taken,
    }
}

/// An open shift with what its order says in brief.
#[derive(Debug, Serialize, ToSchema)]
struct OpenShift {
    /// Id of the order.
    order_id: String,
    /// The order's number: `LN-20261124-D0001`.
    no: String,
    /// Title.
    title: String,
    /// Id of the trade.
    trade: String,
    /// Code of the workplace's division, 12 digits.
    region: String,
    /// Who hires; a household's name is shortened.
    employer_name: String,
    /// `hour`, `day`, `piece`, `job`, `area`, `weight`.
    pay_unit: String,
    /// Pay per unit, in fen.
    pay_fen: i64,
    /// What the unit is.
    pay_note: String,
    /// `day`, `next-day`, `week`, `half-month`, `month`, `done`.
    settle: String,
    /// `given`, `allowance`, `own`.
    meals: String,
    /// `fetched`, `refunded`, `own`.
    transport: String,
    /// The shift.
    shift: DayShift,
}

/// A page of open shifts.
#[derive(Debug, Serialize, ToSchema)]
struct OpenShiftPage {
    /// Shifts, the soonest first.
    items: Vec<OpenShift>,
    /// How many there are in all.
    count: i64,
    /// Cursor of the next page; null = this is the last.
    next: Option<String>,
}

fn open_shift(line: &Line, employer_name: String) -> OpenShift {
    OpenShift {
        order_id: line.shift.order_id.to_string(),
        no: line.no.clone(),
        title: line.title.clone(),
        trade: line.trade.clone(),
        region: line.shift.region.clone(),
        employer_name,
        pay_unit: line.pay_unit.code().to_owned(),
        pay_fen: line.pay_fen,
        pay_note: line.pay_note.clone(),
        settle: line.settle.code().to_owned(),
        meals: line.meals.code().to_owned(),
        transport: line.transport.code().to_owned(),
        shift: shift(&line.shift),
    }
}

/// Shifts that workers may take, the soonest first.
#[utoipa::path(get, path = "/api/v1/day-orders", tag = "day-work",
    params(("day" = Option<String>, Query, description = "Only this day, `YYYY-MM-DD`"),
        ("trade" = Option<String>, Query, description = "Id of the trade"),
        ("town" = Option<String>, Query, description = "Code of the town, 12 digits"),
        ("free" = Option<String>, Query, description = "`1` = only with free seats"),
        ("cursor" = Option<String>, Query, description = "Where to go on")),
    responses((status = 200, body = OpenShiftPage),
        (status = 422, description = "A filter is wrong",
            content_type = "application/problem+json")))]
async fn list_day_shifts(
    State(house): State<Arc<House>>,
    Cx(ctx): Cx,
    Query(fields): Query,
) -> Reply {
    let asked = asked_of(&ctx, &house, &*reference::tables(&ctx)?, &fields)?;
    let mut conn = house.db.read().await?;
    let mut found = queries::shifts(&mut conn, &asked, false, PAGE).await?;
    let next = cut(&mut found, PAGE, |l| {
        (l.shift.start_at.millis(), l.shift.id.to_string())
    });
    let (mut names, mut items) = (HashMap::new(), Vec::new());
    for line in &found {
        let who = public_name(&mut conn, &mut names, &line.shift.employer_id).await?;
        items.push(open_shift(line, who));
    }
    let count = queries::count(&mut conn, &asked).await?;
    let page = OpenShiftPage { items, count, next };
    Ok(json(StatusCode::OK, &page))
}

/// An order with its shifts.
#[derive(Debug, Serialize, ToSchema)]
struct DayOrder {
    /// Id.
    id: String,
    /// The number that is spoken.
    no: String,
    /// Id of the employer.
    employer_id: String,
    /// `draft`, `open`, `closed`, `cancelled`.
    state: String,
    /// Version of the terms, from 1.
    version: i64,
    /// Title.
    title: String,
    /// Id of the trade.
    trade: String,
    /// What is to be done.
    duties: String,
    /// Code of the workplace's division, 12 digits.
    region: String,
    /// `labour`, `parttime`, `overage`, `household`, `craftsman`, `farm`, `work`, `unsure`.
    relation: String,
    /// `contract`, `parttime`, `service`, `household`, `overage`, `work`.
    agreement: String,
    /// `hour`, `day`, `piece`, `job`, `area`, `weight`.
    pay_unit: String,
    /// Pay per unit, in fen.
    pay_fen: i64,
    /// What the unit is.
    pay_note: String,
    /// When it is paid.
    settle: String,
    /// `bank`, `card`, `wallet`, `cash`.
    pay_method: String,
    /// `given`, `allowance`, `own`.
    meals: String,
    /// `fetched`, `refunded`, `own`.
    transport: String,
    /// `injury`, `liability`, `accident`, `none`.
    insurance: String,
    /// Why there is none.
    insurance_reason: String,
    /// Youngest age taken.
    age_min: Option<i64>,
    /// Oldest age taken.
    age_max: Option<i64>,
    /// Certificates required.
    certs: Vec<String>,
    /// Shifts, in order of time.
    shifts: Vec<DayShift>,
}

async fn detail(house: &House, order: Order) -> Result<DayOrder, Refusal> {
    let mut conn = house.db.read().await?;
    let shifts = shifts(&mut conn, &order.id).await?;
    let t = order.terms;
    Ok(DayOrder {
        id: order.id.to_string(),
        no: order.no,
        employer_id: order.employer_id,
        state: order.state.code().to_owned(),
        version: order.version,
        title: t.title,
        trade: t.trade,
        duties: t.duties,
        region: t.region,
        relation: t.relation.code().to_owned(),
        agreement: t.agreement.code().to_owned(),
        pay_unit: t.pay_unit.code().to_owned(),
        pay_fen: t.pay_fen,
        pay_note: t.pay_note,
        settle: t.settle.code().to_owned(),
        pay_method: t.pay_method.code().to_owned(),
        meals: t.meals.code().to_owned(),
        transport: t.transport.code().to_owned(),
        insurance: t.insurance.code().to_owned(),
        insurance_reason: t.insurance_reason,
        age_min: t.age_min,
        age_max: t.age_max,
        certs: t.certs,
        shifts: shifts.iter().map(shift).collect(),
    })
}

async fn read(house: &House, ctx: &Ctx, id: &OrderId) -> Result<DayOrder, Refusal> {
    let order = {
        let mut conn = house.db.read().await?;
        seen(ctx, &mut conn, id).await?
    };
    detail(house, order).await
}

/// One order that the caller may see.
#[utoipa::path(get, path = "/api/v1/day-orders/{id}", tag = "day-work",
    params(("id" = String, Path, description = "Id of the order")),
    responses((status = 200, body = DayOrder),
        (status = 404, description = "No such order", content_type = "application/problem+json")))]
async fn show_day_order(
    State(house): State<Arc<House>>,
    Cx(ctx): Cx,
    Path(id): Path<String>,
) -> Reply {
    let order = read(&house, &ctx, &OrderId::parse(&id)?).await?;
    Ok(json(StatusCode::OK, &order))
}
