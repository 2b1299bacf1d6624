//! What the station does about wages: calls, reports, and looks at numbers with a reason.

use super::{require_employer, require_worker, save};
use crate::WATCH;
use crate::wages::model::{ArrearsState, Call, Wage, WageId};
use crate::wages::queries;
use crate::wages::store::{self, Saying};
use kernel::{Ctx, Refusal, Target};
use serde_json::json;
use trail::Tx;
use vault::{Field, Vault};

/// Why a number of the ledger may be looked at in full.
pub const REASONS: [&str; 4] = ["ledger", "call", "report", "asked"];

/// Notes what came of a call to the employer.
///
/// # Errors
/// Forbidden, NotFound.
pub async fn call(
    ctx: &Ctx,
    tx: &mut Tx,
    id: &WageId,
    outcome: Call,
    note: &str,
) -> Result<Wage, Refusal> {
    let mut wage = queries::need(tx, id).await?;
    ctx.require(WATCH, Target::Region(&wage.region))?;
    wage.called_at = Some(ctx.now);
    let saying = Saying {
        what: "call",
        fen: wage.open_fen(),
        how: outcome.code(),
        ref_no: "",
        note: note.trim(),
    };
    save(ctx, tx, &mut wage, &saying).await?;
    Ok(wage)
}

async fn report(ctx: &Ctx, tx: &mut Tx, id: &WageId, to: ArrearsState) -> Result<Wage, Refusal> {
    let wage = queries::need(tx, id).await?;
    require_worker(ctx, &wage)?;
    if !store::move_arrears(ctx, tx, id, to).await? {
        return Err(Refusal::conflict("gigs-wages-no-report"));
    }
    let verb = format!("gigs.arrears-{}", to.code());
    let detail = json!({ "wage": id.as_str(), "fen": wage.open_fen() });
    tx.note(ctx, &verb, wage.seat_id.as_str(), &wage.region, detail);
    Ok(wage)
}

/// The worker wants the drafted report to go to the labour inspectors.
///
/// # Errors
/// Forbidden, NotFound; Conflict `gigs-wages-no-report`.
pub async fn confirm_report(ctx: &Ctx, tx: &mut Tx, id: &WageId) -> Result<Wage, Refusal> {
    // open: asked by `report`, as the worker of the wage.
    let wage = report(ctx, tx, id, ArrearsState::Confirmed).await?;
    let data = json!({ "seat": wage.seat_id.as_str(), "wage": id.as_str() });
    tx.publish("gig-arrears-confirmed", wage.seat_id.as_str(), data);
    Ok(wage)
}

/// The worker does not want it to go on.
///
/// # Errors
/// As [`confirm_report`].
pub async fn drop_report(ctx: &Ctx, tx: &mut Tx, id: &WageId) -> Result<Wage, Refusal> {
    // open: asked by `report`, as the worker of the wage.
    report(ctx, tx, id, ArrearsState::Dropped).await
}

/// Opens a number of the ledger for one look, and leaves a line with the reason.
///
/// # Errors
/// Forbidden, NotFound, also when the number is not on file; field faults.
pub async fn reveal(
    ctx: &Ctx,
    tx: &mut Tx,
    id: &WageId,
    what: &str,
    reason: &str,
) -> Result<String, Refusal> {
    // open: authority as the employer is asked for in `require_employer`.
    let wage = queries::need(tx, id).await?;
    require_employer(ctx, &wage)?;
    if !REASONS.contains(&reason) {
        return Err(Refusal::field("reason", "gigs-wages-reason-needed"));
    }
    let number = match what {
        "id_no" => number(ctx, &wage, "id_no")?,
        "phone" => number(ctx, &wage, "phone")?,
        _ => return Err(Refusal::field("what", "field-not-choice")),
    };
    let number = number.ok_or_else(|| Refusal::not_found("gigs-wages-not-on-file"))?;
    let detail = json!({ "what": what, "reason": reason, "wage": id.as_str() });
    tx.note(
        ctx,
        "gigs.wage-reveal",
        &wage.worker_id,
        &wage.region,
        detail,
    );
    Ok(number)
}

/// A number of the ledger in full; the caller has asked for authority and leaves the line.
pub(crate) fn number(ctx: &Ctx, wage: &Wage, column: &str) -> Result<Option<String>, Refusal> {
    // open: a reading for callers that have asked.
    let sealed = match column {
        "id_no" => &wage.id_no,
        _ => &wage.phone,
    };
    let Some(sealed) = sealed else {
        return Ok(None);
    };
    let field = Field {
        table: "gig_wages",
        column,
        row: wage.id.as_str(),
    };
    ctx.slot::<Vault>()?.open(field, sealed).map(Some)
}

/// Leaves the line that a ledger was taken along: whose, how many rows, in full or masked, why.
///
/// # Errors
/// Forbidden, NotFound; field fault when full numbers are wanted without a reason.
pub async fn note_export(
    ctx: &Ctx,
    tx: &mut Tx,
    (employer, region): (&str, &str),
    rows: usize,
    full: Option<&str>,
) -> Result<(), Refusal> {
    ctx.require(
        crate::HIRE,
        Target::Of {
            subject: employer,
            region,
        },
    )?;
    if full.is_some_and(|reason| !REASONS.contains(&reason)) {
        return Err(Refusal::field("reason", "gigs-wages-reason-needed"));
    }
    let detail = json!({ "rows": rows, "full": full.is_some(), "reason": full });
    tx.note(ctx, "gigs.ledger-export", employer, region, detail);
    Ok(())
}
