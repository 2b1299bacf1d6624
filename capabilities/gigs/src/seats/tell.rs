//! Who is told of a step, and in which words.

use super::model::{Party, Seat};
use super::state::Move;
use crate::orders::model::{Order, Terms};
use kernel::{Ctx, Refusal};
use stations::notices;
use trail::Tx;

/// When the shift begins, as it is said.
fn when(seat: &Seat) -> String {
    seat.start_at.local()
}

fn place(terms: &Terms) -> &str {
    match terms.meeting.trim() {
        "" => terms.address.as_str(),
        meeting => meeting,
    }
}

/// Tells the worker.
pub(super) async fn worker(
    ctx: &Ctx,
    tx: &mut Tx,
    seat: &Seat,
    order: &Order,
    key: &'static str,
    more: &[(&str, &str)],
) -> Result<(), Refusal> {
    let start = when(seat);
    let mut args = vec![("title", order.terms.title.as_str()), ("start", &start)];
    args.extend_from_slice(more);
    notices::tell(ctx, tx, &seat.worker_id, key, &args).await
}

/// Tells the employer.
pub(super) async fn employer(
    ctx: &Ctx,
    tx: &mut Tx,
    seat: &Seat,
    order: &Order,
    key: &'static str,
) -> Result<(), Refusal> {
    let start = when(seat);
    let args = [("title", order.terms.title.as_str()), ("start", &start)];
    notices::tell(ctx, tx, &seat.employer_id, key, &args).await
}

/// Tells both sides of a step what a person would expect to hear.
pub(super) async fn of_step(
    ctx: &Ctx,
    tx: &mut Tx,
    seat: &Seat,
    order: &Order,
    (with, party): (Move, Party),
) -> Result<(), Refusal> {
    let own = party == Party::Worker;
    match with {
        Move::Confirm => {
            let more = [("place", place(&order.terms))];
            worker(ctx, tx, seat, order, "gigs-seats-told-yours", &more).await?;
            employer(ctx, tx, seat, order, "gigs-seats-told-confirmed").await
        }
        Move::Promote => {
            let until = seat.locked_until.map(kernel::Moment::local);
            let more = [("until", until.as_deref().unwrap_or_default())];
            worker(ctx, tx, seat, order, "gigs-seats-told-promoted", &more).await
        }
        Move::Lapse => worker(ctx, tx, seat, order, "gigs-seats-told-lapsed", &[]).await,
        Move::CancelEmployer => {
            worker(ctx, tx, seat, order, "gigs-seats-told-cancelled", &[]).await
        }
        Move::CancelWorker if own && seat.confirmed_at.is_some() => {
            employer(ctx, tx, seat, order, "gigs-seats-told-not-coming").await
        }
        Move::Swap => worker(ctx, tx, seat, order, "gigs-seats-told-swapped", &[]).await,
        Move::AbsentWorker => worker(ctx, tx, seat, order, "gigs-seats-told-absent", &[]).await,
        Move::AbsentEmployer => {
            employer(ctx, tx, seat, order, "gigs-seats-told-employer-absent").await
        }
        _ => Ok(()),
    }
}
