//! What can be done with a mark.

mod moves;
mod note;

pub use moves::{answer, appeal, decide};
pub use note::{note, told};

pub(crate) use moves::lapse;

use super::clock::Terms;
use super::model::{Mark, Side};
use super::state::Move;
use super::store;
use crate::{HIRE, WORK};
use kernel::{Ctx, Permission, Refusal, Target};
use serde_json::json;
use trail::Tx;

/// The permission to speak for a side.
pub(crate) const fn for_side(side: Side) -> Permission {
    match side {
        Side::Worker => WORK,
        Side::Employer => HIRE,
    }
}

/// May the actor speak for the person that the mark is about?
pub(crate) fn require(ctx: &Ctx, mark: &Mark) -> Result<(), Refusal> {
    let (subject, region) = (mark.subject_id.as_str(), mark.region.as_str());
    ctx.require(for_side(mark.side), Target::Of { subject, region })
}

/// Minutes before the start within which a cancellation may be noted.
///
/// # Errors
/// Internal when the parameter is missing.
pub(crate) fn late_minutes(ctx: &Ctx, region: &str) -> Result<i64, Refusal> {
    // open: a figure that everybody may read.
    reference::whole(ctx, "gigs.mark_cancel_minutes", region, ctx.today())
}

/// How long each side has today.
pub(crate) fn terms(ctx: &Ctx, region: &str) -> Result<Terms, Refusal> {
    let days = |key: &str| -> Result<u32, Refusal> {
        let days = reference::whole(ctx, key, region, ctx.today())?;
        u32::try_from(days).map_err(Refusal::internal)
    };
    let months = |key: &str| -> Result<i32, Refusal> {
        let months = reference::whole(ctx, key, region, ctx.today())?;
        i32::try_from(months).map_err(Refusal::internal)
    };
    Ok(Terms {
        tell: days("gigs.mark_tell_workdays")?,
        answer: days("gigs.mark_answer_workdays")?,
        decide: days("gigs.mark_decide_workdays")?,
        appeal: days("gigs.mark_appeal_workdays")?,
        months: months("gigs.mark_months")?,
        grave_months: months("gigs.mark_grave_months")?,
    })
}

/// Writes a step down: state, history, audit line. The words stay in the history alone.
async fn write(
    ctx: &Ctx,
    tx: &mut Tx,
    m: &mut Mark,
    with: Move,
    to: super::state::State,
    words: &str,
) -> Result<(), Refusal> {
    let (from, seen) = (m.state.code(), m.seq);
    (m.state, m.seq) = (to, m.seq + 1);
    store::save(ctx, tx, m, seen).await?;
    store::add_move(ctx, tx, m, from, with.code(), words).await?;
    let detail = json!({ "from": from, "to": to.code(), "kind": m.kind.code() });
    let verb = format!("gigs.mark-{}", with.code());
    tx.note(ctx, &verb, m.id.as_str(), &m.region, detail);
    Ok(())
}
