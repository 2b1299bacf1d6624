//! Places: N places means N, however many reach for the last one.

use crate::posts::model::VacancyId;
use crate::posts::store;
use kernel::{Ctx, Refusal};
use serde_json::json;

/// Takes one place, in one conditional statement; the last one closes the post.
///
/// # Errors
/// Conflict `vacancies-full` when none is free, `vacancies-not-open` when the post is not open
/// any more; NotFound when there is none.
pub async fn take_place(ctx: &Ctx, tx: &mut trail::Tx, id: &VacancyId) -> Result<(), Refusal> {
    // open: the room that takes somebody on asks for authority on its own record.
    let Some(row) = store::take(tx, id.as_str(), ctx.now).await? else {
        let post = store::by_id(tx, id).await?;
        let post = post.ok_or_else(|| Refusal::not_found("record-unknown"))?;
        let code = if post.free() == 0 {
            "vacancies-full"
        } else {
            "vacancies-not-open"
        };
        return Err(Refusal::conflict(code).with("no", post.no));
    };
    counted(ctx, tx, id, &row, "vacancies.take-place").await
}

/// Gives a place back; a post that was full is shown again while its days last.
///
/// # Errors
/// Conflict `vacancies-none-taken` when none was taken; NotFound when there is no such post.
pub async fn give_back(ctx: &Ctx, tx: &mut trail::Tx, id: &VacancyId) -> Result<(), Refusal> {
    // open: the room that took somebody on asks for authority on its own record.
    let Some(row) = store::give(tx, id.as_str(), ctx.now).await? else {
        let post = store::by_id(tx, id).await?;
        let known = post.is_some();
        let unknown = Refusal::not_found("record-unknown");
        return Err(if known {
            Refusal::conflict("vacancies-none-taken")
        } else {
            unknown
        });
    };
    counted(ctx, tx, id, &row, "vacancies.give-back").await
}

async fn counted(
    ctx: &Ctx,
    tx: &mut trail::Tx,
    id: &VacancyId,
    row: &db::Row,
    verb: &str,
) -> Result<(), Refusal> {
    let (county, region): (String, String) = (row.get("county")?, row.get("region")?);
    let (state, taken): (String, i64) = (row.get("state")?, row.get("taken")?);
    let headcount: i64 = row.get("headcount")?;
    let seq = store::next_change(tx, &county).await?;
    store::mark_changed(tx, id.as_str(), seq).await?;
    let detail = json!({ "state": state, "taken": taken, "headcount": headcount });
    tx.note(ctx, verb, id.as_str(), &region, detail.clone());
    tx.publish("vacancy-places", id.as_str(), detail);
    Ok(())
}
