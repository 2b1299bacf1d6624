//! The employer's steps with one seat: to take it back, or to say that the worker did not come.

use super::one::asked;
use crate::HIRE;
use crate::orders::pages::acting;
use crate::seats;
use crate::seats::actions;
use crate::seats::model::{Party, Seat, SeatId};
use crate::seats::state::Move;
use axum::extract::{Path, State};
use kernel::{Ctx, Refusal, Target};
use std::sync::Arc;
use web::{Cx, Fields, Form, House, Reply, see_other};

/// What an employer may do here.
const STEPS: [&str; 2] = ["cancel-employer", "absent-worker"];

async fn own(house: &House, ctx: &Ctx, id: &str) -> Result<Seat, Refusal> {
    let mut conn = house.db.read().await?;
    let seat = seats::seat(&mut conn, &SeatId::parse(id)?).await?;
    let seat = seat.ok_or_else(|| Refusal::not_found("record-unknown"))?;
    let (subject, region) = (seat.employer_id.as_str(), seat.region.as_str());
    ctx.require(HIRE, Target::Of { subject, region })?;
    Ok(seat)
}

async fn take(
    house: &House,
    ctx: &Ctx,
    seat: &Seat,
    fields: &Fields,
) -> Result<&'static str, Refusal> {
    let (with, note) = asked(fields, &STEPS, &[Move::CancelEmployer])?;
    let ctx = acting(ctx, &seat.employer_id, fields)?;
    let mut tx = trail::begin(&house.db, &ctx).await?;
    actions::make(&ctx, &mut tx, &seat.id, with, Party::Employer, note).await?;
    tx.commit(&ctx).await?;
    Ok(match with {
        Move::CancelEmployer => "gigs-day-said-taken-back",
        _ => "gigs-day-said-absent",
    })
}

pub async fn step(
    State(house): State<Arc<House>>,
    Cx(ctx): Cx,
    Path(id): Path<String>,
    Form(fields): Form,
) -> Reply {
    let seat = own(&house, &ctx, &id).await?;
    let order = seat.order_id.to_string();
    match take(&house, &ctx, &seat, &fields).await {
        Ok(said) => Ok(see_other(&format!("/hire/day/{order}?said={said}"))),
        Err(refusal) => {
            crate::orders::pages::own_again(&house, &ctx, &order, refusal, &fields).await
        }
    }
}
