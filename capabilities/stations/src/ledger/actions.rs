//! Writes a row per service.

use super::model::{Channel, Service};
use super::store::{self, Place};
use crate::permissions::{LEDGER_READ, LEDGER_WRITE};
use crate::stations::queries::{nearest, scope_region};
use kernel::{Ctx, Refusal, Target};
use serde_json::json;

fn own_region(ctx: &Ctx) -> Option<String> {
    scope_region(&ctx.scope).map(|r| r.as_str().to_owned())
}

/// Where the service counts: the station of the staff, else the one that serves the division.
async fn place_of(ctx: &Ctx, tx: &mut trail::Tx, region: &str) -> Result<Place, Refusal> {
    let at = own_region(ctx).unwrap_or_else(|| region.to_owned());
    let found = nearest(tx, &at).await?;
    let place = found.map(|s| Place {
        station: s.id,
        region: s.region,
    });
    Ok(place.unwrap_or(Place {
        station: String::new(),
        region: at,
    }))
}

/// One row of the ledger for a service that an action of a room has just given.
///
/// The actor, and on whose consent it acted, come from the context.
pub async fn record(ctx: &Ctx, tx: &mut trail::Tx, service: Service) -> Result<(), Refusal> {
    // open: part of actions that have asked for their own authority and leave their own line.
    let place = place_of(ctx, tx, &service.region).await?;
    store::insert(tx, ctx, &service, &place, None).await?;
    Ok(())
}

/// A row written by hand at the desk for somebody who gave no name.
pub async fn record_by_hand(
    ctx: &Ctx,
    tx: &mut trail::Tx,
    kind: &'static str,
    channel: Channel,
    result: &str,
    minutes: Option<i64>,
) -> Result<String, Refusal> {
    let region = own_region(ctx).unwrap_or_default();
    ctx.require(LEDGER_WRITE, Target::Region(&region))?;
    let service = Service {
        kind,
        subject: None,
        region: region.clone(),
        channel,
        result: result.to_owned(),
    };
    let place = place_of(ctx, tx, &region).await?;
    let id = store::insert(tx, ctx, &service, &place, minutes).await?;
    let detail = json!({ "kind": kind });
    tx.note(ctx, "stations.ledger-write", &id, &region, detail);
    Ok(id)
}

/// Leaves the line that the ledger was taken along as a file.
pub async fn note_export(ctx: &Ctx, tx: &mut trail::Tx, rows: usize) -> Result<(), Refusal> {
    let region = own_region(ctx).unwrap_or_default();
    ctx.require(LEDGER_READ, Target::Region(&region))?;
    let detail = json!({ "rows": rows });
    tx.note(ctx, "stations.ledger-export", "", &region, detail);
    Ok(())
}
