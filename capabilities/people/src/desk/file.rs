//! One person's file at the desk: what is on it, what happened, what can be done.

use crate::choice::{Choice, choices};
use crate::consents::model::STAFF_HOWS;
use crate::consents::{self, Consent, Purpose};
use crate::desk::actions::{self, REVEAL_REASONS, REVEALS};
use crate::permissions::{ERASE, REVEAL, VIEW};
use crate::rights;
use crate::workers::model::Worker;
use crate::workers::pages::{id, refused, save};
use crate::workers::part;
use crate::workers::queries;
use crate::workers::view::{self, FileView};
use axum::extract::{Path, State as Held};
use kernel::{Ctx, Refusal, Target};
use serde::Serialize;
use std::sync::Arc;
use web::{Access, Cx, Form, House, Page, Reply, Route, see_other};

/// Lines of history on the page.
const LINES: u32 = 50;

/// A line of a file's history.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct LineView {
    at: i64,
    what: String,
    by: String,
    consent: Option<String>,
}

/// Where a purpose's consent stands.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct ConsentView {
    pub purpose: &'static str,
    pub needed: bool,
    pub stands: bool,
    /// Consent was given to older words.
    pub outdated: bool,
    pub version: i64,
    pub how: Option<String>,
    pub at: Option<i64>,
}

/// A file.
#[derive(Debug, Serialize)]
pub(crate) struct FilePage {
    file: FileView,
    consents: Vec<ConsentView>,
    lines: Vec<LineView>,
    hows: Vec<Choice>,
    reasons: Vec<Choice>,
    reveals: Vec<Choice>,
    card: Option<String>,
    erasure: Option<String>,
    may_erase: bool,
    may_reveal: bool,
    /// A number in full, shown once.
    revealed: Option<String>,
}

impl Page for FilePage {
    const TEMPLATE: &'static str = "people/desk/file.html";
    fn samples() -> Vec<Self> {
        let some = || vec![Choice::new("phone", "…")];
        let line = |consent| LineView {
            at: 0,
            what: "…".into(),
            by: "…".into(),
            consent,
        };
        let page = |file, full: bool| Self {
            file,
            consents: consent_views(&[]),
            lines: vec![line(Some("…".into())), line(None)],
            hows: some(),
            reasons: some(),
            reveals: some(),
            card: full.then(|| "0".repeat(16)),
            erasure: full.then(|| "asked".into()),
            may_erase: full,
            may_reveal: full,
            revealed: full.then(|| "…".into()),
        };
        vec![
            page(FileView::sample(), true),
            page(FileView::bare(), false),
        ]
    }
}

/// Every purpose with the consent that stands, or the last that stood.
pub(crate) fn consent_views(all: &[Consent]) -> Vec<ConsentView> {
    let of = |purpose: Purpose| {
        let last = all
            .iter()
            .find(|c| c.purpose == purpose && c.withdrawn_at.is_none());
        ConsentView {
            purpose: purpose.code(),
            needed: purpose.is_needed(),
            stands: last.is_some_and(Consent::stands),
            outdated: last.is_some_and(|c| !c.stands()),
            version: purpose.version(),
            how: last.map(|c| c.how.clone()),
            at: last.map(|c| c.given_at),
        }
    };
    Purpose::ALL.into_iter().map(of).collect()
}

/// What an audit line of this room says in words; another room's stays as it is written.
fn said(house: &House, ctx: &Ctx, verb: &str) -> String {
    match verb.strip_prefix("people.") {
        Some(did) => house.say(ctx.locale, &format!("people-did-{did}")),
        None => verb.to_owned(),
    }
}

fn line(house: &House, ctx: &Ctx, line: &trail::Line) -> LineView {
    let how = line.behalf_consent.as_str();
    let consent = consents::HOWS.contains(&how).then_some(how);
    LineView {
        at: line.at.millis(),
        what: said(house, ctx, &line.verb),
        by: house.say(ctx.locale, &format!("people-by-{}", line.actor_kind)),
        consent: consent.map(|c| house.say(ctx.locale, &format!("people-how-{c}"))),
    }
}

/// The file in hand, if the viewer may see it.
pub(crate) async fn seen(house: &House, ctx: &Ctx, text: &str) -> Result<Worker, Refusal> {
    let mut conn = house.db.read().await?;
    let worker = queries::need(&mut conn, &id(text)?).await?;
    ctx.require(VIEW, Target::Region(&worker.region))?;
    Ok(worker)
}

async fn page(house: &House, ctx: &Ctx, worker: &Worker) -> Result<FilePage, Refusal> {
    let mut conn = house.db.read().await?;
    let subject = worker.id.as_str();
    let lines = trail::history(&mut conn, subject, None, LINES).await?;
    let erasure = rights::queries::last_of(&mut conn, subject).await?;
    let on_file = |what: &&str| match *what {
        "phone" => worker.phone.is_some(),
        _ => worker.id_no.is_some(),
    };
    let reveals: Vec<&str> = REVEALS.iter().filter(|w| on_file(w)).copied().collect();
    let say = |prefix, codes: &[&str]| choices(&house.words, ctx.locale, prefix, codes);
    Ok(FilePage {
        file: view::view(ctx, worker)?,
        consents: consent_views(&consents::queries::of(&mut conn, subject).await?),
        lines: lines.iter().map(|l| line(house, ctx, l)).collect(),
        hows: say("people-how-", &STAFF_HOWS),
        reasons: say("people-reason-", &REVEAL_REASONS),
        reveals: say("people-reveal-", &reveals),
        card: crate::desk::queries::card_of(&mut conn, &worker.id).await?,
        erasure: erasure.map(|e| e.state.code().to_owned()),
        may_erase: ctx.may(ERASE),
        may_reveal: ctx.may(REVEAL),
        revealed: None,
    })
}

async fn show(Held(house): Held<Arc<House>>, Cx(ctx): Cx, Path(text): Path<String>) -> Reply {
    let worker = seen(&house, &ctx, &text).await?;
    Ok(house.render(&ctx, &page(&house, &ctx, &worker).await?))
}

async fn reveal(
    Held(house): Held<Arc<House>>,
    Cx(mut ctx): Cx,
    Path(text): Path<String>,
    Form(fields): Form,
) -> Reply {
    // An answer kept for a retry would keep the number in clear.
    ctx.once = None;
    let worker = seen(&house, &ctx, &text).await?;
    let what = fields.get("what").unwrap_or_default();
    let reason = fields.get("reason").unwrap_or_default();
    let done = async {
        let mut tx = trail::begin(&house.db, &ctx).await?;
        let number = actions::reveal(&ctx, &mut tx, &worker.id, what, reason).await?;
        tx.commit(&ctx).await?;
        Ok::<_, Refusal>(number)
    };
    let done = done.await;
    let mut page = page(&house, &ctx, &worker).await?;
    match done {
        Ok(number) => {
            page.revealed = Some(number);
            Ok(house.render(&ctx, &page))
        }
        Err(refusal) => house.again(&ctx, &page, refusal, &fields),
    }
}

async fn question(
    Held(house): Held<Arc<House>>,
    Cx(ctx): Cx,
    Path((text, name)): Path<(String, String)>,
) -> Reply {
    let part = part::parse_part(&name)?;
    let worker = seen(&house, &ctx, &text).await?;
    let base = format!("/desk/people/{}/edit", worker.id);
    Ok(house.render(&ctx, &part::page(&house, &ctx, &worker, part, &base)?))
}

async fn answer(
    Held(house): Held<Arc<House>>,
    Cx(ctx): Cx,
    Path((text, name)): Path<(String, String)>,
    Form(fields): Form,
) -> Reply {
    let part = part::parse_part(&name)?;
    let worker = seen(&house, &ctx, &text).await?;
    let base = format!("/desk/people/{}/edit", worker.id);
    let page = part::page(&house, &ctx, &worker, part, &base)?;
    let how = fields.get("how").filter(|how| STAFF_HOWS.contains(how));
    let Some(how) = how else {
        let refusal = Refusal::field("how", "people-consent-needed");
        return refused(&house, &ctx, page, refusal, &fields);
    };
    let acting = ctx.for_person(worker.id.as_str(), how);
    match save(&house, &acting, &worker, part, &fields).await {
        Ok(()) => Ok(see_other(&format!(
            "/desk/people/{}?said=people-said-saved",
            worker.id
        ))),
        Err(refusal) => refused(&house, &ctx, page, refusal, &fields),
    }
}

async fn consent(
    Held(house): Held<Arc<House>>,
    Cx(ctx): Cx,
    Path(text): Path<String>,
    Form(fields): Form,
) -> Reply {
    let worker = seen(&house, &ctx, &text).await?;
    let how = fields
        .get("how")
        .filter(|how| STAFF_HOWS.contains(how))
        .unwrap_or("spoken");
    let acting = ctx.for_person(worker.id.as_str(), how);
    match rights::pages::set_consent(&house, &acting, &worker.id, how, &fields).await {
        Ok(()) => Ok(see_other(&format!(
            "/desk/people/{}?said=people-said-saved",
            worker.id
        ))),
        Err(refusal) => {
            let page = page(&house, &ctx, &worker).await?;
            house.again(&ctx, &page, refusal, &fields)
        }
    }
}

async fn erasure(
    Held(house): Held<Arc<House>>,
    Cx(ctx): Cx,
    Path(text): Path<String>,
    Form(fields): Form,
) -> Reply {
    let worker = seen(&house, &ctx, &text).await?;
    let how = fields
        .get("how")
        .filter(|how| STAFF_HOWS.contains(how))
        .unwrap_or("spoken");
    let acting = ctx.for_person(worker.id.as_str(), how);
    let done = async {
        let mut tx = trail::begin(&house.db, &acting).await?;
        rights::actions::ask(&acting, &mut tx, &worker.id).await?;
        tx.commit(&acting).await
    };
    match done.await {
        Ok(()) => Ok(see_other(&format!(
            "/desk/people/{}?said=people-said-asked",
            worker.id
        ))),
        Err(refusal) => {
            let page = page(&house, &ctx, &worker).await?;
            house.again(&ctx, &page, refusal, &fields)
        }
    }
}

/// Everything kept, printed for the person at the counter.
async fn copy(
    Held(house): Held<Arc<House>>,
    Cx(mut ctx): Cx,
    Path(text): Path<String>,
    Form(_): Form,
) -> Reply {
    // An answer kept for a retry would keep everything in clear.
    ctx.once = None;
    let worker = seen(&house, &ctx, &text).await?;
    let mut tx = trail::begin(&house.db, &ctx).await?;
    let value = actions::copy_for(&ctx, &mut tx, &worker.id).await?;
    tx.commit(&ctx).await?;
    let text = serde_json::to_string_pretty(&value).map_err(Refusal::internal)?;
    Ok(house.render(&ctx, &rights::pages::CopyPage { text }))
}

pub(crate) fn routes() -> Vec<Route> {
    let view = Access::Need(VIEW);
    vec![
        web::get("/desk/people/{id}", view, show),
        web::post("/desk/people/{id}/reveal", Access::Need(REVEAL), reveal),
        web::get("/desk/people/{id}/edit/{part}", view, question),
        web::post("/desk/people/{id}/edit/{part}", view, answer),
        web::post("/desk/people/{id}/copy", Access::Need(REVEAL), copy),
        web::post("/desk/people/{id}/consents", view, consent),
        web::post("/desk/people/{id}/erasure", view, erasure),
    ]
}
