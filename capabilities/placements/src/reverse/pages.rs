//! The desk's page of people who fit a post, and the list to take along.

use super::actions;
use super::model::Person;
use super::queries::{self, EXPORT_MAX, PAGE};
use crate::SEE;
use crate::applications::pages::say;
use axum::extract::{Path, State};
use kernel::{Ctx, Refusal};
use people::EXPORT;
use serde::Serialize;
use std::sync::Arc;
use vacancies::Vacancy;
use web::{Access, Cell, Cx, Form, Format, House, Page, Reply, Route, Table, table_response};

/// Somebody who fits, in words.
#[derive(Debug, Clone, Serialize)]
struct PersonView {
    id: String,
    name: String,
    place: String,
    minutes: Option<u16>,
    reasons: Vec<String>,
    wished: bool,
    told: bool,
    busy: bool,
}

/// People who fit a post.
#[derive(Debug, Serialize)]
pub struct PeoplePage {
    vacancy: String,
    title: String,
    no: String,
    place: String,
    headcount: i64,
    free: i64,
    open: bool,
    /// The post lies in the viewer's own area, so its other pages are open too.
    own: bool,
    people: Vec<PersonView>,
    may_export: bool,
}

impl Page for PeoplePage {
    const TEMPLATE: &'static str = "placements/reverse/people.html";
    fn samples() -> Vec<Self> {
        let person = |told, minutes| PersonView {
            id: "wrk_00000000000000000000000000000000".into(),
            name: "张*".into(),
            place: "石坡镇".into(),
            minutes,
            reasons: vec!["做过这个活".into()],
            wished: told,
            told,
            busy: !told,
        };
        let page = |people: Vec<PersonView>, open| Self {
            vacancy: "vac_00000000000000000000000000000000".into(),
            title: "核桃装车".into(),
            no: "LN-20261123-00001".into(),
            place: "石坡镇".into(),
            headcount: 2,
            free: i64::from(open),
            open,
            own: open || people.is_empty(),
            may_export: !people.is_empty(),
            people,
        };
        let some = vec![person(true, Some(25)), person(false, None)];
        vec![
            page(some, true),
            page(Vec::new(), true),
            page(Vec::new(), false),
        ]
    }
}

fn view(house: &House, ctx: &Ctx, person: &Person) -> Result<PersonView, Refusal> {
    Ok(PersonView {
        id: person.worker.clone(),
        name: person.name.clone(),
        place: reference::tables(ctx)?.name(&person.region),
        minutes: person.minutes,
        reasons: say(house, ctx, &person.reasons),
        wished: person.wished,
        told: person.told,
        busy: person.busy,
    })
}

async fn found(
    house: &House,
    ctx: &Ctx,
    id: &str,
    most: usize,
) -> Result<(Vacancy, Vec<PersonView>), Refusal> {
    let mut conn = house.db.read().await?;
    let post = queries::post(&mut conn, id).await?;
    let people = queries::people(ctx, &mut conn, &post, most).await?;
    let views = people.iter().map(|p| view(house, ctx, p));
    let views = views.collect::<Result<_, _>>()?;
    Ok((post, views))
}

async fn show(State(house): State<Arc<House>>, Cx(ctx): Cx, Path(id): Path<String>) -> Reply {
    let (post, people) = found(&house, &ctx, &id, PAGE).await?;
    let page = PeoplePage {
        vacancy: post.id.to_string(),
        title: post.terms.title.clone(),
        no: post.no.clone(),
        place: reference::tables(&ctx)?.name(&post.terms.region),
        headcount: post.terms.headcount,
        free: post.free(),
        open: post.shown_on(ctx.today()),
        own: ctx.scope.covers(&post.terms.region),
        people,
        may_export: ctx.may(EXPORT),
    };
    Ok(house.render(&ctx, &page))
}

fn table(house: &House, ctx: &Ctx, people: Vec<PersonView>) -> Table {
    let say = |key: &str| house.say(ctx.locale, key);
    let keys = [
        "placements-name",
        "placements-home",
        "placements-people-minutes",
        "placements-why",
        "placements-people-wish",
        "placements-people-mark",
    ];
    let mut table = Table::new(&keys.map(say));
    let mark = format!("{} {}", ctx.actor.id, ctx.now.local());
    for person in people {
        let marks = [
            (true, person.wish()),
            (person.told, "placements-people-told"),
            (person.busy, "placements-people-busy"),
        ];
        let marks = marks.iter().filter(|(on, _)| *on).map(|(_, key)| say(key));
        let cells: [Cell; 6] = [
            person.name.clone().into(),
            person.place.clone().into(),
            person
                .minutes
                .map_or(Cell::from(""), |m| i64::from(m).into()),
            person.reasons.join(" · ").into(),
            marks.collect::<Vec<_>>().join(" · ").into(),
            mark.as_str().into(),
        ];
        table.rows.push(cells.to_vec());
    }
    table
}

impl PersonView {
    const fn wish(&self) -> &'static str {
        if self.wished {
            "placements-people-wished"
        } else {
            "placements-people-unwished"
        }
    }
}

/// The list as a table: names masked, every row marked with who took it and when.
async fn take(
    State(house): State<Arc<House>>,
    Cx(ctx): Cx,
    Path(id): Path<String>,
    Form(fields): Form,
) -> Reply {
    let text = fields.get("format").unwrap_or("xlsx");
    let format = Format::parse(text)?;
    let (post, people) = found(&house, &ctx, &id, EXPORT_MAX).await?;
    let mut tx = trail::begin(&house.db, &ctx).await?;
    actions::note_export(&ctx, &mut tx, &post, people.len(), text)?;
    tx.commit(&ctx).await?;
    Ok(table_response(
        format,
        "people",
        &table(&house, &ctx, people),
    )?)
}

pub(crate) fn routes() -> Vec<Route> {
    vec![
        web::get("/desk/vacancies/{id}/people", Access::Need(SEE), show),
        web::post(
            "/desk/vacancies/{id}/people/export",
            Access::Need(EXPORT),
            take,
        )
        .also(&[SEE]),
    ]
}

pub(crate) fn samples() -> Vec<web::PageSample> {
    vec![web::sample::<PeoplePage>()]
}
