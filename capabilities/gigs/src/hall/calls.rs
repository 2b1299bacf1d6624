//! Call-ups as they were kept: sealed with all they were made of, and computed again on demand.

use super::fair::Snapshot;
use super::model::{Call, CallId};
use super::queries;
use crate::permissions::CALL;
use db::Conn;
use kernel::{Ctx, Refusal, Target};
use vault::{Field, Vault};

const fn field(row: &str) -> Field<'_> {
    Field {
        table: "gig_calls",
        column: "snapshot",
        row,
    }
}

pub(super) fn seal(ctx: &Ctx, call: &str, snapshot: &Snapshot) -> Result<Vec<u8>, Refusal> {
    let vault = ctx.slot::<Vault>()?;
    let text = serde_json::to_string(snapshot).map_err(Refusal::internal)?;
    Ok(vault.seal(&ctx.rng, field(call), &text))
}

/// A call-up computed again.
#[derive(Debug, Clone)]
pub struct Replayed {
    /// The call-up.
    pub call: Call,
    /// What it was made of; sensitive, because of the grades.
    pub snapshot: Snapshot,
    /// Does the same order come out of it?
    pub holds: bool,
}

/// Computes a call-up's order again from what was kept with it.
///
/// # Errors
/// NotFound outside the scope; Internal when the snapshot does not open.
pub async fn replay(ctx: &Ctx, conn: &mut Conn, id: &CallId) -> Result<Replayed, Refusal> {
    let (call, sealed) = queries::call(conn, id).await?;
    ctx.require(CALL, Target::Region(&call.region))?;
    let text = ctx
        .slot::<Vault>()?
        .open(field(call.id.as_str()), &sealed)?;
    let snapshot: Snapshot = serde_json::from_str(&text).map_err(Refusal::internal)?;
    Ok(Replayed {
        holds: snapshot.holds(),
        call,
        snapshot,
    })
}
