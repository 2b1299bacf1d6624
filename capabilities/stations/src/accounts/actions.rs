//! Makes accounts, ties records to them, and closes them.

use super::model::roles_text;
use super::store;
use crate::sessions;
use kernel::{Ctx, Refusal, Role, is_mobile};
use serde_json::json;
use vault::Vault;

/// The person account of a mobile number in its checked form, made when missing.
///
/// # Errors
/// A field fault `field-not-phone` on `phone` when it is no mobile number.
pub async fn ensure_account(ctx: &Ctx, tx: &mut trail::Tx, phone: &str) -> Result<String, Refusal> {
    // open: part of actions that have asked for their own authority, and of signing in.
    if !is_mobile(phone) {
        return Err(Refusal::field("phone", "field-not-phone"));
    }
    let index = ctx.slot::<Vault>()?.index("phone", phone);
    if let Some(found) = store::by_phone(tx, &index).await? {
        return Ok(found.id);
    }
    let made = store::insert_person(tx, ctx, phone).await?;
    tx.note(ctx, "stations.account-make", &made.id, "", json!({}));
    Ok(made.id)
}

/// Gives an account a role; harmless when it has it already.
pub(crate) async fn give_role(
    ctx: &Ctx,
    tx: &mut trail::Tx,
    account: &str,
    role: Role,
) -> Result<(), Refusal> {
    // open: part of signing in and of linking, which say whose account it is.
    let found = store::by_id(tx, account).await?;
    let mut found = found.ok_or_else(|| Refusal::not_found("record-unknown"))?;
    if found.roles.contains(&role) {
        return Ok(());
    }
    found.roles.push(role);
    store::set_roles(tx, ctx, account, &roles_text(&found.roles)).await?;
    tx.note(
        ctx,
        "stations.role-give",
        account,
        &found.region,
        json!({ "role": role.code() }),
    );
    Ok(())
}

/// Ties a record (worker file, employer) to an account, with the role that goes with it.
///
/// # Errors
/// `record-unknown` when there is no such account.
pub async fn link_subject(
    ctx: &Ctx,
    tx: &mut trail::Tx,
    account: &str,
    subject: &str,
    role: Role,
) -> Result<(), Refusal> {
    // open: part of actions of people and employers that have asked for their own authority.
    give_role(ctx, tx, account, role).await?;
    if store::link(tx, ctx, account, subject, role.code()).await? {
        let detail = json!({ "subject": subject, "role": role.code() });
        tx.note(ctx, "stations.subject-link", account, "", detail);
    }
    Ok(())
}

/// Unties a record; an account that has none left is closed and its number wiped
/// (个人信息保护法 第四十七条).
pub async fn forget_subject(ctx: &Ctx, tx: &mut trail::Tx, subject: &str) -> Result<(), Refusal> {
    // open: part of the erasure that people and employers decide on.
    let Some(account) = super::queries::account_of(tx, subject).await? else {
        return Ok(());
    };
    store::unlink(tx, &account, subject).await?;
    let left = store::subject_roles(tx, &account).await?;
    if left.is_empty() {
        store::close(tx, ctx, &account).await?;
        sessions::store::end_all(tx, &account).await?;
        tx.note(ctx, "stations.account-close", &account, "", json!({}));
    } else {
        let roles: Vec<Role> = left.iter().filter_map(|r| Role::parse(r)).collect();
        store::set_roles(tx, ctx, &account, &roles_text(&roles)).await?;
        tx.note(
            ctx,
            "stations.subject-unlink",
            &account,
            "",
            json!({ "subject": subject }),
        );
    }
    Ok(())
}

/// Sets whether a record's owner gets text messages; `false` is a withdrawal.
pub async fn want_sms(
    ctx: &Ctx,
    tx: &mut trail::Tx,
    subject: &str,
    wanted: bool,
) -> Result<(), Refusal> {
    // open: part of the person's own consent settings in people and employers.
    if let Some(account) = super::queries::account_of(tx, subject).await? {
        store::set_sms(tx, ctx, &account, wanted).await?;
        tx.note(
            ctx,
            "stations.sms-want",
            &account,
            "",
            json!({ "wanted": wanted }),
        );
    }
    Ok(())
}

/// Gives the account of a record another mobile number; the next sign-in is with that one, and
/// every session ends. Harmless when it has the number already, or when there is no account.
///
/// # Errors
/// Field faults on `phone`: not a mobile number, or another account's.
pub async fn change_phone(
    ctx: &Ctx,
    tx: &mut trail::Tx,
    subject: &str,
    phone: &str,
) -> Result<(), Refusal> {
    // open: part of actions of people and employers that have asked for their own authority.
    if !is_mobile(phone) {
        return Err(Refusal::field("phone", "field-not-phone"));
    }
    let Some(account) = super::queries::account_of(tx, subject).await? else {
        return Ok(());
    };
    let index = ctx.slot::<Vault>()?.index("phone", phone);
    match store::by_phone(tx, &index).await? {
        Some(found) if found.id == account => return Ok(()),
        Some(_) => return Err(Refusal::field("phone", "stations-phone-taken")),
        None => {}
    }
    store::set_phone(tx, ctx, &account, phone, &index).await?;
    sessions::store::end_all(tx, &account).await?;
    tx.note(ctx, "stations.phone-change", &account, "", json!({}));
    Ok(())
}
