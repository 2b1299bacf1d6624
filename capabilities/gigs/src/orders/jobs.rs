//! What the clock does with orders: says that a shift is over, closes what has come to its end.

use super::model::ShiftState;
use super::{queries, store};
use crate::seats;
use ::jobs::{Every, JobKind, Trigger};
use kernel::{Ctx, Refusal};
use serde_json::{Value, json};
use trail::Tx;

/// Rows of one run; what is left is done by the next.
const BATCH: i64 = 200;

pub(super) fn jobs() -> Vec<JobKind> {
    vec![
        JobKind {
            name: "gigs.shift-over",
            trigger: Trigger::Schedule(Every::Minutes(5)),
            run: ::jobs::run!(shift_over),
        },
        JobKind {
            name: "gigs.order-close",
            trigger: Trigger::Schedule(Every::Minutes(30)),
            run: ::jobs::run!(order_close),
        },
    ]
}

/// A shift whose end is past takes nobody, and nobody waits for it. Who said yes and was not
/// checked in stays as it is: a person says what happened, and the employer is asked to.
async fn shift_over(ctx: &Ctx, tx: &mut Tx, _: &Value) -> Result<(), Refusal> {
    let mut ended = queries::ended(tx, ctx.now, BATCH).await?;
    ended.sort_by(|a, b| a.id.cmp(&b.id));
    tx.quiet("no shift was over");
    for shift in ended {
        if store::end_shift(tx, &shift.id, ShiftState::Over).await? {
            let (id, region) = (shift.id.as_str(), shift.region.as_str());
            tx.note(ctx, "gigs.shift-over", id, region, json!({}));
            tx.publish(
                "gig-shift-over",
                id,
                json!({ "order": shift.order_id.as_str() }),
            );
            seats::actions::shift_over(ctx, tx, &shift).await?;
        }
    }
    Ok(())
}

/// An order none of whose shifts is open any more takes nobody.
async fn order_close(ctx: &Ctx, tx: &mut Tx, _: &Value) -> Result<(), Refusal> {
    tx.quiet("no order was to be closed");
    for id in queries::to_close(tx, ctx.today(), BATCH).await? {
        if store::close(ctx, tx, &id).await? {
            tx.note(ctx, "gigs.close", id.as_str(), "", json!({}));
            tx.publish("gig-order-closed", id.as_str(), json!({}));
        }
    }
    Ok(())
}
