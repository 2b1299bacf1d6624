//! Public pages: the law library by title, word and article, and the county's divisions.

use crate::model::{Article, Law, Level};
use crate::{Tables, tables};
use axum::extract::{Path, State};
use kernel::{Ctx, Refusal};
use serde::Serialize;
use std::sync::Arc;
use web::{Access, Cx, Fields, Format, House, Page, Query, Reply, Route, Table};

/// Found articles shown on one page; a narrower word finds the rest.
const HITS: usize = 30;
/// Characters of an article shown among what was found.
const EXCERPT: usize = 90;

/// The room's pages.
pub(crate) fn routes() -> Vec<Route> {
    let open = Access::Open("laws and names of places are public");
    vec![
        web::get("/policies", open, library),
        web::get("/policies/laws/{id}", open, law),
        web::get("/reference/divisions", open, divisions),
    ]
}

#[derive(Serialize)]
struct Title {
    id: String,
    title: String,
    version_day: String,
}

#[derive(Serialize)]
struct Hit {
    law: String,
    title: String,
    label: String,
    chapter: usize,
    number: i64,
    excerpt: String,
}

/// The law library: every title, or what a word finds.
#[derive(Serialize)]
pub struct LibraryPage {
    q: String,
    laws: Vec<Title>,
    hits: Vec<Hit>,
    many: bool,
}

/// The chapters of a law, each with its place among the articles.
fn chapters(law: &Law) -> Vec<(&str, Vec<&Article>)> {
    let mut found: Vec<(&str, Vec<&Article>)> = Vec::new();
    for article in &law.articles {
        // Sections of a chapter (第二章 … / 第一节 …) are read together with it.
        let section = article.chapter.starts_with('第') && article.chapter.contains('节');
        match found.last_mut() {
            Some(last) if last.0 == article.chapter || section => last.1.push(article),
            _ => found.push((&article.chapter, vec![article])),
        }
    }
    found
}

fn excerpt(body: &str, word: &str) -> String {
    let body = body.replace('\n', " ");
    let at = body
        .find(word)
        .map_or(0, |byte| body[..byte].chars().count());
    let start = at.saturating_sub(EXCERPT / 3);
    let cut: String = body.chars().skip(start).take(EXCERPT).collect();
    let more = body.chars().count() > start + EXCERPT;
    format!(
        "{}{cut}{}",
        if start > 0 { "…" } else { "" },
        if more { "…" } else { "" }
    )
}

impl LibraryPage {
    fn of(tables: &Tables, q: &str) -> Self {
        let title = |l: &Law| Title {
            id: l.id.clone(),
            title: l.title.clone(),
            version_day: l.version_day.to_string(),
        };
        let found = tables.search_laws(q, HITS + 1);
        let many = found.len() > HITS;
        let hit = |h: &crate::LawHit<'_>| {
            let number = h.article.number;
            let holds = |c: &(&str, Vec<&Article>)| c.1.iter().any(|a| std::ptr::eq(*a, h.article));
            Hit {
                law: h.law.id.clone(),
                title: h.law.short_title.clone(),
                label: h.article.label.clone(),
                chapter: chapters(h.law)
                    .iter()
                    .position(holds)
                    .map_or(1, |at| at + 1),
                number,
                excerpt: excerpt(&h.article.body, q),
            }
        };
        Self {
            q: q.to_owned(),
            laws: tables.laws().iter().map(title).collect(),
            hits: found.iter().take(HITS).map(hit).collect(),
            many,
        }
    }
}

impl Page for LibraryPage {
    const TEMPLATE: &'static str = "reference/policies/library.html";
    fn samples() -> Vec<Self> {
        let page = |q: &str, some: bool| {
            let day = "2026-01-01".to_owned();
            let title = Title {
                id: "labour".into(),
                title: "…".into(),
                version_day: day,
            };
            let hit = |label: &str| Hit {
                law: "labour".into(),
                title: "…".into(),
                label: label.into(),
                chapter: 1,
                number: 1,
                excerpt: "…".into(),
            };
            let hits = if some {
                vec![hit("第一条"), hit("")]
            } else {
                Vec::new()
            };
            Self {
                q: q.into(),
                laws: vec![title],
                hits,
                many: some,
            }
        };
        vec![page("", false), page("…", true), page("…", false)]
    }
    fn fields(&self) -> Fields {
        Fields::of([("q", self.q.as_str())])
    }
}

#[derive(Serialize)]
struct Chapter {
    number: usize,
    title: String,
    here: bool,
}

#[derive(Serialize)]
struct Text {
    number: i64,
    label: String,
    paragraphs: Vec<String>,
}

/// A law, a chapter at a time.
#[derive(Serialize)]
pub struct LawPage {
    id: String,
    title: String,
    version_day: String,
    history: Vec<String>,
    chapters: Vec<Chapter>,
    chapter: String,
    articles: Vec<Text>,
    next: String,
}

impl LawPage {
    fn of(law: &Law, chapter: usize) -> Result<Self, Refusal> {
        let all = chapters(law);
        let at = chapter.checked_sub(1).and_then(|i| all.get(i));
        let (heading, articles) = at.ok_or_else(|| Refusal::not_found("record-unknown"))?;
        let text = |a: &&Article| Text {
            number: a.number,
            label: a.label.clone(),
            paragraphs: a.body.lines().map(str::to_owned).collect(),
        };
        let entry = |(i, (title, _)): (usize, &(&str, Vec<&Article>))| Chapter {
            number: i + 1,
            title: (*title).to_owned(),
            here: i + 1 == chapter,
        };
        let next = format!("/policies/laws/{}?chapter={}", law.id, chapter + 1);
        let first = chapter == 1;
        Ok(Self {
            id: law.id.clone(),
            title: law.title.clone(),
            version_day: law.version_day.to_string(),
            history: law
                .history
                .lines()
                .filter(|_| first)
                .map(str::to_owned)
                .collect(),
            chapter: (*heading).to_owned(),
            articles: articles.iter().map(text).collect(),
            next: if chapter < all.len() {
                next
            } else {
                String::new()
            },
            chapters: all
                .iter()
                .enumerate()
                .map(entry)
                .filter(|_| all.len() > 1)
                .collect(),
        })
    }
}

impl Page for LawPage {
    const TEMPLATE: &'static str = "reference/policies/law.html";
    fn samples() -> Vec<Self> {
        let page = |many: bool| {
            let chapter = |number, here| Chapter {
                number,
                title: if here { "…".into() } else { String::new() },
                here,
            };
            let label = if many { "第一条" } else { "" };
            let text = Text {
                number: 1,
                label: label.into(),
                paragraphs: vec!["…".into()],
            };
            Self {
                id: "labour".into(),
                title: "…".into(),
                version_day: "2026-01-01".into(),
                history: vec!["…".into()],
                chapters: if many {
                    vec![chapter(1, true), chapter(2, false)]
                } else {
                    vec![]
                },
                chapter: if many { "…".into() } else { String::new() },
                articles: vec![text],
                next: if many {
                    "/policies".into()
                } else {
                    String::new()
                },
            }
        };
        vec![page(true), page(false)]
    }
}

#[derive(Serialize)]
struct Place {
    code: String,
    mca_code: String,
    name: String,
    count: usize,
}

/// Towns with their codes, or the villages of one.
#[derive(Serialize)]
pub struct DivisionsPage {
    town: String,
    code: String,
    places: Vec<Place>,
}

impl DivisionsPage {
    fn of(tables: &Tables, town: Option<&str>) -> Result<Self, Refusal> {
        let place = |d: &crate::Division| Place {
            code: d.code.clone(),
            mca_code: d.mca_code.clone().unwrap_or_default(),
            name: d.short_name.clone(),
            count: tables.villages(&d.code).len(),
        };
        let Some(code) = town else {
            let places = tables.towns().map(place).collect();
            return Ok(Self {
                town: String::new(),
                code: String::new(),
                places,
            });
        };
        let town = tables.division(code).filter(|d| d.level == Level::Town);
        let town = town.ok_or_else(|| Refusal::not_found("reference-region-unknown"))?;
        let places = tables.villages(&town.code).into_iter().map(place).collect();
        Ok(Self {
            town: town.short_name.clone(),
            code: town.code.clone(),
            places,
        })
    }
    fn table(&self, house: &House, ctx: &Ctx) -> Table {
        let title = |key: &str| house.say(ctx.locale, key);
        let titles = ["reference-code", "reference-mca-code", "reference-place"].map(title);
        let mut table = Table::new(&titles);
        let row = |p: &Place| {
            vec![
                p.code.as_str().into(),
                p.mca_code.as_str().into(),
                p.name.as_str().into(),
            ]
        };
        table.rows = self.places.iter().map(row).collect();
        table
    }
}

impl Page for DivisionsPage {
    const TEMPLATE: &'static str = "reference/divisions/list.html";
    fn samples() -> Vec<Self> {
        let place = |count| Place {
            code: "611021108000".into(),
            mca_code: String::new(),
            name: "…".into(),
            count,
        };
        let of = |town: &str, count| Self {
            town: town.into(),
            code: town.into(),
            places: vec![place(count)],
        };
        vec![of("", 22), of("…", 0)]
    }
}

async fn library(State(house): State<Arc<House>>, Cx(ctx): Cx, Query(fields): Query) -> Reply {
    let mut reader = fields.reader();
    let q = reader.opt_text("q", 40).unwrap_or_default();
    reader.finish()?;
    let page = LibraryPage::of(tables(&ctx)?.as_ref(), &q);
    Ok(house.render(&ctx, &page))
}

async fn law(
    State(house): State<Arc<House>>,
    Cx(ctx): Cx,
    Path(id): Path<String>,
    Query(fields): Query,
) -> Reply {
    let tables = tables(&ctx)?;
    let law = tables.laws().iter().find(|l| l.id == id);
    let law = law.ok_or_else(|| Refusal::not_found("record-unknown"))?;
    let chapter = fields.get("chapter").map_or(Ok(1), str::parse);
    let chapter = chapter.map_err(|_| Refusal::not_found("record-unknown"))?;
    Ok(house.render(&ctx, &LawPage::of(law, chapter)?))
}

async fn divisions(State(house): State<Arc<House>>, Cx(ctx): Cx, Query(fields): Query) -> Reply {
    let page = DivisionsPage::of(tables(&ctx)?.as_ref(), fields.get("town"))?;
    if let Some(format) = fields.get("format") {
        let table = page.table(&house, &ctx);
        return Ok(web::table_response(
            Format::parse(format)?,
            "divisions",
            &table,
        )?);
    }
    Ok(house.render(&ctx, &page))
}
