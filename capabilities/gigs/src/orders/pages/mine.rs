//! An employer's orders of day work.

use super::view::BriefView;
use super::{Choice, after, cut, employer_of, party};
use crate::orders::board::queries;
use crate::orders::model::State;
use axum::extract::State as Of;
use kernel::{Ctx, Moment};
use serde::Serialize;
use std::sync::Arc;
use web::{Cell, Cx, Format, House, Page, Query, Reply, Table, see_other, table_response};

/// Orders on a page.
const PAGE: usize = 20;
/// Orders in one export at most.
const EXPORT_MAX: usize = 5_000;

/// An employer's orders.
#[derive(Serialize)]
pub struct ListPage {
    employer: String,
    name: String,
    employers: Vec<Choice>,
    may_not: Option<&'static str>,
    rows: Vec<BriefView>,
    next: String,
}

impl Page for ListPage {
    const TEMPLATE: &'static str = "gigs/orders/mine.html";
    fn samples() -> Vec<Self> {
        let choice = |id: &str| Choice {
            value: id.into(),
            text: "示例单位".into(),
        };
        let page = |rows: Vec<BriefView>, may_not| Self {
            employer: "emp_1".into(),
            name: "示例单位".into(),
            employers: vec![choice("emp_1"); rows.len()],
            may_not,
            next: if rows.is_empty() { "" } else { "/hire/day?x" }.into(),
            rows,
        };
        let all = State::ALL.iter().map(|s| BriefView::sample(*s)).collect();
        vec![
            page(all, None),
            page(Vec::new(), Some("gigs-seats-not-now")),
        ]
    }
}

pub async fn list(Of(house): Of<Arc<House>>, Cx(ctx): Cx, Query(fields): Query) -> Reply {
    let own = employers::of_actor(&ctx);
    if own.is_empty() && !ctx.actor.is_staff() {
        return Ok(see_other("/hire/register"));
    }
    if own.is_empty() && fields.get("employer").is_none() {
        return Ok(see_other("/desk/day"));
    }
    let mut reader = fields.reader();
    reader.only(&["employer", "cursor", "format"]);
    reader.finish()?;
    let id = employer_of(&ctx, &fields)?;
    let mut conn = house.db.read().await?;
    let employer = party(&ctx, &mut conn, &id).await?;
    let format = fields.get("format").map(Format::parse).transpose()?;
    let most = if format.is_some() { EXPORT_MAX } else { PAGE };
    let after = after(&fields)?;
    let mut found = queries::briefs(&mut conn, id.as_str(), after.as_ref(), most).await?;
    let next = cut(&mut found, most, |b| (b.created_at.millis(), b.id.clone()));
    let tables = reference::tables(&ctx)?;
    let rows: Vec<BriefView> = found.iter().map(|b| BriefView::of(&tables, b)).collect();
    if let Some(format) = format {
        return Ok(table_response(
            format,
            "day-orders",
            &table(&house, &ctx, &rows),
        )?);
    }
    let mut employers = Vec::new();
    for other in own {
        let found = employers::employer(&mut conn, &other).await?;
        employers.push(Choice {
            value: other.to_string(),
            text: found.map_or_else(String::new, |e| e.public_name()),
        });
    }
    let next = next.map(|c| format!("/hire/day?employer={id}&cursor={c}"));
    let page = ListPage {
        may_not: employers::require_may_post(&ctx, &employer)
            .err()
            .map(|r| r.code),
        name: employer.public_name(),
        employer: id.to_string(),
        employers,
        rows,
        next: next.unwrap_or_default(),
    };
    Ok(house.render(&ctx, &page))
}

fn table(house: &House, ctx: &Ctx, rows: &[BriefView]) -> Table {
    let say = |key: &str| house.say(ctx.locale, key);
    let keys = [
        "gigs-day-no",
        "gigs-day-title-of",
        "gigs-day-place",
        "gigs-day-state",
        "gigs-day-first-day",
        "gigs-day-last-day",
        "gigs-day-seats",
        "gigs-day-taken",
    ];
    let mut table = Table::new(&keys.map(say));
    for r in rows {
        let cells: [Cell; 8] = [
            r.no.clone().into(),
            r.title.clone().into(),
            r.place.clone().into(),
            say(&format!("gigs-day-order-{}", r.state)).into(),
            r.first_day.clone().into(),
            r.last_day.clone().into(),
            r.seats.into(),
            r.taken.into(),
        ];
        table.rows.push(cells.to_vec());
    }
    table
}

/// A moment as tables show it; empty when there is none.
pub(crate) fn local(at: Option<Moment>) -> String {
    at.map_or_else(String::new, Moment::local)
}
