//! JSON of an employer's own posts: the list, and the steps that end or stretch their time.

use super::{VacancyStanding, standing};
use crate::permissions::POST;
use crate::posts::model::{Vacancy, VacancyId};
use crate::posts::pages::{acting, keyset};
use crate::posts::state::Move;
use crate::posts::{actions, doors, queries, store};
use axum::extract::{Path, State};
use axum::http::StatusCode;
use employers::EmployerId;
use kernel::{Refusal, Target};
use serde::{Deserialize, Serialize};
use std::sync::Arc;
use utoipa::ToSchema;
use utoipa_axum::routes;
use web::{Access, Cursor, Cx, Fields, House, Json, Query, Reply, Route, api, json};

/// Posts on a page.
const PAGE: usize = 20;

/// Routes of this part.
pub(super) fn routes() -> Vec<Route> {
    let post = Access::Need(POST);
    vec![
        api(post, routes!(vacancies_of_employer)),
        api(post, routes!(vacancies_move)),
    ]
}

/// A post as its employer and the stations see it.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct OwnVacancy {
    /// Id.
    id: String,
    /// Spoken number.
    no: String,
    /// Id of the employer.
    employer_id: String,
    /// State.
    state: String,
    /// Version of what it says.
    version: i64,
    /// The version that is shown to all; null = none yet.
    published_version: Option<i64>,
    /// Title.
    title: String,
    /// Id of the trade.
    trade: String,
    /// Code of the workplace's division, 12 digits.
    region: String,
    /// Places in all.
    headcount: i64,
    /// Places taken.
    taken: i64,
    /// Last day on which it is shown, `YYYY-MM-DD`.
    valid_until_day: String,
    /// When it was sent in last, RFC 3339.
    submitted_at: Option<String>,
    /// When it was changed last, RFC 3339.
    updated_at: String,
}

impl OwnVacancy {
    pub(super) fn of(post: &Vacancy) -> Self {
        Self {
            id: post.id.to_string(),
            no: post.no.clone(),
            employer_id: post.employer_id.clone(),
            state: post.state.code().to_owned(),
            version: post.version,
            published_version: post.published_version,
            title: post.terms.title.clone(),
            trade: post.terms.trade.clone(),
            region: post.terms.region.clone(),
            headcount: post.terms.headcount,
            taken: post.taken,
            valid_until_day: post.valid_until.to_string(),
            submitted_at: post.submitted_at.map(kernel::Moment::rfc3339),
            updated_at: post.updated_at.rfc3339(),
        }
    }
}

/// A page of own posts.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct OwnVacancyPage {
    /// Posts.
    pub items: Vec<OwnVacancy>,
    /// Cursor of the next page; null = this is the last.
    pub next: Option<String>,
}

/// At most so many posts, and where the list goes on; `at` is the key that it is sorted by.
pub(super) fn page_of(
    mut posts: Vec<Vacancy>,
    most: usize,
    at: fn(&Vacancy) -> kernel::Moment,
) -> OwnVacancyPage {
    let more = posts.len() > most;
    posts.truncate(most);
    let last = posts.last().filter(|_| more);
    let keys = last.map(|p| vec![at(p).millis().to_string(), p.id.to_string()]);
    OwnVacancyPage {
        items: posts.iter().map(OwnVacancy::of).collect(),
        next: keys.map(|k| Cursor(k).encode()),
    }
}

/// Posts of one employer in every state, the last changed first.
#[utoipa::path(get, path = "/api/v1/employers/{id}/vacancies", tag = "vacancies",
    params(("id" = String, Path, description = "Id of the employer"),
        ("cursor" = Option<String>, Query, description = "Where to go on")),
    responses((status = 200, description = "Posts", body = OwnVacancyPage)))]
async fn vacancies_of_employer(
    State(house): State<Arc<House>>,
    Cx(ctx): Cx,
    Path(id): Path<String>,
    Query(fields): Query,
) -> Reply {
    let employer = EmployerId::parse(&id)?;
    let mut read = fields.reader();
    read.only(&["cursor"]);
    read.finish()?;
    let before = keyset(&fields)?;
    let mut reader = house.db.read().await?;
    let party = doors::party(&ctx, &mut reader, employer.as_str()).await?;
    let target = Target::Of {
        subject: employer.as_str(),
        region: &party.region,
    };
    ctx.require(POST, target)?;
    let limit = i64::try_from(PAGE + 1).map_err(Refusal::internal)?;
    let posts = queries::of_employer(&mut reader, employer.as_str(), before, limit).await?;
    Ok(json(
        StatusCode::OK,
        &page_of(posts, PAGE, |p| p.updated_at),
    ))
}

/// A step to take with a post.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct VacancyMove {
    /// `submit`, `pause`, `resume`, `renew`.
    step: String,
    /// For staff: how the employer agreed.
    consent: Option<String>,
}

/// Sends a post in again, stops it for a while, shows it again, or gives it new days.
#[utoipa::path(post, path = "/api/v1/vacancies/{id}/moves", tag = "vacancies",
    params(("id" = String, Path, description = "Id of the post")), request_body = VacancyMove,
    responses((status = 200, description = "Where the post stands", body = VacancyStanding)))]
async fn vacancies_move(
    State(house): State<Arc<House>>,
    Cx(ctx): Cx,
    Path(id): Path<String>,
    Json(input): Json<VacancyMove>,
) -> Reply {
    let id = VacancyId::parse(&id)?;
    let with = Move::parse(&input.step);
    let post = store::by_id(&mut *house.db.read().await?, &id).await?;
    let post = post.ok_or_else(|| Refusal::not_found("record-unknown"))?;
    let fields = Fields::of([("consent", input.consent.unwrap_or_default())]);
    let ctx = acting(&ctx, &post.employer_id, &fields)?;
    let mut tx = trail::begin(&house.db, &ctx).await?;
    let after = match with {
        Some(Move::Submit) => actions::submit(&ctx, &mut tx, &id).await?,
        Some(Move::Pause) => actions::pause(&ctx, &mut tx, &id).await?,
        Some(Move::Resume) => actions::resume(&ctx, &mut tx, &id).await?,
        Some(Move::Renew) => actions::renew(&ctx, &mut tx, &id).await?,
        _ => return Err(Refusal::field("step", "field-not-choice").into()),
    };
    tx.commit(&ctx).await?;
    Ok(json(StatusCode::OK, &standing(&house, &after).await?))
}
