//! Records of hardship: sealed, read by the call-up alone, shown to nobody but the clerk who asks.

use super::model::Hardship;
use super::queries;
use db::Conn;
use kernel::{Ctx, Day, Refusal};
use vault::{Field, Vault};

const fn field(row: &str) -> Field<'_> {
    Field {
        table: "gig_hardship",
        column: "record",
        row,
    }
}

pub(super) fn seal(ctx: &Ctx, worker: &str, record: &Hardship) -> Result<Vec<u8>, Refusal> {
    let vault = ctx.slot::<Vault>()?;
    let text = serde_json::to_string(record).map_err(Refusal::internal)?;
    Ok(vault.seal(&ctx.rng, field(worker), &text))
}

/// What is recorded of a person and holds today.
pub(super) async fn of(
    ctx: &Ctx,
    conn: &mut Conn,
    worker: &str,
) -> Result<Option<Hardship>, Refusal> {
    Ok(with_end(ctx, conn, worker).await?.map(|(record, _)| record))
}

/// The same with the last day on which it holds.
pub(super) async fn with_end(
    ctx: &Ctx,
    conn: &mut Conn,
    worker: &str,
) -> Result<Option<(Hardship, Day)>, Refusal> {
    let Some((sealed, until)) = queries::hardship(conn, worker, ctx.today()).await? else {
        return Ok(None);
    };
    let text = ctx.slot::<Vault>()?.open(field(worker), &sealed)?;
    let record = serde_json::from_str(&text).map_err(Refusal::internal)?;
    Ok(Some((record, until)))
}
