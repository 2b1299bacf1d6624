//! The desk's list of people: search, filters, taking it along.

use crate::choice::{Choice, choices};
use crate::desk::{actions, find};
use crate::permissions::{EXPORT, VIEW};
use crate::workers::queries::{self, Search};
use crate::workers::state::State;
use crate::workers::view::{self, FileView};
use axum::extract::State as Held;
use kernel::{Ctx, Moment, Refusal, Region, Scope};
use serde::Serialize;
use std::sync::Arc;
use web::{Access, Cursor, Cx, Fields, Form, Format, House, Page, Query, Reply, Route, Table};

pub(crate) const PAGE: u32 = 30;
/// Files read at once for a table.
const BATCH: u32 = 500;
/// Most rows of a table that is taken along.
const MOST: usize = 20_000;
const FILTERS: [&str; 4] = ["q", "place", "state", "trade"];

/// People in the viewer's part of the county.
#[derive(Debug, Serialize)]
pub(crate) struct ListPage {
    rows: Vec<FileView>,
    searched: bool,
    towns: Vec<Choice>,
    states: Vec<Choice>,
    trades: Vec<Choice>,
    more: String,
    may_export: bool,
    #[serde(skip)]
    typed: Fields,
}

impl Page for ListPage {
    const TEMPLATE: &'static str = "people/desk/list.html";
    fn samples() -> Vec<Self> {
        let page = |rows, searched: bool| Self {
            rows,
            searched,
            towns: vec![Choice::new("611021100000", "石坡镇")],
            states: vec![Choice::new("min", "…")],
            trades: vec![Choice::new("t01", "搬运装卸")],
            more: if searched {
                String::new()
            } else {
                "cursor=0".into()
            },
            may_export: !searched,
            typed: Fields::of([("q", "王")]),
        };
        let rows = vec![FileView::sample(), FileView::bare()];
        vec![
            page(rows, false),
            page(Vec::new(), true),
            page(Vec::new(), false),
        ]
    }
    fn fields(&self) -> Fields {
        self.typed.clone()
    }
}

/// Reads the search; a wrong code is an error, not an empty list.
pub(crate) async fn search(house: &House, ctx: &Ctx, fields: &Fields) -> Result<Search, Refusal> {
    let tables = reference::tables(ctx)?;
    let mut f = fields.reader();
    f.only(&["q", "place", "state", "trade", "cursor", "format"]);
    let text = f.opt_text("q", 100).unwrap_or_default();
    let place = f.opt_text("place", 12).and_then(|code| {
        let region = tables.nbs(&code).and_then(Region::parse);
        if region.is_none() {
            f.fault("place", "field-not-choice");
        }
        region
    });
    let trade = f.opt_text("trade", 20);
    if trade.as_deref().is_some_and(|t| tables.trade(t).is_none()) {
        f.fault("trade", "field-not-choice");
    }
    let state = f.opt_one_of("state", &State::CODES);
    f.finish()?;
    let after = match fields.get("cursor") {
        None => None,
        Some(text) => {
            let keys = Cursor::decode(text, 2)?.0;
            let at = keys[0]
                .parse()
                .map_err(|_| Refusal::field("cursor", "field-not-cursor"))?;
            Some((at, keys[1].clone()))
        }
    };
    let mut conn = house.db.read().await?;
    let by = find::by(&mut conn, &house.vault, ctx.today(), &text).await?;
    Ok(Search {
        by,
        place: place.as_ref().map(Scope::of),
        state,
        trade,
        after,
    })
}

fn blank(house: &House, ctx: &Ctx, fields: &Fields) -> Result<ListPage, Refusal> {
    let tables = reference::tables(ctx)?;
    let towns = tables.towns().filter(|t| ctx.scope.covers(&t.code));
    Ok(ListPage {
        rows: Vec::new(),
        searched: FILTERS.iter().any(|name| fields.get(name).is_some()),
        towns: towns
            .map(|t| Choice::new(&t.code, t.short_name.clone()))
            .collect(),
        states: choices(&house.words, ctx.locale, "people-state-", &State::CODES),
        trades: tables
            .trades()
            .iter()
            .map(|t| Choice::new(&t.id, t.name.clone()))
            .collect(),
        more: String::new(),
        may_export: ctx.may(EXPORT),
        typed: fields.clone(),
    })
}

async fn list(Held(house): Held<Arc<House>>, Cx(ctx): Cx, Query(query): Query) -> Reply {
    let mut page = blank(&house, &ctx, &query)?;
    let search = match search(&house, &ctx, &query).await {
        Ok(search) => search,
        Err(refusal) => return house.again(&ctx, &page, refusal, &query),
    };
    let found = {
        let mut conn = house.db.read().await?;
        queries::search(&mut conn, &ctx.scope, &search, PAGE + 1).await?
    };
    let shown = &found[..found.len().min(PAGE as usize)];
    if let Some(last) = shown.last().filter(|_| found.len() > shown.len()) {
        let keys = vec![last.updated_at.to_string(), last.id.to_string()];
        page.more = query.with("cursor", Some(&Cursor(keys).encode()));
    }
    page.rows = shown
        .iter()
        .map(|w| view::view(&ctx, w))
        .collect::<Result<_, _>>()?;
    Ok(house.render(&ctx, &page))
}

/// Headings of the table.
const HEADINGS: [&str; 11] = [
    "people-head-name",
    "people-head-place",
    "people-head-phone",
    "people-head-id",
    "people-head-age",
    "people-head-state",
    "people-head-trades",
    "people-head-pay",
    "people-head-minutes",
    "people-head-channel",
    "people-head-mark",
];

fn row(house: &House, ctx: &Ctx, file: FileView, mark: &str) -> Vec<web::Cell> {
    let say = |key: String| house.say(ctx.locale, &key);
    let pay = file.pay_floor.map_or_else(String::new, |fen| {
        format!(
            "{} {}",
            kernel::Fen(fen),
            say(format!("people-unit-{}", file.pay_unit))
        )
    });
    vec![
        file.name.into(),
        file.place.into(),
        file.phone.unwrap_or_default().into(),
        file.id_no.unwrap_or_default().into(),
        file.age.map(|a| a.to_string()).unwrap_or_default().into(),
        say(format!("people-state-{}", file.state)).into(),
        file.trades.join("、").into(),
        pay.into(),
        file.max_minutes
            .map(|m| m.to_string())
            .unwrap_or_default()
            .into(),
        say(format!("people-channel-{}", file.channel)).into(),
        mark.into(),
    ]
}

/// The list as a table: numbers masked, every row marked with who took it and when.
async fn take(Held(house): Held<Arc<House>>, Cx(ctx): Cx, Form(fields): Form) -> Reply {
    let format = fields.get("format").unwrap_or("xlsx").to_owned();
    let parsed = Format::parse(&format)?;
    let mut search = search(&house, &ctx, &fields).await?;
    let titles: Vec<String> = HEADINGS
        .iter()
        .map(|key| house.say(ctx.locale, key))
        .collect();
    let mut table = Table::new(&titles);
    let now: Moment = ctx.now;
    let mark = format!("{} {}", ctx.actor.id, now.local());
    loop {
        let found = {
            let mut conn = house.db.read().await?;
            queries::search(&mut conn, &ctx.scope, &search, BATCH).await?
        };
        for worker in &found {
            table
                .rows
                .push(row(&house, &ctx, view::view(&ctx, worker)?, &mark));
        }
        match found.last() {
            Some(last) if found.len() == BATCH as usize && table.rows.len() < MOST => {
                search.after = Some((last.updated_at, last.id.to_string()));
            }
            _ => break,
        }
    }
    let narrowed: Vec<&str> = FILTERS
        .iter()
        .filter(|name| fields.get(name).is_some())
        .copied()
        .collect();
    let mut tx = trail::begin(&house.db, &ctx).await?;
    actions::note_export(&ctx, &mut tx, table.rows.len(), &format, &narrowed).await?;
    tx.commit(&ctx).await?;
    Ok(web::table_response(parsed, "people", &table)?)
}

pub(crate) fn routes() -> Vec<Route> {
    vec![
        web::get("/desk/people", Access::Need(VIEW), list),
        web::post("/desk/people/export", Access::Need(EXPORT), take),
    ]
}
