//! Makes and ends API tokens.

use super::store;
use crate::accounts::store as accounts;
use crate::limits::Limits;
use crate::permissions::TOKENS;
use crate::sessions::store::{digest, secret};
use crate::staff::by_login;
use kernel::{Ctx, Permission, Refusal, Target};
use serde_json::json;

/// A token to be made.
#[derive(Debug, Clone)]
pub struct NewToken {
    /// User name of the member of staff it acts for.
    pub login: String,
    /// What it is for.
    pub name: String,
    /// What it may do.
    pub permissions: Vec<String>,
    /// Days it holds.
    pub days: i64,
}

/// Makes a token; the answer is its value, which is shown once and kept nowhere.
///
/// # Errors
/// Field faults: no such member of staff, no permission chosen, one that the member of staff
/// does not have, a life longer than allowed.
pub async fn create(
    ctx: &Ctx,
    tx: &mut trail::Tx,
    new: &NewToken,
    offered: &[Permission],
) -> Result<String, Refusal> {
    ctx.require(TOKENS, Target::Any)?;
    let user = by_login(tx, &new.login.to_lowercase()).await?;
    let user = user.filter(|u| ctx.scope.covers(&u.region) && u.state == "active");
    let user = user.ok_or_else(|| Refusal::field("login", "stations-login-unknown"))?;
    let account = accounts::by_id(tx, &user.id).await?;
    let account = account.ok_or_else(|| Refusal::internal("an account vanished"))?;
    let mut chosen = Vec::new();
    for code in &new.permissions {
        let known = offered.iter().find(|p| p.0 == code);
        let known = known.ok_or_else(|| Refusal::field("permission", "field-not-choice"))?;
        let held = account.roles.iter().any(|r| ctx.matrix.allows(*r, *known));
        if !held {
            return Err(Refusal::field("permission", "stations-token-beyond"));
        }
        chosen.push(known.0);
    }
    if chosen.is_empty() {
        return Err(Refusal::field("permission", "field-needed"));
    }
    if !(1..=Limits::of(&ctx.slots).token_days).contains(&new.days) {
        return Err(Refusal::field("days", "stations-token-days"));
    }
    let value = secret(ctx);
    let permissions = chosen.join(" ");
    let row = store::NewRow {
        hash: &digest(&value),
        account: &account.id,
        name: &new.name,
        permissions: &permissions,
        ends_at: ctx.now.plus_days(new.days),
    };
    let id = store::insert(tx, ctx, &row).await?;
    let detail = json!({ "account": account.id, "permissions": permissions, "days": new.days });
    tx.note(ctx, "stations.token-make", &id, &account.region, detail);
    Ok(format!("yz_{value}"))
}

/// Ends a token at once.
pub(crate) async fn end(ctx: &Ctx, tx: &mut trail::Tx, id: &str) -> Result<(), Refusal> {
    ctx.require(TOKENS, Target::Any)?;
    if !store::end(tx, ctx, id).await? {
        return Err(Refusal::not_found("record-unknown"));
    }
    tx.note(ctx, "stations.token-end", id, "", json!({}));
    Ok(())
}
