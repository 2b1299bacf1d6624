//! SQL of consents.

use crate::consents::model::Purpose;
use db::{DbError, Value, params};
use kernel::Ctx;

/// Gives consents; one that stands already in this version stays as it is.
pub(crate) async fn give(
    tx: &mut trail::Tx,
    ctx: &Ctx,
    subject: &str,
    purposes: &[Purpose],
    how: &str,
) -> Result<(), DbError> {
    if purposes.is_empty() {
        return Ok(());
    }
    let mut values: Vec<Value> = params![subject, how, ctx.now, &ctx.actor.id].to_vec();
    let mut rows = Vec::new();
    for purpose in purposes {
        values.extend([
            ctx.mint("cns").into(),
            purpose.code().into(),
            purpose.version().into(),
        ]);
        let n = values.len();
        rows.push(format!("(${}, $1, ${}, ${n}, $2, $3, $4)", n - 2, n - 1));
    }
    let sql = format!(
        "INSERT INTO consents (id, subject, purpose, version, how, given_at, given_by) \
         VALUES {} ON CONFLICT DO NOTHING",
        rows.join(", ")
    );
    tx.execute(&sql, &values).await?;
    Ok(())
}

/// Withdraws a consent, or one of an older version; how many stood.
pub(crate) async fn withdraw(
    tx: &mut trail::Tx,
    ctx: &Ctx,
    subject: &str,
    purpose: Purpose,
) -> Result<u64, DbError> {
    let sql = "UPDATE consents SET withdrawn_at = $3, withdrawn_by = $4 \
        WHERE subject = $1 AND purpose = $2 AND withdrawn_at IS NULL";
    tx.execute(
        sql,
        &params![subject, purpose.code(), ctx.now, &ctx.actor.id],
    )
    .await
}
