//! Pages of applications: the worker's, the employer's, the desk's.

mod apply;
mod candidates;
mod desk;
mod hire;
mod recommend;
mod worker;

use super::actions;
use super::model::{Application, ApplicationId, LeftReason, Made, Party, Reply, Step};
use super::queries;
use super::state::{Move, State, can};
use db::Conn;
use employers::{Employer, EmployerId};
use kernel::{Ctx, Refusal};
use matching::Reason;
use people::preferences::Reason as Because;
use people::{Worker, WorkerId};
use serde::Serialize;
use web::{Fields, House, PageSample, Route, Template, sample};

pub(crate) fn routes() -> Vec<Route> {
    let parts = [
        apply::routes(),
        worker::routes(),
        recommend::routes(),
        candidates::routes(),
        hire::routes(),
        desk::routes(),
    ];
    parts.into_iter().flatten().collect()
}

pub(crate) fn samples() -> Vec<PageSample> {
    vec![
        sample::<apply::ApplyPage>(),
        sample::<worker::ListPage>(),
        sample::<worker::ShowPage>(),
        sample::<recommend::JobsPage>(),
        sample::<candidates::CandidatesPage>(),
        sample::<hire::ShowPage>(),
        sample::<desk::ListPage>(),
        sample::<desk::WorkerPage>(),
        sample::<desk::ApplyPage>(),
    ]
}

macro_rules! templates {
    ($($name:literal),* $(,)?) => {
        &[$((
            concat!("placements/", $name),
            include_str!(concat!("../../../templates/", $name)),
        )),*]
    };
}

pub(crate) const TEMPLATES: &[Template] = templates![
    "parts.html",
    "worker/apply.html",
    "worker/list.html",
    "worker/show.html",
    "worker/jobs.html",
    "hire/candidates.html",
    "hire/show.html",
    "desk/list.html",
    "desk/worker.html",
    "desk/apply.html",
    "market/market.html",
    "push/push.html",
    "push/calls.html",
    "fairness/fairness.html",
    "fits/fit.html",
    "reverse/people.html",
];

/// How consent may be given at the desk.
pub(crate) const CONSENTS: [&str; 4] = ["spoken", "signed", "card", "telephone"];

/// The colour that goes with the word; the word carries the meaning.
pub(crate) const fn tone(state: State) -> &'static str {
    match state {
        State::Accepted | State::Onboard | State::Stable => "good",
        State::Applied | State::Viewed | State::Invited | State::Interview | State::Offered => {
            "wait"
        }
        State::Left | State::Rejected | State::Declined | State::Withdrawn => "quiet",
    }
}

/// An application in a list.
#[derive(Serialize)]
pub(crate) struct Row {
    id: String,
    title: String,
    who: String,
    place: String,
    state: &'static str,
    tone: &'static str,
    applied_at: i64,
    work_from: String,
    silent: Option<i64>,
}

/// A step of the history.
#[derive(Serialize)]
pub(crate) struct Line {
    step: String,
    party: String,
    reply: Option<String>,
    behalf: bool,
    at: i64,
}

impl From<Made> for Line {
    fn from(made: Made) -> Self {
        Self {
            step: made.step,
            party: made.party,
            reply: made.reply,
            behalf: made.behalf,
            at: made.at.millis(),
        }
    }
}

/// Days of silence, when they are long enough to be shown.
pub(crate) fn silence(ctx: &Ctx, a: &Application) -> Result<Option<i64>, Refusal> {
    let long = a.applied_at.millis() < queries::silent_before(ctx)?;
    Ok(a.silent_days(ctx.today()).filter(|_| long))
}

/// A row; `who` is the other party.
pub(crate) fn row(ctx: &Ctx, a: &Application, who: String) -> Result<Row, Refusal> {
    Ok(Row {
        id: a.id.to_string(),
        title: a.title.clone(),
        who,
        place: reference::tables(ctx)?.name(&a.region),
        state: a.state.code(),
        tone: tone(a.state),
        applied_at: a.applied_at.millis(),
        work_from: a.work_from.to_string(),
        silent: silence(ctx, a)?,
    })
}

pub(crate) async fn employer_of(
    conn: &mut Conn,
    a: &Application,
) -> Result<Option<Employer>, Refusal> {
    employers::employer(conn, &EmployerId::parse(&a.employer_id)?).await
}

pub(crate) async fn worker_of(conn: &mut Conn, a: &Application) -> Result<Option<Worker>, Refusal> {
    people::worker(conn, &WorkerId::parse(&a.worker_id)?).await
}

/// The worker's name as the employer may see it now.
pub(crate) fn name_for_employer(ctx: &Ctx, a: &Application, worker: Option<&Worker>) -> String {
    let staff = ctx.actor.roles.iter().any(|r| r.is_staff());
    match worker {
        Some(worker) if a.agreed() || staff => worker.name.clone(),
        Some(worker) => kernel::mask_name(&worker.name),
        None => String::new(),
    }
}

/// Reasons in words.
pub(crate) fn say(house: &House, ctx: &Ctx, reasons: &[Reason]) -> Vec<String> {
    let text = |reason: &Reason| {
        let args: Vec<(&str, &str)> = reason.args.iter().map(|(k, v)| (*k, v.as_str())).collect();
        house.words.say(ctx.locale, reason.code, &args)
    };
    reasons.iter().map(text).collect()
}

/// Moves open to one side now.
pub(crate) fn open_moves(a: &Application, party: Party, ctx: &Ctx) -> Vec<&'static str> {
    let due = a.stable_due_day.is_some_and(|day| day <= ctx.today());
    let open = Move::ALL.iter().filter(|with| {
        let theirs = with.parties().contains(&party);
        let later = **with == Move::Keep && !due;
        theirs && can(a.state, **with) && !later && !matches!(with, Move::View | Move::Hold)
    });
    open.map(|with| with.code()).collect()
}

/// The step that a form asks for.
pub(crate) fn step_of(fields: &Fields, party: Party) -> Result<Step, Refusal> {
    let mut reader = fields.reader();
    let reply = reader.opt_one_of("reply", Reply::CODES);
    let reply = reply.and_then(Reply::parse);
    let with = match reply {
        Some(reply) => Some(reply.step()),
        None => Move::parse(reader.one_of("step", Move::CODES)),
    };
    let reason = reader.opt_one_of("reason", LeftReason::CODES);
    let day = reader.opt_day("day");
    let because = reader.opt_one_of("because", Because::CODES);
    reader.finish()?;
    let with = with.ok_or_else(|| Refusal::field("step", "field-not-choice"))?;
    Ok(Step {
        with,
        party,
        reply,
        reason: reason.and_then(LeftReason::parse),
        day,
        because,
    })
}

/// Takes the step that a form asks for; staff say how consent was given.
pub(crate) async fn take(
    house: &House,
    ctx: &Ctx,
    id: &str,
    fields: &Fields,
    party: Party,
) -> Result<&'static str, Refusal> {
    let id = ApplicationId::parse(id)?;
    let step = step_of(fields, party)?;
    let mut tx = trail::begin(&house.db, ctx).await?;
    let staff = ctx.actor.roles.iter().any(|r| r.is_staff());
    if staff {
        let mut reader = fields.reader();
        let consent = reader.one_of("consent", &CONSENTS);
        reader.finish()?;
        actions::make_at_desk(ctx, &mut tx, &id, &step, consent).await?;
    } else {
        actions::make(ctx, &mut tx, &id, &step).await?;
    }
    tx.commit(ctx).await?;
    Ok(match step.with {
        Move::View => "placements-said-viewed",
        Move::Accept => "placements-said-accepted",
        Move::Decline => "placements-said-declined",
        Move::Withdraw => "placements-said-withdrawn",
        _ => "placements-said-done",
    })
}

/// Made-up rows for the samples, one in each state.
fn sample_rows() -> Vec<Row> {
    let row = |state: &State| Row {
        id: "app_00000000000000000000000000000000".into(),
        title: "核桃装车".into(),
        who: "张*".into(),
        place: "石坡镇".into(),
        state: state.code(),
        tone: tone(*state),
        applied_at: 1_795_395_600_000,
        work_from: "2026-11-24".into(),
        silent: (*state == State::Applied).then_some(4),
    };
    State::ALL.iter().map(row).collect()
}

/// A made-up history for the samples: every move, every answer, every reason.
fn sample_lines() -> Vec<Line> {
    let moves = ["apply"].into_iter().chain(Move::CODES.iter().copied());
    let replies = Reply::CODES.iter().chain(LeftReason::CODES).cycle();
    let line = |(step, reply): (&str, &&str)| Line {
        step: step.to_owned(),
        party: "worker".into(),
        reply: (step != "apply").then(|| (*reply).to_owned()),
        behalf: step == "apply",
        at: 1_795_395_600_000,
    };
    moves.zip(replies).map(line).collect()
}
