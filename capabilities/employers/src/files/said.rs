//! Understands places as people write them.

use kernel::{Ctx, Refusal};

/// A division's code from its code or its name, which may stand without 镇 or 村.
///
/// # Errors
/// `employers-region-unknown` when nothing bears the name, `employers-region-twice` when several
/// do and the town must be said.
pub(crate) fn place(ctx: &Ctx, text: &str) -> Result<String, &'static str> {
    let tables = reference::tables(ctx).map_err(|_: Refusal| "internal-error")?;
    if text.trim().is_empty() {
        return Err("field-needed");
    }
    if let Some(code) = tables.nbs(text.trim()) {
        return Ok(code.to_owned());
    }
    match tables.find_division(text).as_slice() {
        [one] => Ok(one.code.clone()),
        [] => Err("employers-region-unknown"),
        _ => Err("employers-region-twice"),
    }
}
