//! What the clock does with posts: warn, let run out, lay away.

use super::Change;
use crate::posts::model::VacancyId;
use crate::posts::state::{Move, State};
use crate::posts::{doors, queries, store};
use kernel::{Ctx, Refusal};
use serde_json::{Value, json};

/// Posts looked at in one go; what is left is done by the next job.
const BATCH: i64 = 200;

async fn each(
    ctx: &Ctx,
    tx: &mut trail::Tx,
    ids: Vec<VacancyId>,
    with: Move,
    verb: &str,
) -> Result<(), Refusal> {
    // Posts first, the county's counter after them: two transactions never wait crosswise.
    for id in &ids {
        store::hold(tx, id.as_str()).await?;
    }
    for id in ids {
        let mut change: Change = super::load(tx, &id).await?;
        if change.step(with)? {
            if change.post.state.is_closed() {
                change.post.closed_at = change.post.closed_at.or(Some(ctx.now));
            }
            let post = change.save(ctx, tx, verb, json!({})).await?;
            let notice = match with {
                Move::Expire => "vacancies-notice-expired",
                Move::Pause => "vacancies-notice-paused",
                _ => continue,
            };
            doors::tell(ctx, tx, &post, notice, &[]).await?;
        }
    }
    Ok(())
}

/// Closes posts whose days are over.
///
/// # Errors
/// What the database says.
pub async fn expire(ctx: &Ctx, tx: &mut trail::Tx, _: &Value) -> Result<(), Refusal> {
    // open: the schedule runs it as Yizhan itself.
    let ids = queries::run_out(tx, ctx.today(), BATCH).await?;
    let more = ids.len() == usize::try_from(BATCH).unwrap_or(0);
    if ids.is_empty() {
        tx.quiet("nothing has run out");
    }
    each(ctx, tx, ids, Move::Expire, "vacancies.expire").await?;
    if more {
        jobs::enqueue(tx, ctx, "vacancies.expire", None, ctx.now, json!({})).await?;
    }
    Ok(())
}

/// Stops what an employer shows when its name is no longer checked (verification run out or
/// taken away); the employer shows it again once verified.
///
/// # Errors
/// What the database says.
pub async fn stop_unverified(
    ctx: &Ctx,
    tx: &mut trail::Tx,
    payload: &Value,
) -> Result<(), Refusal> {
    // open: a reaction, run as Yizhan itself.
    let employer = payload["subject"].as_str().unwrap_or_default().to_owned();
    if doors::party(ctx, tx, &employer).await?.may_post.is_ok() {
        tx.quiet("verified again in the meantime");
        return Ok(());
    }
    let ids = queries::shown_of(tx, &employer, BATCH).await?;
    let more = ids.len() == usize::try_from(BATCH).unwrap_or(0);
    if ids.is_empty() {
        tx.quiet("nothing of this employer is shown");
    }
    each(ctx, tx, ids, Move::Pause, "vacancies.pause-unverified").await?;
    if more {
        jobs::enqueue(
            tx,
            ctx,
            "vacancies.stop-lapsed",
            None,
            ctx.now,
            payload.clone(),
        )
        .await?;
    }
    Ok(())
}

/// Lays closed posts away after the days that the county sets.
///
/// # Errors
/// What the database says.
pub async fn archive(ctx: &Ctx, tx: &mut trail::Tx, _: &Value) -> Result<(), Refusal> {
    // open: the schedule runs it as Yizhan itself.
    let Some(days) = doors::archive_days(ctx) else {
        tx.quiet("no parameter says when");
        return Ok(());
    };
    let ids = queries::closed_before(tx, ctx.now.plus_days(-days), BATCH).await?;
    let more = ids.len() == usize::try_from(BATCH).unwrap_or(0);
    if ids.is_empty() {
        tx.quiet("nothing to lay away");
    }
    each(ctx, tx, ids, Move::Archive, "vacancies.archive").await?;
    if more {
        jobs::enqueue(tx, ctx, "vacancies.archive", None, ctx.now, json!({})).await?;
    }
    Ok(())
}

/// Tells employers the day before and on the day that a post ends, once a day.
///
/// # Errors
/// What the database says.
pub async fn warn(ctx: &Ctx, tx: &mut trail::Tx, _: &Value) -> Result<(), Refusal> {
    // open: the schedule runs it as Yizhan itself.
    tx.quiet("a notice leaves its own line");
    let today = ctx.today();
    for post in queries::ending(tx, today, BATCH).await? {
        if post.state != State::Published
            || !store::mark_warned(tx, post.id.as_str(), today).await?
        {
            continue;
        }
        let ends_today = post.valid_until == today;
        let key = if ends_today {
            "vacancies-notice-ends-today"
        } else {
            "vacancies-notice-ends-tomorrow"
        };
        doors::tell(ctx, tx, &post, key, &[]).await?;
    }
    Ok(())
}
