//! Jobs: sends one text message; sweeps away what sign-in leaves behind.

use super::queries::parse_args;
use super::store;
use crate::accounts::store::{phone_field, reachable};
use crate::limits::Limits;
use crate::{codes, sessions, staff};
use kernel::{Ctx, Locale, Refusal, is_mobile};
use outside::{Outside, SendFault};
use serde_json::Value;
use vault::Vault;
use words::Words;

/// Sends the message of a code (`{"code": id}`) or a notice (`{"notice": id}`); the payload
/// holds neither number nor text. Sent again, the gateway sees the same id.
pub(crate) async fn send(ctx: &Ctx, tx: &mut trail::Tx, payload: &Value) -> Result<(), Refusal> {
    tx.quiet("a text message sent changes no record");
    if let Some(id) = payload.get("code").and_then(Value::as_str) {
        return send_code(ctx, tx, id).await;
    }
    match payload.get("notice").and_then(Value::as_str) {
        Some(id) => send_notice(ctx, tx, id).await,
        None => Err(Refusal::internal("a text message of nothing")),
    }
}

async fn go(ctx: &Ctx, to: &str, text: &str, id: &str) -> Result<(), Refusal> {
    let outside = ctx.slot::<Outside>()?;
    match outside.sms.send(to, text, id).await {
        Ok(()) => Ok(()),
        Err(SendFault::Refused(why)) => {
            tracing::warn!(id, why, "the gateway refused a message");
            Ok(())
        }
        Err(later) => Err(later.into()),
    }
}

async fn send_code(ctx: &Ctx, tx: &mut trail::Tx, id: &str) -> Result<(), Refusal> {
    let vault = ctx.slot::<Vault>()?;
    let Some(code) = codes::store::by_id(tx, &vault, id).await? else {
        return Ok(());
    };
    if code.used || ctx.now >= code.ends_at {
        return Ok(());
    }
    let digits = codes::store::digits(&vault, id);
    let minutes = Limits::of(&ctx.slots).code_minutes.to_string();
    let args = [("code", digits.as_str()), ("minutes", minutes.as_str())];
    let words = ctx.slot::<Words>()?;
    let text = words.say(Locale::Zh, "stations-sms-code", &args);
    go(ctx, &code.phone, &text, id).await
}

async fn send_notice(ctx: &Ctx, tx: &mut trail::Tx, id: &str) -> Result<(), Refusal> {
    let Some((subject, key, args)) = store::unsent(tx, id).await? else {
        return Ok(());
    };
    // Asked again here: a withdrawal counts from the moment it is made.
    let Some((account, sealed)) = reachable(tx, &subject).await? else {
        return Ok(());
    };
    let phone = ctx.slot::<Vault>()?.open(phone_field(&account), &sealed)?;
    if !is_mobile(&phone) {
        return Ok(());
    }
    let args = parse_args(&args);
    let args: Vec<(&str, &str)> = args.iter().map(|(k, v)| (k.as_str(), v.as_str())).collect();
    let text = ctx.slot::<Words>()?.say(Locale::Zh, &key, &args);
    go(ctx, &phone, &text, id).await?;
    Ok(store::mark_sent(tx, ctx, id).await?)
}

/// Takes away ended sessions and what limits no longer need.
pub(crate) async fn sweep(ctx: &Ctx, tx: &mut trail::Tx, _: &Value) -> Result<(), Refusal> {
    tx.quiet("ended sessions and old counters are no records");
    crate::limits::refresh(ctx);
    let yesterday = ctx.now.plus_days(-1);
    sessions::store::sweep(tx, ctx.now).await?;
    codes::store::sweep(tx, yesterday).await?;
    staff::store::sweep(tx, yesterday).await?;
    Ok(())
}
