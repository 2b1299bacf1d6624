//! How staff sign in: password, then (new password, then) second factor.

use super::model::check_password;
use super::store::{self, Half, Secrets};
use super::{second, tries};
use crate::accounts::store as accounts;
use crate::limits::Limits;
use crate::sessions::actions::{Opened, open};
use crate::sessions::store::{digest, secret};
use kernel::{Ctx, Refusal, Role};
use serde_json::json;
use vault::Vault;

/// What came of a password. A refusal here is committed too, for the try is counted.
pub(crate) enum Begun {
    /// Half in: the value of the cookie for the next step.
    Half(String),
    /// Not in.
    Refused(Refusal),
}

/// What came of the second factor.
pub(crate) enum Ended {
    /// In, with the roles and where to go.
    In(Opened, Vec<Role>, String),
    /// Not in.
    Refused(Refusal),
}

/// What is asked next of somebody half in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Step {
    /// A password of her own.
    Password,
    /// To set up the second factor.
    Enrol,
    /// The second factor.
    Second,
}

/// What is asked next: a password that was given or is too old is changed first.
pub(crate) fn step(ctx: &Ctx, found: &Secrets) -> Step {
    let months = Limits::of(&ctx.slots).password_months;
    let old = found.password_set_at.day().plus_months(months) <= ctx.today();
    match (found.password_given || old, found.totp_confirmed) {
        (true, _) => Step::Password,
        (false, false) => Step::Enrol,
        (false, true) => Step::Second,
    }
}

/// Takes the verdict on a password. `right` is the account when name and password fit.
pub(crate) async fn begin(
    ctx: &Ctx,
    tx: &mut trail::Tx,
    login: &str,
    right: Option<&Secrets>,
    next: &str,
) -> Result<Begun, Refusal> {
    // open: the password is the proof.
    tx.quiet("failed tries are counted in a table of their own");
    if let Err(locked) = tries::allow(ctx, tx, login).await {
        return Ok(Begun::Refused(locked));
    }
    let limits = Limits::of(&ctx.slots);
    let usable = |s: &&Secrets| {
        let last_day = s.password_set_at.plus_days(limits.starting_password_days);
        s.active && !(s.password_given && ctx.now > last_day)
    };
    let Some(found) = right.filter(usable) else {
        tries::count(ctx, tx, login).await?;
        let known = store::by_login(tx, login).await?;
        if let Some(known) = known {
            tx.note(ctx, "stations.sign-in-refused", &known.id, "", json!({}));
        }
        return Ok(Begun::Refused(Refusal::bad("stations-sign-in-wrong")));
    };
    let value = secret(ctx);
    let ends_at = ctx.now.plus_minutes(limits.half_minutes);
    store::insert_half(tx, &digest(&value), &found.id, next, ends_at).await?;
    Ok(Begun::Half(value))
}

/// Who is half in with this cookie.
pub(crate) async fn half_of(
    ctx: &Ctx,
    conn: &mut db::Conn,
    value: Option<&str>,
) -> Result<Option<(Half, Secrets)>, Refusal> {
    let Some(value) = value else { return Ok(None) };
    let Some(half) = store::half(conn, &digest(value), ctx.now).await? else {
        return Ok(None);
    };
    let found = store::by_id(conn, &half.account).await?;
    Ok(found.filter(|s| s.active).map(|s| (half, s)))
}

/// Is the new password good, and typed twice alike?
pub(crate) fn check_new(
    ctx: &Ctx,
    found: &Secrets,
    first: &str,
    again: &str,
) -> Result<(), Refusal> {
    let length = Limits::of(&ctx.slots).password_length;
    check_password(first, &found.login, length).map_err(|code| Refusal::field("password", code))?;
    if first != again {
        return Err(Refusal::field("again", "stations-password-differs"));
    }
    Ok(())
}

/// Sets one's own password while half in; other sessions end.
pub(crate) async fn set_password(
    ctx: &Ctx,
    tx: &mut trail::Tx,
    found: &Secrets,
    hash: &str,
) -> Result<(), Refusal> {
    // open: she has proved the old password a moment ago.
    store::set_password(tx, ctx, &found.id, hash, false).await?;
    crate::sessions::store::end_all(tx, &found.id).await?;
    tx.note(ctx, "stations.password-set", &found.id, "", json!({}));
    Ok(())
}

/// Takes the digits of the second factor and opens the session.
pub(crate) async fn end(
    ctx: &Ctx,
    tx: &mut trail::Tx,
    half: &Half,
    found: &Secrets,
    digits: &str,
    device: &str,
) -> Result<Ended, Refusal> {
    // open: the second factor is the proof.
    tx.quiet("failed tries are counted in a table of their own");
    if let Err(locked) = tries::allow(ctx, tx, &found.login).await {
        return Ok(Ended::Refused(locked));
    }
    if step(ctx, found) == Step::Password {
        return Ok(Ended::Refused(Refusal::forbidden()));
    }
    let vault = ctx.slot::<Vault>()?;
    let secret = second::unseal(&vault, &found.id, &found.totp_secret)?;
    let right = match second::step_of(&secret, digits, ctx.now)? {
        Some(step) => store::take_step(tx, &found.id, step).await?,
        None => false,
    };
    if !right {
        tries::count(ctx, tx, &found.login).await?;
        tx.note(ctx, "stations.second-refused", &found.id, "", json!({}));
        return Ok(Ended::Refused(Refusal::field(
            "code",
            "stations-second-wrong",
        )));
    }
    store::forget_failures(tx, "login", &found.login).await?;
    store::end_half(tx, &found.id).await?;
    let account = accounts::by_id(tx, &found.id).await?;
    let account = account.ok_or_else(|| Refusal::internal("an account vanished"))?;
    let opened = open(ctx, tx, &account, device).await?;
    Ok(Ended::In(opened, account.roles, half.next.clone()))
}
