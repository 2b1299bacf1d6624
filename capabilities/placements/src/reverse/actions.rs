//! Taking the list of people along leaves a line.

use kernel::{Ctx, Refusal, Target};
use people::EXPORT;
use serde_json::json;
use trail::Tx;
use vacancies::Vacancy;

/// Notes that a list of people who fit a post was taken along.
///
/// # Errors
/// Forbidden to whoever may not take lists of people along.
pub(super) fn note_export(
    ctx: &Ctx,
    tx: &mut Tx,
    post: &Vacancy,
    rows: usize,
    format: &str,
) -> Result<(), Refusal> {
    ctx.require(EXPORT, Target::Any)?;
    let detail = json!({ "rows": rows, "format": format });
    let (id, region) = (post.id.as_str(), &post.terms.region);
    tx.note(ctx, "placements.people-export", id, region, detail);
    Ok(())
}
