//! Ratings by the clock: shown when the time is over; the seats' own job closes after that.

use super::queries;
use crate::seats::model::Party;
use crate::seats::state::Move;
use jobs::{Every, JobKind, Trigger};
use kernel::{Ctx, Refusal};
use serde_json::{Value, json};
use trail::Tx;

pub(crate) fn jobs() -> Vec<JobKind> {
    vec![JobKind {
        name: "gigs.ratings",
        trigger: Trigger::Schedule(Every::Minutes(30)),
        run: jobs::run!(ripen),
    }]
}

/// Shows what is ripe.
async fn ripen(ctx: &Ctx, tx: &mut Tx, _: &Value) -> Result<(), Refusal> {
    let days = reference::whole(ctx, "gigs.rate_days", "", ctx.today())?;
    for seat in queries::ripe(tx, ctx.now.plus_days(-days)).await? {
        crate::seats::make(ctx, tx, &seat, Move::Rate, Party::System, json!({})).await?;
    }
    Ok(())
}
