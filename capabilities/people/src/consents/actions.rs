//! Giving and withdrawing consent, one as easy as the other (个人信息保护法 第十五条).

use crate::consents::model::{HOWS, Purpose};
use crate::consents::store;
use crate::permissions::EDIT;
use crate::workers::model::WorkerId;
use crate::workers::queries;
use kernel::{Ctx, Refusal, Target};
use serde_json::json;

/// Gives consent to today's words of a purpose.
///
/// # Errors
/// NotFound when there is no such file in reach; a field fault when `how` is no way of ours.
pub async fn give(
    ctx: &Ctx,
    tx: &mut trail::Tx,
    id: &WorkerId,
    purpose: Purpose,
    how: &str,
) -> Result<(), Refusal> {
    let worker = queries::need(tx, id).await?;
    ctx.require(
        EDIT,
        Target::Of {
            subject: id.as_str(),
            region: &worker.region,
        },
    )?;
    if !HOWS.contains(&how) {
        return Err(Refusal::field("how", "people-consent-needed"));
    }
    if crate::consents::queries::holds(tx, id.as_str(), purpose).await? {
        tx.quiet("consent stands already");
        return Ok(());
    }
    crate::changes::changed(tx, id.as_str());
    // A consent to older words makes room; it stays as a receipt.
    store::withdraw(tx, ctx, id.as_str(), purpose).await?;
    store::give(tx, ctx, id.as_str(), &[purpose], how).await?;
    if purpose == Purpose::Notices {
        stations::want_sms(ctx, tx, id.as_str(), true).await?;
    }
    let detail = json!({ "purpose": purpose.code(), "version": purpose.version(), "how": how });
    tx.note(
        ctx,
        "people.consent-give",
        id.as_str(),
        &worker.region,
        detail,
    );
    Ok(())
}

/// Withdraws consent; what was done before stays lawful.
///
/// # Errors
/// NotFound as above; Conflict `people-consent-is-needed` for the purpose without which there is
/// no file: that one ends with the erasure of the file.
pub async fn withdraw(
    ctx: &Ctx,
    tx: &mut trail::Tx,
    id: &WorkerId,
    purpose: Purpose,
) -> Result<(), Refusal> {
    let worker = queries::need(tx, id).await?;
    ctx.require(
        EDIT,
        Target::Of {
            subject: id.as_str(),
            region: &worker.region,
        },
    )?;
    if purpose.is_needed() {
        return Err(Refusal::conflict("people-consent-is-needed"));
    }
    if store::withdraw(tx, ctx, id.as_str(), purpose).await? == 0 {
        tx.quiet("nothing stood to be withdrawn");
        return Ok(());
    }
    if purpose == Purpose::Notices {
        stations::want_sms(ctx, tx, id.as_str(), false).await?;
    }
    if purpose == Purpose::Recommend {
        // What was kept for this purpose alone goes with it (个人信息保护法 第四十七条).
        crate::preferences::store::drop_all(tx, id).await?;
    }
    crate::changes::changed(tx, id.as_str());
    let detail = json!({ "purpose": purpose.code() });
    tx.note(
        ctx,
        "people.consent-withdraw",
        id.as_str(),
        &worker.region,
        detail,
    );
    tx.publish(
        "consent-withdrawn",
        id.as_str(),
        json!({ "purpose": purpose.code() }),
    );
    Ok(())
}
