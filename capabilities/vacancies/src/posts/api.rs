//! JSON for employers and their programs: post a job, take it back.

mod review;
mod stand;

use super::actions;
use super::form;
use super::model::{Vacancy, VacancyId};
use super::pages::{acting, employer_of};
use super::reviews;
use crate::permissions::POST;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use kernel::{Fen, Refusal};
use serde::{Deserialize, Serialize};
use std::sync::Arc;
use utoipa::ToSchema;
use utoipa_axum::routes;
use web::{Access, Cx, Fields, House, Json, Reply, Route, api, json};

/// Routes of the API.
pub(crate) fn routes() -> Vec<Route> {
    let mut routes = vec![
        api(Access::Need(POST), routes!(vacancies_create)),
        api(Access::Need(POST), routes!(vacancies_withdraw)),
    ];
    routes.extend(stand::routes());
    routes.extend(review::routes());
    routes
}

/// A new post. Codes are those of the form; money in fen; days as `YYYY-MM-DD`.
#[derive(Debug, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields, default)]
struct NewVacancy {
    /// Employer's id; the caller's own when left out.
    employer: String,
    /// For staff: how the employer agreed, one of `spoken`, `signed`, `telephone`, `card`.
    consent: String,
    /// `day`, `short`, `long`, `parttime`, `season`, `public-welfare`, `intern`, `piece-home`.
    kind: String,
    /// Title, 2 to 40 characters.
    title: String,
    /// Id of the trade.
    trade: String,
    /// What is to be done, 2 to 1,000 characters.
    duties: String,
    /// What is asked of the worker.
    conditions: String,
    /// Division of the workplace, 12 digits.
    region: String,
    /// Where in it.
    address: String,
    /// Places, 1 to 500.
    headcount: i64,
    /// First day of work.
    start_day: String,
    /// Last day of work.
    end_day: String,
    /// `07:30`.
    start_time: String,
    /// Minutes of work a day.
    work_minutes: Option<i64>,
    /// `day`, `night`, `two`, `three`, `free`.
    shift: String,
    /// `hour`, `day`, `week`, `month`, `piece`, `job`, `area`, `weight`.
    pay_unit: String,
    /// Least pay per unit, in fen.
    pay_min_fen: Option<i64>,
    /// Most pay per unit, in fen.
    pay_max_fen: Option<i64>,
    /// `day`, `next-day`, `week`, `half-month`, `month`, `done`.
    settle: String,
    /// `bank`, `card`, `wallet`, `cash`.
    pay_method: String,
    /// `given`, `allowance`, `own`.
    meals: String,
    /// `given`, `allowance`, `own`.
    lodging: String,
    /// `fetched`, `refunded`, `own`.
    transport: String,
    /// `social`, `injury`, `liability`, `accident`, `none`.
    insurance: String,
    /// Why there is none.
    insurance_reason: String,
    /// `contract`, `parttime`, `service`, `household`, `overage`.
    agreement: String,
    /// Youngest age taken.
    age_min: Option<i64>,
    /// Oldest age taken.
    age_max: Option<i64>,
    /// Why there is an upper age.
    age_reason: String,
    /// Certificates required.
    certs: Vec<String>,
    /// Whom the post welcomes.
    targets: Vec<String>,
    /// Number of the document that lets the post choose whom it serves.
    policy_doc: String,
    /// `original` or `repost`.
    source: String,
    /// Who published it first.
    source_org: String,
    /// Where.
    source_url: String,
    /// Last day on which it is to be shown.
    valid_until_day: String,
}

/// Money as the form reads it; what is no amount stays visible as a fault.
fn yuan(fen: Option<i64>) -> String {
    fen.map_or_else(String::new, |fen| Fen(fen).to_string())
}

fn number(n: Option<i64>) -> String {
    n.map_or_else(String::new, |n| n.to_string())
}

impl NewVacancy {
    /// As the form's fields, so that both are read by the same rules.
    fn fields(self) -> Fields {
        let hours = self.work_minutes.map_or_else(String::new, form::hours_of);
        let mut fields = Fields::of([
            ("employer", self.employer),
            ("consent", self.consent),
            ("kind", self.kind),
            ("title", self.title),
            ("trade", self.trade),
            ("duties", self.duties),
            ("conditions", self.conditions),
            ("region", self.region),
            ("address", self.address),
            ("headcount", self.headcount.to_string()),
            ("start_day", self.start_day),
            ("end_day", self.end_day),
            ("start_time", self.start_time),
            ("hours", hours),
            ("shift", self.shift),
            ("pay_unit", self.pay_unit),
            ("pay_min", yuan(self.pay_min_fen)),
            ("pay_max", yuan(self.pay_max_fen)),
            ("settle", self.settle),
            ("pay_method", self.pay_method),
            ("meals", self.meals),
            ("lodging", self.lodging),
            ("transport", self.transport),
            ("insurance", self.insurance),
            ("insurance_reason", self.insurance_reason),
            ("agreement", self.agreement),
            ("age_min", number(self.age_min)),
            ("age_max", number(self.age_max)),
            ("age_reason", self.age_reason),
            ("certs", self.certs.join("、")),
            ("policy_doc", self.policy_doc),
            ("source", self.source),
            ("source_org", self.source_org),
            ("source_url", self.source_url),
            ("valid_until", self.valid_until_day),
        ]);
        for group in self.targets {
            fields.push("targets", group);
        }
        fields
    }
}

/// What a rule found in a post.
#[derive(Debug, Serialize, ToSchema)]
struct VacancyFind {
    /// Id of the rule.
    rule: String,
    /// `block`, `review` or `warn`.
    severity: String,
    /// Field of the post.
    field: String,
    /// First character, counted in characters.
    from: usize,
    /// First character after it.
    to: usize,
    /// The words.
    matched: String,
}

/// Where a post stands.
#[derive(Debug, Serialize, ToSchema)]
struct VacancyStanding {
    /// Id.
    id: String,
    /// Spoken number.
    no: String,
    /// State.
    state: String,
    /// Version.
    version: i64,
    /// Last day on which it is shown.
    valid_until_day: String,
    /// What the rules found.
    finds: Vec<VacancyFind>,
}

async fn standing(house: &House, post: &Vacancy) -> Result<VacancyStanding, Refusal> {
    let mut reader = house.db.read().await?;
    let hits = reviews::hits(&mut reader, &post.id, post.version).await?;
    let finds = hits.into_iter().map(|(_, hit)| VacancyFind {
        rule: hit.rule,
        severity: hit.severity.code().to_owned(),
        field: hit.field,
        from: hit.from,
        to: hit.to,
        matched: hit.matched,
    });
    Ok(VacancyStanding {
        id: post.id.to_string(),
        no: post.no.clone(),
        state: post.state.code().to_owned(),
        version: post.version,
        valid_until_day: post.valid_until.to_string(),
        finds: finds.collect(),
    })
}

/// Posts a job: it is sent in, read against the rules, and waits for a person.
#[utoipa::path(
    post,
    path = "/api/v1/vacancies",
    operation_id = "vacancies_create",
    tag = "vacancies",
    request_body = NewVacancy,
    responses(
        (status = 201, description = "Where the post stands", body = VacancyStanding),
        (
            status = 400,
            description = "The body cannot be read",
            content_type = "application/problem+json"
        ),
        (
            status = 401,
            description = "Nobody is signed in",
            content_type = "application/problem+json"
        ),
        (status = 403, description = "Not allowed", content_type = "application/problem+json"),
        (status = 404, description = "No such employer", content_type = "application/problem+json"),
        (
            status = 409,
            description = "Not verified, or posted already",
            content_type = "application/problem+json"
        ),
        (status = 422, description = "A field is wrong", content_type = "application/problem+json"),
    )
)]
async fn vacancies_create(
    State(house): State<Arc<House>>,
    Cx(ctx): Cx,
    Json(body): Json<NewVacancy>,
) -> Reply {
    let fields = body.fields();
    let employer = employer_of(&ctx, &fields)?;
    let ctx = acting(&ctx, &employer, &fields)?;
    let typed = form::read(&fields, &*reference::tables(&ctx)?)?;
    let mut tx = trail::begin(&house.db, &ctx).await?;
    let draft = actions::create(&ctx, &mut tx, &employer, typed.terms, typed.until).await?;
    let post = actions::submit(&ctx, &mut tx, &draft.id).await?;
    tx.commit(&ctx).await?;
    Ok(json(StatusCode::CREATED, &standing(&house, &post).await?))
}

/// How a post is taken back.
#[derive(Debug, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields, default)]
struct WithdrawVacancy {
    /// For staff: how the employer agreed.
    consent: String,
}

/// Takes a post back for good; doing it twice changes nothing.
#[utoipa::path(
    post,
    path = "/api/v1/vacancies/{id}/withdraw",
    operation_id = "vacancies_withdraw",
    tag = "vacancies",
    params(("id" = String, Path, description = "Id of the post")),
    request_body = WithdrawVacancy,
    responses(
        (status = 200, description = "Where the post stands", body = VacancyStanding),
        (
            status = 401,
            description = "Nobody is signed in",
            content_type = "application/problem+json"
        ),
        (status = 403, description = "Not allowed", content_type = "application/problem+json"),
        (status = 404, description = "No such post", content_type = "application/problem+json"),
        (
            status = 409,
            description = "It is closed already",
            content_type = "application/problem+json"
        ),
        (status = 422, description = "A field is wrong", content_type = "application/problem+json"),
    )
)]
async fn vacancies_withdraw(
    State(house): State<Arc<House>>,
    Cx(ctx): Cx,
    Path(id): Path<String>,
    Json(body): Json<WithdrawVacancy>,
) -> Reply {
    let id = VacancyId::parse(&id)?;
    let employer = {
        let mut reader = house.db.read().await?;
        let post = super::store::by_id(&mut reader, &id).await?;
        post.ok_or_else(|| Refusal::not_found("record-unknown"))?
            .employer_id
    };
    let fields = Fields::of([("consent", body.consent)]);
    let ctx = acting(&ctx, &employer, &fields)?;
    let mut tx = trail::begin(&house.db, &ctx).await?;
    let post = actions::withdraw(&ctx, &mut tx, &id).await?;
    tx.commit(&ctx).await?;
    Ok(json(StatusCode::OK, &standing(&house, &post).await?))
}
