//! Asks for a code and signs in with it.

use super::model::{may_send, plain_digits, same};
use super::store;
use crate::accounts::{actions as accounts, store as account_store};
use crate::limits::Limits;
use crate::sessions::actions::{Opened, open};
use kernel::{Ctx, Refusal, Role, is_mobile};
use serde_json::json;
use vault::Vault;

/// Asks for a code to a number in its checked form; answers the id to sign in with.
///
/// The answer is the same whether the number has an account or not.
///
/// # Errors
/// Too many, by number (`stations-code-wait-…`) or by address (`stations-code-wait-address`);
/// a field fault when the number cannot take text messages.
pub async fn ask(
    ctx: &Ctx,
    tx: &mut trail::Tx,
    phone: &str,
    role: Role,
) -> Result<String, Refusal> {
    // open: the first step of signing in.
    if !is_mobile(phone) {
        return Err(Refusal::field("phone", "field-not-phone"));
    }
    let limits = Limits::of(&ctx.slots);
    let index = ctx.slot::<Vault>()?.index("phone", phone);
    let earlier = store::earlier(tx, &index, ctx.now.plus_days(-1)).await?;
    may_send(ctx.now, &earlier, limits.codes_per_number)?;
    let hour = ctx.now.plus_minutes(-60);
    let near = store::from_address(tx, &ctx.ask.address, hour).await?;
    if near >= limits.codes_per_address_hour {
        return Err(Refusal::too_many("stations-code-wait-address"));
    }
    let ends_at = ctx.now.plus_minutes(limits.code_minutes);
    let id = store::insert(tx, ctx, phone, &index, role.code(), ends_at).await?;
    let payload = json!({ "code": &id });
    jobs::enqueue(
        tx,
        ctx,
        crate::notices::SMS_SEND,
        Some(&id),
        ctx.now,
        payload,
    )
    .await?;
    tx.quiet("a code asked for changes no record");
    Ok(id)
}

/// What came of a typed code. A refusal here is committed too, for the try is counted.
pub enum Redeemed {
    /// Signed in.
    In(Opened, Vec<Role>),
    /// Not signed in.
    Refused(Refusal),
}

fn gone() -> Redeemed {
    Redeemed::Refused(Refusal::field("code", "stations-code-gone"))
}

/// Signs in with the code that belongs to an id.
///
/// # Errors
/// Only what the database and the vault say; everything else is [`Redeemed::Refused`].
pub async fn redeem(
    ctx: &Ctx,
    tx: &mut trail::Tx,
    id: &str,
    typed: &str,
    device: &str,
) -> Result<Redeemed, Refusal> {
    // open: the code is the proof.
    tx.quiet("a wrong try is counted in the code's own row");
    let limits = Limits::of(&ctx.slots);
    let vault = ctx.slot::<Vault>()?;
    let Some(code) = store::by_id(tx, &vault, id).await? else {
        return Ok(gone());
    };
    if !store::count_try(tx, id, limits.code_tries, ctx.now).await? {
        return Ok(gone());
    }
    if !same(&plain_digits(typed), &store::digits(&vault, id)) {
        tx.note(ctx, "stations.code-refused", id, "", json!({}));
        return Ok(Redeemed::Refused(Refusal::field(
            "code",
            "stations-code-wrong",
        )));
    }
    if !store::use_up(tx, id, ctx.now).await? {
        return Ok(gone());
    }
    let id = accounts::ensure_account(ctx, tx, &code.phone).await?;
    let role = Role::parse(&code.role)
        .filter(|r| !r.is_staff())
        .unwrap_or(Role::Worker);
    let found = account_store::by_id(tx, &id).await?;
    let active = found.is_some_and(|a| a.active);
    if !active {
        return Ok(Redeemed::Refused(Refusal::conflict(
            "stations-account-locked",
        )));
    }
    accounts::give_role(ctx, tx, &id, role).await?;
    let account = account_store::by_id(tx, &id).await?;
    let account = account.ok_or_else(|| Refusal::internal("an account vanished"))?;
    let opened = open(ctx, tx, &account, device).await?;
    Ok(Redeemed::In(opened, vec![role]))
}
