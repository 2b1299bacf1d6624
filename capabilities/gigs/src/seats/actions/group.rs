//! A foreman puts down n real people: all of them get seats, or none.

use super::begin;
use super::claim::{draft, locked_until, take};
use crate::orders::model::ShiftId;
use crate::seats::model::{Channel, Seat};
use crate::seats::{fit, store};
use kernel::{Ctx, Refusal};
use people::{Worker, WorkerId};
use stations::notices;
use trail::Tx;

/// People in one group at most.
const GROUP_MAX: usize = 50;

/// Takes seats for a foreman's people: each has a file of his own, each is told, and each says
/// yes himself, so that nobody is put down who is not there. All or none. People who hold a seat
/// of the shift already keep it.
///
/// # Errors
/// As [`super::claim`], with the argument `worker` naming whom it concerns; `gigs-seats-full` when
/// fewer seats are free than are needed; field `workers` when the list is empty or too long.
pub async fn claim_group(
    ctx: &Ctx,
    tx: &mut Tx,
    shift: &ShiftId,
    foreman: &WorkerId,
    workers: &[WorkerId],
    channel: Channel,
) -> Result<Vec<Seat>, Refusal> {
    // open: authority over the foreman's file is asked for here; the others say yes themselves.
    let foreman = fit::worker(ctx, tx, foreman).await?;
    let (shift, order) = fit::load(tx, shift).await?;
    let mut workers = workers.to_vec();
    workers.sort();
    workers.dedup();
    if workers.is_empty() || workers.len() > GROUP_MAX {
        return Err(Refusal::field("workers", "gigs-seats-group-size"));
    }
    let mut files: Vec<Worker> = Vec::new();
    for id in &workers {
        files.push(people::need_worker(tx, id).await?);
    }
    // In one order everywhere: two groups never wait crosswise.
    for id in &workers {
        store::turn(tx, id.as_str()).await?;
    }
    fit::open(ctx, &shift, &order)?;
    let (mut seats, mut fresh) = (Vec::new(), Vec::new());
    for file in &files {
        let id = file.id.as_str();
        match store::of_person(tx, &shift.id, id).await? {
            Some(seat) if seat.state.holds() => seats.push(seat),
            // Who waits moves up by the line's own rule, not past others.
            Some(_) => return Err(Refusal::conflict("gigs-seats-waits").with("worker", id)),
            None => fresh.push(file),
        }
    }
    let count = i64::try_from(fresh.len()).unwrap_or(i64::MAX);
    if shift.free() < count {
        return Err(fit::full(&shift));
    }
    for file in &fresh {
        let id = file.id.as_str();
        let whose = |refusal: Refusal| refusal.with("worker", id);
        let pair = (&shift, &order);
        fit::person(ctx, tx, pair, file).await.map_err(whose)?;
        fit::time(ctx, tx, &shift, id, None).await.map_err(whose)?;
    }
    if fresh.is_empty() {
        tx.quiet("everybody has a seat already");
        return Ok(seats);
    }
    take(tx, &shift, count).await?;
    for file in fresh {
        let own = file.id == foreman.id;
        let seat = Seat {
            channel,
            foreman_id: (!own).then(|| foreman.id.to_string()),
            claimed_at: Some(ctx.now),
            locked_until: Some(locked_until(ctx, &shift)?),
            ..draft(ctx, (&shift, &order), file)
        };
        begin(ctx, tx, &seat, "claim").await?;
        if !own {
            let (start, until) = (seat.start_at.local(), seat.locked_until);
            let until = until.map(kernel::Moment::local).unwrap_or_default();
            let title = order.terms.title.as_str();
            let args = [("title", title), ("start", &start), ("until", &until)];
            notices::tell(ctx, tx, file.id.as_str(), "gigs-seats-told-put-down", &args).await?;
        }
        seats.push(seat);
    }
    Ok(seats)
}
