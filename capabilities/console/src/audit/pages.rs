//! `/admin/audit`: who did what to whose record, when, on which consent.

use crate::AUDIT;
use axum::extract::State;
use kernel::Refusal;
use serde::Serialize;
use std::sync::Arc;
use trail::{Filter, Line, Place};
use web::{
    Access, Cursor, Cx, Fields, Format, House, Page, Query, Reply, Route, Table, get,
    table_response,
};

/// Lines on a page, and in an export.
pub(super) const PAGE: u32 = 50;
const EXPORT: u32 = 20_000;

/// Audit lines, newest first.
#[derive(Serialize)]
pub struct AuditPage {
    lines: Vec<Shown>,
    more: Option<String>,
    export: String,
    #[serde(skip)]
    fields: Fields,
}

#[derive(Serialize)]
struct Shown {
    at: String,
    actor: String,
    behalf: String,
    verb: String,
    subject: String,
    region: String,
    detail: String,
    place: String,
}

fn shown(line: Line) -> Shown {
    let behalf = match (line.behalf_subject.as_str(), line.behalf_consent.as_str()) {
        ("", _) => String::new(),
        (subject, consent) => format!("{subject} ({consent})"),
    };
    Shown {
        at: line.at.local(),
        actor: format!("{} {}", line.actor_kind, line.actor),
        behalf,
        verb: line.verb,
        subject: line.subject,
        region: line.region,
        detail: line.detail.to_string(),
        place: format!("{} #{}", line.chain, line.seq),
    }
}

impl Page for AuditPage {
    const TEMPLATE: &'static str = "console/audit/list.html";
    fn samples() -> Vec<Self> {
        let line = Shown {
            at: "2026-11-23 09:00".into(),
            actor: "staff acc_1".into(),
            behalf: "wrk_1 (spoken)".into(),
            verb: "people.reveal".into(),
            subject: "wrk_1".into(),
            region: "611021108201".into(),
            detail: "{}".into(),
            place: "611021/0a #7".into(),
        };
        let empty = Self {
            lines: Vec::new(),
            more: None,
            export: "/admin/audit?format=xlsx".into(),
            fields: Fields::default(),
        };
        let more = Some("/admin/audit?cursor=00".into());
        let export = empty.export.clone();
        let full = Self {
            lines: vec![line],
            more,
            export,
            fields: Fields::default(),
        };
        vec![empty, full]
    }
    fn fields(&self) -> Fields {
        self.fields.clone()
    }
}

pub fn routes() -> Vec<Route> {
    vec![get("/admin/audit", Access::Need(AUDIT), list)]
}

pub(super) fn filter(query: &Fields) -> Result<(Filter, Option<Place>), Refusal> {
    let mut reader = query.reader();
    reader.only(&[
        "actor", "verb", "subject", "from_day", "to_day", "cursor", "format",
    ]);
    let from = reader.opt_day("from_day").map(|d| d.start());
    let to = reader.opt_day("to_day").map(|d| d.plus_days(1).start());
    let filter = Filter {
        actor: reader.opt_text("actor", 60),
        verb_prefix: reader.opt_text("verb", 60),
        subject: reader.opt_text("subject", 60),
        from,
        to,
    };
    reader.finish()?;
    let place = match query.get("cursor") {
        None => None,
        Some(text) => {
            let cursor = Cursor::decode(text, 3)?;
            let place = Place::parse(&cursor.0);
            Some(place.ok_or_else(|| Refusal::field("cursor", "field-not-cursor"))?)
        }
    };
    Ok((filter, place))
}

async fn list(State(house): State<Arc<House>>, Cx(ctx): Cx, Query(query): Query) -> Reply {
    let (filter, place) = filter(&query)?;
    let mut reader = house.db.read().await?;
    if let Some(format) = query.get("format") {
        let format = Format::parse(format)?;
        let lines = trail::lines(&mut reader, &ctx.scope, &filter, None, EXPORT).await?;
        drop(reader);
        note_export(&house, &ctx, lines.len()).await?;
        return Ok(table_response(
            format,
            "audit",
            &table(&house, &ctx, lines),
        )?);
    }
    let lines = trail::lines(&mut reader, &ctx.scope, &filter, place.as_ref(), PAGE).await?;
    let full = lines.len() == PAGE as usize;
    let last = lines
        .last()
        .filter(|_| full)
        .map(|l| Cursor(l.place().parts().into()).encode());
    let page = AuditPage {
        more: last.map(|c| format!("/admin/audit?{}", query.with("cursor", Some(&c)))),
        export: format!("/admin/audit?{}", query.with("format", Some("xlsx"))),
        lines: lines.into_iter().map(shown).collect(),
        fields: query,
    };
    Ok(house.render(&ctx, &page))
}

/// Taking the trail along is itself worth a line.
async fn note_export(house: &House, ctx: &kernel::Ctx, rows: usize) -> Result<(), Refusal> {
    let mut tx = trail::begin(&house.db, ctx).await?;
    tx.note(
        ctx,
        "console.audit-export",
        "audit",
        "",
        serde_json::json!({ "rows": rows }),
    );
    tx.commit(ctx).await
}

fn table(house: &House, ctx: &kernel::Ctx, lines: Vec<Line>) -> Table {
    let keys = [
        "at", "actor", "behalf", "verb", "subject", "region", "detail", "place",
    ];
    let titles: Vec<String> = keys
        .iter()
        .map(|k| house.say(ctx.locale, &format!("console-col-{k}")))
        .collect();
    let mut table = Table::new(&titles);
    for line in lines.into_iter().map(shown) {
        let Shown {
            at,
            actor,
            behalf,
            verb,
            subject,
            region,
            detail,
            place,
        } = line;
        let cells = [at, actor, behalf, verb, subject, region, detail, place];
        table.rows.push(cells.into_iter().map(Into::into).collect());
    }
    table
}

#[cfg(test)]
mod tests {
    use super::*;
    use kernel::Moment;

    #[test]
    fn a_cursor_of_another_list_is_refused() {
        let query = Fields::of([("cursor", "00")]);
        assert!(filter(&query).is_err());
        let query = Fields::of([("who", "x")]);
        assert_eq!(
            filter(&query).err().map(|r| r.code),
            Some("form-has-faults")
        );
        let query = Fields::of([("from_day", "2026-11-23")]);
        let from = filter(&query).map(|f| f.0.from);
        assert_eq!(from, Ok(Some(Moment::from_millis(1_795_363_200_000))));
    }
}
