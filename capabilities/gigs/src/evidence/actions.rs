//! Makes a package: gathers, prints, keeps its digests.

use super::model::{EvidenceId, Kept};
use super::{canon, facts, sheet, store};
use crate::WORK;
use db::Conn;
use kernel::{Ctx, Day, Refusal, Target};
use people::{Worker, WorkerId};
use serde_json::json;
use vault::Vault;

/// What a package is asked for.
#[derive(Debug, Clone)]
pub struct Asked {
    /// Whose work.
    pub worker: WorkerId,
    /// First day.
    pub from: Day,
    /// Last day.
    pub to: Day,
    /// Why; staff must say it.
    pub reason: String,
    /// Where the public page is: `https://host`; printed in the QR code.
    pub house: String,
}

/// A package that is printed but not kept yet.
pub struct Printed {
    /// What is to be kept.
    pub kept: Kept,
    /// The file.
    pub pdf: Vec<u8>,
}

/// The longest period of one package, in days.
const DAYS: &str = "gigs.evidence_days";

fn period(ctx: &Ctx, asked: &Asked, worker: &Worker) -> Result<(), Refusal> {
    if asked.to < asked.from {
        return Err(Refusal::field("to", "gigs-evidence-turned"));
    }
    let most = reference::tables(ctx)?.param_i64(DAYS, &worker.region, ctx.today());
    let most = most.ok_or_else(|| Refusal::internal(DAYS))?;
    if asked.to.epoch_days() - asked.from.epoch_days() >= most {
        let mut refusal = Refusal::field("to", "gigs-evidence-too-long");
        for fault in &mut refusal.fields {
            fault.args.push(("days", most.to_string()));
        }
        return Err(refusal);
    }
    if ctx.actor.is_staff() && asked.reason.trim().chars().count() < 2 {
        return Err(Refusal::field("reason", "field-needed"));
    }
    Ok(())
}

/// `E`, the day, eight digits by chance: short enough to be read out.
fn number(ctx: &Ctx) -> String {
    let mut chance = [0u8; 4];
    ctx.rng.fill(&mut chance);
    let day = ctx.today().to_string().replace('-', "");
    let digits = u32::from_be_bytes(chance) % 100_000_000;
    format!("E{}-{digits:08}", &day[2..])
}

/// Gathers and prints, without writing anything; slow work stays outside the transaction.
///
/// # Errors
/// Fields `from`, `to`, `reason`; NotFound; Conflict `gigs-evidence-no-font` when this machine
/// has no Chinese typeface.
pub async fn package(ctx: &Ctx, conn: &mut Conn, asked: &Asked) -> Result<Printed, Refusal> {
    let worker = people::need_worker(conn, &asked.worker).await?;
    let region = &worker.region;
    ctx.require(
        WORK,
        Target::Of {
            subject: worker.id.as_str(),
            region,
        },
    )?;
    period(ctx, asked, &worker)?;
    let (facts, seats) = facts::gather(ctx, conn, &worker, asked.from, asked.to).await?;
    let bytes = canon::bytes(&facts);
    let mut kept = Kept {
        id: EvidenceId::mint(ctx),
        no: number(ctx),
        county: region.get(..6).unwrap_or_default().to_owned(),
        worker_id: worker.id.to_string(),
        region: region.clone(),
        from_day: asked.from,
        to_day: asked.to,
        seats,
        digest: canon::digest(&bytes),
        file_digest: String::new(),
        reason: asked.reason.trim().to_owned(),
        made_by: ctx.actor.id.clone(),
        made_at: ctx.now,
    };
    let document = sheet::document(ctx, &kept, &facts, bytes, &asked.house)?;
    let print = move || {
        let face = paper::Typeface::find().map_err(|none| {
            tracing::warn!(%none, "an evidence package could not be printed");
            Refusal::conflict("gigs-evidence-no-font")
        })?;
        paper::print(&face, &document).map_err(Refusal::internal)
    };
    let printed = tokio::task::spawn_blocking(print).await;
    let pdf = printed.map_err(Refusal::internal)??;
    kept.file_digest = canon::digest(&pdf);
    Ok(Printed { kept, pdf })
}

/// Keeps the digests of a printed package under the county's seal, so that it can be checked.
///
/// # Errors
/// NotFound when the worker is not the viewer's to act for.
pub async fn keep(ctx: &Ctx, tx: &mut trail::Tx, printed: &Printed) -> Result<(), Refusal> {
    let kept = &printed.kept;
    let subject = kept.worker_id.as_str();
    ctx.require(
        WORK,
        Target::Of {
            subject,
            region: &kept.region,
        },
    )?;
    let mac = ctx.slot::<Vault>()?.mac(super::SEAL, &kept.record());
    store::insert(tx, kept, &mac).await?;
    let detail = json!({
        "no": kept.no,
        "from": kept.from_day.to_string(),
        "to": kept.to_day.to_string(),
        "digest": kept.digest,
        "file_digest": kept.file_digest,
        "reason": kept.reason,
    });
    tx.note(ctx, "gigs.evidence", subject, &kept.region, detail);
    Ok(())
}
