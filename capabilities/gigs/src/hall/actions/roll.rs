//! The roll: taken in by name, number or card; a first visit opens the file; leaving.

use super::super::model::{Answer, Arrival, Entry, Left, RollId};
use super::super::state::{Move, State, step};
use super::super::{queries, seating, store};
use super::served;
use crate::permissions::{CALL, WORK};
use kernel::{Ctx, Outcome, Refusal, Target};
use people::{NewWorker, WorkerId};
use serde_json::json;
use stations::Station;
use trail::Tx;

/// The longest note of a day.
const NOTE: usize = 120;

/// Puts a person on today's roll of a station and gives out a slip. Whoever is on it already
/// keeps the slip; whoever left or worked the morning and comes back waits anew with the same.
///
/// # Errors
/// NotFound when station or file lie outside the scope; field fault `gigs-hall-note-long`;
/// Conflict `gigs-hall-elsewhere` when the person waits at another station.
pub async fn take_in(
    ctx: &Ctx,
    tx: &mut Tx,
    station: &Station,
    worker: &WorkerId,
    arrival: &Arrival,
) -> Result<Entry, Refusal> {
    ctx.require(CALL, Target::Region(&station.region))?;
    let worker = people::need_worker(tx, worker).await?;
    let (subject, region) = (worker.id.as_str(), worker.region.as_str());
    ctx.require(WORK, Target::Of { subject, region })?;
    if arrival.note.chars().count() > NOTE {
        return Err(Refusal::field("note", "gigs-hall-note-long"));
    }
    let ctx = &ctx.for_person(subject, arrival.consent);
    let today = queries::of_worker(tx, subject, ctx.today()).await?;
    let live = |e: &&Entry| matches!(e.state, State::Waiting | State::Called);
    if let Some(there) = today.iter().find(|e| e.station_id != station.id && live(e)) {
        let name = stations::stations::queries::by_id(tx, &there.station_id).await?;
        let name = name.map_or_else(String::new, |s| s.name);
        return Err(Refusal::conflict("gigs-hall-elsewhere").with("station", name));
    }
    let here = today.into_iter().find(|e| e.station_id == station.id);
    let id = match here {
        Some(entry) if live(&&entry) => {
            tx.quiet("on the roll already");
            return Ok(entry);
        }
        Some(entry) => {
            store::rejoin(tx, ctx, &entry.id, arrival).await?;
            entry.id
        }
        None => {
            let id = RollId::mint(ctx);
            let slip = store::next_slip(tx, &station.id, ctx.today()).await?;
            store::insert(tx, ctx, &id, station, slip, subject, arrival).await?;
            id
        }
    };
    let entry = queries::need(tx, &id).await?;
    let detail = json!({ "slip": entry.slip, "worker": subject, "trades": entry.trades });
    tx.note(
        ctx,
        "gigs.hall-take-in",
        id.as_str(),
        &station.region,
        detail,
    );
    served(ctx, tx, &entry, "hall").await?;
    Ok(entry)
}

/// A first visit: opens the file with the consent that was given, makes the work card, and puts
/// the person on the roll. Whoever has a file and a card already keeps both.
///
/// # Errors
/// Those of [`people::register`] and [`take_in`].
pub async fn first_visit(
    ctx: &Ctx,
    tx: &mut Tx,
    station: &Station,
    new: NewWorker,
    arrival: &Arrival,
) -> Result<Entry, Refusal> {
    ctx.require(CALL, Target::Region(&station.region))?;
    let made = people::register(ctx, tx, new).await?;
    if people::card_of(tx, made.id()).await?.is_none() {
        let acting = ctx.for_person(made.id().as_str(), arrival.consent);
        people::make_card(&acting, tx, made.id()).await?;
    }
    take_in(ctx, tx, station, made.id(), arrival).await
}

/// Takes a person off the roll; a seat that was kept goes on to the next.
///
/// # Errors
/// NotFound outside the scope; Conflict `gigs-hall-not-now` when the person was placed.
pub async fn leave(ctx: &Ctx, tx: &mut Tx, id: &RollId, why: Left) -> Result<Entry, Refusal> {
    let entry = queries::need(tx, id).await?;
    ctx.require(CALL, Target::Region(&entry.region))?;
    let from = match entry.state {
        State::Called => {
            seating::release(ctx, tx, &entry, Answer::Declined.code()).await?;
            store::answer(tx, &entry, Answer::Declined, ctx.now).await?;
            State::Waiting
        }
        other => other,
    };
    if step(from, Move::Leave)? == Outcome::Already {
        tx.quiet("left already");
        return Ok(entry);
    }
    store::set_left(tx, id, why, ctx.now).await?;
    let detail = json!({ "slip": entry.slip, "why": why.code() });
    let acting = ctx.for_person(&entry.worker_id, "spoken");
    tx.note(
        &acting,
        "gigs.hall-leave",
        id.as_str(),
        &entry.region,
        detail,
    );
    queries::need(tx, id).await
}

/// Leaves the line that a day's roll was taken along as a table.
///
/// # Errors
/// NotFound outside the scope.
pub async fn note_export(
    ctx: &Ctx,
    tx: &mut Tx,
    station: &Station,
    rows: usize,
) -> Result<(), Refusal> {
    ctx.require(CALL, Target::Region(&station.region))?;
    let detail = json!({ "rows": rows });
    tx.note(
        ctx,
        "gigs.hall-export",
        &station.id,
        &station.region,
        detail,
    );
    Ok(())
}
