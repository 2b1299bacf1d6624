//! What the station does about a report.

use super::store;
use crate::permissions::REVIEW;
use kernel::{Ctx, Refusal, Target};
use serde_json::json;

/// Notes what was done about a report; answering twice keeps the first answer.
///
/// # Errors
/// NotFound when there is none in the reviewer's part of the county; field `answer` when empty.
pub async fn answer(ctx: &Ctx, tx: &mut trail::Tx, id: &str, text: &str) -> Result<(), Refusal> {
    let found = store::place(tx, id).await?;
    let (region, open) = found.ok_or_else(|| Refusal::not_found("record-unknown"))?;
    ctx.require(REVIEW, Target::Region(&region))?;
    if text.trim().is_empty() {
        return Err(Refusal::field("answer", "field-needed"));
    }
    if open {
        store::answer(tx, id, &ctx.actor.id, ctx.now, text.trim()).await?;
        tx.note(ctx, "vacancies.answer-report", id, &region, json!({}));
    }
    Ok(())
}
