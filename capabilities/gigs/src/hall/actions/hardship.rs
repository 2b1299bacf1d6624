//! Recording hardship (困难零工分级服务): on a reason, with a consent of its own, for a time.

use super::super::model::{Hardship, RollId};
use super::super::{hardship, queries, store};
use crate::permissions::CALL;
use kernel::{Ctx, Refusal, Target};
use people::WorkerId;
use serde_json::json;
use trail::Tx;

/// Characters of the reason, at least and at most.
const REASON: std::ops::RangeInclusive<usize> = 2..=200;
/// How the person's own consent to this record may be given (个人信息保护法 第二十九条).
pub const CONSENTS: [&str; 2] = ["spoken", "signed"];

/// Records what makes finding work harder for a person on the roll.
///
/// # Errors
/// NotFound outside the scope; field faults `gigs-hall-ground-needed`,
/// `gigs-hall-reason-needed`, `gigs-hall-consent-needed`.
pub async fn record_hardship(
    ctx: &Ctx,
    tx: &mut Tx,
    id: &RollId,
    record: &Hardship,
    consent: &str,
) -> Result<(), Refusal> {
    let entry = queries::need(tx, id).await?;
    ctx.require(CALL, Target::Region(&entry.region))?;
    if record.grounds.is_empty() {
        return Err(Refusal::field("ground", "gigs-hall-ground-needed"));
    }
    if !REASON.contains(&record.reason.trim().chars().count()) {
        return Err(Refusal::field("reason", "gigs-hall-reason-needed"));
    }
    if !CONSENTS.contains(&consent) {
        return Err(Refusal::field("consent", "gigs-hall-consent-needed"));
    }
    let worker = people::need_worker(tx, &WorkerId::parse(&entry.worker_id)?).await?;
    let months = reference::tables(ctx)?
        .param_i64("hall.hardship_months", &entry.region, ctx.today())
        .and_then(|m| i32::try_from(m).ok())
        .ok_or_else(|| Refusal::internal("parameter hall.hardship_months"))?;
    let sealed = hardship::seal(ctx, worker.id.as_str(), record)?;
    let until = ctx.today().plus_months(months);
    store::put_hardship(tx, ctx, &worker, sealed, consent, until).await?;
    let acting = ctx.for_person(worker.id.as_str(), consent);
    // The line says that something was recorded and until when, not what.
    let detail = json!({ "until": until.to_string() });
    let subject = worker.id.as_str();
    tx.note(
        &acting,
        "gigs.hall-hardship",
        subject,
        &worker.region,
        detail,
    );
    super::served(&acting, tx, &entry, "profile").await
}

/// Takes a record of hardship away, at once when the person wishes it.
///
/// # Errors
/// NotFound outside the scope.
pub async fn drop_hardship(ctx: &Ctx, tx: &mut Tx, id: &RollId) -> Result<(), Refusal> {
    let entry = queries::need(tx, id).await?;
    ctx.require(CALL, Target::Region(&entry.region))?;
    store::drop_hardship(tx, &entry.worker_id).await?;
    let acting = ctx.for_person(&entry.worker_id, "spoken");
    let subject = entry.worker_id.as_str();
    tx.note(
        &acting,
        "gigs.hall-hardship-drop",
        subject,
        &entry.region,
        json!({}),
    );
    Ok(())
}
