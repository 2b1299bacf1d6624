//! SQL of jobs that people turned down.

use db::{DbError, params};
use kernel::Ctx;
use trail::Tx;

pub(super) async fn insert(
    tx: &mut Tx,
    ctx: &Ctx,
    worker: &str,
    vacancy: &str,
    reason: &str,
) -> Result<(), DbError> {
    let sql = "INSERT INTO job_refusals (worker_id, vacancy_id, reason, refused_at) \
         VALUES ($1, $2, $3, $4) ON CONFLICT (worker_id, vacancy_id) \
         DO UPDATE SET reason = excluded.reason, refused_at = excluded.refused_at";
    tx.execute(sql, &params![worker, vacancy, reason, ctx.now])
        .await?;
    Ok(())
}

pub(crate) async fn forget(tx: &mut Tx, worker: &str) -> Result<(), DbError> {
    let sql = "DELETE FROM job_refusals WHERE worker_id = $1";
    tx.execute(sql, &params![worker]).await?;
    Ok(())
}
