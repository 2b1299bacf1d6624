//! Wrong tries by user name and by address; too many lock both for a while.

use super::store;
use crate::limits::Limits;
use kernel::{Ctx, Refusal};

/// May this name, from this address, try now? An unknown name is locked like a known one.
///
/// # Errors
/// Too many `stations-sign-in-locked`.
pub(super) async fn allow(ctx: &Ctx, tx: &mut trail::Tx, login: &str) -> Result<(), Refusal> {
    let limits = Limits::of(&ctx.slots);
    let keys = [
        ("login", login, limits.login_tries),
        ("address", ctx.ask.address.as_str(), limits.address_tries),
    ];
    for (kind, key, most) in keys {
        let (count, last) = store::failures(tx, kind, key).await?;
        let Some(last) = last else { continue };
        if ctx.now >= last.plus_minutes(limits.lock_minutes) {
            store::forget_failures(tx, kind, key).await?;
        } else if count >= most {
            let minutes = limits.lock_minutes;
            return Err(Refusal::too_many("stations-sign-in-locked").with("minutes", minutes));
        }
    }
    Ok(())
}

/// Counts a wrong try.
pub(super) async fn count(ctx: &Ctx, tx: &mut trail::Tx, login: &str) -> Result<(), Refusal> {
    store::add_failure(tx, ctx, "login", login).await?;
    store::add_failure(tx, ctx, "address", &ctx.ask.address).await?;
    Ok(())
}
