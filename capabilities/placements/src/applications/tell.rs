//! Who is told of a step, and in which words.

use super::model::{Application, Party, Reply, Step};
use super::state::Move;
use kernel::{Ctx, Refusal};
use stations::notices;
use trail::Tx;

/// Tells the worker.
pub(crate) async fn worker(
    ctx: &Ctx,
    tx: &mut Tx,
    a: &Application,
    key: &'static str,
) -> Result<(), Refusal> {
    notices::tell(ctx, tx, &a.worker_id, key, &[("title", &a.title)]).await
}

/// Tells the employer.
pub(crate) async fn employer(
    ctx: &Ctx,
    tx: &mut Tx,
    a: &Application,
    key: &'static str,
) -> Result<(), Refusal> {
    notices::tell(ctx, tx, &a.employer_id, key, &[("title", &a.title)]).await
}

/// Tells the other side of a step.
pub(crate) async fn of_step(
    ctx: &Ctx,
    tx: &mut Tx,
    a: &Application,
    made: &Step,
) -> Result<(), Refusal> {
    if made.party == Party::Worker {
        let Some(key) = for_employer(made.with) else {
            return Ok(());
        };
        return employer(ctx, tx, a, key).await;
    }
    match for_worker(made) {
        Some(key) => worker(ctx, tx, a, key).await,
        None => Ok(()),
    }
}

fn for_employer(with: Move) -> Option<&'static str> {
    Some(match with {
        Move::Accept => "placements-told-accepted",
        Move::Decline => "placements-told-declined",
        Move::Withdraw => "placements-told-withdrawn",
        Move::Start => "placements-told-started",
        Move::Leave => "placements-told-left",
        Move::Keep => "placements-told-kept",
        _ => return None,
    })
}

fn for_worker(made: &Step) -> Option<&'static str> {
    if let Some(reply) = made.reply {
        return Some(match reply {
            Reply::ComeTomorrow => "placements-told-reply-come-tomorrow",
            Reply::ComeTalk => "placements-told-reply-come-talk",
            Reply::CallStation => "placements-told-reply-call-station",
            Reply::Wait => "placements-told-reply-wait",
            Reply::Full => "placements-told-reply-full",
            Reply::NotFit => "placements-told-reply-not-fit",
            Reply::Ended => "placements-told-reply-ended",
        });
    }
    Some(match made.with {
        Move::Invite => "placements-told-invited",
        Move::Offer => "placements-told-offered",
        Move::Reject => "placements-told-rejected",
        Move::Start => "placements-told-you-started",
        Move::Leave => "placements-told-you-left",
        Move::Keep => "placements-told-you-kept",
        // Being looked at is no news; it stands on the page.
        _ => return None,
    })
}
