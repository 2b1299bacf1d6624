//! What employers and their programs do with orders, as JSON.

use super::{DayOrder, read};
use crate::HIRE;
use crate::orders::model::{Order, ShiftId};
use crate::orders::pages::{acting, employer_of, own_order};
use crate::orders::{self, actions, form};
use axum::extract::{Path, State};
use axum::http::StatusCode;
use kernel::{Ctx, Fen, Refusal};
use serde::{Deserialize, Serialize};
use std::sync::Arc;
use utoipa::ToSchema;
use utoipa_axum::routes;
use vacancies::typed;
use web::{Access, Cx, Fields, House, Json, Reply, Route, api, json};

/// Routes of this part.
pub(super) fn routes() -> Vec<Route> {
    let hire = Access::Need(HIRE);
    vec![
        api(hire, routes!(make_day_order)),
        api(hire, routes!(revise_day_order)),
        api(hire, routes!(move_day_order)),
    ]
}

/// A stretch of work that is asked for.
#[derive(Debug, Default, Deserialize, Serialize, ToSchema)]
#[serde(deny_unknown_fields, default)]
struct NewDayShift {
    /// The day on which it begins, `YYYY-MM-DD`.
    day: String,
    /// When it begins: `07:00`.
    start_time: String,
    /// Minutes from beginning to end, breaks included; it may go past midnight.
    minutes: Option<i64>,
    /// Unpaid minutes of break.
    break_minutes: Option<i64>,
    /// Seats, 1 to 500.
    seats: Option<i64>,
}

/// What an order says. Codes are those of the form; money in fen.
#[derive(Debug, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields, default)]
struct NewDayOrder {
    /// Employer's id; the caller's own when left out.
    employer: String,
    /// For staff: how the employer agreed, one of `spoken`, `telephone`, `signed`, `card`.
    consent: String,
    /// Open it to workers at once?
    open: bool,
    /// Title, 2 to 40 characters.
    title: String,
    /// Id of the trade.
    trade: String,
    /// What is to be done, 2 to 1,000 characters.
    duties: String,
    /// Division of the workplace, 12 digits.
    region: String,
    /// Where in it.
    address: String,
    /// Where people meet; empty = at the workplace.
    meeting: String,
    /// `labour`, `parttime`, `overage`, `household`, `craftsman`, `farm`, `work`, `unsure`.
    relation: String,
    /// `contract`, `parttime`, `service`, `household`, `overage`, `work`.
    agreement: String,
    /// `hour`, `day`, `piece`, `job`, `area`, `weight`.
    pay_unit: String,
    /// Pay per unit, in fen.
    pay_fen: Option<i64>,
    /// What the unit is.
    pay_note: String,
    /// `day`, `next-day`, `week`, `half-month`, `month`, `done`.
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
    /// Shifts, at most 40.
    shifts: Vec<NewDayShift>,
}

fn number(n: Option<i64>) -> String {
    n.map_or_else(String::new, |n| n.to_string())
}

impl NewDayOrder {
    /// As the form's fields, so that both are read by the same rules.
    fn fields(self) -> Fields {
        let pay = self
            .pay_fen
            .map_or_else(String::new, |fen| Fen(fen).to_string());
        let mut fields = Fields::of([
            ("employer", self.employer),
            ("consent", self.consent),
            ("title", self.title),
            ("trade", self.trade),
            ("duties", self.duties),
            ("region", self.region),
            ("address", self.address),
            ("meeting", self.meeting),
            ("relation", self.relation),
            ("agreement", self.agreement),
            ("pay_unit", self.pay_unit),
            ("pay", pay),
            ("pay_note", self.pay_note),
            ("settle", self.settle),
            ("pay_method", self.pay_method),
            ("meals", self.meals),
            ("transport", self.transport),
            ("insurance", self.insurance),
            ("insurance_reason", self.insurance_reason),
            ("age_min", number(self.age_min)),
            ("age_max", number(self.age_max)),
            ("certs", self.certs.join("、")),
        ]);
        for (at, s) in (1..).zip(self.shifts) {
            // What has no day is still a row, so that the fault is told.
            let day = if s.day.is_empty() {
                "-".to_owned()
            } else {
                s.day
            };
            fields.push(&format!("day_{at}"), day);
            fields.push(&format!("start_time_{at}"), s.start_time);
            let hours = s.minutes.map_or_else(String::new, typed::hours_of);
            fields.push(&format!("hours_{at}"), hours);
            fields.push(&format!("break_{at}"), number(s.break_minutes));
            fields.push(&format!("seats_{at}"), number(s.seats));
        }
        fields
    }
}

/// Asks for day workers: a draft, or open at once.
#[utoipa::path(post, path = "/api/v1/day-orders", tag = "day-work", request_body = NewDayOrder,
    responses((status = 201, body = DayOrder),
        (status = 404, description = "No such employer",
            content_type = "application/problem+json"),
        (status = 409, description = "The employer may not post",
            content_type = "application/problem+json"),
        (status = 422, description = "A field is wrong",
            content_type = "application/problem+json")))]
async fn make_day_order(
    State(house): State<Arc<House>>,
    Cx(ctx): Cx,
    Json(body): Json<NewDayOrder>,
) -> Reply {
    let open = body.open;
    let fields = body.fields();
    let employer = employer_of(&ctx, &fields)?;
    let terms = form::read(&fields, &*reference::tables(&ctx)?)?;
    let doing = acting(&ctx, employer.as_str(), &fields)?;
    let mut tx = trail::begin(&house.db, &doing).await?;
    let id = actions::create(&doing, &mut tx, employer.as_str(), &terms).await?;
    if open {
        actions::open(&doing, &mut tx, &id).await?;
    }
    tx.commit(&doing).await?;
    Ok(json(StatusCode::CREATED, &read(&house, &ctx, &id).await?))
}

async fn own(house: &House, ctx: &Ctx, id: &str) -> Result<Order, Refusal> {
    let mut conn = house.db.read().await?;
    own_order(ctx, &mut conn, id).await
}

/// Changes what an order says: a new version; whoever said yes stays on the old one.
#[utoipa::path(post, path = "/api/v1/day-orders/{id}/terms", tag = "day-work",
    params(("id" = String, Path, description = "Id of the order")), request_body = NewDayOrder,
    responses((status = 200, body = DayOrder),
        (status = 404, description = "No such order", content_type = "application/problem+json"),
        (status = 409, description = "It is over", content_type = "application/problem+json"),
        (status = 422, description = "A field is wrong",
            content_type = "application/problem+json")))]
async fn revise_day_order(
    State(house): State<Arc<House>>,
    Cx(ctx): Cx,
    Path(id): Path<String>,
    Json(body): Json<NewDayOrder>,
) -> Reply {
    let order = own(&house, &ctx, &id).await?;
    let fields = body.fields();
    let terms = form::read(&fields, &*reference::tables(&ctx)?)?;
    let doing = acting(&ctx, &order.employer_id, &fields)?;
    let mut tx = trail::begin(&house.db, &doing).await?;
    actions::revise(&doing, &mut tx, &order.id, &terms).await?;
    tx.commit(&doing).await?;
    Ok(json(StatusCode::OK, &read(&house, &ctx, &order.id).await?))
}

/// A step with an order.
#[derive(Debug, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields, default)]
struct DayOrderMove {
    /// `open`, `cancel`, `cancel-shift`.
    step: String,
    /// With `cancel-shift`: the shift.
    shift_id: String,
    /// With `cancel` and `cancel-shift`: why.
    reason: String,
    /// For staff: how the employer agreed.
    consent: String,
}

/// Opens or cancels an order, or cancels one shift. Repeating it changes nothing.
#[utoipa::path(post, path = "/api/v1/day-orders/{id}/moves", tag = "day-work",
    params(("id" = String, Path, description = "Id of the order")), request_body = DayOrderMove,
    responses((status = 200, body = DayOrder),
        (status = 404, description = "No such order", content_type = "application/problem+json"),
        (status = 409, description = "Not now", content_type = "application/problem+json"),
        (status = 422, description = "A field is wrong",
            content_type = "application/problem+json")))]
async fn move_day_order(
    State(house): State<Arc<House>>,
    Cx(ctx): Cx,
    Path(id): Path<String>,
    Json(body): Json<DayOrderMove>,
) -> Reply {
    let order = own(&house, &ctx, &id).await?;
    let fields = Fields::of([
        ("step", body.step),
        ("reason", body.reason),
        ("consent", body.consent),
    ]);
    let mut reader = fields.reader();
    let step = reader.one_of("step", &["open", "cancel", "cancel-shift"]);
    let why = reader.opt_text("reason", 200).unwrap_or_default();
    reader.finish()?;
    let doing = acting(&ctx, &order.employer_id, &fields)?;
    let mut tx = trail::begin(&house.db, &doing).await?;
    match step {
        "open" => {
            actions::open(&doing, &mut tx, &order.id).await?;
        }
        "cancel" => actions::cancel(&doing, &mut tx, &order.id, &why).await?,
        _ => {
            let shift = ShiftId::parse(&body.shift_id)?;
            let found = orders::shift(&mut tx, &shift).await?;
            if found.is_none_or(|s| s.order_id != order.id) {
                return Err(Refusal::not_found("record-unknown").into());
            }
            actions::cancel_shift(&doing, &mut tx, &shift, &why).await?;
        }
    }
    tx.commit(&doing).await?;
    Ok(json(StatusCode::OK, &read(&house, &ctx, &order.id).await?))
}
