//! Applying: by the worker, by the desk on behalf, by a program.

use crate::applications::model::{Application, ApplicationId, Applied, Channel, Party, Step};
use crate::applications::state::{Move, State};
use crate::applications::{store, tell};
use crate::{APPLY, fits, liking, push};
use employers::EmployerId;
use kernel::{Ctx, Refusal, Target};
use matching::Veto;
use people::preferences::Event;
use people::{Worker, WorkerId};
use serde_json::json;
use stations::ledger::{self, Service};
use trail::Tx;
use vacancies::{Kind, Vacancy, VacancyId};

/// Who applies for what, and how they came.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewApplication {
    /// The post.
    pub vacancy: VacancyId,
    /// The worker.
    pub worker: WorkerId,
    /// How the worker came.
    pub channel: Channel,
}

/// Applies for a post. A live application of the same worker is found again and nothing is
/// written; name and a way to reach are enough for day work.
///
/// # Errors
/// NotFound; Conflict `placements-closed`, `placements-full`, `placements-was-refused`,
/// `placements-name-needed`, `placements-profile-needed`, or the age rule of law that stands
/// against it (`matching-veto-under-age`, `matching-veto-juvenile`).
pub async fn apply(ctx: &Ctx, tx: &mut Tx, new: &NewApplication) -> Result<Applied, Refusal> {
    let worker = people::need_worker(tx, &new.worker).await?;
    let (subject, region) = (worker.id.as_str(), worker.region.as_str());
    ctx.require(APPLY, Target::Of { subject, region })?;
    let post = vacancies::vacancy(tx, &new.vacancy).await?;
    let post = post.ok_or_else(|| Refusal::not_found("record-unknown"))?;
    if let Some(before) = store::newest(tx, post.id.as_str(), subject).await? {
        if before.state.is_live() {
            tx.quiet("the application is there already");
            return Ok(Applied {
                id: before.id,
                new: false,
            });
        }
        if before.state == State::Rejected && before.vacancy_version == post.version {
            return Err(Refusal::conflict("placements-was-refused"));
        }
    }
    open(ctx, tx, &post).await?;
    enough(ctx, &worker, &post)?;
    let application = draft(ctx, new, &worker, &post);
    if !store::insert(tx, &application).await? {
        // Another request applied for the same worker in this very moment.
        return Err(Refusal::retry());
    }
    let first = Step::new(Move::View, Party::Worker);
    store::add_move(ctx, tx, &application, "", "apply", &first).await?;
    let (id, place) = (application.id.as_str(), &application.region);
    let detail = json!({ "vacancy": application.vacancy_id, "worker": subject });
    tx.note(ctx, "placements.apply", id, place, detail.clone());
    tx.publish("application-made", id, detail);
    fits::keep(ctx, tx, &worker, &post, fits::Occasion::Apply, id).await?;
    push::store::applied(tx, ctx, subject, post.id.as_str()).await?;
    liking::learn(ctx, tx, &worker, &post, Event::Applied).await?;
    tell::employer(ctx, tx, &application, "placements-told-applied").await?;
    served(ctx, tx, &application, "apply").await?;
    Ok(Applied {
        id: application.id,
        new: true,
    })
}

/// Can one apply for the post today?
async fn open(ctx: &Ctx, tx: &mut Tx, post: &Vacancy) -> Result<(), Refusal> {
    if post.state == vacancies::State::Filled || post.free() == 0 {
        return Err(Refusal::conflict("placements-full"));
    }
    let id = EmployerId::parse(&post.employer_id)?;
    let employer = employers::employer(tx, &id).await?;
    let stands = employer.is_some_and(|e| e.verified_on(ctx.today()));
    if stands && post.shown_on(ctx.today()) {
        Ok(())
    } else {
        Err(Refusal::conflict("placements-closed"))
    }
}

/// Is enough known of the worker, and does the law allow it? What the worker merely wished
/// otherwise is the worker's own business.
fn enough(ctx: &Ctx, worker: &Worker, post: &Vacancy) -> Result<(), Refusal> {
    if worker.state < people::State::Min {
        return Err(Refusal::conflict("placements-name-needed"));
    }
    if post.terms.kind != Kind::Day && worker.state < people::State::Basic {
        return Err(Refusal::conflict("placements-profile-needed"));
    }
    match vacancies::fit_for(ctx, &people::facts(ctx, worker)?, post) {
        Err(veto @ (Veto::UnderAge | Veto::Juvenile)) => Err(Refusal::conflict(veto.code())),
        _ => Ok(()),
    }
}

fn draft(ctx: &Ctx, new: &NewApplication, worker: &Worker, post: &Vacancy) -> Application {
    Application {
        id: ApplicationId::mint(ctx),
        vacancy_id: post.id.to_string(),
        vacancy_version: post.version,
        worker_id: worker.id.to_string(),
        employer_id: post.employer_id.clone(),
        region: post.terms.region.clone(),
        worker_region: worker.region.clone(),
        state: State::Applied,
        seat: false,
        channel: new.channel,
        title: post.terms.title.clone(),
        trade: post.terms.trade.clone(),
        day_work: post.terms.kind == Kind::Day,
        work_from: post.terms.start_day,
        work_to: post.terms.end_day,
        applied_at: ctx.now,
        answered_at: None,
        accepted_at: None,
        started_day: None,
        stable_due_day: None,
        stable_asked_at: None,
        left_day: None,
        left_reason: None,
        seq: 0,
        updated_at: ctx.now,
    }
}

/// One row of the service ledger when staff did it for somebody.
pub(crate) async fn served(
    ctx: &Ctx,
    tx: &mut Tx,
    application: &Application,
    kind: &'static str,
) -> Result<(), Refusal> {
    let (true, Some(behalf)) = (ctx.actor.is_staff(), &ctx.behalf) else {
        return Ok(());
    };
    let channel = match application.channel {
        Channel::Phone => ledger::Channel::Phone,
        Channel::Village => ledger::Channel::Village,
        Channel::Counter | Channel::Online | Channel::Api => ledger::Channel::Counter,
    };
    let service = Service {
        kind,
        subject: Some(behalf.subject.clone()),
        region: application.worker_region.clone(),
        channel,
        result: format!("{} {}", application.state.code(), application.id),
    };
    ledger::record(ctx, tx, service).await
}
