//! What an employer does with a post that stands: stop, go on, take back, renew.

use super::load;
use crate::permissions::POST;
use crate::posts::doors;
use crate::posts::model::{Vacancy, VacancyId};
use crate::posts::state::{Move, State};
use kernel::{Ctx, Refusal, Target};
use serde_json::json;

async fn make(
    ctx: &Ctx,
    tx: &mut trail::Tx,
    id: &VacancyId,
    with: Move,
    verb: &str,
) -> Result<Vacancy, Refusal> {
    let mut change = load(tx, id).await?;
    let post = &change.post;
    ctx.require(
        POST,
        Target::Of {
            subject: &post.employer_id,
            region: &post.terms.region,
        },
    )?;
    if !change.step(with)? {
        return Ok(change.post);
    }
    if change.post.state.is_closed() {
        change.post.closed_at = Some(ctx.now);
    }
    let post = change.save(ctx, tx, verb, json!({})).await?;
    doors::served(ctx, tx, &post, verb).await?;
    Ok(post)
}

/// Stops a post for a while; it is not shown.
///
/// # Errors
/// Conflict `vacancies-not-now` when it is not shown now.
pub async fn pause(ctx: &Ctx, tx: &mut trail::Tx, id: &VacancyId) -> Result<Vacancy, Refusal> {
    // open: the authority is asked for on the record, in `make`.
    make(ctx, tx, id, Move::Pause, "vacancies.pause").await
}

/// Shows a stopped post again.
///
/// # Errors
/// Conflict `vacancies-not-now`; the employer's refusal when it may not post now; Conflict
/// `vacancies-run-out` when its days are over (renew it).
pub async fn resume(ctx: &Ctx, tx: &mut trail::Tx, id: &VacancyId) -> Result<Vacancy, Refusal> {
    let post = load(tx, id).await?.post;
    ctx.require(
        POST,
        Target::Of {
            subject: &post.employer_id,
            region: &post.terms.region,
        },
    )?;
    doors::party(ctx, tx, &post.employer_id).await?.may_post?;
    if post.valid_until < ctx.today() {
        return Err(Refusal::conflict("vacancies-run-out"));
    }
    make(ctx, tx, id, Move::Resume, "vacancies.resume").await
}

/// Takes a post back for good.
///
/// # Errors
/// Conflict `vacancies-not-now` when it was taken off or laid away.
pub async fn withdraw(ctx: &Ctx, tx: &mut trail::Tx, id: &VacancyId) -> Result<Vacancy, Refusal> {
    // open: the authority is asked for on the record, in `make`.
    make(ctx, tx, id, Move::Withdraw, "vacancies.withdraw").await
}

/// Gives a post new days: as many as its kind may have, never beyond its work.
///
/// # Errors
/// Conflict `vacancies-work-over` when its last day of work is past.
pub async fn renew(ctx: &Ctx, tx: &mut trail::Tx, id: &VacancyId) -> Result<Vacancy, Refusal> {
    let mut change = load(tx, id).await?;
    let post = &change.post;
    ctx.require(
        POST,
        Target::Of {
            subject: &post.employer_id,
            region: &post.terms.region,
        },
    )?;
    doors::party(ctx, tx, &post.employer_id).await?.may_post?;
    let stands = matches!(change.post.state, State::Published | State::Paused);
    if !stands {
        change.step(Move::Renew)?;
    }
    let limits = doors::limits(ctx, &change.post.terms.region, ctx.today())?;
    let last = limits.last_day(&change.post.terms, ctx.today());
    if last < ctx.today() {
        return Err(Refusal::conflict("vacancies-work-over"));
    }
    if stands && last == change.post.valid_until {
        return Ok(change.post);
    }
    change.post.valid_until = last;
    change.post.closed_at = None;
    if change.post.free() == 0 && change.post.state == State::Published {
        change.step(Move::Fill)?;
    }
    change
        .save(
            ctx,
            tx,
            "vacancies.renew",
            json!({ "until": last.to_string() }),
        )
        .await
}
