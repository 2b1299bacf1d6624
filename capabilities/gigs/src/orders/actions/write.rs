//! Writing an order, showing it to workers, changing it.

use super::{load, require};
use crate::HIRE;
use crate::orders::model::{Order, OrderId, Shift, ShiftState, State, Stretch, Terms};
use crate::orders::{doors, queries, store};
use crate::seats;
use kernel::{Ctx, FieldFault, Refusal, Target};
use serde_json::json;
use std::fmt::Write;
use trail::Tx;

/// Makes a draft; workers do not see it.
///
/// # Errors
/// Fields with every fault of its form; NotFound when the employer is not the actor's to act for.
pub async fn create(
    ctx: &Ctx,
    tx: &mut Tx,
    employer_id: &str,
    terms: &Terms,
) -> Result<OrderId, Refusal> {
    let (subject, region) = (employer_id, terms.region.as_str());
    ctx.require(HIRE, Target::Of { subject, region })?;
    doors::require_shape(ctx, terms)?;
    let id = employers::EmployerId::parse(employer_id)?;
    let known = employers::employer(tx, &id).await?;
    known.ok_or_else(|| Refusal::not_found("record-unknown"))?;
    let county = region.get(..6).unwrap_or_default().to_owned();
    let number = store::next_number(tx, &county, ctx.today()).await?;
    let day = ctx.today().to_string().replace('-', "");
    let order = Order {
        id: OrderId::mint(ctx),
        no: format!("{}-{day}-D{number:04}", doors::number_prefix(ctx, region)),
        county,
        employer_id: employer_id.to_owned(),
        state: State::Draft,
        version: 1,
        terms: terms.clone(),
        opened_at: None,
        closed_at: None,
        created_at: ctx.now,
    };
    store::insert(tx, &order).await?;
    for stretch in &terms.shifts {
        store::add_shift(ctx, tx, &order, stretch).await?;
    }
    let detail = json!({ "no": order.no, "employer": employer_id });
    tx.note(ctx, "gigs.create", order.id.as_str(), region, detail);
    Ok(order.id)
}

/// Shows a draft to workers: from now on its shifts take people. Repeating it changes nothing.
///
/// # Errors
/// Fields with everything that law or form asks otherwise; `employers-not-verified` and its kin;
/// Conflict `gigs-orders-ended` when it was closed or cancelled.
pub async fn open(ctx: &Ctx, tx: &mut Tx, id: &OrderId) -> Result<Order, Refusal> {
    let mut order = load(tx, id).await?;
    // open: authority on the record is asked for in `require`.
    require(ctx, &order)?;
    match order.state {
        State::Open => {
            tx.quiet("the order is open already");
            return Ok(order);
        }
        State::Draft => {}
        State::Closed | State::Cancelled => return Err(Refusal::conflict("gigs-orders-ended")),
    }
    doors::require_standing(ctx, tx, &order.employer_id).await?;
    doors::require_lawful(ctx, &order.terms, false)?;
    let seen = (order.state, order.version);
    (order.state, order.opened_at) = (State::Open, Some(ctx.now));
    store::save(ctx, tx, &order, seen).await?;
    keep(ctx, tx, &order).await?;
    told(ctx, tx, &order, "gigs.open", "gig-order-opened");
    doors::served(ctx, tx, &order, "open").await?;
    Ok(order)
}

/// Changes what an order says. A draft is simply written anew; an open order gets a new version,
/// while seats taken on an earlier one stay on it, and their people are told.
///
/// # Errors
/// As [`open`]; Conflict `gigs-orders-shift-taken` when a shift that people hold or wait for
/// would go away or end at another time (take it back with [`super::cancel_shift`] instead);
/// field `shifts` `gigs-orders-seats-below-taken`.
pub async fn revise(ctx: &Ctx, tx: &mut Tx, id: &OrderId, terms: &Terms) -> Result<Order, Refusal> {
    let mut order = load(tx, id).await?;
    // open: authority on the record is asked for in `require`.
    require(ctx, &order)?;
    ctx.require(
        HIRE,
        Target::Of {
            subject: &order.employer_id,
            region: &terms.region,
        },
    )?;
    let is_open = match order.state {
        State::Draft => false,
        State::Open => true,
        State::Closed | State::Cancelled => return Err(Refusal::conflict("gigs-orders-ended")),
    };
    doors::require_shape(ctx, terms)?;
    let seen = (order.state, order.version);
    let before = std::mem::replace(&mut order.terms, terms.clone());
    if before == order.terms {
        tx.quiet("the order says this already");
        return Ok(order);
    }
    if is_open {
        doors::require_standing(ctx, tx, &order.employer_id).await?;
        doors::require_lawful(ctx, &order.terms, true)?;
        order.version += 1;
    }
    // The order's row first, its shifts after it: two transactions never wait crosswise.
    store::save(ctx, tx, &order, seen).await?;
    reshape(ctx, tx, &order, &before.shifts).await?;
    if !is_open {
        told(ctx, tx, &order, "gigs.save", "");
        return Ok(order);
    }
    keep(ctx, tx, &order).await?;
    told(ctx, tx, &order, "gigs.revise", "gig-order-revised");
    seats::actions::tell_revised(ctx, tx, &order).await?;
    doors::served(ctx, tx, &order, "revise").await?;
    Ok(order)
}

/// Makes the shifts what the terms say.
async fn reshape(ctx: &Ctx, tx: &mut Tx, order: &Order, was: &[Stretch]) -> Result<(), Refusal> {
    let mut rows = queries::shifts(tx, &order.id).await?;
    rows.sort_by(|a, b| a.id.cmp(&b.id));
    for row in &mut rows {
        // Nobody takes a seat between the check and the change.
        *row = store::hold(tx, &row.id).await?;
    }
    let standing = |s: &&Shift| s.state != ShiftState::Cancelled;
    for shift in rows.iter().filter(standing) {
        let same = |s: &&Stretch| s.start() == shift.start_at;
        let asked = order.terms.shifts.iter().find(same);
        let moved = asked.is_none_or(|asked| asked.end() != shift.end_at);
        let free = shift.state == ShiftState::Open
            && !seats::queries::any_live(tx, shift.id.as_str()).await?;
        match asked {
            _ if moved && !free => return Err(Refusal::conflict("gigs-orders-shift-taken")),
            Some(asked) => {
                if !store::set_shift(tx, &shift.id, asked, &order.terms.region).await? {
                    return Err(below_taken(shift.taken));
                }
            }
            None if order.state == State::Draft => store::drop_shift(tx, &shift.id).await?,
            None => {
                store::end_shift(tx, &shift.id, ShiftState::Cancelled).await?;
            }
        }
    }
    let stood = |start| rows.iter().filter(standing).any(|s| s.start_at == start);
    for asked in order.terms.shifts.iter().filter(|s| !stood(s.start())) {
        if !was.is_empty() && asked.start() <= ctx.now {
            return Err(Refusal::field("shifts", "gigs-orders-shift-past"));
        }
        store::add_shift(ctx, tx, order, asked).await?;
    }
    Ok(())
}

fn below_taken(taken: i64) -> Refusal {
    Refusal::fields(vec![FieldFault {
        field: "shifts".to_owned(),
        code: "gigs-orders-seats-below-taken",
        args: vec![("taken", taken.to_string())],
    }])
}

/// Keeps what workers see from now on as a version that stays as it was.
async fn keep(ctx: &Ctx, tx: &mut Tx, order: &Order) -> Result<(), Refusal> {
    let snapshot = serde_json::to_string(&order.terms).map_err(Refusal::internal)?;
    let digest = vault::sm3(snapshot.as_bytes())
        .iter()
        .fold(String::new(), |mut out, byte| {
            let _ = write!(out, "{byte:02x}");
            out
        });
    store::keep_version(ctx, tx, order, (&snapshot, &digest)).await
}

/// The audit line, and the fact for other rooms unless there is none.
fn told(ctx: &Ctx, tx: &mut Tx, order: &Order, verb: &str, fact: &str) {
    let data = json!({
        "employer": order.employer_id, "version": order.version, "state": order.state.code(),
    });
    let (id, region) = (order.id.as_str(), order.terms.region.as_str());
    tx.note(ctx, verb, id, region, data.clone());
    if !fact.is_empty() {
        tx.publish(fact, id, data);
    }
}
