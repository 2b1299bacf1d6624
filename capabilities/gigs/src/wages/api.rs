//! Wages as JSON: a worker's own, an employer's own, and those past their day for the staff.

use super::model::Wage;
use super::queries;
use crate::permissions::WATCH;
use crate::{HIRE, WORK};
use axum::extract::State;
use axum::http::StatusCode;
use employers::EmployerId;
use kernel::{Refusal, Target};
use serde::Serialize;
use std::sync::Arc;
use utoipa::ToSchema;
use utoipa_axum::routes;
use web::{Access, Cx, House, Query, Reply, Route, api, json};

/// Routes of the API.
pub(super) fn routes() -> Vec<Route> {
    vec![
        api(Access::Need(WORK), routes!(list_own_wages)),
        api(Access::Need(HIRE), routes!(list_employer_wages)),
        api(Access::Need(WATCH), routes!(list_overdue_wages)),
    ]
}

/// A wage.
#[derive(Debug, Serialize, ToSchema)]
struct WageItem {
    /// Id.
    id: String,
    /// Id of the seat.
    seat_id: String,
    /// The order's number: `LN-20261124-D0001`.
    order_no: String,
    /// Title of the order.
    title: String,
    /// Id of the employer.
    employer_id: String,
    /// Id of the worker.
    worker_id: String,
    /// The day on which the work began, `YYYY-MM-DD`.
    work_day: String,
    /// Minutes of work that both sides said.
    minutes: i64,
    /// Sum earned, in fen.
    gross_fen: i64,
    /// Kept back, in fen.
    kept_fen: i64,
    /// To be paid out, in fen.
    net_fen: i64,
    /// Received, in fen.
    received_fen: i64,
    /// The day on which it is due.
    due_day: String,
    /// Where it stands.
    state: String,
}

/// Wages.
#[derive(Debug, Serialize, ToSchema)]
struct WagePage {
    /// Wages; 500 at most.
    items: Vec<WageItem>,
    /// There may be more: ask for fewer days.
    cut: bool,
}

fn item(w: &Wage) -> WageItem {
    WageItem {
        id: w.id.to_string(),
        seat_id: w.seat_id.to_string(),
        order_no: w.order_no.clone(),
        title: w.title.clone(),
        employer_id: w.employer_id.clone(),
        worker_id: w.worker_id.clone(),
        work_day: w.work_day.to_string(),
        minutes: w.minutes,
        gross_fen: w.gross_fen,
        kept_fen: w.kept_fen,
        net_fen: w.net_fen,
        received_fen: w.received_fen,
        due_day: w.due_day.to_string(),
        state: w.state.code().to_owned(),
    }
}

fn answer(wages: &[Wage]) -> Reply {
    let page = WagePage {
        items: wages.iter().map(item).collect(),
        cut: i64::try_from(wages.len()).unwrap_or(i64::MAX) >= queries::MOST,
    };
    Ok(json(StatusCode::OK, &page))
}

/// Days asked for: the last month when nothing is said.
fn span(ctx: &kernel::Ctx, fields: &web::Fields) -> Result<(kernel::Day, kernel::Day), Refusal> {
    let mut reader = fields.reader();
    let (from, to) = (reader.opt_day("from"), reader.opt_day("to"));
    reader.finish()?;
    let to = to.unwrap_or(ctx.today());
    Ok((from.unwrap_or(to.plus_days(-31)), to))
}

/// The caller's own wages, latest first.
#[utoipa::path(get, path = "/api/v1/my/wages", tag = "wages",
    params(("from" = Option<String>, Query, description = "First day of work"),
        ("to" = Option<String>, Query, description = "Last day of work")),
    responses((status = 200, body = WagePage)))]
async fn list_own_wages(
    State(house): State<Arc<House>>,
    Cx(ctx): Cx,
    Query(fields): Query,
) -> Reply {
    let (from, to) = span(&ctx, &fields)?;
    let worker = people::of_actor(&ctx);
    let worker = worker.ok_or_else(|| Refusal::not_found("record-unknown"))?;
    let mut conn = house.db.read().await?;
    answer(&queries::of_worker(&mut conn, worker.as_str(), from, to).await?)
}

/// Wages that an employer owes or owed, in order of time.
#[utoipa::path(get, path = "/api/v1/hire/wages", tag = "wages",
    params(("employer" = Option<String>, Query, description = "Whose; else one's own"),
        ("from" = Option<String>, Query, description = "First day of work"),
        ("to" = Option<String>, Query, description = "Last day of work")),
    responses((status = 200, body = WagePage)))]
async fn list_employer_wages(
    State(house): State<Arc<House>>,
    Cx(ctx): Cx,
    Query(fields): Query,
) -> Reply {
    let (from, to) = span(&ctx, &fields)?;
    let id = match fields.get("employer") {
        Some(text) => Some(EmployerId::parse(text)?),
        None => employers::of_actor(&ctx).into_iter().next(),
    };
    let id = id.ok_or_else(|| Refusal::not_found("record-unknown"))?;
    let mut conn = house.db.read().await?;
    let employer = employers::employer(&mut conn, &id).await?;
    let employer = employer.ok_or_else(|| Refusal::not_found("record-unknown"))?;
    let (subject, region) = (employer.id.as_str(), employer.region.as_str());
    ctx.require(HIRE, Target::Of { subject, region })?;
    answer(&queries::of_employer(&mut conn, subject, from, to).await?)
}

/// Wages past their day inside the caller's area, the longest overdue first.
#[utoipa::path(get, path = "/api/v1/wages/overdue", tag = "wages",
    responses((status = 200, body = WagePage)))]
async fn list_overdue_wages(State(house): State<Arc<House>>, Cx(ctx): Cx) -> Reply {
    let mut conn = house.db.read().await?;
    answer(&queries::overdue(&mut conn, &ctx.scope, ctx.today()).await?)
}
