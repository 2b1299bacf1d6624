//! Makes staff accounts, gives and takes roles, locks and unlocks.

use super::model::{NewStaff, check_roles, login_of};
use super::password::{Passwords, starting};
use super::queries::{self, User};
use super::{second, store};
use crate::accounts::model::roles_text;
use crate::permissions::USERS;
use crate::sessions;
use crate::stations::queries::known_region;
use db::DbError;
use kernel::{Ctx, Refusal, Region, Role, Target};
use serde_json::json;

/// An account just made; the password is shown once and changed at the first sign-in.
#[derive(Debug, Clone)]
pub struct Made {
    /// `acc_…`.
    pub account: String,
    /// Starting password.
    pub password: String,
}

fn region_of(ctx: &Ctx, code: &str) -> Result<Region, Refusal> {
    known_region(ctx, code).ok_or_else(|| Refusal::field("region", "field-not-choice"))
}

async fn user_of(tx: &mut trail::Tx, id: &str) -> Result<User, Refusal> {
    let found = queries::by_id(tx, id).await?;
    found.ok_or_else(|| Refusal::not_found("record-unknown"))
}

/// Nobody changes her own account here: another security administrator does.
fn not_oneself(ctx: &Ctx, id: &str) -> Result<(), Refusal> {
    if ctx.actor.id == id {
        return Err(Refusal::conflict("stations-not-oneself"));
    }
    Ok(())
}

/// Makes a staff account with a starting password.
///
/// # Errors
/// Field faults: user name, name, division, roles that do not go together, a name taken.
pub async fn create(ctx: &Ctx, tx: &mut trail::Tx, new: &NewStaff) -> Result<Made, Refusal> {
    ctx.require(USERS, Target::Region(&new.region))?;
    let login = login_of(&new.login);
    let login = login.ok_or_else(|| Refusal::field("login", "stations-login-form"))?;
    let name = new.name.trim();
    if name.is_empty() {
        return Err(Refusal::field("name", "field-needed"));
    }
    let region = region_of(ctx, &new.region)?;
    check_roles(&new.roles, &region)?;
    let account = ctx.mint("acc");
    let password = starting(ctx);
    let passwords = Passwords::of(&ctx.slots);
    let hash = passwords.hash(ctx.rng.as_ref(), &password).await?;
    let totp = second::seal(ctx, &account, &second::fresh(ctx.rng.as_ref()))?;
    let roles = roles_text(&new.roles);
    let row = store::NewRow {
        id: &account,
        login: &login,
        name,
        region: region.as_str(),
        roles: &roles,
        password_hash: &hash,
        totp_secret: &totp,
    };
    match store::insert(tx, ctx, &row).await {
        Ok(()) => {}
        Err(DbError::Unique(_)) => return Err(Refusal::field("login", "stations-login-taken")),
        Err(other) => return Err(other.into()),
    }
    let detail = json!({ "login": login, "roles": roles });
    tx.note(ctx, "stations.user-make", &account, region.as_str(), detail);
    Ok(Made { account, password })
}

/// Gives a fresh starting password and a fresh second factor; every session ends.
pub async fn reset(ctx: &Ctx, tx: &mut trail::Tx, id: &str) -> Result<String, Refusal> {
    let user = user_of(tx, id).await?;
    ctx.require(USERS, Target::Region(&user.region))?;
    not_oneself(ctx, id)?;
    let password = starting(ctx);
    let passwords = Passwords::of(&ctx.slots);
    let hash = passwords.hash(ctx.rng.as_ref(), &password).await?;
    let totp = second::seal(ctx, id, &second::fresh(ctx.rng.as_ref()))?;
    store::set_password(tx, ctx, id, &hash, true).await?;
    store::set_totp(tx, ctx, id, &totp).await?;
    store::forget_failures(tx, "login", &user.login).await?;
    end_everything(tx, id).await?;
    tx.note(ctx, "stations.user-reset", id, &user.region, json!({}));
    Ok(password)
}

async fn end_everything(tx: &mut trail::Tx, id: &str) -> Result<(), Refusal> {
    store::end_half(tx, id).await?;
    sessions::store::end_all(tx, id).await?;
    Ok(())
}

/// Sets roles and division; open sessions end, so that old rights do not live on.
///
/// # Errors
/// Field faults when the roles do not go together or do not fit the division.
pub async fn place(
    ctx: &Ctx,
    tx: &mut trail::Tx,
    id: &str,
    roles: &[Role],
    region: &str,
) -> Result<(), Refusal> {
    let user = user_of(tx, id).await?;
    ctx.require(USERS, Target::Region(&user.region))?;
    ctx.require(USERS, Target::Region(region))?;
    not_oneself(ctx, id)?;
    let region = region_of(ctx, region)?;
    check_roles(roles, &region)?;
    let text = roles_text(roles);
    store::set_place(tx, ctx, id, &text, region.as_str()).await?;
    end_everything(tx, id).await?;
    let detail = json!({ "before": user.roles.join(" "), "roles": text, "from": user.region });
    tx.note(ctx, "stations.user-place", id, region.as_str(), detail);
    Ok(())
}

/// Locks an account: every session ends and its tokens stop.
pub async fn lock(ctx: &Ctx, tx: &mut trail::Tx, id: &str) -> Result<(), Refusal> {
    let user = user_of(tx, id).await?;
    ctx.require(USERS, Target::Region(&user.region))?;
    not_oneself(ctx, id)?;
    store::set_state(tx, ctx, id, "locked").await?;
    end_everything(tx, id).await?;
    tx.note(ctx, "stations.user-lock", id, &user.region, json!({}));
    Ok(())
}

/// Unlocks an account, and forgets its failed tries.
pub async fn unlock(ctx: &Ctx, tx: &mut trail::Tx, id: &str) -> Result<(), Refusal> {
    let user = user_of(tx, id).await?;
    ctx.require(USERS, Target::Region(&user.region))?;
    not_oneself(ctx, id)?;
    store::set_state(tx, ctx, id, "active").await?;
    store::forget_failures(tx, "login", &user.login).await?;
    tx.note(ctx, "stations.user-unlock", id, &user.region, json!({}));
    Ok(())
}

/// Leaves the line that the list of users was taken along as a file.
pub async fn note_export(ctx: &Ctx, tx: &mut trail::Tx, rows: usize) -> Result<(), Refusal> {
    ctx.require(USERS, Target::Any)?;
    tx.note(
        ctx,
        "stations.users-export",
        "",
        "",
        json!({ "rows": rows }),
    );
    Ok(())
}
