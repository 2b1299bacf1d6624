//! The watch over the day on which wages are due.

use super::model::{Stage, State, Wage};
use super::store;
use kernel::{Ctx, Day, Fen, Refusal};
use serde_json::{Value, json};
use stations::notices;
use trail::Tx;

/// What there is to do about a wage today: the stages it has still to go through, in order.
fn ahead(wage: &Wage, today: Day, call_days: i64, lead_days: i64) -> Vec<Stage> {
    let late = today.epoch_days() - wage.due_day.epoch_days();
    let reached = |stage: &Stage| match stage {
        Stage::Quiet => false,
        Stage::Reminded => late >= 0,
        Stage::Called => late >= call_days,
        // What the employer has told of waits for the worker's word.
        Stage::Drafted => late >= lead_days && wage.state == State::Due,
    };
    let next = Stage::ALL.iter().copied().filter(|s| *s > wage.stage);
    next.filter(reached).collect()
}

/// Once a day: on the due day the employer is reminded, on the next the wage comes on the
/// station's list of calls, on the third a report is drafted, which the worker confirms or not.
pub(super) async fn watch(ctx: &Ctx, tx: &mut Tx, _: &Value) -> Result<(), Refusal> {
    let call_days = reference::whole(ctx, "wage.call_days", "", ctx.today())?;
    let lead_days = reference::whole(ctx, "wage.lead_days", "", ctx.today())?;
    for wage in super::queries::to_watch(tx, ctx.today()).await? {
        for stage in ahead(&wage, ctx.today(), call_days, lead_days) {
            take(ctx, tx, &wage, stage).await?;
        }
    }
    Ok(())
}

async fn take(ctx: &Ctx, tx: &mut Tx, wage: &Wage, stage: Stage) -> Result<(), Refusal> {
    if !store::advance(ctx, tx, &wage.id, stage).await? {
        return Ok(());
    }
    let seat = wage.seat_id.as_str();
    let detail = json!({ "wage": wage.id.as_str(), "fen": wage.open_fen(),
        "days": wage.late_days(ctx.today()) });
    let verb = format!("gigs.watch-{}", stage.code());
    tx.note(ctx, &verb, seat, &wage.region, detail);
    let (yuan, day) = (Fen(wage.open_fen()).to_string(), wage.work_day.to_string());
    let args = [
        ("name", wage.worker_name.as_str()),
        ("yuan", &yuan),
        ("day", &day),
    ];
    let (worker, employer) = (&wage.worker_id, &wage.employer_id);
    match stage {
        Stage::Quiet => {}
        Stage::Reminded => {
            notices::tell(ctx, tx, employer, "gigs-wages-told-employer-due", &args).await?;
        }
        Stage::Called => {
            notices::tell(ctx, tx, worker, "gigs-wages-told-worker-late", &args[1..]).await?;
            let data = json!({ "seat": seat, "wage": wage.id.as_str(),
                "employer": employer, "worker": worker, "fen": wage.open_fen(),
                "due_day": wage.due_day.to_string() });
            tx.publish("gig-wage-late", seat, data);
        }
        Stage::Drafted => {
            store::draft(ctx, tx, wage, &basis(wage)).await?;
            notices::tell(ctx, tx, worker, "gigs-wages-told-worker-draft", &args[1..]).await?;
            let data = json!({ "seat": seat, "wage": wage.id.as_str() });
            tx.publish("gig-wage-unpaid", seat, data);
        }
    }
    Ok(())
}

/// What a report rests on, in the terms of the national form for reports of unpaid wages.
fn basis(wage: &Wage) -> String {
    json!({
        "order": wage.order_no, "order_version": wage.order_version, "title": wage.title,
        "employer": wage.employer_name, "relation": wage.relation,
        "work_day": wage.work_day.to_string(), "minutes": wage.minutes,
        "units_milli": wage.units_milli, "gross_fen": wage.gross_fen,
        "kept_fen": wage.kept_fen, "received_fen": wage.received_fen,
        "open_fen": wage.open_fen(), "due_day": wage.due_day.to_string(),
        "articles": ["保障农民工工资支付条例 第十二条", "保障农民工工资支付条例 第十四条"],
    })
    .to_string()
}

/// The day before which paid wages need not be kept any longer.
fn kept_since(ctx: &Ctx) -> Result<Day, Refusal> {
    let years = reference::whole(ctx, "wage.retention_years", "", ctx.today())?;
    let months = i32::try_from(years * 12).map_err(Refusal::internal)?;
    Ok(ctx.today().plus_months(-months))
}

/// Removes what was paid longer ago than law asks to keep it.
pub(super) async fn forget(ctx: &Ctx, tx: &mut Tx, _: &Value) -> Result<(), Refusal> {
    let before = kept_since(ctx)?;
    let gone = store::forget(tx, before).await?;
    let detail = json!({ "rows": gone, "before": before.to_string() });
    tx.note(ctx, "gigs.wages-forget", "gig_wages", "", detail);
    Ok(())
}
