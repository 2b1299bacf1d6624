//! What happens by itself: cover begins with the worker's yes and ends with the seat.

use super::actions;
use jobs::{JobKind, Trigger};
use kernel::{Ctx, Refusal};
use serde_json::Value;
use trail::Tx;

pub(super) fn jobs() -> Vec<JobKind> {
    let void = |name, topic| JobKind {
        name,
        trigger: Trigger::Fact(topic),
        run: jobs::run!(given_up),
    };
    vec![
        JobKind {
            name: "gigs.cover-confirm",
            trigger: Trigger::Fact("gig-confirm"),
            run: jobs::run!(confirmed),
        },
        void("gigs.cover-cancel-worker", "gig-cancel-worker"),
        void("gigs.cover-cancel-employer", "gig-cancel-employer"),
    ]
}

async fn confirmed(ctx: &Ctx, tx: &mut Tx, payload: &Value) -> Result<(), Refusal> {
    actions::from_order(ctx, tx, payload["subject"].as_str().unwrap_or_default()).await
}

async fn given_up(ctx: &Ctx, tx: &mut Tx, payload: &Value) -> Result<(), Refusal> {
    actions::void(ctx, tx, payload["subject"].as_str().unwrap_or_default()).await
}
