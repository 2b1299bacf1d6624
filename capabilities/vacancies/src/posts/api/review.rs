//! JSON for reviewers: what waits, the decision, and taking a post off the board.

use super::stand::{OwnVacancyPage, page_of};
use super::{VacancyStanding, standing};
use crate::permissions::{REVIEW, TAKE_DOWN};
use crate::posts::actions::{self, Decision, Verdict};
use crate::posts::model::{VacancyId, VerifiedLevel};
use crate::posts::pages::keyset;
use crate::posts::{queries, reviews};
use axum::extract::{Path, State};
use axum::http::StatusCode;
use kernel::{Refusal, Target};
use serde::Deserialize;
use std::sync::Arc;
use utoipa::ToSchema;
use utoipa_axum::routes;
use web::{Access, Cx, Fields, House, Json, Query, Reply, Route, api, json};

/// Posts on a page.
const PAGE: usize = 30;

/// Routes of this part.
pub(super) fn routes() -> Vec<Route> {
    let review = Access::Need(REVIEW);
    vec![
        api(review, routes!(reviews_waiting)),
        api(review, routes!(vacancies_decide)),
        api(Access::Need(TAKE_DOWN), routes!(vacancies_take_down)),
    ]
}

/// Posts that wait for a person, the longest wait first.
#[utoipa::path(get, path = "/api/v1/reviews", tag = "vacancies",
    params(("cursor" = Option<String>, Query, description = "Where to go on")),
    responses((status = 200, description = "Posts", body = OwnVacancyPage)))]
async fn reviews_waiting(
    State(house): State<Arc<House>>,
    Cx(ctx): Cx,
    Query(fields): Query,
) -> Reply {
    ctx.require(REVIEW, Target::Any)?;
    let mut read = fields.reader();
    read.only(&["cursor"]);
    read.finish()?;
    let after = keyset(&fields)?;
    let mut reader = house.db.read().await?;
    let limit = i64::try_from(PAGE + 1).map_err(Refusal::internal)?;
    let posts = queries::queue(&mut reader, &ctx.scope, after, limit).await?;
    let waits_since = |p: &crate::posts::model::Vacancy| p.submitted_at.unwrap_or(p.created_at);
    Ok(json(StatusCode::OK, &page_of(posts, PAGE, waits_since)))
}

/// Why the words of a find may stand.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct FindAnswer {
    /// Place of the find in the list, from 0.
    position: i64,
    /// `not-meant`, `law-allows`, `document-seen`, `reason-given`, `same-sex-care`,
    /// `women-only-place`.
    answer: String,
}

/// A reviewer's decision.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct DecisionInput {
    /// The version that was read.
    version: i64,
    /// `publish`, `reject`, `ask-back`.
    verdict: String,
    /// Why; needed unless it is published.
    reason: Option<String>,
    /// With `publish`: `visited`, `papers`, `name-only`.
    level: Option<String>,
    /// Answers to what the rules found.
    #[serde(default)]
    answers: Vec<FindAnswer>,
}

impl DecisionInput {
    fn decision(self) -> Result<Decision, Refusal> {
        let wrong = |field: &str| Refusal::field(field, "field-not-choice");
        let fields = Fields::of([("reason", self.reason.unwrap_or_default())]);
        let mut read = fields.reader();
        let reason = read.opt_text("reason", 300).unwrap_or_default();
        read.finish()?;
        let level = self.level.as_deref().map(|level| {
            let known = VerifiedLevel::parse(level);
            known.ok_or_else(|| wrong("level"))
        });
        let mut answers = Vec::new();
        for given in self.answers {
            if !reviews::ANSWERS.contains(&given.answer.as_str()) {
                return Err(wrong(&format!("answer-{}", given.position)));
            }
            answers.push((given.position, given.answer));
        }
        Ok(Decision {
            version: self.version,
            verdict: Verdict::parse(&self.verdict).ok_or_else(|| wrong("verdict"))?,
            reason,
            level: level.transpose()?,
            answers,
        })
    }
}

/// Publishes a post that waits, refuses it, or asks its employer back.
#[utoipa::path(post, path = "/api/v1/vacancies/{id}/review", tag = "vacancies",
    params(("id" = String, Path, description = "Id of the post")), request_body = DecisionInput,
    responses((status = 200, description = "Where the post stands", body = VacancyStanding)))]
async fn vacancies_decide(
    State(house): State<Arc<House>>,
    Cx(ctx): Cx,
    Path(id): Path<String>,
    Json(input): Json<DecisionInput>,
) -> Reply {
    let id = VacancyId::parse(&id)?;
    let mut tx = trail::begin(&house.db, &ctx).await?;
    let post = actions::decide(&ctx, &mut tx, &id, input.decision()?).await?;
    tx.commit(&ctx).await?;
    Ok(json(StatusCode::OK, &standing(&house, &post).await?))
}

/// Why a post is taken off.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct TakeDownInput {
    /// The reason, told to the employer.
    reason: String,
}

/// Takes a post off the board for good.
#[utoipa::path(post, path = "/api/v1/vacancies/{id}/take-down", tag = "vacancies",
    params(("id" = String, Path, description = "Id of the post")), request_body = TakeDownInput,
    responses((status = 200, description = "Where the post stands", body = VacancyStanding)))]
async fn vacancies_take_down(
    State(house): State<Arc<House>>,
    Cx(ctx): Cx,
    Path(id): Path<String>,
    Json(input): Json<TakeDownInput>,
) -> Reply {
    let id = VacancyId::parse(&id)?;
    let fields = Fields::of([("reason", input.reason)]);
    let mut read = fields.reader();
    let reason = read.text("reason", 1..=300);
    read.finish()?;
    let mut tx = trail::begin(&house.db, &ctx).await?;
    let post = actions::take_down(&ctx, &mut tx, &id, &reason).await?;
    tx.commit(&ctx).await?;
    Ok(json(StatusCode::OK, &standing(&house, &post).await?))
}
