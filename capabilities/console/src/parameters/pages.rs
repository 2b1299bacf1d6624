//! `/admin/parameters`: every figure of law or policy with its day, document and certainty.

use crate::{PARAMETERS, SET};
use axum::extract::{Path, State};
use kernel::{Locale, Refusal};
use reference::{Certainty, NewParam, Param, Tables};
use serde::Serialize;
use std::sync::Arc;
use web::{
    Access, Cx, Fields, Form, Format, House, Page, Query, Reply, Route, Table, get, post,
    see_other, table_response,
};

#[derive(Serialize)]
struct Row {
    key: String,
    /// What the figure is, in the reader's language; the key when nobody has named it yet.
    name: String,
    region: String,
    place: String,
    from: String,
    to: Option<String>,
    value: String,
    unit: String,
    unit_name: String,
    doc: String,
    certainty: &'static str,
    mine: bool,
}

/// The words under a code, or the code itself for one that came in later without words.
fn words(house: &House, locale: Locale, begun: &str, code: &str) -> String {
    let slug: Vec<&str> = code
        .split(|c: char| !c.is_ascii_lowercase())
        .filter(|part| !part.is_empty())
        .collect();
    let key = format!("{begun}{}", slug.join("-"));
    if house.words.has(locale, &key) {
        house.say(locale, &key)
    } else {
        code.to_owned()
    }
}

fn name(house: &House, locale: Locale, key: &str) -> String {
    words(house, locale, "console-param-", key)
}

fn row(house: &House, tables: &Tables, locale: Locale, param: &Param) -> Row {
    let place = match param.region.as_str() {
        "" => String::new(),
        code if tables.division(code).is_some() => tables.name(code),
        code => code.to_owned(),
    };
    Row {
        key: param.key.clone(),
        name: name(house, locale, &param.key),
        region: param.region.clone(),
        place,
        unit_name: words(house, locale, "console-unit-", &param.unit),
        from: param.valid_from.to_string(),
        to: param.valid_to.map(|d| d.to_string()),
        value: param.value.clone(),
        unit: param.unit.clone(),
        doc: param.doc.clone(),
        certainty: param.certainty.code(),
        mine: param.set_by != reference::FROM_FILE,
    }
}

fn sample_row() -> Row {
    Row {
        key: "post.valid_days.day".into(),
        name: "…".into(),
        region: String::new(),
        place: String::new(),
        unit_name: "…".into(),
        from: "2025-01-01".into(),
        to: Some("2026-12-31".into()),
        value: "7".into(),
        unit: "day".into(),
        doc: "…".into(),
        certainty: "to-confirm",
        mine: true,
    }
}

/// All parameters.
#[derive(Serialize)]
pub struct ListPage {
    rows: Vec<Row>,
    may_set: bool,
}

impl Page for ListPage {
    const TEMPLATE: &'static str = "console/parameters/list.html";
    fn samples() -> Vec<Self> {
        vec![
            Self {
                rows: vec![sample_row()],
                may_set: true,
            },
            Self {
                rows: Vec::new(),
                may_set: false,
            },
        ]
    }
}

/// One parameter, its history, and the form for its next value.
#[derive(Serialize)]
pub struct SetPage {
    key: String,
    name: String,
    history: Vec<Row>,
    certainties: Vec<Choice>,
    may_set: bool,
    #[serde(skip)]
    fields: Fields,
}

#[derive(Serialize)]
struct Choice {
    value: &'static str,
    text: String,
}

impl Page for SetPage {
    const TEMPLATE: &'static str = "console/parameters/set.html";
    fn samples() -> Vec<Self> {
        vec![Self {
            key: "post.valid_days.day".into(),
            name: "…".into(),
            history: vec![sample_row()],
            certainties: vec![Choice {
                value: "law",
                text: "…".into(),
            }],
            may_set: true,
            fields: Fields::default(),
        }]
    }
    fn fields(&self) -> Fields {
        self.fields.clone()
    }
}

/// Loading a year's holidays.
#[derive(Serialize)]
pub struct HolidaysPage {
    years: Vec<(i16, bool)>,
}

impl Page for HolidaysPage {
    const TEMPLATE: &'static str = "console/parameters/holidays.html";
    fn samples() -> Vec<Self> {
        vec![Self {
            years: vec![(2026, true), (2027, false)],
        }]
    }
}

pub fn routes() -> Vec<Route> {
    vec![
        get("/admin/parameters", Access::Need(PARAMETERS), list),
        get("/admin/parameters/{key}", Access::Need(PARAMETERS), show),
        post("/admin/parameters/{key}", Access::Need(SET), set),
        get("/admin/holidays", Access::Need(PARAMETERS), holidays),
        post("/admin/holidays", Access::Need(SET), load_holidays),
    ]
}

async fn list(State(house): State<Arc<House>>, Cx(ctx): Cx, Query(query): Query) -> Reply {
    let mut reader = query.reader();
    reader.only(&["format"]);
    reader.finish()?;
    let tables = reference::tables(&ctx)?;
    let rows = tables.params().into_iter();
    let rows: Vec<Row> = rows
        .map(|param| row(&house, &tables, ctx.locale, param))
        .collect();
    if let Some(format) = query.get("format") {
        let keys = [
            "key",
            "region",
            "from",
            "to",
            "value",
            "unit",
            "doc",
            "certainty",
        ];
        let titles: Vec<String> = keys
            .iter()
            .map(|k| house.say(ctx.locale, &format!("console-col-{k}")))
            .collect();
        let mut table = Table::new(&titles);
        for r in rows {
            let to = r.to.unwrap_or_default();
            let cells = [
                r.key,
                r.region,
                r.from,
                to,
                r.value,
                r.unit,
                r.doc,
                r.certainty.into(),
            ];
            table.rows.push(cells.into_iter().map(Into::into).collect());
        }
        return Ok(table_response(
            Format::parse(format)?,
            "parameters",
            &table,
        )?);
    }
    Ok(house.render(
        &ctx,
        &ListPage {
            rows,
            may_set: ctx.may(SET),
        },
    ))
}

fn set_page(house: &House, ctx: &kernel::Ctx, key: &str) -> Result<SetPage, Refusal> {
    let tables = reference::tables(ctx)?;
    let all = tables.params();
    let mut history: Vec<&Param> = all.into_iter().filter(|p| p.key == key).collect();
    history.sort_by_key(|p| std::cmp::Reverse((p.valid_from, p.set_at)));
    let newest = history
        .first()
        .ok_or_else(|| Refusal::not_found("reference-param-unknown"))?;
    let fields = Fields::of([
        ("value", newest.value.clone()),
        ("region", newest.region.clone()),
    ]);
    let certainties = Certainty::CODES.iter().map(|code| Choice {
        value: code,
        text: house.say(ctx.locale, &format!("console-certainty-{code}")),
    });
    Ok(SetPage {
        key: key.to_owned(),
        name: name(house, ctx.locale, key),
        certainties: certainties.collect(),
        may_set: ctx.may(SET),
        fields,
        history: history
            .into_iter()
            .map(|param| row(house, &tables, ctx.locale, param))
            .collect(),
    })
}

async fn show(State(house): State<Arc<House>>, Cx(ctx): Cx, Path(key): Path<String>) -> Reply {
    Ok(house.render(&ctx, &set_page(&house, &ctx, &key)?))
}

fn parse(key: &str, fields: &Fields) -> Result<NewParam, Refusal> {
    let mut reader = fields.reader();
    let value = reader.text("value", 1..=40);
    let from = reader.day("valid_from_day");
    let to = reader.opt_day("valid_to_day");
    let region = reader.opt_text("region", 12).unwrap_or_default();
    let doc = reader.text("doc", 2..=200);
    let certainty = reader.one_of("certainty", &Certainty::CODES);
    reader.finish()?;
    let from = from.ok_or_else(|| Refusal::field("valid_from_day", "field-needed"))?;
    let certainty = Certainty::parse(certainty)
        .ok_or_else(|| Refusal::field("certainty", "field-not-choice"))?;
    Ok(NewParam {
        key: key.into(),
        region,
        valid_from: from,
        valid_to: to,
        value,
        doc,
        certainty,
    })
}

async fn set(
    State(house): State<Arc<House>>,
    Cx(ctx): Cx,
    Path(key): Path<String>,
    Form(fields): Form,
) -> Reply {
    let done = async {
        let new = parse(&key, &fields)?;
        let mut tx = trail::begin(&house.db, &ctx).await?;
        reference::set_param(&ctx, &mut tx, new).await?;
        tx.commit(&ctx).await?;
        reference::refresh(&house.db, &house.slots).await
    };
    match done.await {
        Ok(()) => Ok(see_other(&format!(
            "/admin/parameters/{key}?said=console-set"
        ))),
        Err(refusal) => house.again(&ctx, &set_page(&house, &ctx, &key)?, refusal, &fields),
    }
}

fn holidays_page(ctx: &kernel::Ctx) -> Result<HolidaysPage, Refusal> {
    let calendar = reference::tables(ctx)?.calendar();
    let this = ctx.today().year();
    let official = |y| calendar.status(y) == kernel::CalendarStatus::Official;
    Ok(HolidaysPage {
        years: (this - 1..=this + 1).map(|y| (y, official(y))).collect(),
    })
}

async fn holidays(State(house): State<Arc<House>>, Cx(ctx): Cx) -> Reply {
    Ok(house.render(&ctx, &holidays_page(&ctx)?))
}

async fn load_holidays(State(house): State<Arc<House>>, Cx(ctx): Cx, Form(fields): Form) -> Reply {
    let done = async {
        let file = fields
            .file("file")
            .ok_or_else(|| Refusal::field("file", "field-needed"))?;
        let text = std::str::from_utf8(&file.bytes)
            .map_err(|_| Refusal::field("file", "field-not-text"))?;
        let mut tx = trail::begin(&house.db, &ctx).await?;
        reference::load_holidays_csv(&ctx, &mut tx, text).await?;
        tx.commit(&ctx).await?;
        reference::refresh(&house.db, &house.slots).await
    };
    match done.await {
        Ok(()) => Ok(see_other("/admin/holidays?said=console-holidays-loaded")),
        Err(refusal) => house.again(&ctx, &holidays_page(&ctx)?, refusal, &fields),
    }
}
