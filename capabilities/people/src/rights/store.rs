//! SQL of requests to erase.

use crate::rights::model::{Erasure, ErasureId};
use crate::rights::state::State;
use db::{DbError, Row, params};
use kernel::{Ctx, Refusal};

pub(crate) const COLUMNS: &str = "id, worker_id, region, state, asked_at, asked_by, due_day, \
    decided_at, reason";

pub(crate) fn erasure(row: &Row) -> Result<Erasure, Refusal> {
    let state = State::parse(&row.get::<String>("state")?);
    Ok(Erasure {
        id: ErasureId::parse(&row.get::<String>("id")?)?,
        worker: row.get("worker_id")?,
        region: row.get("region")?,
        state: state.ok_or_else(|| Refusal::internal("erasures.state is unknown"))?,
        asked_at: row.get("asked_at")?,
        asked_by: row.get("asked_by")?,
        due: row.get("due_day")?,
        decided_at: row.get("decided_at")?,
        reason: row.get("reason")?,
    })
}

/// Writes a request; `false` when one is open already.
pub(crate) async fn insert(tx: &mut trail::Tx, erasure: &Erasure) -> Result<bool, DbError> {
    let sql = "INSERT INTO erasures (id, worker_id, region, state, asked_at, asked_by, due_day) \
        VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT DO NOTHING";
    let e = erasure;
    let values = params![
        e.id.as_str(),
        &e.worker,
        &e.region,
        e.state.code(),
        e.asked_at,
        &e.asked_by,
        e.due
    ];
    Ok(tx.execute(sql, &values).await? > 0)
}

/// Moves a request that is still open; `false` when another was faster.
pub(crate) async fn close(
    tx: &mut trail::Tx,
    ctx: &Ctx,
    id: &ErasureId,
    to: State,
    reason: Option<&str>,
) -> Result<bool, DbError> {
    let sql = "UPDATE erasures SET state = $2, decided_at = $3, decided_by = $4, reason = $5 \
        WHERE id = $1 AND state = 'asked'";
    let values = params![id.as_str(), to.code(), ctx.now, &ctx.actor.id, reason];
    Ok(tx.execute(sql, &values).await? > 0)
}
