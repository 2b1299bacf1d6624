//! The list of jobs: one line of filters, the count, twenty rows.

use super::super::ask::{Asked, Listed};
use super::super::list::{list, loosen};
use super::super::model::Card;
use super::super::phrases::Phrases;
use super::super::queries::PAGE;
use super::options;
use crate::Kind;
use crate::board::{self, Board, Loosen, Part};
use axum::extract::State;
use kernel::{Ctx, Fen};
use matching::{Rules, Voice, WorkerFacts};
use reference::Tables;
use serde::Serialize;
use std::sync::Arc;
use web::{Cx, Fields, House, Page, Query, Reply};

/// A row.
#[derive(Debug, Clone, Serialize)]
struct Row {
    id: String,
    head: String,
    title: String,
    pay: String,
    when: String,
    way: String,
    fresh: String,
    reason: String,
}

/// A way out of an empty list.
#[derive(Debug, Clone, Serialize)]
struct WayOut {
    href: String,
    text: String,
}

/// The choices of the form.
#[derive(Debug, Clone, Default, Serialize)]
struct Choices {
    towns: String,
    villages: String,
    trades: String,
    settles: String,
    kinds: String,
    orders: String,
}

/// The list of jobs.
#[derive(Debug, Clone, Default, Serialize)]
pub struct ListPage {
    count: String,
    loose: bool,
    rows: Vec<Row>,
    next: String,
    on: String,
    q: String,
    pay_min: String,
    from: String,
    near: String,
    choices: Choices,
    ways_out: Vec<WayOut>,
    export: String,
    refused: bool,
}

impl Page for ListPage {
    const TEMPLATE: &'static str = "vacancies/jobs/list.html";
    fn samples() -> Vec<Self> {
        let row = Row {
            id: "vac_0".into(),
            head: "…".into(),
            title: "…".into(),
            pay: "…".into(),
            when: "…".into(),
            way: "…".into(),
            fresh: "…".into(),
            reason: "…".into(),
        };
        let bare = Row {
            title: String::new(),
            way: String::new(),
            reason: String::new(),
            ..row.clone()
        };
        let way_out = WayOut {
            href: "/jobs".into(),
            text: "…".into(),
        };
        let full = Self {
            count: "…".into(),
            loose: true,
            rows: vec![row, bare],
            next: "/jobs?cursor=00".into(),
            on: "…".into(),
            choices: Choices {
                villages: "<option value=\"1\">…</option>".into(),
                ..Choices::default()
            },
            ..Self::default()
        };
        let empty = Self {
            ways_out: vec![way_out],
            ..Self::default()
        };
        vec![
            full,
            empty,
            Self {
                refused: true,
                ..Self::default()
            },
        ]
    }
}

/// What a request for a list has at hand.
struct Desk<'a> {
    ctx: &'a Ctx,
    tables: &'a Tables,
    board: &'a Board,
    phrases: Phrases<'a>,
    worker: Option<&'a WorkerFacts>,
    rules: Option<Rules>,
}

/// `GET /jobs`.
pub async fn show(State(house): State<Arc<House>>, Cx(ctx): Cx, Query(fields): Query) -> Reply {
    let (board, tables) = (board::board(&ctx)?, reference::tables(&ctx)?);
    let mut conn = house.db.read().await?;
    board::refresh(&ctx, &mut conn, &board).await?;
    let worker = board::viewer(&ctx, &mut conn).await;
    let rules = match &worker {
        Some(_) => Some(board::rules(&tables, ctx.today())?),
        None => None,
    };
    let desk = Desk {
        ctx: &ctx,
        tables: &tables,
        board: &board,
        phrases: Phrases::new(&house.words, ctx.locale, ctx.today()),
        worker: worker.as_ref(),
        rules,
    };
    let asked = match Asked::read(&fields, &tables, worker.as_ref()) {
        Ok(asked) => asked,
        Err(refusal) => {
            let page = ListPage {
                refused: true,
                ..desk.form(&fields, &Asked::default())
            };
            return Ok(house.render_refused(&ctx, &page, &refusal, &fields));
        }
    };
    if let Some(format) = asked.format {
        let table = super::super::export::table(&ctx, &mut conn, &board, &asked, worker.as_ref());
        let table = table.await?;
        return Ok(web::table_response(format, "jobs", &table)?);
    }
    let (w, t) = (worker.as_ref(), &tables);
    let listed = list(&ctx, &mut conn, &board, t, &asked, w, PAGE).await?;
    drop(conn);
    Ok(house.render(&ctx, &desk.page(&fields, &asked, listed)))
}

impl Desk<'_> {
    fn say(&self, key: &str, args: &[(&str, &str)]) -> String {
        self.phrases.say(key, args)
    }
    /// The form with what is chosen in it.
    fn form(&self, fields: &Fields, asked: &Asked) -> ListPage {
        let typed = |name: &str| fields.get(name).unwrap_or_default().to_owned();
        let filter = &asked.filter;
        let code =
            |code: Option<u64>, name: &str| code.map_or_else(|| typed(name), |c| c.to_string());
        let town = code(filter.town, "town");
        let trade = filter.trade.and_then(|index| self.tables.trade_at(index));
        let trade = trade.map_or_else(|| typed("trade"), |trade| trade.id.clone());
        let near = asked
            .origin
            .and_then(|index| self.tables.division_at(index));
        let p = &self.phrases;
        ListPage {
            q: typed("q"),
            pay_min: typed("pay_min"),
            from: typed("from"),
            near: near.map_or_else(|| typed("near"), |division| division.code.clone()),
            choices: Choices {
                villages: options::villages(self.tables, &town, &code(filter.village, "village")),
                towns: options::towns(self.tables, &town),
                trades: options::trades(self.tables, &trade),
                settles: options::settles(p, &typed("settle")),
                kinds: options::kinds(p, &typed("kind")),
                orders: options::orders(p, self.worker.is_some(), &typed("sort")),
            },
            ..ListPage::default()
        }
    }
    fn page(&self, fields: &Fields, asked: &Asked, listed: Listed) -> ListPage {
        let rows = listed
            .cards
            .iter()
            .zip(&listed.minutes)
            .map(|(c, m)| self.row(c, *m));
        let on: Vec<String> = asked.parts().map(|part| self.part(asked, part)).collect();
        let total = listed.total.to_string();
        let next = listed
            .next
            .map(|cursor| fields.with("cursor", Some(&cursor)));
        let empty = listed.total == 0;
        ListPage {
            rows: rows.collect(),
            count: self.say("vacancies-jobs-count", &[("n", &total)]),
            loose: !listed.exact && !empty,
            next: next
                .map(|query| format!("/jobs?{query}"))
                .unwrap_or_default(),
            on: on.join(" · "),
            ways_out: if empty {
                self.ways_out(fields, asked)
            } else {
                Vec::new()
            },
            export: format!("/jobs?{}", fields.with("cursor", None)),
            ..self.form(fields, asked)
        }
    }
    fn row(&self, card: &Card, minutes: Option<u16>) -> Row {
        let trade = self
            .tables
            .trade(&card.trade)
            .map_or("", |trade| trade.name.as_str());
        let place = self.tables.name(&card.region);
        let settle = self.phrases.code("settle", &card.settle);
        let reason = self
            .reason(card, minutes)
            .or_else(|| self.phrases.plus(card));
        Row {
            id: card.id.clone(),
            head: format!("{trade} · {place}"),
            title: Some(&card.title)
                .filter(|t| *t != trade)
                .cloned()
                .unwrap_or_default(),
            pay: format!("{} · {settle}", self.phrases.pay(&card.pay)),
            when: self.phrases.when(card),
            way: self.phrases.way(minutes).unwrap_or_default(),
            fresh: self.phrases.fresh(card.checked_at),
            reason: reason.unwrap_or_default(),
        }
    }
    /// The weightiest reason for this worker that the row does not say already, or what stands
    /// against it.
    fn reason(&self, card: &Card, minutes: Option<u16>) -> Option<String> {
        let (worker, rules) = (self.worker?, self.rules.as_ref()?);
        let job = self.board.facts(&card.id)?;
        let today = self.ctx.today();
        if let Err(veto) = matching::hard(worker, &job, minutes, today, rules) {
            return Some(self.say(veto.code(), &[]));
        }
        let scored = matching::score(worker, &job, minutes, today, rules);
        let said = [
            "matching-near",
            "matching-checked",
            "matching-checked-today",
        ];
        let mut reasons = matching::reasons(&scored, Voice::Worker).into_iter();
        let reason = reasons.find(|reason| !said.contains(&reason.code))?;
        Some(self.phrases.reason(&reason))
    }
    /// A part of the filter in words.
    fn part(&self, asked: &Asked, part: Part) -> String {
        let filter = &asked.filter;
        let place = |code: Option<u64>| code.map(|c| self.tables.name(&c.to_string()));
        let code = |of: &str, code: Option<&str>| code.map(|code| self.phrases.code(of, code));
        let text = match part {
            Part::Words => filter
                .q
                .as_ref()
                .map(|q| self.say("vacancies-jobs-on-q", &[("q", q)])),
            Part::Town => place(filter.town),
            Part::Village => place(filter.village),
            Part::Trade => {
                let trade = filter.trade.and_then(|index| self.tables.trade_at(index));
                trade.map(|trade| trade.name.clone())
            }
            Part::Pay => filter
                .pay_min_fen
                .map(|fen| self.say("vacancies-jobs-on-pay", &[("pay", &Fen(fen).to_string())])),
            Part::Settle => code("settle", filter.settle.map(matching::Settle::code)),
            Part::Kind => {
                let kind = filter.kind.and_then(|k| Kind::CODES.get(usize::from(k)));
                code("kind", kind.copied())
            }
            Part::From => filter
                .from
                .map(|day| self.say("vacancies-jobs-on-from", &[("day", &self.phrases.day(day))])),
        };
        text.unwrap_or_default()
    }
    fn ways_out(&self, fields: &Fields, asked: &Asked) -> Vec<WayOut> {
        let way_out = |found: Loosen| {
            let (n, part) = (found.count.to_string(), self.part(asked, found.part));
            let (value, text) = match found.pay_day_fen {
                Some(fen) => {
                    let pay = Fen(fen).to_string();
                    let args = [("pay", pay.as_str()), ("n", n.as_str())];
                    (
                        Some(pay.clone()),
                        self.say("vacancies-jobs-loosen-pay", &args),
                    )
                }
                None => {
                    let args = [("part", part.as_str()), ("n", n.as_str())];
                    (None, self.say("vacancies-jobs-loosen", &args))
                }
            };
            let query = fields.with(found.part.name(), value.as_deref());
            WayOut {
                href: format!("/jobs?{query}"),
                text,
            }
        };
        loosen(self.ctx, self.board, asked)
            .into_iter()
            .map(way_out)
            .collect()
    }
}
