//! What law requires to be kept after an erasure, and until when.

use crate::rights::model::KEPT;
use kernel::{Ctx, Day, Refusal};
use serde::Serialize;

/// A record that stays.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Stays {
    /// Names the record: message `people-kept-…`.
    pub what: &'static str,
    /// Last day on which it is kept, counted from today.
    pub until: Day,
    /// The document that requires it.
    pub doc: String,
}

/// What stays when a file of this division is erased today; a record whose time limit the
/// county has not set is not among them.
///
/// # Errors
/// Internal when the house was started without its tables.
pub fn stays(ctx: &Ctx, region: &str) -> Result<Vec<Stays>, Refusal> {
    let tables = reference::tables(ctx)?;
    let today = ctx.today();
    let stay = |kept: &crate::rights::model::Kept| {
        let param = tables.param(kept.param, region, today)?;
        let years: i32 = param.value.parse().ok()?;
        let until = today.plus_months(years.checked_mul(12)?);
        Some(Stays {
            what: kept.what,
            until,
            doc: param.doc.clone(),
        })
    };
    Ok(KEPT.iter().filter_map(stay).collect())
}
