//! Makes stations and keeps their rosters.

use super::model::NewStation;
use super::{queries, store};
use crate::permissions::{DUTY, STATIONS};
use kernel::{Ctx, Day, Refusal, Target};
use serde_json::json;

/// Makes the station of a division.
///
/// # Errors
/// A field fault when the code is no division's; `already-there` when it has a station.
pub async fn create(ctx: &Ctx, tx: &mut trail::Tx, new: &NewStation) -> Result<String, Refusal> {
    ctx.require(STATIONS, Target::Region(&new.region))?;
    let region = queries::known_region(ctx, &new.region);
    let region = region.ok_or_else(|| Refusal::field("region", "field-not-choice"))?;
    let id = store::insert(tx, ctx, &region, new).await?;
    let detail = json!({ "name": &new.name });
    tx.note(ctx, "stations.station-make", &id, &new.region, detail);
    Ok(id)
}

/// Changes what people need to find a station: address, telephone, hours.
pub async fn change(
    ctx: &Ctx,
    tx: &mut trail::Tx,
    id: &str,
    new: &NewStation,
) -> Result<(), Refusal> {
    let found = queries::by_id(tx, id).await?;
    let found = found.ok_or_else(|| Refusal::not_found("record-unknown"))?;
    ctx.require(STATIONS, Target::Region(&found.region))?;
    store::update(tx, id, new).await?;
    tx.note(ctx, "stations.station-change", id, &found.region, json!({}));
    Ok(())
}

/// Puts a member of staff on duty.
///
/// # Errors
/// Field faults for somebody who is not staff here and for times the wrong way round.
pub async fn put_on_duty(
    ctx: &Ctx,
    tx: &mut trail::Tx,
    station: &str,
    account: &str,
    day: Day,
    minutes: (i64, i64),
) -> Result<String, Refusal> {
    let found = queries::by_id(tx, station).await?;
    let found = found.ok_or_else(|| Refusal::not_found("record-unknown"))?;
    ctx.require(DUTY, Target::Region(&found.region))?;
    if minutes.0 >= minutes.1 {
        return Err(Refusal::field("to", "stations-duty-order"));
    }
    let staff = queries::staff(tx, &ctx.scope).await?;
    if !staff.iter().any(|(id, _)| id == account) {
        return Err(Refusal::field("account", "field-not-choice"));
    }
    let id = store::add_duty(tx, ctx, station, account, day, minutes).await?;
    let detail = json!({ "station": station, "day": day, "account": account });
    tx.note(ctx, "stations.duty-add", &id, &found.region, detail);
    Ok(id)
}

/// Takes a time off the roster.
pub async fn take_off_duty(
    ctx: &Ctx,
    tx: &mut trail::Tx,
    station: &str,
    id: &str,
) -> Result<(), Refusal> {
    let found = queries::by_id(tx, station).await?;
    let found = found.ok_or_else(|| Refusal::not_found("record-unknown"))?;
    ctx.require(DUTY, Target::Region(&found.region))?;
    if store::drop_duty(tx, station, id).await? == 0 {
        return Err(Refusal::not_found("record-unknown"));
    }
    let detail = json!({ "station": station });
    tx.note(ctx, "stations.duty-drop", id, &found.region, detail);
    Ok(())
}
