//! What is done with wages: computed, told as paid, received, kept back, asked after.

mod after;
mod money;
mod set;

pub(crate) use after::number;
pub use after::{REASONS, call, confirm_report, drop_report, note_export, reveal};
pub use money::{deny, keep_back, pay, receive};
pub(crate) use set::set;

use super::model::Wage;
use super::store::{self, Saying};
use crate::{HIRE, WORK};
use kernel::{Ctx, Refusal, Target};

pub(super) fn require_worker(ctx: &Ctx, wage: &Wage) -> Result<(), Refusal> {
    let (subject, region) = (&wage.worker_id, &wage.worker_region);
    ctx.require(WORK, Target::Of { subject, region })
}

pub(super) fn require_employer(ctx: &Ctx, wage: &Wage) -> Result<(), Refusal> {
    let (subject, region) = (&wage.employer_id, &wage.region);
    ctx.require(HIRE, Target::Of { subject, region })
}

/// Writes the wage as it stands now together with what was said.
pub(super) async fn save(
    ctx: &Ctx,
    tx: &mut trail::Tx,
    wage: &mut Wage,
    saying: &Saying<'_>,
) -> Result<(), Refusal> {
    let seen = wage.said;
    wage.said += 1;
    store::save(ctx, tx, wage, seen).await?;
    store::say(ctx, tx, wage, saying).await?;
    let verb = format!("gigs.wage-{}", saying.what);
    let detail = serde_json::json!({ "wage": wage.id.as_str(), "fen": saying.fen,
        "how": saying.how });
    tx.note(ctx, &verb, wage.seat_id.as_str(), &wage.region, detail);
    Ok(())
}
