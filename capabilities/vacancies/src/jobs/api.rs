//! The list and one post as JSON, open to all.

use super::ask::Asked;
use super::detail;
use super::list::list;
use super::model::Card;
use super::queries::{PAGE, seen};
use crate::VacancyId;
use crate::board;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use employers::EmployerId;
use reference::Tables;
use serde::Serialize;
use std::sync::Arc;
use utoipa::ToSchema;
use utoipa_axum::routes;
use web::{Access, Cx, House, Query, Reply, Route, api, json};

/// Routes of the API.
pub fn routes() -> Vec<Route> {
    let open = Access::Open("posts are for everybody to read");
    vec![
        api(open, routes!(list_vacancies)),
        api(open, routes!(show_vacancy)),
    ]
}

/// A published post.
#[derive(Debug, Serialize, ToSchema)]
struct VacancyItem {
    /// Id.
    id: String,
    /// The number that is spoken: `LN-20261123-00001`.
    no: String,
    /// Title.
    title: String,
    /// `day`, `short`, `long`, `parttime`, `season`, `public-welfare`, `intern`, `piece-home`.
    kind: String,
    /// Id of the trade.
    trade: String,
    /// Name of the trade.
    trade_name: String,
    /// Code of the workplace's division, 12 digits.
    region: String,
    /// Name of the workplace's division.
    region_name: String,
    /// First day of work, `YYYY-MM-DD`.
    start_day: String,
    /// Last day of work, `YYYY-MM-DD`; null = open.
    end_day: Option<String>,
    /// Start of work, in minutes after midnight.
    start_minute: Option<i64>,
    /// Minutes of work a day.
    work_minutes: Option<i64>,
    /// `hour`, `day`, `week`, `month`, `piece`, `job`, `area`, `weight`.
    pay_unit: String,
    /// Least pay per unit, in fen.
    pay_min_fen: Option<i64>,
    /// Most pay per unit, in fen.
    pay_max_fen: Option<i64>,
    /// Least pay for a day or its equal, in fen.
    pay_day_fen: Option<i64>,
    /// `day`, `next-day`, `week`, `half-month`, `month`, `done`.
    settle: String,
    /// `given`, `allowance`, `own`.
    meals: String,
    /// `given`, `allowance`, `own`.
    lodging: String,
    /// `fetched`, `refunded`, `own`.
    transport: String,
    /// `social`, `injury`, `liability`, `accident`, `none`.
    insurance: String,
    /// Places in all.
    headcount: i64,
    /// Places still free.
    free_count: i64,
    /// Who hires; a household's name is shortened.
    employer_name: String,
    /// `visited`, `papers`, `name-only`; null = nobody checked it yet.
    verified_level: Option<String>,
    /// When a person last checked it, RFC 3339.
    checked_at: Option<String>,
    /// Last day on which it stands, `YYYY-MM-DD`.
    valid_until_day: String,
    /// By road from `near` or from home, in minutes; null = not known.
    travel_minutes: Option<u16>,
}

/// A page of posts.
#[derive(Debug, Serialize, ToSchema)]
struct VacancyPage {
    /// Posts, in the order asked for.
    items: Vec<VacancyItem>,
    /// Cursor of the next page; null = this is the last.
    next: Option<String>,
    /// How many posts pass in all.
    total: usize,
    /// Do the posts hold every word searched for? If not, they hold some.
    exact: bool,
}

/// A published post with all it says.
#[derive(Debug, Serialize, ToSchema)]
struct VacancyDetail {
    /// What a list says too.
    #[serde(flatten)]
    item: VacancyItem,
    /// `published`, `paused`, `filled`, `expired`.
    state: String,
    /// Version of its terms.
    version: i64,
    /// What is to be done.
    duties: String,
    /// What is asked of the worker.
    conditions: String,
    /// Certificates required.
    certificates: Vec<String>,
    /// Youngest age taken, in full years.
    age_min: Option<i64>,
    /// Oldest age taken, in full years.
    age_max: Option<i64>,
    /// `bank`, `card`, `wallet`, `cash`.
    pay_method: String,
    /// `contract`, `parttime`, `service`, `household`, `overage`.
    agreement: String,
    /// Why there is no insurance.
    insurance_reason: String,
}

fn item(tables: &Tables, card: Card, travel_minutes: Option<u16>) -> VacancyItem {
    let trade = tables
        .trade(&card.trade)
        .map_or("", |trade| trade.name.as_str());
    VacancyItem {
        trade_name: trade.to_owned(),
        region_name: tables.name(&card.region),
        id: card.id,
        no: card.no,
        title: card.title,
        kind: card.kind,
        trade: card.trade,
        region: card.region,
        start_day: card.start_day.to_string(),
        end_day: card.end_day.map(|day| day.to_string()),
        start_minute: card.start_minute,
        work_minutes: card.work_minutes,
        pay_unit: card.pay.unit,
        pay_min_fen: card.pay.min_fen,
        pay_max_fen: card.pay.max_fen,
        pay_day_fen: card.pay.day_fen,
        settle: card.settle,
        meals: card.meals,
        lodging: card.lodging,
        transport: card.transport,
        insurance: card.insurance,
        headcount: card.headcount,
        free_count: card.free,
        employer_name: card.employer,
        verified_level: card.verified_level,
        checked_at: card.checked_at.map(kernel::Moment::rfc3339),
        valid_until_day: card.valid_until.to_string(),
        travel_minutes,
    }
}

/// Published posts; a wrong code or an unknown parameter is refused.
#[utoipa::path(
    get,
    path = "/api/v1/vacancies",
    tag = "vacancies",
    params(
        ("q" = Option<String>, Query, description = "Words searched for, at most 60 characters"),
        ("town" = Option<String>, Query, description = "Code (12 digits) or name of a town"),
        ("village" = Option<String>, Query, description = "Code (12 digits) or name of a village"),
        ("trade" = Option<String>, Query, description = "Id or name of a trade"),
        ("pay_min" = Option<String>, Query, description = "Least pay for a day, in yuan"),
        ("settle" = Option<String>, Query, description = "Code of the settlement"),
        ("kind" = Option<String>, Query, description = "Code of the kind of post"),
        ("from" = Option<String>, Query, description = "Free from this day on, `YYYY-MM-DD`"),
        ("near" = Option<String>, Query, description = "Code or name of where the way starts"),
        ("sort" = Option<String>, Query, description = "`soonest`, `nearest` or `best`"),
        ("cursor" = Option<String>, Query, description = "`next` of the page before"),
    ),
    responses(
        (status = 200, description = "A page of posts", body = VacancyPage),
        (
            status = 422,
            description = "A filter is wrong",
            content_type = "application/problem+json",
        ),
    )
)]
async fn list_vacancies(
    State(house): State<Arc<House>>,
    Cx(ctx): Cx,
    Query(fields): Query,
) -> Reply {
    let (board, tables) = (board::board(&ctx)?, reference::tables(&ctx)?);
    let mut conn = house.db.read().await?;
    board::refresh(&ctx, &mut conn, &board).await?;
    let worker = board::viewer(&ctx, &mut conn).await;
    let asked = Asked::read(&fields, &tables, worker.as_ref())?;
    let (w, t) = (worker.as_ref(), &tables);
    let listed = list(&ctx, &mut conn, &board, t, &asked, w, PAGE).await?;
    drop(conn);
    let cards = listed.cards.into_iter().zip(listed.minutes);
    let items = cards
        .map(|(card, minutes)| item(&tables, card, minutes))
        .collect();
    let page = VacancyPage {
        items,
        next: listed.next,
        total: listed.total,
        exact: listed.exact,
    };
    Ok(json(StatusCode::OK, &page))
}

/// One post that the public may see.
#[utoipa::path(
    get,
    path = "/api/v1/vacancies/{id}",
    tag = "vacancies",
    params(("id" = String, Path, description = "Id of the post")),
    responses(
        (status = 200, description = "The post", body = VacancyDetail),
        (status = 404, description = "No such post", content_type = "application/problem+json"),
    )
)]
async fn show_vacancy(
    State(house): State<Arc<House>>,
    Cx(ctx): Cx,
    Path(id): Path<String>,
) -> Reply {
    let tables = reference::tables(&ctx)?;
    let mut conn = house.db.read().await?;
    let post = seen(&mut conn, &VacancyId::parse(&id)?).await?;
    let employer = EmployerId::parse(&post.employer_id)?;
    let employer = employers::employer(&mut conn, &employer).await?;
    drop(conn);
    let card = detail::card(&post, employer.as_ref());
    let terms = post.terms;
    let body = VacancyDetail {
        item: item(&tables, card, None),
        state: post.state.code().to_owned(),
        version: post.version,
        duties: terms.duties,
        conditions: terms.conditions,
        certificates: terms.certs,
        age_min: terms.age_min,
        age_max: terms.age_max,
        pay_method: terms.pay_method.code().to_owned(),
        agreement: terms.agreement.code().to_owned(),
        insurance_reason: terms.insurance_reason,
    };
    Ok(json(StatusCode::OK, &body))
}
