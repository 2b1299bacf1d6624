//! The monthly report: a table, a drawing, and the table to take along.

use super::model::{BANDS, Counts, Group, groups};
use super::queries;
use crate::MARKET;
use axum::extract::State;
use kernel::{Ctx, Day, Refusal};
use serde::Serialize;
use std::sync::Arc;
use web::{Access, Cell, Cx, Format, House, Page, Query, Reply, Route, Table};

/// The least count of a group that is told of: a dated parameter.
const LEAST: &str = "fairness.least_count";

/// A group in words; rates are for a hundred people, with one decimal.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct GroupView {
    by: &'static str,
    name: String,
    people: Option<i64>,
    shown: String,
    pushed: String,
    applied: String,
    agreed: String,
    /// Length of the bar, of 1000: applications for a hundred people against the greatest.
    length: i64,
}

/// The report of a month.
#[derive(Debug, Serialize)]
pub struct FairnessPage {
    month: String,
    before: String,
    least: i64,
    groups: Vec<GroupView>,
}

impl Page for FairnessPage {
    const TEMPLATE: &'static str = "placements/fairness/fairness.html";
    fn samples() -> Vec<Self> {
        let group = |by, people: Option<i64>| GroupView {
            by,
            name: "…".into(),
            people,
            shown: "12.0".into(),
            pushed: "3.5".into(),
            applied: "8.0".into(),
            agreed: "4.0".into(),
            length: 700,
        };
        let page = |groups| Self {
            month: "2026-11".into(),
            before: "2026-10".into(),
            least: 10,
            groups,
        };
        let some = vec![
            group("town", Some(40)),
            group("sex", Some(40)),
            group("age", None),
        ];
        vec![page(some), page(Vec::new())]
    }
}

/// For a hundred people, in tenths.
const fn tenths(n: i64, people: i64) -> i64 {
    if people == 0 { 0 } else { n * 1000 / people }
}

fn rate(n: i64, people: i64) -> String {
    let tenths = tenths(n, people);
    format!("{}.{}", tenths / 10, tenths % 10)
}

fn name(house: &House, ctx: &Ctx, group: &Group) -> Result<String, Refusal> {
    let say = |key: &str| house.say(ctx.locale, key);
    Ok(match group.by {
        _ if group.key.is_empty() => say("placements-fair-unknown"),
        "town" => reference::tables(ctx)?.name(&group.key),
        "sex" => say(&format!("people-sex-{}", group.key)),
        _ => {
            let at = BANDS.iter().position(|b| b.to_string() == group.key);
            let next = at.and_then(|at| BANDS.get(at + 1));
            let last = next.map(|n| (n - 1).to_string());
            let (from, to) = (group.key.as_str(), last.unwrap_or_default());
            let key = if to.is_empty() {
                "placements-fair-age-from"
            } else {
                "placements-fair-age"
            };
            let args = [("from", from), ("to", to.as_str())];
            house.words.say(ctx.locale, key, &args)
        }
    })
}

fn view(house: &House, ctx: &Ctx, group: &Group, most: i64) -> Result<GroupView, Refusal> {
    let c = group.counts.unwrap_or_default();
    Ok(GroupView {
        by: group.by,
        name: name(house, ctx, group)?,
        people: group.counts.map(|c| c.people),
        shown: rate(c.shown, c.people),
        pushed: rate(c.pushed, c.people),
        applied: rate(c.applied, c.people),
        agreed: rate(c.agreed, c.people),
        length: tenths(c.applied, c.people) * 1000 / most.max(1),
    })
}

/// First day of a month written `2026-11`.
fn first(text: &str) -> Option<Day> {
    let day: Day = format!("{text}-01").parse().ok()?;
    // A month that the calendar of this program does not reach has no next.
    (2000..2200).contains(&day.year()).then_some(day)
}

fn month(day: Day) -> String {
    format!("{:04}-{:02}", day.year(), day.month())
}

async fn report(house: &House, ctx: &Ctx, from: Day) -> Result<(Vec<Group>, i64), Refusal> {
    let tables = reference::tables(ctx)?;
    let least = tables.param_i64(LEAST, "", ctx.today());
    let least = least.ok_or_else(|| Refusal::internal(format!("parameter {LEAST} is missing")))?;
    let to = from.plus_months(1);
    let mut conn = house.db.read().await?;
    let people = queries::people(ctx, &mut conn, from, to).await?;
    Ok((groups(&people, to, least), least))
}

fn table(house: &House, ctx: &Ctx, found: &[Group]) -> Result<Table, Refusal> {
    let keys = [
        "placements-fair-by",
        "placements-fair-group",
        "placements-fair-people",
        "placements-fair-shown",
        "placements-fair-pushed",
        "placements-fair-applied",
        "placements-fair-agreed",
    ];
    let mut table = Table::new(&keys.map(|key| house.say(ctx.locale, key)));
    for group in found {
        let by = house.say(ctx.locale, &format!("placements-fair-by-{}", group.by));
        let mut cells: Vec<Cell> = vec![by.into(), name(house, ctx, group)?.into()];
        match group.counts {
            Some(c) => {
                let Counts {
                    people,
                    shown,
                    pushed,
                    applied,
                    agreed,
                } = c;
                cells.extend([people, shown, pushed, applied, agreed].map(Cell::from));
            }
            None => {
                let few = house.say(ctx.locale, "placements-fair-few");
                cells.extend((0..5).map(|_| Cell::from(few.as_str())));
            }
        }
        table.rows.push(cells);
    }
    Ok(table)
}

async fn show(State(house): State<Arc<House>>, Cx(ctx): Cx, Query(query): Query) -> Reply {
    let bad = || Refusal::field("month", "field-not-day");
    let from = match query.get("month") {
        Some(text) => first(text).ok_or_else(bad)?,
        None => first(&month(ctx.today())).ok_or_else(bad)?,
    };
    let format = query.get("format").map(Format::parse).transpose()?;
    let (found, least) = report(&house, &ctx, from).await?;
    if let Some(format) = format {
        let name = format!("fairness-{}", month(from));
        let table = table(&house, &ctx, &found)?;
        return Ok(web::table_response(format, &name, &table)?);
    }
    let known = found.iter().filter_map(|g| g.counts);
    let most = known.map(|c| tenths(c.applied, c.people)).max();
    let views = found
        .iter()
        .map(|g| view(&house, &ctx, g, most.unwrap_or_default()))
        .collect::<Result<_, _>>()?;
    let page = FairnessPage {
        month: month(from),
        before: month(from.plus_days(-1)),
        least,
        groups: views,
    };
    Ok(house.render(&ctx, &page))
}

pub(crate) fn routes() -> Vec<Route> {
    vec![web::get("/desk/fairness", Access::Need(MARKET), show)]
}

pub(crate) fn samples() -> Vec<web::PageSample> {
    vec![web::sample::<FairnessPage>()]
}
