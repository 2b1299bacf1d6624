//! `/desk/ledger`: the ledger of the viewer's stations, by day, with its counts.

use super::actions;
use super::model::{Channel, KINDS};
use super::queries::{self, Counts, Filter, Line};
use crate::permissions::{LEDGER_READ, LEDGER_WRITE};
use crate::staff::user_forms::Choice;
use axum::extract::State;
use kernel::{Ctx, Refusal};
use serde::Serialize;
use std::sync::Arc;
use web::{
    Access, Cell, Cursor, Cx, Fields, Form, Format, House, Page, Query, Reply, Route, Table,
    see_other,
};

pub(super) const A_PAGE: i64 = 50;
const MOST_EXPORTED: i64 = 20_000;

/// The ledger.
#[derive(Serialize)]
pub(crate) struct LedgerPage {
    from: String,
    to: String,
    counts: Counts,
    lines: Vec<Line>,
    kinds: Vec<Choice>,
    channels: Vec<Choice>,
    more: Option<String>,
    xlsx: String,
    csv: String,
    may_write: bool,
    #[serde(skip)]
    shown: Fields,
}

impl Page for LedgerPage {
    const TEMPLATE: &'static str = "stations/ledger/list.html";
    fn samples() -> Vec<Self> {
        let line = |subject: &str, minutes| Line {
            id: "svc_0".into(),
            day: "2026-11-23".into(),
            at: 0,
            kind: "consult".into(),
            channel: "counter".into(),
            subject: subject.into(),
            result: "…".into(),
            station: "…".into(),
            staff: "…".into(),
            consent: "spoken".into(),
            minutes,
        };
        let page = |lines: Vec<Line>, more: Option<&str>| Self {
            from: "2026-11-23".into(),
            to: "2026-11-23".into(),
            counts: Counts::default(),
            lines,
            kinds: Vec::new(),
            channels: Vec::new(),
            more: more.map(str::to_owned),
            xlsx: "/desk/ledger?format=xlsx".into(),
            csv: "/desk/ledger?format=csv".into(),
            may_write: true,
            shown: Fields::default(),
        };
        let lines = vec![line("wrk_0", Some(10)), line("", None), line("emp_0", None)];
        vec![
            page(lines, Some("/desk/ledger?cursor=00")),
            page(Vec::new(), None),
        ]
    }
    fn fields(&self) -> Fields {
        self.shown.clone()
    }
}

pub(super) fn filter(ctx: &Ctx, query: &Fields) -> Result<Filter, Refusal> {
    let mut reader = query.reader();
    reader.only(&["from_day", "to_day", "kind", "channel", "cursor", "format"]);
    let from = reader.opt_day("from_day").unwrap_or_else(|| ctx.today());
    let filter = Filter {
        scope: ctx.scope.clone(),
        from,
        to: reader.opt_day("to_day").unwrap_or_else(|| ctx.today()),
        kind: reader.opt_one_of("kind", &KINDS),
        channel: reader.opt_one_of("channel", &Channel::CODES),
    };
    if filter.to < filter.from {
        reader.fault("to_day", "stations-ledger-order");
    }
    reader.finish()?;
    Ok(filter)
}

fn choices(house: &House, ctx: &Ctx, prefix: &str, codes: &[&str]) -> Vec<Choice> {
    let choice = |code: &&str| Choice {
        value: (*code).to_owned(),
        text: house.say(ctx.locale, &format!("{prefix}{code}")),
    };
    codes.iter().map(choice).collect()
}

async fn page(house: &House, ctx: &Ctx, query: &Fields) -> Result<LedgerPage, Refusal> {
    let filter = filter(ctx, query)?;
    let after = query.get("cursor").map(|c| Cursor::decode(c, 2));
    let after = after.transpose()?;
    let after = after.as_ref().map(|c| (c.0[0].as_str(), c.0[1].as_str()));
    let mut reader = house.db.read().await?;
    let counts = queries::counts(&mut reader, &filter).await?;
    let mut lines = queries::lines(&mut reader, &filter, after, A_PAGE + 1).await?;
    let full = lines.len() > usize::try_from(A_PAGE).unwrap_or(usize::MAX);
    if full {
        lines.pop();
    }
    let link = |name: &str, value: &str| format!("/desk/ledger?{}", query.with(name, Some(value)));
    let last = lines.last().filter(|_| full);
    let more = last.map(|l| {
        let cursor = Cursor(vec![l.day.clone(), l.id.clone()]).encode();
        link("cursor", &cursor)
    });
    let (from, to) = (filter.from.to_string(), filter.to.to_string());
    let mut shown = Fields::of([("from_day", from), ("to_day", to)]);
    for name in ["kind", "channel"] {
        if let Some(value) = query.get(name) {
            shown.push(name, value);
        }
    }
    Ok(LedgerPage {
        shown,
        from: filter.from.to_string(),
        to: filter.to.to_string(),
        counts,
        lines,
        kinds: choices(house, ctx, "stations-kind-", &KINDS),
        channels: choices(house, ctx, "stations-channel-", &Channel::CODES),
        more,
        xlsx: link("format", "xlsx"),
        csv: link("format", "csv"),
        may_write: ctx.may(LEDGER_WRITE),
    })
}

async fn list(State(house): State<Arc<House>>, Cx(ctx): Cx, Query(query): Query) -> Reply {
    if let Some(format) = query.get("format") {
        return export(&house, &ctx, &query, Format::parse(format)?).await;
    }
    match page(&house, &ctx, &query).await {
        Ok(page) => Ok(house.render(&ctx, &page)),
        Err(refusal) => {
            let page = page(&house, &ctx, &Fields::default()).await?;
            house.again(&ctx, &page, refusal, &query)
        }
    }
}

async fn export(house: &House, ctx: &Ctx, query: &Fields, format: Format) -> Reply {
    let filter = filter(ctx, query)?;
    let mut tx = trail::begin(&house.db, ctx).await?;
    let lines = queries::lines(&mut tx, &filter, None, MOST_EXPORTED).await?;
    actions::note_export(ctx, &mut tx, lines.len()).await?;
    tx.commit(ctx).await?;
    let say = |key: &str| house.say(ctx.locale, key);
    let titles = [
        "day", "kind", "channel", "who", "result", "minutes", "staff", "station", "consent",
    ];
    let mut table = Table::new(&titles.map(|t| say(&format!("stations-ledger-{t}"))));
    for line in lines {
        let who = if line.subject.is_empty() {
            say("stations-ledger-anonymous")
        } else {
            line.subject
        };
        table.rows.push(vec![
            Cell::from(line.day),
            Cell::from(say(&format!("stations-kind-{}", line.kind))),
            Cell::from(say(&format!("stations-channel-{}", line.channel))),
            Cell::from(who),
            Cell::from(line.result),
            line.minutes.map_or_else(|| Cell::from(""), Cell::from),
            Cell::from(line.staff),
            Cell::from(line.station),
            Cell::from(line.consent),
        ]);
    }
    // Who took the list along, and when, stands on it (GB/T 22239-2019 §8.1.4).
    let mark = format!(
        "{} {} {}",
        say("stations-exported"),
        ctx.actor.id,
        ctx.now.local()
    );
    table.rows.push(vec![Cell::from(mark)]);
    Ok(web::table_response(format, "ledger", &table)?)
}

async fn write(State(house): State<Arc<House>>, Cx(ctx): Cx, Form(fields): Form) -> Reply {
    let done = async {
        let mut reader = fields.reader();
        let kind = reader.one_of("new_kind", &KINDS);
        let channel = reader.one_of("new_channel", &Channel::CODES);
        let result = reader.opt_text("result", 200).unwrap_or_default();
        let minutes = reader.opt_int("minutes", 1..=600);
        reader.finish()?;
        let channel = Channel::parse(channel).unwrap_or(Channel::Counter);
        let mut tx = trail::begin(&house.db, &ctx).await?;
        actions::record_by_hand(&ctx, &mut tx, kind, channel, &result, minutes).await?;
        tx.commit(&ctx).await
    };
    match done.await {
        Ok(()) => Ok(see_other("/desk/ledger?said=stations-ledger-written")),
        Err(refusal) => {
            let page = page(&house, &ctx, &Fields::default()).await?;
            house.again(&ctx, &page, refusal, &fields)
        }
    }
}

pub(crate) fn routes() -> Vec<Route> {
    vec![
        web::get("/desk/ledger", Access::Need(LEDGER_READ), list),
        web::post("/desk/ledger", Access::Need(LEDGER_WRITE), write),
    ]
}
