//! Learns every night which trades the same people choose.

use super::actions;
use jobs::{Every, JobKind, Trigger};
use kernel::{Ctx, Refusal};
use serde_json::Value;

pub(crate) fn jobs() -> Vec<JobKind> {
    vec![JobKind {
        name: "people.learn-kin",
        trigger: Trigger::Schedule(Every::DayAt(3, 10)),
        run: jobs::run!(learn),
    }]
}

async fn learn(ctx: &Ctx, tx: &mut trail::Tx, _: &Value) -> Result<(), Refusal> {
    actions::learn(ctx, tx).await
}
