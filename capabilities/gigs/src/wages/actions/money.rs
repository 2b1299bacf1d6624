//! What is said of the money. Yizhan never touches it: these are statements of the two sides.

use super::{require_employer, require_worker, save};
use crate::orders::model::PayMethod;
use crate::seats;
use crate::seats::model::{Party, SeatId};
use crate::seats::state::Move;
use crate::wages::model::{ArrearsState, Kept, State, Wage};
use crate::wages::queries;
use crate::wages::store::{self, Saying};
use kernel::{Ctx, Fen, Refusal};
use serde_json::json;
use stations::notices;
use trail::Tx;

async fn need(tx: &mut Tx, seat: &SeatId) -> Result<Wage, Refusal> {
    let found = queries::of_seat(tx, seat).await?;
    found.ok_or_else(|| Refusal::not_found("record-unknown"))
}

fn open(wage: &Wage) -> Result<(), Refusal> {
    if wage.state == State::Paid {
        return Err(Refusal::conflict("gigs-wages-already-paid"));
    }
    Ok(())
}

/// The employer says that the wage was paid; a transfer has a voucher's number. The worker is
/// asked whether the money came.
///
/// # Errors
/// Forbidden, NotFound; field fault when a transfer has no number; Conflict
/// `gigs-wages-already-paid`.
pub async fn pay(
    ctx: &Ctx,
    tx: &mut Tx,
    seat: &SeatId,
    how: PayMethod,
    ref_no: &str,
) -> Result<Wage, Refusal> {
    // open: authority as the employer is asked for in `require_employer`.
    let mut wage = need(tx, seat).await?;
    require_employer(ctx, &wage)?;
    open(&wage)?;
    let ref_no = ref_no.trim();
    if how != PayMethod::Cash && ref_no.is_empty() {
        return Err(Refusal::field("ref_no", "gigs-wages-voucher-needed"));
    }
    wage.state = State::Told;
    wage.told_at = Some(ctx.now);
    wage.told_how = Some(how.code().to_owned());
    ref_no.clone_into(&mut wage.voucher_no);
    let saying = Saying {
        what: "told",
        fen: wage.open_fen(),
        how: how.code(),
        ref_no,
        note: "",
    };
    save(ctx, tx, &mut wage, &saying).await?;
    let yuan = Fen(wage.open_fen()).to_string();
    let args = [("title", wage.title.as_str()), ("yuan", &yuan)];
    notices::tell(
        ctx,
        tx,
        &wage.worker_id,
        "gigs-wages-told-worker-paid",
        &args,
    )
    .await?;
    Ok(wage)
}

/// The worker says how much money came. What is short stays open.
///
/// # Errors
/// Forbidden, NotFound; field fault when the sum is not above zero; Conflict
/// `gigs-wages-already-paid`; `gigs-seats-not-now` while the seat is in dispute.
pub async fn receive(ctx: &Ctx, tx: &mut Tx, seat: &SeatId, fen: i64) -> Result<Wage, Refusal> {
    // open: authority as the worker is asked for in `require_worker`.
    let mut wage = need(tx, seat).await?;
    require_worker(ctx, &wage)?;
    open(&wage)?;
    if fen <= 0 {
        return Err(Refusal::field("yuan", "field-not-money"));
    }
    wage.received_fen = wage.received_fen.saturating_add(fen);
    wage.received_at = Some(ctx.now);
    let all = wage.open_fen() == 0;
    wage.state = if all { State::Paid } else { State::Due };
    let how = wage.told_how.clone().unwrap_or_default();
    let saying = Saying {
        what: "received",
        fen,
        how: &how,
        ref_no: "",
        note: "",
    };
    save(ctx, tx, &mut wage, &saying).await?;
    if !all {
        let open = Fen(wage.open_fen()).to_string();
        let args = [("title", wage.title.as_str()), ("yuan", &open)];
        notices::tell(
            ctx,
            tx,
            &wage.employer_id,
            "gigs-wages-told-employer-short",
            &args,
        )
        .await?;
        return Ok(wage);
    }
    let note = json!({ "fen": wage.received_fen });
    seats::make(ctx, tx, seat, Move::Receive, Party::Worker, note).await?;
    store::move_arrears(ctx, tx, &wage.id, ArrearsState::Settled).await?;
    let data = json!({ "seat": seat.as_str(), "wage": wage.id.as_str(),
        "late_days": wage.late_days(ctx.today()) });
    tx.publish("gig-wage-paid", seat.as_str(), data);
    Ok(wage)
}

/// The worker says that the money which the employer told of did not come.
///
/// # Errors
/// Forbidden, NotFound; Conflict `gigs-wages-nothing-told` when nothing was told.
pub async fn deny(ctx: &Ctx, tx: &mut Tx, seat: &SeatId, note: &str) -> Result<Wage, Refusal> {
    // open: authority as the worker is asked for in `require_worker`.
    let mut wage = need(tx, seat).await?;
    require_worker(ctx, &wage)?;
    if wage.state != State::Told {
        return Err(Refusal::conflict("gigs-wages-nothing-told"));
    }
    wage.state = State::Due;
    let saying = Saying {
        what: "denied",
        fen: wage.open_fen(),
        how: "",
        ref_no: "",
        note: note.trim(),
    };
    save(ctx, tx, &mut wage, &saying).await?;
    let yuan = Fen(wage.open_fen()).to_string();
    let args = [("title", wage.title.as_str()), ("yuan", &yuan)];
    notices::tell(
        ctx,
        tx,
        &wage.employer_id,
        "gigs-wages-told-employer-denied",
        &args,
    )
    .await?;
    Ok(wage)
}

/// The employer keeps something back, for one of the reasons that law knows
/// (工资支付暂行规定 第十五条、第十六条). Damage takes no more than a share of the wage.
///
/// # Errors
/// Forbidden, NotFound; field faults `gigs-wages-kept-too-much`; Conflict
/// `gigs-wages-already-paid`.
pub async fn keep_back(
    ctx: &Ctx,
    tx: &mut Tx,
    seat: &SeatId,
    why: Kept,
    fen: i64,
    note: &str,
) -> Result<Wage, Refusal> {
    // open: authority as the employer is asked for in `require_employer`.
    let mut wage = need(tx, seat).await?;
    require_employer(ctx, &wage)?;
    open(&wage)?;
    if note.trim().is_empty() {
        return Err(Refusal::field("note", "field-needed"));
    }
    let percent = match why {
        Kept::Damage => reference::whole(ctx, "wage.damage_percent", &wage.region, ctx.today())?,
        Kept::Tax | Kept::Insurance | Kept::Court => 100,
    };
    let most = (wage.gross_fen * percent / 100).min(wage.open_fen());
    if fen <= 0 || fen > most || (why == Kept::Damage && wage.kept_why.contains(why.code())) {
        return Err(Refusal::field("kept", "gigs-wages-kept-too-much"));
    }
    wage.kept_fen += fen;
    wage.net_fen -= fen;
    wage.kept_why = format!("{} {}", wage.kept_why, why.code())
        .trim()
        .to_owned();
    let saying = Saying {
        what: "kept",
        fen,
        how: why.code(),
        ref_no: "",
        note: note.trim(),
    };
    save(ctx, tx, &mut wage, &saying).await?;
    let yuan = Fen(fen).to_string();
    let args = [("title", wage.title.as_str()), ("yuan", &yuan)];
    notices::tell(
        ctx,
        tx,
        &wage.worker_id,
        "gigs-wages-told-worker-kept",
        &args,
    )
    .await?;
    Ok(wage)
}
