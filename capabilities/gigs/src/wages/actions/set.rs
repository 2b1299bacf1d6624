//! The wage of a seat, computed from the terms that its worker agreed to and the hours that both
//! sides said.

use super::save;
use crate::hours::{self, Hours};
use crate::orders::model::{Relation, Shift, Terms};
use crate::pay::{self, Breach, Params, Pay, Rule, Worked};
use crate::seats::model::{Party, Seat};
use crate::seats::state::Move;
use crate::wages::model::{Stage, State, Wage, WageId};
use crate::wages::queries;
use crate::wages::store::{self, Saying};
use crate::{orders, seats};
use employers::EmployerId;
use kernel::{Calendar, Ctx, Day, Moment, Refusal};
use people::WorkerId;
use serde_json::json;
use stations::notices;
use trail::Tx;
use vault::{Field, Vault};

/// When the paid work began: at the shift's start, or when the worker came if later.
fn began(shift: &Shift, hours: &Hours) -> Moment {
    hours
        .in_at
        .map_or(shift.start_at, |at| at.max(shift.start_at))
}

fn worked(shift: &Shift, hours: &Hours, earlier_minutes: i64) -> Worked {
    let said = hours.agreed.unwrap_or(hours::Said {
        minutes: 0,
        units_milli: 0,
    });
    // Whoever went before half the shift was over had no break.
    let rest = if said.minutes * 2 > shift.work_minutes() {
        shift.break_minutes
    } else {
        0
    };
    let from = began(shift, hours);
    Worked {
        from,
        to: from.plus_minutes(said.minutes + rest),
        break_minutes: rest,
        earlier_minutes,
        units_milli: said.units_milli,
    }
}

struct Sum {
    worked: Worked,
    pay: Pay,
    breaches: Vec<Breach>,
    due_day: Day,
}

async fn breaches(
    tx: &mut Tx,
    seat: &Seat,
    relation: Relation,
    pay: &Pay,
    params: &Params,
) -> Result<Vec<Breach>, Refusal> {
    if relation == Relation::PartTime {
        let monday = seat
            .work_day
            .plus_days(1 - i64::from(seat.work_day.weekday()));
        let days = hours::queries::by_day(tx, seat, monday, monday.plus_days(6)).await?;
        return Ok(pay::part_time(&days, params));
    }
    if !params.is_labour(relation) {
        return Ok(Vec::new());
    }
    let month = queries::beyond(tx, seat).await?;
    Ok(pay::overtime(pay, month, params))
}

async fn sum(
    ctx: &Ctx,
    tx: &mut Tx,
    seat: &Seat,
    (shift, hours): (&Shift, &Hours),
    terms: &Terms,
) -> Result<Sum, Refusal> {
    let tables = reference::tables(ctx)?;
    let calendar: &Calendar = &tables.calendar();
    let params = pay::params(&tables, &seat.region, seat.work_day)?;
    let rule = Rule::of(terms, shift.work_minutes(), &params);
    let earlier = hours::queries::earlier(tx, seat, hours).await?;
    let worked = worked(shift, hours, earlier);
    let pay = pay::compute(&rule, &worked, calendar, &params);
    // An end at midnight still belongs to the day before.
    let ended = Moment::from_millis(worked.to.millis() - 1)
        .day()
        .max(seat.work_day);
    let last = terms
        .shifts
        .iter()
        .map(|s| s.end().plus_minutes(-1).day())
        .max();
    let last = last.unwrap_or(ended);
    let due_day = pay::due_day(terms.settle, terms.relation, ended, last, calendar, &params);
    Ok(Sum {
        breaches: breaches(tx, seat, terms.relation, &pay, &params).await?,
        worked,
        pay,
        due_day,
    })
}

/// The numbers of the ledger, sealed for the wage's own row: a file that is erased later does not
/// take them along, for the ledger is kept three years (保障农民工工资支付条例 第十五条).
fn seal(
    ctx: &Ctx,
    id: &WageId,
    column: &str,
    number: Option<String>,
) -> Result<Option<Vec<u8>>, Refusal> {
    let Some(number) = number else {
        return Ok(None);
    };
    let field = Field {
        table: "gig_wages",
        column,
        row: id.as_str(),
    };
    Ok(Some(ctx.slot::<Vault>()?.seal(&ctx.rng, field, &number)))
}

async fn fresh(
    ctx: &Ctx,
    tx: &mut Tx,
    seat: &Seat,
    terms: &Terms,
    sum: Sum,
) -> Result<Wage, Refusal> {
    let worker = people::need_worker(tx, &WorkerId::parse(&seat.worker_id)?).await?;
    let employer = employers::employer(tx, &EmployerId::parse(&seat.employer_id)?).await?;
    let order = orders::order(tx, &seat.order_id).await?;
    let id = WageId::mint(ctx);
    Ok(Wage {
        seat_id: seat.id.clone(),
        region: seat.region.clone(),
        employer_id: seat.employer_id.clone(),
        employer_name: employer.map(|e| e.name).unwrap_or_default(),
        worker_id: seat.worker_id.clone(),
        worker_region: seat.worker_region.clone(),
        id_no: seal(ctx, &id, "id_no", people::id_no(ctx, &worker)?)?,
        phone: seal(ctx, &id, "phone", people::phone(ctx, &worker)?)?,
        worker_name: worker.name,
        order_id: seat.order_id.to_string(),
        order_no: order.map(|o| o.no).unwrap_or_default(),
        order_version: seat.order_version,
        title: terms.title.clone(),
        relation: terms.relation.code().to_owned(),
        settle: terms.settle.code().to_owned(),
        pay_unit: terms.pay_unit.code().to_owned(),
        pay_method: terms.pay_method.code().to_owned(),
        work_day: seat.work_day,
        from_at: sum.worked.from,
        minutes: (sum.worked.to.millis() - sum.worked.from.millis()) / 60_000
            - sum.worked.break_minutes,
        units_milli: sum.worked.units_milli,
        lines: sum.pay.lines,
        breaches: sum.breaches,
        gross_fen: sum.pay.gross_fen,
        kept_fen: 0,
        kept_why: String::new(),
        net_fen: sum.pay.gross_fen,
        due_day: sum.due_day,
        state: State::Due,
        told_at: None,
        told_how: None,
        voucher_no: String::new(),
        received_fen: 0,
        received_at: None,
        stage: Stage::Quiet,
        called_at: None,
        revision: 1,
        said: 1,
        id,
    })
}

/// Computes the wage of a seat, or computes it anew after a correction that both sides made.
pub(crate) async fn set(
    ctx: &Ctx,
    tx: &mut Tx,
    seat: &Seat,
    shift: &Shift,
    hours: &Hours,
) -> Result<Wage, Refusal> {
    // open: follows from hours that both sides have said, each with its own authority.
    let version = orders::version(tx, &seat.order_id, seat.order_version).await?;
    let version = version.ok_or_else(|| Refusal::internal("an order without its version"))?;
    let sum = sum(ctx, tx, seat, (shift, hours), &version.terms).await?;
    let said = |fen| Saying {
        what: "computed",
        fen,
        how: "",
        ref_no: "",
        note: "",
    };
    let wage = match queries::of_seat(tx, &seat.id).await? {
        Some(wage) => again(ctx, tx, wage, sum).await?,
        None => {
            let wage = fresh(ctx, tx, seat, &version.terms, sum).await?;
            store::insert(ctx, tx, &wage).await?;
            store::say(ctx, tx, &wage, &said(wage.gross_fen)).await?;
            let detail = json!({ "wage": wage.id.as_str(), "fen": wage.gross_fen });
            tx.note(
                ctx,
                "gigs.wage-computed",
                seat.id.as_str(),
                &seat.region,
                detail,
            );
            wage
        }
    };
    let (yuan, day) = (
        kernel::Fen(wage.net_fen).to_string(),
        wage.due_day.to_string(),
    );
    let args = [
        ("title", wage.title.as_str()),
        ("yuan", &yuan),
        ("day", &day),
    ];
    notices::tell(
        ctx,
        tx,
        &wage.worker_id,
        "gigs-wages-told-worker-due",
        &args,
    )
    .await?;
    let data = json!({ "seat": seat.id.as_str(), "wage": wage.id.as_str(),
        "net_fen": wage.net_fen, "due_day": day });
    tx.publish("gig-wage-due", seat.id.as_str(), data);
    Ok(wage)
}

async fn again(ctx: &Ctx, tx: &mut Tx, mut wage: Wage, sum: Sum) -> Result<Wage, Refusal> {
    wage.from_at = sum.worked.from;
    wage.minutes = sum.pay.lines.iter().map(|l| l.minutes).sum();
    wage.units_milli = sum.worked.units_milli;
    wage.lines = sum.pay.lines;
    wage.breaches = sum.breaches;
    wage.gross_fen = sum.pay.gross_fen;
    wage.kept_fen = wage.kept_fen.min(wage.gross_fen);
    wage.net_fen = wage.gross_fen - wage.kept_fen;
    wage.revision += 1;
    let paid = wage.received_fen > 0 && wage.open_fen() == 0;
    wage.state = if paid { State::Paid } else { State::Due };
    let saying = Saying {
        what: "computed",
        fen: wage.gross_fen,
        how: "again",
        ref_no: "",
        note: "",
    };
    save(ctx, tx, &mut wage, &saying).await?;
    if paid {
        // The lower sum, which both have said, was received before.
        let note = json!({ "fen": wage.received_fen });
        let itself = hours::actions::itself(ctx);
        seats::make(
            &itself,
            tx,
            &wage.seat_id,
            Move::Receive,
            Party::Worker,
            note,
        )
        .await?;
    }
    Ok(wage)
}
