//! The ledger in the database: rows are added, never changed.

use super::model::{Service, kind_of};
use db::{DbError, params};
use kernel::{Ctx, Region};

/// Station and its division that the row counts for.
pub(crate) struct Place {
    pub station: String,
    pub region: String,
}

pub(crate) async fn insert(
    tx: &mut trail::Tx,
    ctx: &Ctx,
    service: &Service,
    place: &Place,
    minutes: Option<i64>,
) -> Result<String, DbError> {
    let id = ctx.mint("svc");
    let sql = "INSERT INTO service_ledger (id, county, station_id, station_region, region, \
               service_day, recorded_at, kind, subject_id, channel, result, actor, \
               behalf_consent, minutes) \
               VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)";
    let county = Region::parse(&place.region).map(|r| r.county().to_owned());
    let consent = ctx.behalf.as_ref().map(|b| b.consent.as_str());
    let values = params![
        &id,
        county.unwrap_or_default(),
        &place.station,
        &place.region,
        &service.region,
        ctx.today(),
        ctx.now,
        kind_of(service.kind),
        service.subject.as_ref(),
        service.channel.code(),
        &service.result,
        &ctx.actor.id,
        consent,
        minutes
    ];
    tx.execute(sql, &values).await?;
    Ok(id)
}
