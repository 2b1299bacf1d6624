//! Packages in the database: their digests under the county's seal.

use super::model::Kept;
use db::{DbError, params};

pub(crate) async fn insert(tx: &mut trail::Tx, kept: &Kept, mac: &[u8]) -> Result<(), DbError> {
    let sql = "INSERT INTO gig_evidence (id, no, county, worker_id, region, from_day, to_day, \
         seats, digest, file_digest, reason, made_by, made_at, mac) \
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)";
    let values = params![
        kept.id.as_str(),
        &kept.no,
        &kept.county,
        &kept.worker_id,
        &kept.region,
        kept.from_day,
        kept.to_day,
        kept.seats,
        &kept.digest,
        &kept.file_digest,
        &kept.reason,
        &kept.made_by,
        kept.made_at,
        mac
    ];
    tx.execute(sql, &values).await?;
    Ok(())
}
