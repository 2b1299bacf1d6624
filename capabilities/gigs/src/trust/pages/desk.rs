//! The desk's queue of marks: what is to be decided, told, waited for.

use super::{View, about, sample_views, view};
use crate::HEAR;
use crate::trust::model::Mark;
use crate::trust::queries::{self, EXPORT_MAX, Filter, PAGE, VIEWS};
use axum::extract::State;
use kernel::{Ctx, Refusal};
use serde::Serialize;
use std::sync::Arc;
use web::{
    Access, Cell, Cursor, Cx, Fields, Format, House, Page, Query, Reply, Route, Table,
    table_response,
};

pub(super) fn routes() -> Vec<Route> {
    vec![web::get("/desk/marks", Access::Need(HEAR), list)]
}

/// A mark with the name of whom it is about.
#[derive(Serialize)]
struct Row {
    name: String,
    mark: View,
}

/// The queue.
#[derive(Serialize)]
pub struct ListPage {
    view: &'static str,
    counts: Vec<(&'static str, i64)>,
    rows: Vec<Row>,
    query: String,
    next: String,
    judge: bool,
}

impl Page for ListPage {
    const TEMPLATE: &'static str = "gigs/trust/desk.html";
    fn samples() -> Vec<Self> {
        let row = |mark| Row {
            name: "张三".into(),
            mark,
        };
        let page = |rows: Vec<Row>, next: &str| Self {
            view: "decide",
            counts: VIEWS.iter().map(|v| (*v, 3)).collect(),
            judge: !rows.is_empty(),
            rows,
            query: "view=decide".into(),
            next: next.into(),
        };
        vec![
            page(
                sample_views().into_iter().map(row).collect(),
                "/desk/marks?x",
            ),
            page(Vec::new(), ""),
        ]
    }
    fn fields(&self) -> Fields {
        Fields::of([("view", self.view)])
    }
}

fn after(text: Option<&str>) -> Result<Option<(String, String)>, Refusal> {
    let Some(text) = text else { return Ok(None) };
    let mut keys = Cursor::decode(text, 2)?.0.into_iter();
    Ok(keys.next().zip(keys.next()))
}

fn cut(found: &mut Vec<Mark>, limit: usize) -> Option<String> {
    let more = found.len() > limit;
    found.truncate(limit);
    let last = found.last().filter(|_| more)?;
    let due = last.due.map(|d| d.to_string()).unwrap_or_default();
    Some(Cursor(vec![due, last.id.to_string()]).encode())
}

async fn list(State(house): State<Arc<House>>, Cx(ctx): Cx, Query(fields): Query) -> Reply {
    let mut reader = fields.reader();
    reader.only(&["view", "cursor", "format"]);
    let view_name = reader.opt_one_of("view", &VIEWS).unwrap_or(VIEWS[0]);
    reader.finish()?;
    let filter = Filter {
        view: view_name,
        after: after(fields.get("cursor"))?,
    };
    let format = fields.get("format").map(Format::parse).transpose()?;
    let most = if format.is_some() { EXPORT_MAX } else { PAGE };
    let mut conn = house.db.read().await?;
    let mut found = queries::list(&ctx, &mut conn, &filter, most).await?;
    let next = cut(&mut found, most);
    let mut rows = Vec::new();
    for mark in &found {
        rows.push(Row {
            name: about(&mut conn, mark).await?.0,
            mark: view(&ctx, mark),
        });
    }
    if let Some(format) = format {
        let table = table(&house, &ctx, &rows);
        return Ok(table_response(format, "marks", &table)?);
    }
    let mut counts = Vec::new();
    for view in VIEWS {
        counts.push((view, queries::count(&ctx, &mut conn, view).await?));
    }
    let next = next.map(|c| format!("/desk/marks?{}", fields.with("cursor", Some(&c))));
    let page = ListPage {
        view: view_name,
        counts,
        rows,
        query: fields.with("cursor", None),
        next: next.unwrap_or_default(),
        judge: ctx.may(crate::JUDGE),
    };
    Ok(house.render(&ctx, &page))
}

fn table(house: &House, ctx: &Ctx, rows: &[Row]) -> Table {
    let say = |key: &str| house.say(ctx.locale, key);
    let keys = [
        "gigs-trust-about",
        "gigs-trust-what",
        "gigs-trust-job",
        "gigs-trust-happened",
        "gigs-trust-state",
        "gigs-trust-told",
        "gigs-trust-answer-until",
        "gigs-trust-due",
        "gigs-trust-expires",
    ];
    let mut table = Table::new(&keys.map(say));
    for row in rows {
        let m = &row.mark;
        let day = |d: &Option<String>| Cell::from(d.clone().unwrap_or_default());
        table.rows.push(vec![
            row.name.clone().into(),
            say(&format!("gigs-trust-kind-{}", m.kind)).into(),
            m.title.clone().into(),
            m.happened.clone().into(),
            say(&format!("gigs-trust-state-{}", m.state)).into(),
            day(&m.told),
            day(&m.answer_until),
            day(&m.due),
            m.expires.clone().into(),
        ]);
    }
    table
}
