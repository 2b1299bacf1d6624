//! The desk's list of employers: who waits, who runs out, whom one looks for; and the table.

use super::form::{self, RegisterPage};
use super::{FileView, sample_files, view};
use crate::files::actions;
use crate::files::model::{Employer, Kind};
use crate::files::queries::{self, EXPORT_MAX, Filter, PAGE};
use crate::files::state::State as FileState;
use crate::{REGISTER_FOR, SEE};
use axum::extract::State;
use kernel::{Ctx, Refusal};
use serde::Serialize;
use std::sync::Arc;
use web::{
    Access, Cell, Cursor, Cx, Fields, Form, Format, House, Page, Query, Reply, Route, Table,
    see_other, table_response,
};

/// The states that can be asked for; `ending` are those whose check ends soon.
const VIEWS: [&str; 8] = [
    "submitted",
    "ending",
    "verified",
    "registered",
    "rejected",
    "lapsed",
    "suspended",
    "all",
];

pub(super) fn routes() -> Vec<Route> {
    vec![
        web::get("/desk/employers", Access::Need(SEE), list),
        web::get("/desk/employers/new", Access::Need(REGISTER_FOR), ask),
        web::post("/desk/employers/new", Access::Need(REGISTER_FOR), register),
    ]
}

#[derive(Serialize)]
struct Tab {
    code: &'static str,
    count: i64,
    here: bool,
}

/// The list.
#[derive(Serialize)]
pub struct ListPage {
    tabs: Vec<Tab>,
    files: Vec<FileView>,
    count: i64,
    query: String,
    next: String,
    q: String,
    state: &'static str,
    kind: &'static str,
    key: bool,
}

impl Page for ListPage {
    const TEMPLATE: &'static str = "employers/desk/list.html";
    fn samples() -> Vec<Self> {
        let page = |files: Vec<FileView>, next: &str| Self {
            tabs: vec![Tab {
                code: "submitted",
                count: 3,
                here: true,
            }],
            count: i64::try_from(files.len()).unwrap_or(0),
            files,
            query: "state=submitted".into(),
            next: next.into(),
            q: String::new(),
            state: "submitted",
            kind: "",
            key: false,
        };
        vec![
            page(sample_files(), "/desk/employers?x"),
            page(Vec::new(), ""),
        ]
    }
    fn fields(&self) -> Fields {
        let mut fields = Fields::of([
            ("q", self.q.as_str()),
            ("state", self.state),
            ("kind", self.kind),
        ]);
        if self.key {
            fields.push("key", "1");
        }
        fields
    }
}

/// What the query string asks for; a wrong filter is an error.
pub(crate) struct Asked {
    view: &'static str,
    pub filter: Filter,
    format: Option<Format>,
}

pub(crate) fn asked(ctx: &Ctx, fields: &Fields) -> Result<Asked, Refusal> {
    let mut reader = fields.reader();
    reader.only(&["q", "state", "kind", "key", "cursor", "format"]);
    let text = reader.opt_text("q", 60);
    // Who looks for somebody looks everywhere.
    let usual = if text.is_some() { "all" } else { "submitted" };
    let view = reader.opt_one_of("state", &VIEWS).unwrap_or(usual);
    let kind = reader.opt_one_of("kind", Kind::CODES);
    let key = reader.flag("key");
    reader.finish()?;
    let format = fields.get("format").map(Format::parse).transpose()?;
    let after = match fields.get("cursor") {
        Some(text) => {
            let keys = Cursor::decode(text, 2)?.0;
            let bad = |_| Refusal::field("cursor", "field-not-cursor");
            Some((keys[0].parse().map_err(bad)?, keys[1].clone()))
        }
        None => None,
    };
    let mut filter = of_view(ctx, view)?;
    filter.text = text;
    filter.kind = kind.and_then(Kind::parse);
    filter.key = key;
    filter.after = after;
    Ok(Asked {
        view,
        filter,
        format,
    })
}

impl Asked {
    /// Where the list goes on after this file.
    pub(crate) fn cursor(&self, last: &Employer) -> String {
        let waiting = self.filter.state == Some(FileState::Submitted);
        let at = last.submitted_at.filter(|_| waiting);
        let at = at.unwrap_or(last.created_at).millis().to_string();
        Cursor(vec![at, last.id.to_string()]).encode()
    }
}

fn of_view(ctx: &Ctx, view: &str) -> Result<Filter, Refusal> {
    let mut filter = Filter::default();
    if view == "ending" {
        let tables = reference::tables(ctx)?;
        let days = tables.param_i64("employer.warn_first_days", "", ctx.today());
        let days = days.ok_or_else(|| Refusal::internal("employer.warn_first_days is missing"))?;
        filter.state = Some(FileState::Verified);
        filter.ends_by = Some(ctx.today().plus_days(days));
    } else {
        filter.state = FileState::parse(view);
    }
    Ok(filter)
}

async fn list(State(house): State<Arc<House>>, Cx(ctx): Cx, Query(fields): Query) -> Reply {
    let asked = asked(&ctx, &fields)?;
    let mut reader = house.db.read().await?;
    if let Some(format) = asked.format {
        let found = queries::list(&ctx, &mut reader, &asked.filter, EXPORT_MAX).await?;
        return Ok(table_response(
            format,
            "employers",
            &table(&house, &ctx, &found)?,
        )?);
    }
    let mut found = queries::list(&ctx, &mut reader, &asked.filter, PAGE).await?;
    let mut tabs = Vec::new();
    for code in VIEWS {
        let filter = of_view(&ctx, code)?;
        tabs.push(Tab {
            code,
            count: queries::count(&ctx, &mut reader, &filter).await?,
            here: code == asked.view,
        });
    }
    let more = found.len() > PAGE;
    found.truncate(PAGE);
    let last = found.last().filter(|_| more);
    let next = last.map(|last| {
        let cursor = asked.cursor(last);
        format!("/desk/employers?{}", fields.with("cursor", Some(&cursor)))
    });
    let files: Result<Vec<FileView>, Refusal> = found.iter().map(|e| view(&ctx, e)).collect();
    let page = ListPage {
        tabs,
        files: files?,
        count: queries::count(&ctx, &mut reader, &asked.filter).await?,
        query: fields.with("cursor", None),
        next: next.unwrap_or_default(),
        q: asked.filter.text.clone().unwrap_or_default(),
        state: asked.view,
        kind: asked.filter.kind.map_or("", Kind::code),
        key: asked.filter.key,
    };
    Ok(house.render(&ctx, &page))
}

/// The list as a table; numbers of persons stay masked in it.
fn table(house: &House, ctx: &Ctx, found: &[Employer]) -> Result<Table, Refusal> {
    let say = |key: &str| house.say(ctx.locale, key);
    let keys = [
        "employers-name",
        "employers-kind",
        "employers-class",
        "employers-uscc",
        "employers-place",
        "employers-contact",
        "employers-telephone",
        "employers-state",
        "employers-level",
        "employers-until",
        "employers-key-employer",
    ];
    let mut table = Table::new(&keys.map(say));
    for employer in found {
        let v = view(ctx, employer)?;
        let level = v
            .level
            .map(|l| say(&format!("employers-level-{l}")))
            .unwrap_or_default();
        let key = if v.key {
            say("employers-yes")
        } else {
            String::new()
        };
        table.rows.push(vec![
            Cell::from(v.name),
            say(&format!("employers-kind-{}", v.kind)).into(),
            say(&format!("employers-class-{}", v.class)).into(),
            v.uscc.unwrap_or_default().into(),
            v.place.into(),
            v.contact_name.into(),
            v.phone.into(),
            say(&format!("employers-state-{}", v.state)).into(),
            level.into(),
            v.until.unwrap_or_default().into(),
            key.into(),
        ]);
    }
    Ok(table)
}

async fn ask(State(house): State<Arc<House>>, Cx(ctx): Cx) -> Reply {
    Ok(house.render(&ctx, &RegisterPage::load(&ctx, true)?))
}

/// How consent may be given at the desk.
pub(crate) const CONSENTS: [&str; 4] = ["spoken", "signed", "card", "telephone"];

async fn register(State(house): State<Arc<House>>, Cx(ctx): Cx, Form(fields): Form) -> Reply {
    let done = async {
        let mut reader = fields.reader();
        let consent = reader.one_of("consent", &CONSENTS);
        reader.finish()?;
        let new = form::new_employer(&ctx, &fields)?;
        let mut tx = trail::begin(&house.db, &ctx).await?;
        let made = actions::register_at_desk(&ctx, &mut tx, new, consent).await?;
        tx.commit(&ctx).await?;
        Ok::<_, Refusal>(made)
    };
    match done.await {
        Ok(made) => {
            let said = if made.new {
                "employers-said-registered"
            } else {
                "employers-said-known"
            };
            let next = format!("/desk/employers/{}?said={said}", made.id);
            Ok(see_other(&next))
        }
        Err(refusal) => {
            let page = RegisterPage::load(&ctx, true)?;
            house.again(&ctx, &page, refusal, &fields)
        }
    }
}
