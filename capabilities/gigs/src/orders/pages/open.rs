//! The list of open shifts, for everybody: the soonest first.

use super::view::LineView;
use super::{Choice, after, cut, public_name};
use crate::orders::board::queries::{self, Asked, Line};
use axum::extract::State;
use db::Conn;
use kernel::{Ctx, Refusal, Region, Scope};
use reference::{Level, Tables};
use serde::Serialize;
use std::collections::HashMap;
use std::sync::Arc;
use web::{Cell, Cx, Fields, Format, House, Page, Query, Reply, Table, table_response};

/// Shifts on a page.
pub(crate) const PAGE: usize = 20;
/// Shifts in one export at most.
pub(crate) const EXPORT_MAX: usize = 5_000;

/// The open shifts.
#[derive(Serialize)]
pub struct ListPage {
    rows: Vec<LineView>,
    count: i64,
    on: bool,
    refused: bool,
    towns: Vec<Choice>,
    trades: Vec<Choice>,
    query: String,
    next: String,
    #[serde(skip)]
    typed: Fields,
}

impl Page for ListPage {
    const TEMPLATE: &'static str = "gigs/orders/list.html";
    fn samples() -> Vec<Self> {
        let choice = |value: &str, text: &str| Choice {
            value: value.into(),
            text: text.into(),
        };
        let page = |rows: Vec<LineView>, on, refused| Self {
            count: i64::try_from(rows.len()).unwrap_or(0),
            next: if rows.is_empty() { "" } else { "/day?cursor=x" }.into(),
            rows,
            on,
            refused,
            towns: vec![choice("611021102000", "古城镇")],
            trades: vec![choice("t01", "搬运装卸")],
            query: "free=1".into(),
            typed: Fields::of([("town", "611021102000")]),
        };
        let rows = vec![LineView::sample(false), LineView::sample(true)];
        vec![
            page(rows, false, false),
            page(Vec::new(), true, false),
            page(Vec::new(), true, true),
        ]
    }
    fn fields(&self) -> Fields {
        self.typed.clone()
    }
}

/// Reads what a list of open shifts is asked for; a wrong code is a fault, never an empty list.
pub(crate) fn asked_of(
    ctx: &Ctx,
    house: &House,
    tables: &Tables,
    fields: &Fields,
) -> Result<Asked, Refusal> {
    let mut reader = fields.reader();
    reader.only(&["day", "trade", "town", "free", "cursor", "format"]);
    let day = reader.opt_day("day");
    let trade = fields.get("trade").map(|id| tables.trade(id));
    if trade == Some(None) {
        reader.fault("trade", "field-not-choice");
    }
    let town = fields.get("town").map(|code| {
        let found = tables.division(code);
        found.filter(|d| d.level == Level::Town)
    });
    if town == Some(None) {
        reader.fault("town", "field-not-choice");
    }
    let free = reader.opt_one_of("free", &["1"]).is_some();
    let wrong = after(fields).is_err();
    if wrong {
        reader.fault("cursor", "field-not-cursor");
    }
    if fields
        .get("format")
        .is_some_and(|f| Format::parse(f).is_err())
    {
        reader.fault("format", "field-not-choice");
    }
    reader.finish()?;
    let code = town
        .flatten()
        .map_or(house.settings.county.as_str(), |d| d.code.as_str());
    let place = Region::parse(code).map(|r| Scope::of(&r));
    Ok(Asked {
        from: day.unwrap_or_else(|| ctx.today()),
        to: day,
        place: place.ok_or_else(|| Refusal::field("town", "field-not-choice"))?,
        trade: trade.flatten().map(|t| t.id.clone()),
        free,
        open_at: Some(ctx.now),
        after: after(fields)?,
    })
}

fn empty(tables: &Tables, fields: &Fields, refused: bool) -> ListPage {
    let towns = tables.towns().map(|d| Choice {
        value: d.code.clone(),
        text: d.short_name.clone(),
    });
    let trades = tables.trades().iter().map(|t| Choice {
        value: t.id.clone(),
        text: t.name.clone(),
    });
    let filters = ["day", "trade", "town", "free"];
    ListPage {
        rows: Vec::new(),
        count: 0,
        on: filters.iter().any(|name| fields.get(name).is_some()),
        refused,
        towns: towns.collect(),
        trades: trades.collect(),
        query: fields.with("cursor", None),
        next: String::new(),
        typed: fields.clone(),
    }
}

/// Lines as pages show them.
pub(crate) async fn lines(
    ctx: &Ctx,
    conn: &mut Conn,
    tables: &Tables,
    found: &[Line],
) -> Result<Vec<LineView>, Refusal> {
    let home = match people::of_actor(ctx) {
        Some(id) => people::worker(conn, &id).await?.map(|w| w.region),
        None => None,
    };
    let (mut names, mut rows) = (HashMap::new(), Vec::new());
    for line in found {
        let who = public_name(conn, &mut names, &line.shift.employer_id).await?;
        rows.push(LineView::of(ctx, tables, line, who, home.as_deref()));
    }
    Ok(rows)
}

pub async fn list(State(house): State<Arc<House>>, Cx(ctx): Cx, Query(fields): Query) -> Reply {
    let tables = reference::tables(&ctx)?;
    let asked = match asked_of(&ctx, &house, &tables, &fields) {
        Ok(asked) => asked,
        Err(refusal) => {
            return house.again(&ctx, &empty(&tables, &fields, true), refusal, &fields);
        }
    };
    let format = fields.get("format").map(Format::parse).transpose()?;
    let most = if format.is_some() { EXPORT_MAX } else { PAGE };
    let mut conn = house.db.read().await?;
    let mut found = queries::shifts(&mut conn, &asked, false, most).await?;
    let next = cut(&mut found, most, |l| {
        (l.shift.start_at.millis(), l.shift.id.to_string())
    });
    let rows = lines(&ctx, &mut conn, &tables, &found).await?;
    if let Some(format) = format {
        return Ok(table_response(
            format,
            "day-work",
            &table(&house, &ctx, &rows),
        )?);
    }
    let next = next.map(|c| format!("/day?{}", fields.with("cursor", Some(&c))));
    let page = ListPage {
        count: queries::count(&mut conn, &asked).await?,
        rows,
        next: next.unwrap_or_default(),
        ..empty(&tables, &fields, false)
    };
    Ok(house.render(&ctx, &page))
}

/// Pay in words.
pub(crate) fn pay(house: &House, ctx: &Ctx, line: &LineView) -> String {
    let amount = kernel::Fen(line.pay_fen).to_string();
    let key = format!("vacancies-jobs-pay-{}", line.pay_unit);
    let said = house.words.say(ctx.locale, &key, &[("pay", &amount)]);
    if line.pay_note.is_empty() {
        said
    } else {
        format!("{said} · {}", line.pay_note)
    }
}

/// Lines as a table to take along.
pub(crate) fn table(house: &House, ctx: &Ctx, rows: &[LineView]) -> Table {
    let say = |key: &str| house.say(ctx.locale, key);
    let keys = [
        "gigs-day-no",
        "gigs-day-title-of",
        "gigs-day-trade",
        "gigs-day-place",
        "gigs-day-who",
        "gigs-day-on",
        "gigs-day-from",
        "gigs-day-to",
        "gigs-day-seats",
        "gigs-day-free",
        "gigs-day-pay",
        "gigs-day-settle",
        "gigs-day-confirmed",
        "gigs-day-came",
        "gigs-day-waiting",
    ];
    let mut table = Table::new(&keys.map(say));
    for r in rows {
        let s = &r.shift;
        let cells: [Cell; 15] = [
            r.no.clone().into(),
            r.title.clone().into(),
            r.trade.clone().into(),
            r.place.clone().into(),
            r.who.clone().into(),
            s.day.clone().into(),
            s.from.clone().into(),
            s.to.clone().into(),
            s.seats.into(),
            s.free.into(),
            pay(house, ctx, r).into(),
            say(&format!("vacancies-jobs-settle-{}", r.settle)).into(),
            r.confirmed.into(),
            r.came.into(),
            r.waiting.into(),
        ];
        table.rows.push(cells.to_vec());
    }
    table
}
