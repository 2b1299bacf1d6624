//! Cover in the database: one record a seat and kind.

use super::model::{Entry, Kind, SeatBrief, State};
use db::{DbError, params};
use kernel::Ctx;
use trail::Tx;

/// Writes what the order states; a record that is there stays as it is.
pub(super) async fn state(
    ctx: &Ctx,
    tx: &mut Tx,
    seat: &SeatBrief,
    entry: &Entry,
    reason: &str,
) -> Result<u64, DbError> {
    let sql = "INSERT INTO gig_cover (id, county, seat_id, order_id, employer_id, worker_id, \
         region, work_day, kind, payer, state, insurer, policy_no, sum_fen, premium_fen, reason, \
         worker_said_at, made_at, updated_at, updated_by) \
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, NULL, \
         $17, $17, $18) ON CONFLICT (seat_id, kind) DO NOTHING";
    write(ctx, tx, sql, seat, entry, State::Stated, reason).await
}

/// Writes what an employer or the desk says, over what was there.
pub(super) async fn put(
    ctx: &Ctx,
    tx: &mut Tx,
    seat: &SeatBrief,
    entry: &Entry,
    state: State,
) -> Result<u64, DbError> {
    let sql = "INSERT INTO gig_cover (id, county, seat_id, order_id, employer_id, worker_id, \
         region, work_day, kind, payer, state, insurer, policy_no, sum_fen, premium_fen, reason, \
         worker_said_at, made_at, updated_at, updated_by) \
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, NULL, \
         $17, $17, $18) ON CONFLICT (seat_id, kind) DO UPDATE SET payer = excluded.payer, \
         state = excluded.state, insurer = excluded.insurer, policy_no = excluded.policy_no, \
         sum_fen = excluded.sum_fen, premium_fen = excluded.premium_fen, reason = '', \
         worker_said_at = NULL, updated_at = excluded.updated_at, updated_by = excluded.updated_by";
    write(ctx, tx, sql, seat, entry, state, "").await
}

async fn write(
    ctx: &Ctx,
    tx: &mut Tx,
    sql: &str,
    seat: &SeatBrief,
    entry: &Entry,
    state: State,
    reason: &str,
) -> Result<u64, DbError> {
    let values = params![
        ctx.mint("cov"),
        &seat.county,
        &seat.id,
        &seat.order_id,
        &seat.employer_id,
        &seat.worker_id,
        &seat.region,
        seat.work_day,
        entry.kind.code(),
        entry.payer.code(),
        state.code(),
        &entry.insurer,
        &entry.policy_no,
        entry.sum_fen,
        entry.premium_fen,
        reason,
        ctx.now,
        &ctx.actor.id
    ];
    tx.execute(sql, &values).await
}

/// There is cover now: that there was none no longer holds.
pub(super) async fn end_none(ctx: &Ctx, tx: &mut Tx, seat: &str) -> Result<u64, DbError> {
    let sql = "UPDATE gig_cover SET state = 'void', updated_at = $2, updated_by = $3 \
         WHERE seat_id = $1 AND kind = 'none' AND state <> 'void'";
    tx.execute(sql, &params![seat, ctx.now, &ctx.actor.id])
        .await
}

/// The seat was given up: nobody is covered on it.
pub(super) async fn end_all(ctx: &Ctx, tx: &mut Tx, seat: &str) -> Result<u64, DbError> {
    let sql = "UPDATE gig_cover SET state = 'void', updated_at = $2, updated_by = $3 \
         WHERE seat_id = $1 AND state <> 'void'";
    tx.execute(sql, &params![seat, ctx.now, &ctx.actor.id])
        .await
}

/// The worker's own answer to being asked to pay.
pub(super) async fn answer(
    ctx: &Ctx,
    tx: &mut Tx,
    seat: &str,
    kind: Kind,
    to: State,
) -> Result<u64, DbError> {
    let sql = "UPDATE gig_cover SET state = $3, worker_said_at = $4, updated_at = $4, \
         updated_by = $5 WHERE seat_id = $1 AND kind = $2 AND state = 'asked'";
    let values = params![seat, kind.code(), to.code(), ctx.now, &ctx.actor.id];
    tx.execute(sql, &values).await
}
