//! Turning a job down, and telling the room of people what was done.

use super::store;
use crate::APPLY;
use crate::applications::model::{Application, LeftReason, Step};
use crate::applications::state::Move;
use employers::EmployerId;
use kernel::{Ctx, Refusal, Target};
use people::preferences::{Event, Job, Reason, saw};
use people::{Worker, WorkerId};
use serde_json::json;
use trail::Tx;
use vacancies::{Vacancy, VacancyId};

/// What may be learned from a post, seen from a worker's home.
async fn job(ctx: &Ctx, tx: &mut Tx, worker: &Worker, post: &Vacancy) -> Result<Job, Refusal> {
    let tables = reference::tables(ctx)?;
    let terms = &post.terms;
    let employer = employers::employer(tx, &EmployerId::parse(&post.employer_id)?).await?;
    let number = vacancies::employer_number(&post.employer_id);
    let places = tables
        .division(&worker.region)
        .zip(tables.division(&terms.region));
    let way = places.and_then(|(a, b)| tables.minutes_at(a.index, b.index));
    Ok(Job {
        trade: terms.trade.clone(),
        employer: employer.map(|e| (number, e.public_name())),
        place: terms.region.clone(),
        settle: terms.settle.code().to_owned(),
        pay_day_fen: post.pay_day_fen,
        minutes: way.map(|way| way.minutes),
    })
}

/// Tells what a worker did with a post.
pub(crate) async fn learn(
    ctx: &Ctx,
    tx: &mut Tx,
    worker: &Worker,
    post: &Vacancy,
    event: impl FnOnce(Job) -> Event,
) -> Result<(), Refusal> {
    let job = job(ctx, tx, worker, post).await?;
    saw(ctx, tx, &worker.id, &event(job)).await
}

/// Tells what a step of an application says: turned down and why, or worked to the end.
pub(crate) async fn of_step(
    ctx: &Ctx,
    tx: &mut Tx,
    a: &Application,
    made: &Step,
) -> Result<(), Refusal> {
    let finished = made.with == Move::Leave && made.reason == Some(LeftReason::Finished);
    let refused = matches!(made.with, Move::Decline | Move::Withdraw);
    let because = made.because.filter(|_| refused).and_then(Reason::parse);
    if !finished && because.is_none() && made.with != Move::Keep {
        return Ok(());
    }
    let worker = people::worker(tx, &WorkerId::parse(&a.worker_id)?).await?;
    let post = vacancies::vacancy(tx, &VacancyId::parse(&a.vacancy_id)?).await?;
    let (Some(worker), Some(post)) = (worker, post) else {
        return Ok(());
    };
    if let Some(reason) = because {
        let code = reason.code();
        store::insert(tx, ctx, &a.worker_id, &a.vacancy_id, code).await?;
    }
    learn(ctx, tx, &worker, &post, |job| match because {
        Some(reason) => Event::Refused(reason, job),
        None => Event::Completed(job),
    })
    .await
}

/// Turns a recommended job down: it is not put first again, and the reason is learned from.
///
/// # Errors
/// NotFound when there is no such worker in reach or no such post.
pub async fn refuse(
    ctx: &Ctx,
    tx: &mut Tx,
    worker: &WorkerId,
    vacancy: &VacancyId,
    reason: Reason,
) -> Result<(), Refusal> {
    let worker = people::need_worker(tx, worker).await?;
    let (subject, region) = (worker.id.as_str(), worker.region.as_str());
    ctx.require(APPLY, Target::Of { subject, region })?;
    let post = vacancies::vacancy(tx, vacancy).await?;
    let post = post.filter(|p| p.published_version.is_some());
    let post = post.ok_or_else(|| Refusal::not_found("record-unknown"))?;
    store::insert(tx, ctx, subject, post.id.as_str(), reason.code()).await?;
    let event = |job| Event::Refused(reason, job);
    learn(ctx, tx, &worker, &post, event).await?;
    let detail = json!({ "vacancy": post.id.as_str(), "reason": reason.code() });
    tx.note(ctx, "placements.refuse", subject, region, detail);
    Ok(())
}
