//! Applications as JSON: the same actions and queries as the pages.

use super::actions::{self, NewApplication, require};
use super::model::{
    Application, ApplicationId, Channel, LeftReason, Made, Party, Reply as Answer, Step,
};
use super::queries::{self, Filter, PAGE, Whose};
use super::state::{Move, State as Where};
use crate::{APPLY, HIRE, SEE};
use axum::extract::{Path, State};
use axum::http::StatusCode;
use kernel::{Ctx, Refusal, Target};
use people::WorkerId;
use people::preferences::Reason as Because;
use serde::{Deserialize, Serialize};
use std::sync::Arc;
use utoipa::ToSchema;
use utoipa_axum::routes;
use vacancies::VacancyId;
use web::{Access, Cursor, Cx, House, Json, Query, Reply, Route, json};

/// Routes of the API.
pub(crate) fn routes() -> Vec<Route> {
    let own = Access::Open("workers and employers have this door in common; each record is asked");
    vec![
        web::api(own, routes!(list_applications)).also(&[SEE]),
        web::api(Access::Need(APPLY), routes!(make_application)),
        web::api(own, routes!(show_application)).also(&[APPLY, HIRE]),
        web::api(own, routes!(move_application)).also(&[APPLY, HIRE]),
    ]
}

/// An application.
#[derive(Debug, Serialize, ToSchema)]
struct ApplicationItem {
    /// Id.
    id: String,
    /// Id of the post.
    vacancy_id: String,
    /// Version of the post at that time.
    vacancy_version: i64,
    /// Title of the post at that time.
    title: String,
    /// Id of the worker.
    worker_id: String,
    /// Id of the employer.
    employer_id: String,
    /// `applied`, `viewed`, `invited`, `interview`, `offered`, `accepted`, `onboard`, `stable`,
    /// `left`, `rejected`, `declined`, `withdrawn`.
    state: String,
    /// Code of the workplace's division, 12 digits.
    region: String,
    /// `online`, `counter`, `phone`, `village`, `api`.
    channel: String,
    /// When it was made, RFC 3339.
    applied_at: String,
    /// When the employer answered first, RFC 3339; null = not yet.
    answered_at: Option<String>,
    /// When the worker agreed, RFC 3339.
    accepted_at: Option<String>,
    /// First day in work.
    started_day: Option<String>,
    /// Day from which the employment counts as stable.
    stable_due_day: Option<String>,
    /// Last day in work.
    left_day: Option<String>,
    /// `finished`, `no-show`, `quit`, `dismissed`, `other`.
    left_reason: Option<String>,
}

/// A page of applications.
#[derive(Debug, Serialize, ToSchema)]
struct ApplicationPage {
    /// Applications, newest first.
    items: Vec<ApplicationItem>,
    /// Cursor of the next page; null = this is the last.
    next: Option<String>,
}

/// A step of the history.
#[derive(Debug, Serialize, ToSchema)]
struct ApplicationStep {
    /// Number, from 0.
    seq: i64,
    /// `apply`, or one of the moves.
    step: String,
    /// State that it led to.
    state: String,
    /// `worker`, `employer`, `system`.
    party: String,
    /// Done by staff on behalf of that party.
    on_behalf: bool,
    /// The answer given, or the reason of leaving.
    reply: Option<String>,
    /// When, RFC 3339.
    at: String,
}

/// An application with its history.
#[derive(Debug, Serialize, ToSchema)]
struct ApplicationDetail {
    /// What a list says too.
    #[serde(flatten)]
    item: ApplicationItem,
    /// Steps, first to last.
    steps: Vec<ApplicationStep>,
}

/// Who applies for what.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct ApplicationInput {
    /// Id of the post.
    vacancy_id: String,
    /// Id of the worker; may be left out when the caller is the worker.
    worker_id: Option<String>,
    /// How staff know that the person wishes it: `spoken`, `signed`, `card`, `telephone`.
    consent: Option<String>,
}

/// A step to take.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct MoveInput {
    /// `view`, `hold`, `invite`, `meet`, `offer`, `reject`, `accept`, `decline`, `withdraw`,
    /// `start`, `leave`, `keep`; may be left out when `reply` is given.
    step: Option<String>,
    /// `worker` or `employer`.
    party: String,
    /// `come-tomorrow`, `come-talk`, `call-station`, `wait`, `full`, `not-fit`, `ended`.
    reply: Option<String>,
    /// With `leave`: `finished`, `no-show`, `quit`, `dismissed`, `other`.
    reason: Option<String>,
    /// With `decline` and `withdraw`: `far`, `pay`, `dates`, `trade`, `employer`, `settle`,
    /// `other`.
    because: Option<String>,
    /// With `start` and `leave`: the day; today when left out.
    day: Option<String>,
    /// How staff know that the party wishes it: `spoken`, `signed`, `card`, `telephone`.
    consent: Option<String>,
}

fn item(a: &Application) -> ApplicationItem {
    let at = |m: Option<kernel::Moment>| m.map(kernel::Moment::rfc3339);
    let day = |d: Option<kernel::Day>| d.map(|d| d.to_string());
    ApplicationItem {
        id: a.id.to_string(),
        vacancy_id: a.vacancy_id.clone(),
        vacancy_version: a.vacancy_version,
        title: a.title.clone(),
        worker_id: a.worker_id.clone(),
        employer_id: a.employer_id.clone(),
        state: a.state.code().to_owned(),
        region: a.region.clone(),
        channel: a.channel.code().to_owned(),
        applied_at: a.applied_at.rfc3339(),
        answered_at: at(a.answered_at),
        accepted_at: at(a.accepted_at),
        started_day: day(a.started_day),
        stable_due_day: day(a.stable_due_day),
        left_day: day(a.left_day),
        left_reason: a.left_reason.map(|r| r.code().to_owned()),
    }
}

fn line(made: Made) -> ApplicationStep {
    ApplicationStep {
        seq: made.seq,
        step: made.step,
        state: made.to,
        party: made.party,
        on_behalf: made.behalf,
        reply: made.reply,
        at: made.at.rfc3339(),
    }
}

fn choice<T>(field: &str, text: &str, parse: fn(&str) -> Option<T>) -> Result<T, Refusal> {
    parse(text).ok_or_else(|| Refusal::field(field, "field-not-choice"))
}

/// The caller as itself, or for somebody on a consent that must be named.
fn doing(ctx: &Ctx, subject: &str, consent: Option<&str>) -> Result<Ctx, Refusal> {
    if !ctx.actor.roles.iter().any(|r| r.is_staff()) {
        return Ok(ctx.clone());
    }
    let consent = consent.ok_or_else(|| Refusal::field("consent", "field-needed"))?;
    if super::pages::CONSENTS.contains(&consent) {
        Ok(ctx.for_person(subject, consent))
    } else {
        Err(Refusal::field("consent", "field-not-choice"))
    }
}

/// Whose applications are meant: named by the query, or the caller's own.
fn whose(ctx: &Ctx, fields: &web::Fields) -> Result<Whose, Refusal> {
    let staff = ctx.actor.roles.iter().any(|r| r.is_staff());
    match fields.get("as") {
        Some("scope") => {
            ctx.require(SEE, Target::Any)?;
            Ok(Whose::Scope)
        }
        Some("employer") => {
            ctx.require(HIRE, Target::Any)?;
            let own = ctx.actor.subject("emp");
            let own = own.ok_or_else(|| Refusal::not_found("record-unknown"))?;
            Ok(Whose::Employer(own.to_owned()))
        }
        Some("worker") | None if !staff => {
            ctx.require(APPLY, Target::Any)?;
            let own = people::of_actor(ctx);
            let own = own.ok_or_else(|| Refusal::not_found("record-unknown"))?;
            Ok(Whose::Worker(own.to_string()))
        }
        None => {
            ctx.require(SEE, Target::Any)?;
            Ok(Whose::Scope)
        }
        Some(_) => Err(Refusal::field("as", "field-not-choice")),
    }
}

/// Applications of the caller: a worker's own, an employer's, or those of the staff's area.
#[utoipa::path(get, path = "/api/v1/applications", tag = "applications",
    params(("as" = Option<String>, Query, description = "`worker`, `employer` or `scope`"),
        ("state" = Option<String>, Query, description = "Only this state"),
        ("cursor" = Option<String>, Query, description = "Where to go on")),
    responses((status = 200, body = ApplicationPage)))]
async fn list_applications(
    State(house): State<Arc<House>>,
    Cx(ctx): Cx,
    Query(fields): Query,
) -> Reply {
    if !ctx.actor.is_known() {
        return Err(Refusal::unauthenticated().into());
    }
    let mut reader = fields.reader();
    reader.only(&["as", "state", "cursor"]);
    let state = reader.opt_one_of("state", Where::CODES);
    reader.finish()?;
    let mut filter = Filter::of(whose(&ctx, &fields)?);
    filter.state = state.and_then(Where::parse);
    if let Some(cursor) = fields.get("cursor") {
        let keys = Cursor::decode(cursor, 2)?.0;
        let bad = |_| Refusal::field("cursor", "field-not-cursor");
        filter.after = Some((keys[0].parse().map_err(bad)?, keys[1].clone()));
    }
    let mut conn = house.db.read().await?;
    let mut found = queries::list(&ctx, &mut conn, &filter, PAGE).await?;
    let more = found.len() > PAGE;
    found.truncate(PAGE);
    let last = found.last().filter(|_| more);
    let keys = last.map(|a| vec![a.applied_at.millis().to_string(), a.id.to_string()]);
    let page = ApplicationPage {
        items: found.iter().map(item).collect(),
        next: keys.map(|k| Cursor(k).encode()),
    };
    Ok(json(StatusCode::OK, &page))
}

/// Applies for a post. Repeating it answers 200 with the application that is there.
#[utoipa::path(post, path = "/api/v1/applications", tag = "applications",
    request_body = ApplicationInput,
    responses((status = 201, body = ApplicationDetail), (status = 200, body = ApplicationDetail)))]
async fn make_application(
    State(house): State<Arc<House>>,
    Cx(ctx): Cx,
    Json(input): Json<ApplicationInput>,
) -> Reply {
    let worker = match input.worker_id.as_deref() {
        Some(id) => WorkerId::parse(id)?,
        None => {
            people::of_actor(&ctx).ok_or_else(|| Refusal::field("worker_id", "field-needed"))?
        }
    };
    let doing = doing(&ctx, worker.as_str(), input.consent.as_deref())?;
    let new = NewApplication {
        vacancy: VacancyId::parse(&input.vacancy_id)?,
        worker,
        channel: Channel::Api,
    };
    let mut tx = trail::begin(&house.db, &doing).await?;
    let made = actions::apply(&doing, &mut tx, &new).await?;
    tx.commit(&doing).await?;
    let status = if made.new {
        StatusCode::CREATED
    } else {
        StatusCode::OK
    };
    Ok(json(status, &detail(&house, &made.id).await?))
}

async fn detail(house: &House, id: &ApplicationId) -> Result<ApplicationDetail, Refusal> {
    let mut conn = house.db.read().await?;
    let a = queries::one(&mut conn, id).await?;
    let steps = queries::history(&mut conn, id).await?;
    Ok(ApplicationDetail {
        item: item(&a),
        steps: steps.into_iter().map(line).collect(),
    })
}

/// One application with its history.
#[utoipa::path(get, path = "/api/v1/applications/{id}", tag = "applications",
    params(("id" = String, Path, description = "Id")),
    responses((status = 200, body = ApplicationDetail)))]
async fn show_application(
    State(house): State<Arc<House>>,
    Cx(ctx): Cx,
    Path(id): Path<String>,
) -> Reply {
    if !ctx.actor.is_known() {
        return Err(Refusal::unauthenticated().into());
    }
    let id = ApplicationId::parse(&id)?;
    let mut conn = house.db.read().await?;
    let a = queries::one(&mut conn, &id).await?;
    if require(&ctx, &a, Party::Worker).is_err() {
        require(&ctx, &a, Party::Employer).map_err(|_| Refusal::not_found("record-unknown"))?;
    }
    drop(conn);
    Ok(json(StatusCode::OK, &detail(&house, &id).await?))
}

fn step_of(input: &MoveInput) -> Result<Step, Refusal> {
    let reply = input.reply.as_deref();
    let reply = reply
        .map(|r| choice("reply", r, Answer::parse))
        .transpose()?;
    let reason = input.reason.as_deref();
    let reason = reason.map(|r| choice("reason", r, LeftReason::parse));
    let with = match (reply, input.step.as_deref()) {
        (Some(reply), None) => reply.step(),
        (Some(reply), Some(step)) if reply.step().code() != step => {
            return Err(Refusal::field("reply", "placements-reply-other-step"));
        }
        (_, Some(step)) => choice("step", step, Move::parse)?,
        (None, None) => return Err(Refusal::field("step", "field-needed")),
    };
    let because = input.because.as_deref();
    let because = because.map(|b| choice("because", b, Because::parse));
    let day = input.day.as_deref().map(|d| d.parse());
    let day = day
        .transpose()
        .map_err(|()| Refusal::field("day", "field-not-day"))?;
    let party = choice("party", &input.party, Party::parse)?;
    if party == Party::System {
        return Err(Refusal::field("party", "field-not-choice"));
    }
    Ok(Step {
        with,
        party,
        reply,
        reason: reason.transpose()?,
        day,
        because: because.transpose()?.map(|b| b.code()),
    })
}

/// Takes a step. Repeating it changes nothing.
#[utoipa::path(post, path = "/api/v1/applications/{id}/moves", tag = "applications",
    params(("id" = String, Path, description = "Id")), request_body = MoveInput,
    responses((status = 200, body = ApplicationDetail)))]
async fn move_application(
    State(house): State<Arc<House>>,
    Cx(ctx): Cx,
    Path(id): Path<String>,
    Json(input): Json<MoveInput>,
) -> Reply {
    if !ctx.actor.is_known() {
        return Err(Refusal::unauthenticated().into());
    }
    let id = ApplicationId::parse(&id)?;
    let step = step_of(&input)?;
    let mut tx = trail::begin(&house.db, &ctx).await?;
    let a = queries::one(&mut tx, &id).await?;
    let subject = match step.party {
        Party::Worker => &a.worker_id,
        Party::Employer | Party::System => &a.employer_id,
    };
    let doing = doing(&ctx, subject, input.consent.as_deref())?;
    actions::make(&doing, &mut tx, &id, &step).await?;
    tx.commit(&doing).await?;
    Ok(json(StatusCode::OK, &detail(&house, &id).await?))
}
