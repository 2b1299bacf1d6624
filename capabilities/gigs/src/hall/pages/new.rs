//! `/desk/hall/new`: the first visit of somebody from the roadside, who leaves with a work card.

use super::super::actions;
use super::desk::arrival;
use super::station;
use crate::permissions::CALL;
use axum::extract::State;
use kernel::{Ctx, Refusal};
use serde::Serialize;
use std::sync::Arc;
use web::{Access, Cx, Fields, Form, House, Page, Query, Reply, Route, see_other};

/// A first visit.
#[derive(Debug, Serialize)]
pub struct NewPage {
    station: String,
    hows: Vec<Choice>,
    purposes: Vec<Choice>,
    /// Files that may be the same person's.
    alike: Vec<Alike>,
    #[serde(skip)]
    shown: Fields,
}

#[derive(Debug, Serialize)]
struct Choice {
    value: &'static str,
    text: String,
}

#[derive(Debug, Serialize)]
struct Alike {
    id: String,
    name: String,
    phone: String,
    place: String,
}

impl Page for NewPage {
    const TEMPLATE: &'static str = "gigs/hall/new.html";
    fn samples() -> Vec<Self> {
        let choice = |value| Choice {
            value,
            text: "…".into(),
        };
        let page = |alike| Self {
            station: "sta_0".into(),
            hows: vec![choice("spoken"), choice("signed")],
            purposes: vec![choice("employers")],
            alike,
            shown: Fields::of([("consent", "spoken")]),
        };
        let alike = Alike {
            id: "wrk_0".into(),
            name: "王小明".into(),
            phone: String::new(),
            place: "石坡镇".into(),
        };
        vec![page(Vec::new()), page(vec![alike])]
    }
    fn fields(&self) -> Fields {
        self.shown.clone()
    }
}

/// Ways in which somebody at the counter can consent.
const HOWS: [&str; 2] = ["spoken", "signed"];
/// What else can be consented to; keeping the file is asked for in any case.
const PURPOSES: [&str; 3] = ["employers", "recommend", "notices"];

fn choices(house: &House, ctx: &Ctx, prefix: &str, codes: &[&'static str]) -> Vec<Choice> {
    let choice = |value: &&'static str| Choice {
        value,
        text: house.say(ctx.locale, &format!("{prefix}{value}")),
    };
    codes.iter().map(choice).collect()
}

async fn blank(house: &House, ctx: &Ctx, fields: &Fields) -> Result<NewPage, Refusal> {
    let station = {
        let mut reader = house.db.read().await?;
        station(ctx, &mut reader, fields).await?
    };
    // What was typed in search of the person is not typed again.
    let typed = fields.get("q").unwrap_or_default();
    let field = match () {
        () if kernel::check_phone(typed).is_some() => "phone",
        () if kernel::check_id_card(typed, ctx.today()).is_ok() => "id_no",
        () if typed.bytes().any(|b| b.is_ascii_digit()) => "",
        () => "name",
    };
    let mut shown = Fields::of([("consent", "spoken")]);
    if !field.is_empty() {
        shown.push(field, typed);
    }
    Ok(NewPage {
        station: station.id,
        hows: choices(house, ctx, "people-how-", &HOWS),
        purposes: choices(house, ctx, "people-purpose-", &PURPOSES),
        alike: Vec::new(),
        shown,
    })
}

async fn show(State(house): State<Arc<House>>, Cx(ctx): Cx, Query(query): Query) -> Reply {
    let page = blank(&house, &ctx, &query).await?;
    Ok(house.render(&ctx, &page))
}

/// Whoever gives no telephone is taken as having none: the station does each step.
fn told(fields: &Fields) -> Fields {
    let mut told = fields.clone();
    if told.get("phone").is_none() {
        told.push("proxy_only", "1");
    }
    told
}

async fn create(State(house): State<Arc<House>>, Cx(ctx): Cx, Form(fields): Form) -> Reply {
    let mut page = blank(&house, &ctx, &fields).await?;
    let new = match people::read_new(&ctx, &told(&fields)) {
        Ok(new) => new,
        Err(refusal) => return house.again(&ctx, &page, refusal, &fields),
    };
    // Begun first: a copy of this very request waits here, and takes nobody's file for its own.
    let mut tx = match trail::begin(&house.db, &ctx).await {
        Ok(tx) => tx,
        Err(refusal) => return house.again(&ctx, &page, refusal, &fields),
    };
    if !new.distinct {
        let found = people::alike(&house, &ctx, &mut tx, &new).await?;
        if !found.is_empty() {
            let tables = reference::tables(&ctx)?;
            for worker in &found {
                page.alike.push(Alike {
                    id: worker.id.to_string(),
                    name: worker.name.clone(),
                    phone: people::masked(&ctx, worker)?.phone.unwrap_or_default(),
                    place: tables.name(&worker.region),
                });
            }
            let refusal = Refusal::conflict("people-alike");
            return house.again(&ctx, &page, refusal, &fields);
        }
    }
    let done = async {
        let arrival = arrival(&ctx, &fields, new.consent)?;
        let at = station(&ctx, &mut tx, &fields).await?;
        let entry = actions::first_visit(&ctx, &mut tx, &at, new, &arrival).await?;
        tx.commit(&ctx).await?;
        Ok::<_, Refusal>(entry)
    };
    match done.await {
        Ok(entry) => Ok(see_other(&format!(
            "/desk/people/{}/card?said=gigs-hall-said-first",
            entry.worker_id
        ))),
        Err(refusal) => house.again(&ctx, &page, refusal, &fields),
    }
}

pub(super) fn routes() -> Vec<Route> {
    vec![
        web::get("/desk/hall/new", Access::Need(CALL), show),
        web::post("/desk/hall/new", Access::Need(CALL), create),
    ]
}
