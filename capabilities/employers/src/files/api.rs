//! JSON of employer files: register, look up, check.

use super::actions;
use super::model::{Employer, EmployerId};
use super::pages::desk::judge;
use super::pages::desk_list::{CONSENTS, asked};
use super::pages::employer::own;
use super::pages::form;
use super::queries::{self, PAGE};
use crate::{KEEP, REGISTER_FOR, REVEAL, SEE, VERIFY};
use axum::extract::{Path, State};
use axum::http::StatusCode;
use kernel::{Ctx, Refusal};
use serde::{Deserialize, Serialize};
use std::sync::Arc;
use utoipa::ToSchema;
use utoipa_axum::routes;
use web::{Access, Cx, Fields, House, Json, Query, Reply, Route, json};

/// Routes of the API.
pub(crate) fn routes() -> Vec<Route> {
    let open = Access::Open("employers and the stations' staff have this door in common");
    vec![
        web::api(Access::Need(SEE), routes!(list_employers)),
        web::api(open, routes!(register_employer)).also(&[REGISTER_FOR]),
        web::api(Access::Need(KEEP), routes!(show_employer)),
        web::api(Access::Need(VERIFY), routes!(check_employer)).also(&[KEEP]),
        web::api(Access::Need(REVEAL), routes!(reveal_telephone)),
    ]
}

/// An employer's file; numbers of persons masked.
#[derive(Debug, Serialize, ToSchema)]
struct EmployerItem {
    /// Id.
    id: String,
    /// `company`, `self-employed`, `household`.
    kind: String,
    /// `self-employer`, `public`, `commercial`.
    class: String,
    /// `registered`, `submitted`, `verified`, `rejected`, `lapsed`, `suspended`.
    state: String,
    /// Name.
    name: String,
    /// Unified social credit code.
    uscc: Option<String>,
    /// Division, 12 digits.
    region: String,
    /// Where in it.
    address: String,
    /// Code of the industry; empty = not said.
    industry: String,
    /// Who answers the telephone.
    contact_name: String,
    /// Telephone, masked.
    phone: String,
    /// Number of the human-resources licence; empty = none.
    licence_no: String,
    /// One of the county's key employers.
    key: bool,
    /// `visited`, `papers`, `name-only`; null = nobody checked it yet.
    verified_level: Option<String>,
    /// Last day on which the check holds, `YYYY-MM-DD`.
    verified_until_day: Option<String>,
    /// May it put up posts today?
    may_post: bool,
    /// When the file was made, RFC 3339.
    created_at: String,
}

fn item(ctx: &Ctx, e: &Employer) -> Result<EmployerItem, Refusal> {
    Ok(EmployerItem {
        id: e.id.to_string(),
        kind: e.kind.code().to_owned(),
        class: e.class.code().to_owned(),
        state: e.state.code().to_owned(),
        name: e.name.clone(),
        uscc: e.uscc.clone(),
        region: e.region.clone(),
        address: e.address.clone(),
        industry: e.industry.clone(),
        contact_name: e.contact_name.clone(),
        phone: queries::masked_telephone(ctx, e)?,
        licence_no: e.licence_no.clone(),
        key: e.key,
        verified_level: e.verified_level.map(|l| l.code().to_owned()),
        verified_until_day: e.verified_until_day.map(|d| d.to_string()),
        may_post: queries::require_may_post(ctx, e).is_ok(),
        created_at: e.created_at.rfc3339(),
    })
}

/// A page of employers.
#[derive(Debug, Serialize, ToSchema)]
struct EmployerPage {
    /// Files: those that wait first come first, everything else newest first.
    items: Vec<EmployerItem>,
    /// Cursor of the next page; null = this is the last.
    next: Option<String>,
}

/// What is told of an employer.
#[derive(Debug, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields, default)]
struct NewEmployerInput {
    /// `company`, `self-employed`, `household`.
    kind: String,
    /// `self-employer`, `public`, `commercial`; `self-employer` when left out.
    class: Option<String>,
    /// Name, 2 to 60 characters.
    name: String,
    /// Unified social credit code; companies must have one.
    uscc: Option<String>,
    /// ID number of the person, for households.
    id_no: Option<String>,
    /// Division: code or name.
    place: String,
    /// Where in it.
    address: Option<String>,
    /// Code of the industry.
    industry: Option<String>,
    /// Who answers the telephone.
    contact_name: String,
    /// Telephone.
    phone: String,
    /// Number of the human-resources licence.
    licence_no: Option<String>,
    /// For staff: how the employer agreed, `spoken`, `signed`, `telephone`, `card`.
    consent: Option<String>,
}

impl NewEmployerInput {
    fn fields(self) -> Fields {
        Fields::of([
            ("kind", self.kind),
            ("class", self.class.unwrap_or_default()),
            ("name", self.name),
            ("uscc", self.uscc.unwrap_or_default()),
            ("id_no", self.id_no.unwrap_or_default()),
            ("place", self.place),
            ("address", self.address.unwrap_or_default()),
            ("industry", self.industry.unwrap_or_default()),
            ("contact_name", self.contact_name),
            ("phone", self.phone),
            ("licence_no", self.licence_no.unwrap_or_default()),
        ])
    }
}

/// Which file it is.
#[derive(Debug, Serialize, ToSchema)]
struct EmployerMade {
    /// Id of the file.
    id: String,
    /// It was made just now.
    new: bool,
}

/// What a check of an employer found.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct CheckInput {
    /// `verify` or `reject`.
    decision: String,
    /// With `verify`: `visited`, `papers`, `name-only`.
    level: Option<String>,
    /// What was looked at, or why it is refused.
    reason: Option<String>,
}

/// Why a number is needed.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct WhyInput {
    /// The reason, kept in the audit trail.
    why: String,
}

/// A telephone number in full.
#[derive(Debug, Serialize, ToSchema)]
struct EmployerTelephone {
    /// The number.
    value: String,
}

/// Employers in the caller's part of the county.
#[utoipa::path(get, path = "/api/v1/employers", tag = "employers",
    params(
        ("q" = Option<String>, Query, description = "Name, credit code or telephone"),
        ("state" = Option<String>, Query, description = "State, `ending` or `all`"),
        ("kind" = Option<String>, Query, description = "Only this kind"),
        ("key" = Option<String>, Query, description = "`1` = key employers only"),
        ("cursor" = Option<String>, Query, description = "Where to go on")),
    responses((status = 200, description = "Employers", body = EmployerPage)))]
async fn list_employers(
    State(house): State<Arc<House>>,
    Cx(ctx): Cx,
    Query(fields): Query,
) -> Reply {
    let asked = asked(&ctx, &fields)?;
    let mut reader = house.db.read().await?;
    let mut found = queries::list(&ctx, &mut reader, &asked.filter, PAGE).await?;
    let more = found.len() > PAGE;
    found.truncate(PAGE);
    let next = found.last().filter(|_| more).map(|e| asked.cursor(e));
    let items: Result<Vec<EmployerItem>, Refusal> = found.iter().map(|e| item(&ctx, e)).collect();
    let page = EmployerPage {
        items: items?,
        next,
    };
    Ok(json(StatusCode::OK, &page))
}

/// Makes a file. Answers 200 with the file that is there when code or identity are known.
#[utoipa::path(post, path = "/api/v1/employers", tag = "employers",
    request_body = NewEmployerInput,
    responses((status = 201, description = "A new file", body = EmployerMade),
        (status = 200, description = "The file that is there", body = EmployerMade)))]
async fn register_employer(
    State(house): State<Arc<House>>,
    Cx(ctx): Cx,
    Json(input): Json<NewEmployerInput>,
) -> Reply {
    if !ctx.actor.is_known() {
        return Err(Refusal::unauthenticated().into());
    }
    let consent = input.consent.clone();
    let consent = consent.and_then(|c| CONSENTS.into_iter().find(|k| *k == c));
    let new = form::new_employer(&ctx, &input.fields())?;
    let mut tx = trail::begin(&house.db, &ctx).await?;
    let made = if ctx.actor.is_staff() {
        let consent = consent.ok_or_else(|| Refusal::field("consent", "field-needed"))?;
        actions::register_at_desk(&ctx, &mut tx, new, consent).await?
    } else {
        actions::register(&ctx, &mut tx, new).await?
    };
    if !made.new {
        tx.quiet("the file is there already");
    }
    tx.commit(&ctx).await?;
    let status = if made.new {
        StatusCode::CREATED
    } else {
        StatusCode::OK
    };
    let answer = EmployerMade {
        id: made.id.to_string(),
        new: made.new,
    };
    Ok(json(status, &answer))
}

async fn shown(house: &House, ctx: &Ctx, id: &str) -> Reply {
    let mut reader = house.db.read().await?;
    let employer = own(ctx, &mut reader, id).await?;
    Ok(json(StatusCode::OK, &item(ctx, &employer)?))
}

/// One file: the caller's own, or one in its part of the county.
#[utoipa::path(get, path = "/api/v1/employers/{id}", tag = "employers",
    params(("id" = String, Path, description = "Id")),
    responses((status = 200, description = "The file", body = EmployerItem)))]
async fn show_employer(
    State(house): State<Arc<House>>,
    Cx(ctx): Cx,
    Path(id): Path<String>,
) -> Reply {
    shown(&house, &ctx, &id).await
}

/// Verifies or refuses a file.
#[utoipa::path(post, path = "/api/v1/employers/{id}/check", tag = "employers",
    params(("id" = String, Path, description = "Id")), request_body = CheckInput,
    responses((status = 200, description = "The file as it is now", body = EmployerItem)))]
async fn check_employer(
    State(house): State<Arc<House>>,
    Cx(ctx): Cx,
    Path(id): Path<String>,
    Json(input): Json<CheckInput>,
) -> Reply {
    let fields = Fields::of([
        ("decision", input.decision),
        ("level", input.level.unwrap_or_default()),
        ("reason", input.reason.unwrap_or_default()),
    ]);
    judge(&house, &ctx, &id, &fields).await?;
    shown(&house, &ctx, &id).await
}

/// Gives the telephone in full, for a reason that is kept in the audit trail.
#[utoipa::path(post, path = "/api/v1/employers/{id}/telephone", tag = "employers",
    params(("id" = String, Path, description = "Id")), request_body = WhyInput,
    responses((status = 200, description = "The number", body = EmployerTelephone)))]
async fn reveal_telephone(
    State(house): State<Arc<House>>,
    Cx(mut ctx): Cx,
    Path(id): Path<String>,
    Json(input): Json<WhyInput>,
) -> Reply {
    // An answer kept for a retry would keep the number in plain.
    ctx.once = None;
    let id = EmployerId::parse(&id)?;
    let fields = Fields::of([("why", input.why)]);
    let mut read = fields.reader();
    let why = read.text("why", 2..=300);
    read.finish()?;
    let mut tx = trail::begin(&house.db, &ctx).await?;
    let value = actions::reveal_telephone(&ctx, &mut tx, &id, &why).await?;
    tx.commit(&ctx).await?;
    Ok(json(StatusCode::OK, &EmployerTelephone { value }))
}
