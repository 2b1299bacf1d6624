//! SQL of kept judgements; the snapshot is sealed, because it holds the day of birth.

use super::model::{FitId, Occasion};
use super::queries::field;
use db::params;
use kernel::{Ctx, Moment, Refusal};
use matching::Kept;
use people::Worker;
use trail::Tx;
use vacancies::Vacancy;
use vault::Vault;

/// Judges a pair anew and keeps it with the record that follows from it. Of people who do not
/// wish to be recommended jobs nothing is judged, so nothing is kept.
pub(crate) async fn keep(
    ctx: &Ctx,
    tx: &mut Tx,
    worker: &Worker,
    post: &Vacancy,
    occasion: Occasion,
    record: &str,
) -> Result<(), Refusal> {
    if !crate::applications::viewer::personal(tx, &worker.id).await? {
        return Ok(());
    }
    let facts = crate::facts(ctx, tx, worker).await?;
    let kept = vacancies::judged(ctx, facts, post)?;
    insert(ctx, tx, &kept, occasion, record).await
}

async fn insert(
    ctx: &Ctx,
    tx: &mut Tx,
    kept: &Kept,
    occasion: Occasion,
    record: &str,
) -> Result<(), Refusal> {
    let id = FitId::mint(ctx);
    let text = serde_json::to_string(kept).map_err(Refusal::internal)?;
    let sealed = ctx
        .slot::<Vault>()?
        .seal(&ctx.rng, field(id.as_str()), &text);
    let sql = "INSERT INTO kept_fits (id, worker_id, vacancy_id, occasion, record_id, engine, \
         kept_at, snapshot) VALUES ($1, $2, $3, $4, $5, $6, $7, $8) \
         ON CONFLICT (record_id, vacancy_id) DO NOTHING";
    let values = params![
        id.as_str(),
        &kept.worker.id,
        &kept.job.id,
        occasion.code(),
        record,
        i64::from(kept.version),
        ctx.now,
        sealed
    ];
    tx.execute(sql, &values).await?;
    Ok(())
}

/// Forgets those of one person.
pub(super) async fn forget(tx: &mut Tx, worker: &str) -> Result<u64, Refusal> {
    let sql = "DELETE FROM kept_fits WHERE worker_id = $1";
    Ok(tx.execute(sql, &params![worker]).await?)
}

/// Forgets at most so many that are older; how many they were.
pub(super) async fn forget_before(
    tx: &mut Tx,
    before: Moment,
    most: usize,
) -> Result<u64, Refusal> {
    let sql = "DELETE FROM kept_fits WHERE id IN \
         (SELECT id FROM kept_fits WHERE kept_at < $1 ORDER BY kept_at, id LIMIT $2)";
    Ok(tx.execute(sql, &params![before, most]).await?)
}
