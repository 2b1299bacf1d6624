//! Calling up in the fair order, and what people answer.

use super::super::candidates::{CallUp, Candidate, call_up};
use super::super::fair::Snapshot;
use super::super::model::{Answer, Call, CallId, Entry, RollId};
use super::super::state::{Move, State, step};
use super::super::{calls, queries, seating, store};
use crate::orders::model::ShiftId;
use crate::permissions::CALL;
use kernel::{Ctx, Outcome, Refusal, Target};
use serde_json::json;
use stations::Station;
use trail::Tx;

/// Characters of a reason for departing from the order, at least and at most.
const WHY: std::ops::RangeInclusive<usize> = 2..=200;

/// A place in the order, and who stands there.
type Picked<'a> = (i64, &'a Candidate);

/// The chosen, with their places in the order; whether somebody was passed over.
fn choose<'a>(up: &'a CallUp, chosen: &[RollId]) -> Result<(Vec<Picked<'a>>, bool), Refusal> {
    let mut picked = Vec::new();
    for id in chosen {
        if let Some(out) = up.out.iter().find(|o| o.entry.id == *id) {
            let mut refusal = Refusal::conflict(out.code);
            refusal.args.clone_from(&out.args);
            return Err(refusal);
        }
        let at = up.people.iter().position(|c| c.entry.id == *id);
        let at = at.ok_or_else(|| Refusal::conflict("gigs-hall-not-waiting"))?;
        picked.push((i64::try_from(at).unwrap_or(0) + 1, &up.people[at]));
    }
    picked.sort_by_key(|(place, _)| *place);
    picked.dedup_by_key(|(place, _)| *place);
    if picked.is_empty() {
        return Err(Refusal::field("roll", "gigs-hall-nobody-chosen"));
    }
    let free = up.shift.free();
    if i64::try_from(picked.len()).unwrap_or(i64::MAX) > free {
        return Err(Refusal::conflict("gigs-hall-too-many").with("n", free));
    }
    let passed = (1i64..).zip(&picked).any(|(n, (place, _))| n != *place);
    Ok((picked, passed))
}

/// Calls people up for a shift: a seat is kept for each until they answer. Whoever is called out
/// of the fair order is called for a reason that is written down; the order as it was found is
/// kept with all it was made of, so that it can be computed again.
///
/// # Errors
/// NotFound outside the scope; field faults `gigs-hall-nobody-chosen`, `gigs-hall-why-needed`;
/// Conflict `gigs-hall-too-many`, `gigs-hall-not-waiting` and those of a seat.
pub async fn call(
    ctx: &Ctx,
    tx: &mut Tx,
    station: &Station,
    shift: &ShiftId,
    chosen: &[RollId],
    why: &str,
) -> Result<CallId, Refusal> {
    ctx.require(CALL, Target::Region(&station.region))?;
    let up = call_up(tx, ctx, station, shift).await?;
    let (picked, passed) = choose(&up, chosen)?;
    let why = if passed { why.trim() } else { "" };
    if passed && !WHY.contains(&why.chars().count()) {
        return Err(Refusal::field("why", "gigs-hall-why-needed"));
    }
    let call = Call {
        id: CallId::mint(ctx),
        station_id: station.id.clone(),
        region: station.region.clone(),
        order_id: up.order.id.to_string(),
        shift_id: up.shift.id.to_string(),
        employer_id: up.order.employer_id.clone(),
        why: why.to_owned(),
        called_at: ctx.now,
    };
    let snapshot = Snapshot {
        rules: up.rules,
        people: up.people.iter().map(|c| c.facts.clone()).collect(),
    };
    let sealed = calls::seal(ctx, call.id.as_str(), &snapshot)?;
    store::insert_call(tx, ctx, &call, sealed).await?;
    let workers: Vec<&str> = picked.iter().map(|(_, c)| c.worker.id.as_str()).collect();
    seating::hold(tx, &workers).await?;
    let mut slips = Vec::new();
    for (place, candidate) in &picked {
        let entry = &candidate.entry;
        let seat = seating::keep(ctx, tx, &up.shift.id, &candidate.worker.id).await?;
        let (id, seat) = (call.id.as_str(), seat.id.as_str());
        if store::set_called(tx, &entry.id, id, seat, ctx.now).await? == 0 {
            return Err(Refusal::conflict("gigs-hall-not-waiting"));
        }
        store::insert_line(tx, id, entry, *place, seat).await?;
        slips.push(entry.slip);
    }
    let detail = json!({ "shift": call.shift_id, "slips": slips, "in_order": !passed, "why": why });
    tx.note(
        ctx,
        "gigs.hall-call",
        call.id.as_str(),
        &station.region,
        detail,
    );
    Ok(call.id)
}

/// Calls everybody of a plan up, shift by shift, all or nobody; `why` stands where a shift's own
/// order was left for the sake of the others.
///
/// # Errors
/// As [`call`], of the first that cannot be called.
pub async fn call_all(
    ctx: &Ctx,
    tx: &mut Tx,
    station: &Station,
    places: &[(ShiftId, Vec<RollId>)],
    why: &str,
) -> Result<Vec<CallId>, Refusal> {
    ctx.require(CALL, Target::Region(&station.region))?;
    if places.is_empty() {
        return Err(Refusal::field("place", "gigs-hall-nobody-chosen"));
    }
    // Everybody's row in one order, before the first seat: as in a call by itself.
    let mut people = Vec::new();
    for id in places.iter().flat_map(|(_, people)| people) {
        people.push(queries::need(tx, id).await?.worker_id);
    }
    let people: Vec<&str> = people.iter().map(String::as_str).collect();
    seating::hold(tx, &people).await?;
    let mut calls = Vec::new();
    for (shift, chosen) in places {
        calls.push(call(ctx, tx, station, shift, chosen, why).await?);
    }
    Ok(calls)
}

/// The person came to the counter and goes: the seat is settled.
///
/// # Errors
/// NotFound outside the scope; Conflict `gigs-hall-not-now`, and those of the seat.
pub async fn came(ctx: &Ctx, tx: &mut Tx, id: &RollId) -> Result<Entry, Refusal> {
    let entry = queries::need(tx, id).await?;
    ctx.require(CALL, Target::Region(&entry.region))?;
    if step(entry.state, Move::Place)? == Outcome::Already {
        tx.quiet("placed already");
        return Ok(entry);
    }
    let seat = entry.seat_id.clone().unwrap_or_default();
    seating::confirm(ctx, tx, &entry.worker_id, &seat).await?;
    store::set_placed(tx, id, ctx.now).await?;
    store::answer(tx, &entry, Answer::Came, ctx.now).await?;
    let acting = ctx.for_person(&entry.worker_id, "spoken");
    let detail = json!({ "slip": entry.slip, "seat": seat });
    tx.note(
        &acting,
        "gigs.hall-came",
        id.as_str(),
        &entry.region,
        detail,
    );
    queries::need(tx, id).await
}

/// The person did not answer, or does not want this work: back to the same place in the order.
/// Nobody is marked for it.
///
/// # Errors
/// NotFound outside the scope; Conflict `gigs-hall-not-now` when the person was placed.
pub async fn not_now(
    ctx: &Ctx,
    tx: &mut Tx,
    id: &RollId,
    answer: Answer,
) -> Result<Entry, Refusal> {
    let entry = queries::need(tx, id).await?;
    ctx.require(CALL, Target::Region(&entry.region))?;
    match entry.state {
        State::Called => {}
        State::Waiting => {
            tx.quiet("waits already");
            return Ok(entry);
        }
        State::Placed | State::Left => return Err(Refusal::conflict("gigs-hall-not-now")),
    }
    seating::release(ctx, tx, &entry, answer.code()).await?;
    store::set_back(tx, id, ctx.now).await?;
    store::answer(tx, &entry, answer, ctx.now).await?;
    let detail = json!({ "slip": entry.slip, "answer": answer.code() });
    tx.note(ctx, "gigs.hall-not-now", id.as_str(), &entry.region, detail);
    queries::need(tx, id).await
}
