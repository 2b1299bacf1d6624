//! What is kept too long or belongs to an erased file is forgotten; a person's copy has the rest.

use super::{queries, store};
use db::Conn;
use jobs::{Every, JobKind, Trigger};
use kernel::{Ctx, Refusal};
use serde_json::{Value, json};
use trail::Tx;

/// The dated parameter: days that a judgement is kept.
const KEEP_DAYS: &str = "matching.keep_days";
/// Forgotten in one transaction; the next night takes the rest.
const A_NIGHT: usize = 20_000;
/// Judgements in a person's copy.
const MOST: usize = 1000;

pub(crate) fn jobs() -> Vec<JobKind> {
    vec![
        JobKind {
            name: "placements.fits-old",
            trigger: Trigger::Schedule(Every::DayAt(3, 50)),
            run: jobs::run!(old),
        },
        JobKind {
            name: "placements.fits-erased",
            trigger: Trigger::Fact("worker-erased"),
            run: jobs::run!(erased),
        },
    ]
}

async fn old(ctx: &Ctx, tx: &mut Tx, _: &Value) -> Result<(), Refusal> {
    let tables = reference::tables(ctx)?;
    let region = tables.county().map_or("", |county| county.code.as_str());
    let days = tables.param_i64(KEEP_DAYS, region, ctx.today());
    let days =
        days.ok_or_else(|| Refusal::internal(format!("parameter {KEEP_DAYS} is missing")))?;
    let before = ctx.now.plus_days(-days.max(1));
    let gone = store::forget_before(tx, before, A_NIGHT).await?;
    if gone == 0 {
        tx.quiet("nothing was old enough");
    } else {
        let detail = json!({ "forgotten": gone, "keep_days": days });
        tx.note(ctx, "placements.fits-old", "kept_fits", region, detail);
    }
    Ok(())
}

pub(super) async fn erased(_: &Ctx, tx: &mut Tx, payload: &Value) -> Result<(), Refusal> {
    let worker = payload["subject"].as_str().unwrap_or_default();
    tx.quiet("the erasure of the file has its own line");
    store::forget(tx, worker).await?;
    Ok(())
}

/// The part of a person's copy that kept judgements are.
fn part<'a>(ctx: &'a Ctx, conn: &'a mut Conn, worker: &'a str) -> people::PartFuture<'a> {
    Box::pin(async move {
        let found = queries::list(ctx, conn, worker, MOST).await?;
        let line = |fit: &super::KeptFit| {
            json!({
                "at": fit.kept_at.rfc3339(), "occasion": fit.occasion.code(),
                "vacancy": fit.vacancy_id, "record": fit.record_id, "judgement": fit.kept,
            })
        };
        Ok(found.iter().map(line).collect())
    })
}

/// Puts the judgements into a person's copy.
pub(crate) fn start(ctx: &Ctx) {
    people::share(ctx, "judgements", part);
}
