//! Seats as JSON: the same actions and queries as the pages.

use super::actions;
use super::model::{Channel, Party, Seat, SeatId, Step};
use super::state::Move;
use crate::orders::model::ShiftId;
use crate::orders::pages::acting;
use crate::{HIRE, WORK};
use axum::extract::{Path, State};
use axum::http::StatusCode;
use kernel::{Ctx, Moment, Refusal, Target};
use people::WorkerId;
use serde::{Deserialize, Serialize};
use std::sync::Arc;
use utoipa::ToSchema;
use utoipa_axum::routes;
use web::{Access, Cx, Fields, House, Json, Query, Reply, Route, api, json};

/// Seats in one answer at most.
const MOST: i64 = 500;
/// Days back that a list shows unless another day is asked for.
const DAYS: i64 = 30;

/// Routes of the API.
pub(crate) fn routes() -> Vec<Route> {
    let own = Access::Open("workers and employers have this door in common; each record is asked");
    vec![
        api(own, routes!(list_seats)).also(&[WORK, HIRE]),
        api(Access::Need(WORK), routes!(take_seat)),
        api(own, routes!(show_seat)).also(&[WORK, HIRE]),
        api(own, routes!(move_seat)).also(&[WORK, HIRE]),
    ]
}

/// A seat: one person on one shift.
#[derive(Debug, Serialize, ToSchema)]
struct SeatItem {
    /// Id.
    id: String,
    /// Id of the order.
    order_id: String,
    /// The order's version that the worker agreed to.
    order_version: i64,
    /// Id of the shift.
    shift_id: String,
    /// Id of the employer.
    employer_id: String,
    /// Id of the worker.
    worker_id: String,
    /// Code of the workplace's division, 12 digits.
    region: String,
    /// `waiting`, `claimed`, `confirmed`, `checked-in`, `checked-out`, `hours-confirmed`,
    /// `pay-due`, `paid`, `rated`, `closed`, `disputed`, `lapsed`, `gave-up`,
    /// `cancelled-worker`, `cancelled-employer`, `no-show-worker`, `no-show-employer`.
    state: String,
    /// `online`, `counter`, `phone`, `village`, `hall`, `api`.
    channel: String,
    /// Id of the foreman who put the worker down.
    foreman_id: Option<String>,
    /// When the shift begins, RFC 3339.
    start_at: String,
    /// When the shift ends, RFC 3339.
    end_at: String,
    /// Until when an unconfirmed seat is kept, RFC 3339.
    locked_until: Option<String>,
    /// When the worker said yes, RFC 3339.
    confirmed_at: Option<String>,
    /// When work began, RFC 3339.
    checked_in_at: Option<String>,
    /// When work ended, RFC 3339.
    checked_out_at: Option<String>,
}

fn item(s: &Seat) -> SeatItem {
    let at = |m: Option<Moment>| m.map(Moment::rfc3339);
    SeatItem {
        id: s.id.to_string(),
        order_id: s.order_id.to_string(),
        order_version: s.order_version,
        shift_id: s.shift_id.to_string(),
        employer_id: s.employer_id.clone(),
        worker_id: s.worker_id.clone(),
        region: s.region.clone(),
        state: s.state.code().to_owned(),
        channel: s.channel.code().to_owned(),
        foreman_id: s.foreman_id.clone(),
        start_at: s.start_at.rfc3339(),
        end_at: s.end_at.rfc3339(),
        locked_until: at(s.locked_until),
        confirmed_at: at(s.confirmed_at),
        checked_in_at: at(s.checked_in_at),
        checked_out_at: at(s.checked_out_at),
    }
}

/// A list of seats.
#[derive(Debug, Serialize, ToSchema)]
struct SeatList {
    /// Seats.
    items: Vec<SeatItem>,
}

/// A step of the history.
#[derive(Debug, Serialize, ToSchema)]
struct SeatStep {
    /// Number, from 1.
    seq: i64,
    /// `claim`, `wait`, `swap`, or one of the moves.
    step: String,
    /// State that it led to.
    state: String,
    /// `worker`, `employer`, `system`.
    party: String,
    /// Done by staff on behalf of that party.
    on_behalf: bool,
    /// When, RFC 3339.
    at: String,
}

/// A seat with its history.
#[derive(Debug, Serialize, ToSchema)]
struct SeatDetail {
    /// What a list says too.
    #[serde(flatten)]
    item: SeatItem,
    /// Steps, first to last.
    steps: Vec<SeatStep>,
}

fn line(step: &Step) -> SeatStep {
    SeatStep {
        seq: step.seq,
        step: step.made.clone(),
        state: step.to.code().to_owned(),
        party: step.party.code().to_owned(),
        on_behalf: step.behalf.is_some(),
        at: step.moved_at.rfc3339(),
    }
}

fn known(ctx: &Ctx) -> Result<(), Refusal> {
    if ctx.actor.is_known() {
        Ok(())
    } else {
        Err(Refusal::unauthenticated())
    }
}

/// Seats of the caller as a worker or as an employer, from a day on.
#[utoipa::path(get, path = "/api/v1/seats", tag = "day-work",
    params(("as" = Option<String>, Query, description = "`worker` (unless said) or `employer`"),
        ("from" = Option<String>, Query, description = "First day, `YYYY-MM-DD`")),
    responses((status = 200, body = SeatList),
        (status = 401, description = "Nobody is signed in",
            content_type = "application/problem+json"),
        (status = 404, description = "No file of that kind",
            content_type = "application/problem+json"),
        (status = 422, description = "A filter is wrong",
            content_type = "application/problem+json")))]
async fn list_seats(State(house): State<Arc<House>>, Cx(ctx): Cx, Query(fields): Query) -> Reply {
    known(&ctx)?;
    let mut reader = fields.reader();
    reader.only(&["as", "from"]);
    let whose = reader.opt_one_of("as", &["worker", "employer"]);
    let from = reader.opt_day("from");
    reader.finish()?;
    let from = from.unwrap_or_else(|| ctx.today().plus_days(-DAYS));
    let none = || Refusal::not_found("record-unknown");
    let mut conn = house.db.read().await?;
    let found = if whose == Some("employer") {
        ctx.require(HIRE, Target::Any)?;
        let own = employers::of_actor(&ctx)
            .into_iter()
            .next()
            .ok_or_else(none)?;
        super::of_employer(&mut conn, own.as_str(), from, MOST).await?
    } else {
        ctx.require(WORK, Target::Any)?;
        let own = people::of_actor(&ctx).ok_or_else(none)?;
        super::of_worker(&mut conn, own.as_str(), from, MOST).await?
    };
    let items = found.iter().map(item).collect();
    Ok(json(StatusCode::OK, &SeatList { items }))
}

/// A seat to take.
#[derive(Debug, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields, default)]
struct NewSeat {
    /// Id of the shift.
    shift_id: String,
    /// Id of the worker; may be left out when the caller is the worker.
    worker_id: String,
    /// Wait in line instead of taking a free seat.
    wait: bool,
    /// For staff: how the person agreed, one of `spoken`, `telephone`, `signed`, `card`.
    consent: String,
}

/// Takes a seat, or gets in line for one. Repeating it answers with the seat that is there.
#[utoipa::path(post, path = "/api/v1/seats", tag = "day-work", request_body = NewSeat,
    responses((status = 201, body = SeatDetail),
        (status = 404, description = "No such shift or worker",
            content_type = "application/problem+json"),
        (status = 409, description = "Full, begun, or against a rule",
            content_type = "application/problem+json"),
        (status = 422, description = "A field is wrong",
            content_type = "application/problem+json")))]
async fn take_seat(
    State(house): State<Arc<House>>,
    Cx(ctx): Cx,
    Json(body): Json<NewSeat>,
) -> Reply {
    let shift = ShiftId::parse(&body.shift_id)?;
    let worker = match body.worker_id.as_str() {
        "" => people::of_actor(&ctx).ok_or_else(|| Refusal::field("worker_id", "field-needed"))?,
        id => WorkerId::parse(id)?,
    };
    let fields = Fields::of([("consent", body.consent)]);
    let doing = acting(&ctx, worker.as_str(), &fields)?;
    let mut tx = trail::begin(&house.db, &doing).await?;
    let seat = if body.wait {
        actions::wait(&doing, &mut tx, &shift, &worker, Channel::Api).await?
    } else {
        actions::claim(&doing, &mut tx, &shift, &worker, Channel::Api).await?
    };
    tx.commit(&doing).await?;
    Ok(json(StatusCode::CREATED, &detail(&house, &seat).await?))
}

async fn detail(house: &House, seat: &Seat) -> Result<SeatDetail, Refusal> {
    let mut conn = house.db.read().await?;
    let steps = super::history(&mut conn, &seat.id).await?;
    Ok(SeatDetail {
        item: item(seat),
        steps: steps.iter().map(line).collect(),
    })
}

/// The seat, if the caller may deal with it as its worker or as its employer.
async fn seen(house: &House, ctx: &Ctx, id: &str) -> Result<Seat, Refusal> {
    let none = || Refusal::not_found("record-unknown");
    let mut conn = house.db.read().await?;
    let found = super::seat(&mut conn, &SeatId::parse(id)?).await?;
    let seat = found.ok_or_else(none)?;
    let of = |subject, region| Target::Of { subject, region };
    let worker = of(seat.worker_id.as_str(), seat.worker_region.as_str());
    let employer = of(seat.employer_id.as_str(), seat.region.as_str());
    if ctx.require(WORK, worker).is_err() {
        ctx.require(HIRE, employer).map_err(|_| none())?;
    }
    Ok(seat)
}

/// One seat with its history.
#[utoipa::path(get, path = "/api/v1/seats/{id}", tag = "day-work",
    params(("id" = String, Path, description = "Id of the seat")),
    responses((status = 200, body = SeatDetail),
        (status = 401, description = "Nobody is signed in",
            content_type = "application/problem+json"),
        (status = 404, description = "No such seat",
            content_type = "application/problem+json")))]
async fn show_seat(State(house): State<Arc<House>>, Cx(ctx): Cx, Path(id): Path<String>) -> Reply {
    known(&ctx)?;
    let seat = seen(&house, &ctx, &id).await?;
    Ok(json(StatusCode::OK, &detail(&house, &seat).await?))
}

/// A step with a seat.
#[derive(Debug, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields, default)]
struct SeatMove {
    /// As the worker: `confirm`, `give-up`, `cancel-worker`, `absent-employer`; as the employer:
    /// `cancel-employer`, `absent-worker`.
    step: String,
    /// `worker` or `employer`.
    party: String,
    /// Why; the other side is told.
    reason: String,
    /// For staff: how the party agreed.
    consent: String,
}

/// Moves that this door makes; attendance, hours and money have doors of their own.
const STEPS: [&str; 6] = [
    "confirm",
    "give-up",
    "cancel-worker",
    "absent-employer",
    "cancel-employer",
    "absent-worker",
];

/// Takes a step. Repeating it changes nothing.
#[utoipa::path(post, path = "/api/v1/seats/{id}/moves", tag = "day-work",
    params(("id" = String, Path, description = "Id of the seat")), request_body = SeatMove,
    responses((status = 200, body = SeatDetail),
        (status = 401, description = "Nobody is signed in",
            content_type = "application/problem+json"),
        (status = 404, description = "No such seat", content_type = "application/problem+json"),
        (status = 409, description = "Not now", content_type = "application/problem+json"),
        (status = 422, description = "A field is wrong",
            content_type = "application/problem+json")))]
async fn move_seat(
    State(house): State<Arc<House>>,
    Cx(ctx): Cx,
    Path(id): Path<String>,
    Json(body): Json<SeatMove>,
) -> Reply {
    known(&ctx)?;
    let fields = Fields::of([
        ("step", body.step),
        ("party", body.party),
        ("reason", body.reason),
        ("consent", body.consent),
    ]);
    let mut reader = fields.reader();
    let with = Move::parse(reader.one_of("step", &STEPS));
    let party = reader.one_of("party", &["worker", "employer"]);
    let why = reader.opt_text("reason", 200).unwrap_or_default();
    reader.finish()?;
    let with = with.ok_or_else(|| Refusal::field("step", "field-not-choice"))?;
    let party = if party == "worker" {
        Party::Worker
    } else {
        Party::Employer
    };
    if !with.parties().contains(&party) {
        return Err(Refusal::field("party", "field-not-choice").into());
    }
    let seat = seen(&house, &ctx, &id).await?;
    let subject = match party {
        Party::Worker => &seat.worker_id,
        Party::Employer | Party::System => &seat.employer_id,
    };
    let doing = acting(&ctx, subject, &fields)?;
    let note = if why.is_empty() {
        serde_json::json!({})
    } else {
        serde_json::json!({ "reason": why })
    };
    let mut tx = trail::begin(&house.db, &doing).await?;
    let seat = actions::make(&doing, &mut tx, &seat.id, with, party, note).await?;
    tx.commit(&doing).await?;
    Ok(json(StatusCode::OK, &detail(&house, &seat).await?))
}
