//! What was looked at is kept every few minutes; what was turned down goes with the file.

use super::{learn, store};
use crate::push;
use db::Db;
use jobs::{Every, JobKind, Trigger};
use kernel::{Ctx, Refusal};
use people::WorkerId;
use people::preferences::Event;
use serde_json::Value;
use trail::Tx;
use vacancies::{Looks, VacancyId};

pub(crate) fn jobs() -> Vec<JobKind> {
    vec![
        JobKind {
            name: "placements.looks",
            trigger: Trigger::Schedule(Every::Minutes(5)),
            run: jobs::run!(looks),
        },
        JobKind {
            name: "placements.liking-erased",
            trigger: Trigger::Fact("worker-erased"),
            run: jobs::run!(erased),
        },
    ]
}

/// Writes what was looked at and still waits in memory, before the program ends.
///
/// # Errors
/// What the database says.
pub async fn keep_looks(ctx: &Ctx, db: &Db) -> Result<(), Refusal> {
    let mut tx = trail::begin(db, ctx).await?;
    looks(ctx, &mut tx, &Value::Null).await?;
    tx.commit(ctx).await
}

/// A page that is only read writes nothing; what was looked at waits in memory until here, or
/// until the program ends; a crash loses minutes of it, which harms nobody.
async fn looks(ctx: &Ctx, tx: &mut Tx, _: &Value) -> Result<(), Refusal> {
    tx.quiet("having looked at a post changes no record of anybody else");
    for (worker, vacancy) in ctx.slots.get_or(Looks::default).take() {
        let worker = people::worker(tx, &WorkerId::parse(&worker)?).await?;
        let post = vacancies::vacancy(tx, &VacancyId::parse(&vacancy)?).await?;
        if let (Some(worker), Some(post)) = (worker.filter(|w| w.erased_at.is_none()), post) {
            let (id, vacancy) = (worker.id.as_str(), post.id.as_str());
            push::store::read(tx, ctx, id, vacancy).await?;
            learn(ctx, tx, &worker, &post, Event::Viewed).await?;
        }
    }
    Ok(())
}

async fn erased(_: &Ctx, tx: &mut Tx, payload: &Value) -> Result<(), Refusal> {
    let worker = payload["subject"].as_str().unwrap_or_default();
    tx.quiet("the erasure of the file has its own line");
    Ok(store::forget(tx, worker).await?)
}
