//! Names the account of a persona, and signs in as it.

use super::store;
use crate::accounts::{model::Account, store as accounts};
use crate::sessions::actions::{Opened, open};
use kernel::{ActorKind, Ctx, Refusal};
use serde_json::json;

/// Says which account plays a persona of the demo county (letters, digits, hyphens).
pub async fn name(
    ctx: &Ctx,
    tx: &mut trail::Tx,
    persona: &str,
    account: &str,
) -> Result<(), Refusal> {
    // open: only the seeder, which acts as Yizhan itself.
    if ctx.actor.kind != ActorKind::System {
        return Err(Refusal::forbidden());
    }
    store::put(tx, persona, account).await?;
    let detail = json!({ "persona": persona });
    tx.note(ctx, "stations.demo-persona", account, "", detail);
    Ok(())
}

/// Signs in as a persona; the page has made sure that this is a demo on this machine.
pub(crate) async fn enter(
    ctx: &Ctx,
    tx: &mut trail::Tx,
    persona: &str,
    device: &str,
) -> Result<(Opened, Account), Refusal> {
    // open: a demo door, which exists on this machine only.
    let unknown = || Refusal::not_found("page-unknown");
    let id = store::account(tx, persona).await?.ok_or_else(unknown)?;
    let account = accounts::by_id(tx, &id).await?.ok_or_else(unknown)?;
    let opened = open(ctx, tx, &account, device).await?;
    Ok((opened, account))
}
