//! What is known of a person's liking, for the person, or for staff with the person at the desk.

use crate::choice::{Choice, choices};
use crate::consents::model::STAFF_HOWS;
use crate::consents::{self, Purpose};
use crate::desk::file::seen;
use crate::permissions::{OWN, VIEW};
use crate::preferences::actions;
use crate::preferences::model::Aspect;
use crate::preferences::view::{self, Guess, Known};
use crate::workers::model::Worker;
use crate::workers::pages::own;
use crate::workers::{part, said};
use axum::extract::{Path, State as Held};
use kernel::{Ctx, Refusal};
use matching::Settle;
use serde::Serialize;
use std::sync::Arc;
use web::{Access, Cx, Fields, Form, House, Page, Query, Reply, Route, see_other};

/// What a form of this page may ask.
const DOINGS: [&str; 6] = ["on", "off", "forget", "unlike", "wish", "erase"];

/// What is known, and what can be done with it.
#[derive(Debug, Serialize)]
pub(crate) struct LeaningsPage {
    on: bool,
    known: Vec<Known>,
    /// How many there are, where only the strongest are shown.
    more: Option<usize>,
    guesses: Vec<Guess>,
    base: String,
    profile: String,
    back: String,
    staff: bool,
    name: String,
    settles: Vec<Choice>,
    likes: Vec<Choice>,
    half_life: i64,
    keep: i64,
}

impl Page for LeaningsPage {
    const TEMPLATE: &'static str = "people/preferences/leanings.html";
    fn samples() -> Vec<Self> {
        let guess = Guess {
            trade: "t02".into(),
            text: "…".into(),
        };
        let page = |on, staff: bool, known: Vec<Known>| Self {
            on,
            guesses: known.iter().map(|_| guess.clone()).collect(),
            more: (!staff && !known.is_empty()).then_some(40),
            known,
            base: "/my/preferences".into(),
            profile: "/my/profile".into(),
            back: "/my/privacy".into(),
            staff,
            name: "王小明".into(),
            settles: vec![Choice::new("day", "…")],
            likes: vec![Choice::new("yes", "…")],
            half_life: 60,
            keep: 365,
        };
        let known = || vec![Known::sample("trade", ""), Known::sample("place", "place")];
        vec![
            page(true, false, known()),
            page(true, true, known()),
            page(true, false, Vec::new()),
            page(false, false, Vec::new()),
            page(false, true, Vec::new()),
        ]
    }
    fn fields(&self) -> Fields {
        Fields::of([("like", "yes")])
    }
}

/// The strongest that are shown first; the rest is one press away.
const FIRST: usize = 10;

async fn page(
    house: &House,
    ctx: &Ctx,
    worker: &Worker,
    whole: bool,
) -> Result<LeaningsPage, Refusal> {
    let tables = reference::tables(ctx)?;
    let mut conn = house.db.read().await?;
    let on = consents::queries::holds(&mut conn, worker.id.as_str(), Purpose::Recommend).await?;
    let staff = ctx.actor.is_staff();
    let days = |key| tables.param_i64(key, &worker.region, ctx.today());
    let file = format!("/desk/people/{}", worker.id);
    let say = |prefix, codes: &[&str]| choices(&house.words, ctx.locale, prefix, codes);
    let mut known = view::all(&house.words, ctx, &tables, worker);
    let more = Some(known.len()).filter(|all| !whole && *all > FIRST);
    if more.is_some() {
        known.truncate(FIRST);
    }
    Ok(LeaningsPage {
        on,
        known,
        more,
        guesses: view::guesses(&house.words, ctx, &tables, worker),
        base: if staff {
            format!("{file}/preferences")
        } else {
            "/my/preferences".into()
        },
        profile: if staff {
            format!("{file}/edit")
        } else {
            "/my/profile".into()
        },
        back: if staff { file } else { "/my/privacy".into() },
        staff,
        name: worker.name.clone(),
        settles: say("people-settle-", &Settle::CODES),
        likes: say("people-like-", &["yes", "no"]),
        half_life: days("preferences.half_life_days").unwrap_or_default(),
        keep: days("preferences.keep_days").unwrap_or_default(),
    })
}

/// Wishes as typed: trades in spoken words, a place, a settlement.
fn wishes(ctx: &Ctx, fields: &Fields) -> Result<(Vec<(Aspect, String)>, bool), Refusal> {
    let tables = reference::tables(ctx)?;
    let mut f = fields.reader();
    let wanted = f.one_of("like", &["yes", "no"]) == "yes";
    let said = said::trades(&tables, &f.opt_text("words", 200).unwrap_or_default());
    for fault in part::trade_faults(&tables, &said) {
        f.fault_with("words", fault.code, fault.args);
    }
    let mut about: Vec<(Aspect, String)> = Vec::new();
    about.extend(said.sure.into_iter().map(|id| (Aspect::Trade, id)));
    if let Some(text) = f.opt_text("place", 40) {
        match said::place(&tables, "place", &text) {
            Ok(code) => about.push((Aspect::Place, code)),
            Err(fault) => f.fault_with("place", fault.code, fault.args),
        }
    }
    let settle = f.opt_one_of("settle", &Settle::CODES);
    about.extend(settle.map(|code| (Aspect::Settle, code.to_owned())));
    if about.is_empty() && said.unknown.is_empty() && said.many.is_empty() {
        f.fault("words", "people-leaning-nothing");
    }
    f.finish()?;
    Ok((about, wanted))
}

/// Does what a form asks; the message to say.
async fn carry_out(
    house: &House,
    ctx: &Ctx,
    worker: &Worker,
    fields: &Fields,
    how: &str,
) -> Result<&'static str, Refusal> {
    let mut f = fields.reader();
    let doing = f.one_of("do", &DOINGS);
    let aspect = f
        .opt_one_of("aspect", Aspect::CODES)
        .and_then(Aspect::parse);
    let value = f.opt_text("value", 80).unwrap_or_default();
    f.finish()?;
    let id = &worker.id;
    let mut tx = trail::begin(&house.db, ctx).await?;
    let said = match doing {
        "on" => {
            consents::actions::give(ctx, &mut tx, id, Purpose::Recommend, how).await?;
            "people-said-leanings-on"
        }
        "off" => {
            consents::actions::withdraw(ctx, &mut tx, id, Purpose::Recommend).await?;
            "people-said-leanings-off"
        }
        "forget" => {
            let aspect = aspect.ok_or_else(|| Refusal::field("aspect", "field-needed"))?;
            actions::forget(ctx, &mut tx, id, aspect, &value).await?;
            "people-said-leaning-forgotten"
        }
        "unlike" => {
            let aspect = aspect.ok_or_else(|| Refusal::field("aspect", "field-needed"))?;
            actions::wish(ctx, &mut tx, id, &[(aspect, value)], false).await?;
            "people-said-leaning-forgotten"
        }
        "wish" => {
            let (about, wanted) = wishes(ctx, fields)?;
            actions::wish(ctx, &mut tx, id, &about, wanted).await?;
            "people-said-saved"
        }
        _ => {
            actions::erase(ctx, &mut tx, id).await?;
            "people-said-leanings-erased"
        }
    };
    tx.commit(ctx).await?;
    Ok(said)
}

async fn show(Held(house): Held<Arc<House>>, Cx(ctx): Cx, Query(query): Query) -> Reply {
    let whole = query.get("all").is_some();
    match own(&house, &ctx).await? {
        Some(worker) => Ok(house.render(&ctx, &page(&house, &ctx, &worker, whole).await?)),
        None => Ok(see_other("/my/start")),
    }
}

async fn change(Held(house): Held<Arc<House>>, Cx(ctx): Cx, Form(fields): Form) -> Reply {
    let Some(worker) = own(&house, &ctx).await? else {
        return Ok(see_other("/my/start"));
    };
    match carry_out(&house, &ctx, &worker, &fields, "screen").await {
        Ok(said) => Ok(see_other(&format!("/my/preferences?said={said}"))),
        Err(refusal) => {
            let page = page(&house, &ctx, &worker, true).await?;
            house.again(&ctx, &page, refusal, &fields)
        }
    }
}

async fn desk(
    Held(house): Held<Arc<House>>,
    Cx(ctx): Cx,
    Path(text): Path<String>,
    Query(query): Query,
) -> Reply {
    let worker = seen(&house, &ctx, &text).await?;
    let whole = query.get("all").is_some();
    Ok(house.render(&ctx, &page(&house, &ctx, &worker, whole).await?))
}

async fn desk_change(
    Held(house): Held<Arc<House>>,
    Cx(ctx): Cx,
    Path(text): Path<String>,
    Form(fields): Form,
) -> Reply {
    let worker = seen(&house, &ctx, &text).await?;
    let how = fields.get("how").filter(|how| STAFF_HOWS.contains(how));
    let how = how.unwrap_or("spoken");
    let acting = ctx.for_person(worker.id.as_str(), how);
    match carry_out(&house, &acting, &worker, &fields, how).await {
        Ok(said) => {
            let to = format!("/desk/people/{}/preferences?said={said}", worker.id);
            Ok(see_other(&to))
        }
        Err(refusal) => {
            let page = page(&house, &ctx, &worker, true).await?;
            house.again(&ctx, &page, refusal, &fields)
        }
    }
}

pub(crate) fn routes() -> Vec<Route> {
    let (own, view) = (Access::Need(OWN), Access::Need(VIEW));
    vec![
        web::get("/my/preferences", own, show),
        web::post("/my/preferences", own, change),
        web::get("/desk/people/{id}/preferences", view, desk),
        web::post("/desk/people/{id}/preferences", view, desk_change),
    ]
}
