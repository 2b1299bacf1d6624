//! Writing the prices of a clearing.

use super::store;
use crate::permissions::REVIEW;
use kernel::{Ctx, Refusal, Target};
use serde_json::json;

/// Puts the prices of a clearing in the place of those before, for one county (six digits): the
/// posts that cost something, each with its price in thousandths of a score.
///
/// # Errors
/// Forbidden to anybody but Yizhan itself; what the database says.
pub async fn set_prices(
    ctx: &Ctx,
    tx: &mut trail::Tx,
    county: &str,
    run: &str,
    prices: &[(String, i64)],
) -> Result<(), Refusal> {
    // No division is empty: only jobs and commands act for Yizhan itself.
    ctx.require(REVIEW, Target::Region(""))?;
    store::replace(tx, ctx, county, run, prices).await?;
    let detail = json!({ "posts": prices.len() });
    tx.note(ctx, "vacancies.set-prices", run, county, detail);
    Ok(())
}
