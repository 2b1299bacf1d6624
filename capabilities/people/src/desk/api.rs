//! JSON for the stations' programs: find a person, open a file, change wishes, see a number.

mod body;

use self::body::{
    NewPerson, PersonCard, PersonItem, PersonMade, PersonPage, Reveal, Revealed, WishesInput, item,
};
use super::actions;
use super::file::seen;
use super::list::{PAGE, search};
use super::new::{alike, read};
use crate::permissions::{CREATE, EDIT, REVEAL, VIEW};
use crate::workers::actions::{edit, register};
use crate::workers::part;
use crate::workers::queries;
use axum::extract::{Path, State as Held};
use axum::http::StatusCode;
use kernel::{Ctx, Refusal};
use std::sync::Arc;
use utoipa_axum::routes;
use web::{Access, Cursor, Cx, House, Json, Query, Reply, Route, json};

/// Routes of the API.
pub(crate) fn routes() -> Vec<Route> {
    let (view, edit) = (Access::Need(VIEW), Access::Need(EDIT));
    vec![
        web::api(view, routes!(list_people)),
        web::api(Access::Need(CREATE), routes!(register_person)),
        web::api(view, routes!(show_person)),
        web::api(edit, routes!(change_wishes)).also(&[VIEW]),
        web::api(Access::Need(REVEAL), routes!(reveal_number)).also(&[VIEW]),
        web::api(edit, routes!(make_person_card)).also(&[VIEW]),
    ]
}

/// People in the caller's part of the county, the last changed first; numbers masked.
#[utoipa::path(get, path = "/api/v1/people", tag = "people",
    params(
        ("q" = Option<String>, Query, description = "Name, number, four digits or card"),
        ("place" = Option<String>, Query, description = "Division, 12 digits"),
        ("state" = Option<String>, Query, description = "How complete the file is"),
        ("trade" = Option<String>, Query, description = "Id of a wanted trade"),
        ("cursor" = Option<String>, Query, description = "Where to go on")),
    responses((status = 200, description = "People", body = PersonPage)))]
async fn list_people(Held(house): Held<Arc<House>>, Cx(ctx): Cx, Query(query): Query) -> Reply {
    let search = search(&house, &ctx, &query).await?;
    let mut conn = house.db.read().await?;
    let found = queries::search(&mut conn, &ctx.scope, &search, PAGE + 1).await?;
    let shown = &found[..found.len().min(PAGE as usize)];
    let last = shown.last().filter(|_| found.len() > shown.len());
    let keys = last.map(|w| vec![w.updated_at.to_string(), w.id.to_string()]);
    let items: Result<Vec<PersonItem>, Refusal> = shown.iter().map(|w| item(&ctx, w)).collect();
    let page = PersonPage {
        items: items?,
        next: keys.map(|k| Cursor(k).encode()),
    };
    Ok(json(StatusCode::OK, &page))
}

/// Opens a file. Answers 200 with the file that is there when the person has one.
#[utoipa::path(post, path = "/api/v1/people", tag = "people", request_body = NewPerson,
    responses((status = 201, description = "A new file", body = PersonMade),
        (status = 200, description = "The file that is there", body = PersonMade)))]
async fn register_person(
    Held(house): Held<Arc<House>>,
    Cx(ctx): Cx,
    Json(input): Json<NewPerson>,
) -> Reply {
    let new = read(&ctx, &input.fields())?;
    // Begun first: a copy of this very request waits here, and takes nobody's file for its own.
    let mut tx = trail::begin(&house.db, &ctx).await?;
    if !new.distinct && !alike(&house, &ctx, &mut tx, &new).await?.is_empty() {
        return Err(Refusal::conflict("people-alike").into());
    }
    let made = register::register(&ctx, &mut tx, new).await?;
    let status = if made.is_new() {
        StatusCode::CREATED
    } else {
        StatusCode::OK
    };
    let answer = PersonMade {
        id: made.id().to_string(),
        new: made.is_new(),
    };
    Ok(web::commit_json(tx, &ctx, status, &answer).await?)
}

/// One file; numbers masked.
#[utoipa::path(get, path = "/api/v1/people/{id}", tag = "people",
    params(("id" = String, Path, description = "Id of the file")),
    responses((status = 200, description = "The file", body = PersonItem)))]
async fn show_person(Held(house): Held<Arc<House>>, Cx(ctx): Cx, Path(id): Path<String>) -> Reply {
    let worker = seen(&house, &ctx, &id).await?;
    Ok(json(StatusCode::OK, &item(&ctx, &worker)?))
}

/// Changes what work a person wants, on the person's word; what is left out stays as it is.
#[utoipa::path(post, path = "/api/v1/people/{id}/wishes", tag = "people",
    params(("id" = String, Path, description = "Id of the file")), request_body = WishesInput,
    responses((status = 200, description = "The file as it is now", body = PersonItem)))]
async fn change_wishes(
    Held(house): Held<Arc<House>>,
    Cx(ctx): Cx,
    Path(id): Path<String>,
    Json(input): Json<WishesInput>,
) -> Reply {
    let worker = seen(&house, &ctx, &id).await?;
    let acting = ctx.for_person(worker.id.as_str(), input.consent()?);
    let tables = reference::tables(&ctx)?;
    let mut tx = trail::begin(&house.db, &acting).await?;
    let parts = input.parts(&worker);
    if parts.is_empty() {
        tx.quiet("nothing is to change");
    }
    for (name, fields) in parts {
        let change = part::read(&tables, &worker, name, true, &fields)?;
        edit::edit(&acting, &mut tx, &worker.id, change).await?;
    }
    tx.commit(&acting).await?;
    again(&house, &ctx, &id).await
}

async fn again(house: &House, ctx: &Ctx, id: &str) -> Reply {
    let worker = seen(house, ctx, id).await?;
    Ok(json(StatusCode::OK, &item(ctx, &worker)?))
}

/// Gives a number in full, for a reason that is kept in the audit trail.
#[utoipa::path(post, path = "/api/v1/people/{id}/reveal", tag = "people",
    params(("id" = String, Path, description = "Id of the file")), request_body = Reveal,
    responses((status = 200, description = "The number", body = Revealed)))]
async fn reveal_number(
    Held(house): Held<Arc<House>>,
    Cx(mut ctx): Cx,
    Path(id): Path<String>,
    Json(input): Json<Reveal>,
) -> Reply {
    // An answer kept for a retry would keep the number in plain.
    ctx.once = None;
    let worker = seen(&house, &ctx, &id).await?;
    let mut tx = trail::begin(&house.db, &ctx).await?;
    let value = actions::reveal(&ctx, &mut tx, &worker.id, &input.what, &input.reason).await?;
    tx.commit(&ctx).await?;
    Ok(json(StatusCode::OK, &Revealed { value }))
}

/// Makes a new card; an older one opens nothing any longer.
#[utoipa::path(post, path = "/api/v1/people/{id}/card", tag = "people",
    params(("id" = String, Path, description = "Id of the file")),
    responses((status = 201, description = "The new card", body = PersonCard)))]
async fn make_person_card(
    Held(house): Held<Arc<House>>,
    Cx(ctx): Cx,
    Path(id): Path<String>,
) -> Reply {
    let worker = seen(&house, &ctx, &id).await?;
    let acting = ctx.for_person(worker.id.as_str(), "spoken");
    let mut tx = trail::begin(&house.db, &acting).await?;
    let code = actions::make_card(&acting, &mut tx, &worker.id).await?;
    tx.commit(&acting).await?;
    Ok(json(StatusCode::CREATED, &PersonCard { code }))
}
