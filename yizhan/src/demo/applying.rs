//! Applications of the demo county, and what employers and workers did with them.

use super::plan::of_last_season;
use super::run::{MadePost, Making};
use kernel::{Moment, Refusal, Role};
use placements::{ApplicationId, Channel, Move, NewApplication, Party, Reply, Step};
use trail::Tx;

/// Most applicants for one post.
const MOST: i64 = 5;
/// Every so many posts, the worker of the demo door applies too.
const PERSONA_EVERY: usize = 9;

/// Workers who want the trade, at most [`MOST`]; sometimes the persona among them.
fn applicants(making: &Making<'_>, n: usize, trade: &str) -> Vec<usize> {
    let chance = making.posting.chance();
    let mut chosen = Vec::new();
    if let Some(wanting) = making.by_trade.get(trade) {
        for _ in 0..chance.between(0, MOST) {
            let worker = *chance.pick(wanting);
            // The personas apply by the rule below, not by chance.
            if worker > 1 && !chosen.contains(&worker) {
                chosen.push(worker);
            }
        }
    }
    if n.is_multiple_of(PERSONA_EVERY) && making.workers.len() > 1 {
        chosen.push((n / PERSONA_EVERY) % 2);
    }
    chosen
}

/// People apply for a post that is shown.
pub async fn apply(
    making: &mut Making<'_>,
    tx: &mut Tx,
    at: Moment,
    n: usize,
) -> Result<(), Refusal> {
    let Some(post) = making.posts.get(&n).filter(|p| p.shown).cloned() else {
        return Ok(());
    };
    let mut applied = Vec::new();
    for worker in applicants(making, n, &post.trade) {
        let Some(ctx) = making.worker_of(at, worker) else {
            continue;
        };
        let desk = ctx.actor.has(Role::Worker);
        let new = NewApplication {
            vacancy: post.id.clone(),
            worker: making.workers[worker].id.clone(),
            channel: if desk {
                Channel::Online
            } else {
                Channel::Counter
            },
        };
        match placements::apply(&ctx, tx, &new).await {
            Ok(made) => applied.push((made.id, worker)),
            Err(refusal) if refusal.is_input() => making.counts.refused += 1,
            Err(other) => return Err(other),
        }
    }
    making.counts.applications += applied.len();
    if let Some(post) = making.posts.get_mut(&n) {
        post.applied = applied;
    }
    Ok(())
}

/// One step of one side; what the rules refuse ends this application's way.
async fn step(
    making: &mut Making<'_>,
    tx: &mut Tx,
    at: Moment,
    post: &MadePost,
    (id, worker): (&ApplicationId, usize),
    wanted: &Step,
) -> Result<bool, Refusal> {
    let ctx = match wanted.party {
        Party::Worker => making.worker_of(at, worker),
        Party::Employer | Party::System => making.employer_of(at, post),
    };
    let Some(ctx) = ctx else { return Ok(false) };
    match placements::make(&ctx, tx, id, wanted).await {
        Ok(_) => Ok(true),
        Err(refusal) if refusal.is_input() => {
            making.counts.refused += 1;
            Ok(false)
        }
        Err(other) => Err(other),
    }
}

/// How far an application goes; the numbers spread them over every state.
fn way(draw: usize, last_season: bool) -> Vec<Step> {
    let employer = |with| Step::new(with, Party::Employer);
    let worker = |with| Step::new(with, Party::Worker);
    let reply = |with, reply| Step {
        reply: Some(reply),
        ..employer(with)
    };
    let invited = || reply(Move::Invite, Reply::ComeTalk);
    let agreed = || vec![invited(), employer(Move::Offer), worker(Move::Accept)];
    if last_season {
        let mut way = agreed();
        way.push(employer(Move::Start));
        return way;
    }
    match draw {
        0..=24 => Vec::new(),
        25..=39 => vec![employer(Move::View)],
        40..=49 => vec![invited()],
        50..=56 => vec![reply(Move::Reject, Reply::NotFit)],
        57..=66 => vec![employer(Move::Offer)],
        67..=71 => vec![employer(Move::Offer), worker(Move::Decline)],
        72..=76 => vec![worker(Move::Withdraw)],
        _ => agreed(),
    }
}

/// The employer answers those who applied, and they answer back.
pub async fn answer(
    making: &mut Making<'_>,
    tx: &mut Tx,
    at: Moment,
    n: usize,
) -> Result<(), Refusal> {
    let Some(post) = making.posts.get(&n).cloned() else {
        return Ok(());
    };
    for (id, worker) in &post.applied {
        let draw = making.posting.chance().below(100);
        for wanted in way(draw, of_last_season(n)) {
            if !step(making, tx, at, &post, (id, *worker), &wanted).await? {
                break;
            }
        }
    }
    Ok(())
}

/// Most of those who began last season are still there, and the employer says so.
pub async fn keep(
    making: &mut Making<'_>,
    tx: &mut Tx,
    at: Moment,
    n: usize,
) -> Result<(), Refusal> {
    let Some(post) = making.posts.get(&n).cloned() else {
        return Ok(());
    };
    for (id, worker) in &post.applied {
        if making.posting.chance().percent(76) {
            let wanted = Step::new(Move::Keep, Party::Employer);
            step(making, tx, at, &post, (id, *worker), &wanted).await?;
        }
    }
    Ok(())
}
