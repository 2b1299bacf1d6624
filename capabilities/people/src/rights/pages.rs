//! The person's page of consents and rights; the county's queue of requests to erase.

use crate::choice::{Choice, choices};
use crate::consents::{self, Purpose};
use crate::desk::file::{ConsentView, consent_views};
use crate::permissions::{ERASE, OWN};
use crate::rights::keep::{self, Stays};
use crate::rights::model::{Erasure, ErasureId, REASONS};
use crate::rights::state::State;
use crate::rights::{actions, copy, queries};
use crate::workers::model::WorkerId;
use crate::workers::pages::own;
use axum::extract::{Path, State as Held};
use axum::http::{HeaderValue, header};
use axum::response::IntoResponse;
use kernel::{Ctx, Refusal};
use serde::Serialize;
use std::sync::Arc;
use web::{Access, Cx, Fields, Form, House, Page, Query, Reply, Route, see_other};

/// A request to erase, in words.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct ErasureView {
    id: String,
    worker: String,
    name: String,
    place: String,
    state: &'static str,
    asked_at: i64,
    due: String,
    overdue: bool,
    reason: Option<String>,
}

impl ErasureView {
    fn of(ctx: &Ctx, erasure: &Erasure, name: &str) -> Result<Self, Refusal> {
        let tables = reference::tables(ctx)?;
        Ok(Self {
            id: erasure.id.to_string(),
            worker: erasure.worker.clone(),
            name: name.to_owned(),
            place: tables.name(&erasure.region),
            state: erasure.state.code(),
            asked_at: erasure.asked_at,
            due: erasure.due.to_string(),
            overdue: erasure.state == State::Asked && erasure.due < ctx.today(),
            reason: erasure.reason.clone(),
        })
    }
    fn sample(state: &'static str) -> Self {
        Self {
            id: "ers_0".into(),
            worker: "wrk_0".into(),
            name: "王小明".into(),
            place: "石坡镇".into(),
            state,
            asked_at: 0,
            due: "2026-12-08".into(),
            overdue: state == "asked",
            reason: (state == "refused").then(|| "dispute".into()),
        }
    }
}

fn sample_stays() -> Vec<Stays> {
    let until = kernel::Day::from_epoch_days(21_000);
    vec![Stays {
        what: "services",
        until,
        doc: "…".into(),
    }]
}

/// Consents, the copy, erasure.
#[derive(Debug, Serialize)]
pub(crate) struct PrivacyPage {
    consents: Vec<ConsentView>,
    erasure: Option<ErasureView>,
    stays: Vec<Stays>,
}

impl Page for PrivacyPage {
    const TEMPLATE: &'static str = "people/rights/privacy.html";
    fn samples() -> Vec<Self> {
        let page = |erasure| Self {
            consents: consent_views(&[]),
            erasure,
            stays: sample_stays(),
        };
        let states = ["asked", "refused", "withdrawn"];
        let mut pages: Vec<Self> = states
            .into_iter()
            .map(|s| page(Some(ErasureView::sample(s))))
            .collect();
        pages.push(page(None));
        pages
    }
}

/// Everything kept about the person, to read and to print.
#[derive(Debug, Serialize)]
pub(crate) struct CopyPage {
    pub(crate) text: String,
}

impl Page for CopyPage {
    const TEMPLATE: &'static str = "people/rights/copy.html";
    fn samples() -> Vec<Self> {
        vec![Self { text: "{}".into() }]
    }
}

/// Requests that wait.
#[derive(Debug, Serialize)]
pub(crate) struct QueuePage {
    rows: Vec<ErasureView>,
    reasons: Vec<Choice>,
    stays: Vec<Stays>,
}

impl Page for QueuePage {
    const TEMPLATE: &'static str = "people/rights/queue.html";
    fn samples() -> Vec<Self> {
        let page = |rows| Self {
            rows,
            reasons: vec![Choice::new("dispute", "…")],
            stays: sample_stays(),
        };
        vec![page(vec![ErasureView::sample("asked")]), page(Vec::new())]
    }
}

async fn privacy_page(
    house: &House,
    ctx: &Ctx,
) -> Result<Option<(WorkerId, PrivacyPage)>, Refusal> {
    let Some(worker) = own(house, ctx).await? else {
        return Ok(None);
    };
    let mut conn = house.db.read().await?;
    let consents = consents::queries::of(&mut conn, worker.id.as_str()).await?;
    let erasure = queries::last_of(&mut conn, worker.id.as_str()).await?;
    let erasure = erasure.map(|e| ErasureView::of(ctx, &e, "")).transpose()?;
    let page = PrivacyPage {
        consents: consent_views(&consents),
        erasure,
        stays: keep::stays(ctx, &worker.region)?,
    };
    Ok(Some((worker.id, page)))
}

async fn privacy(Held(house): Held<Arc<House>>, Cx(ctx): Cx) -> Reply {
    match privacy_page(&house, &ctx).await? {
        Some((_, page)) => Ok(house.render(&ctx, &page)),
        None => Ok(see_other("/my/start")),
    }
}

/// Gives or withdraws a consent as a form says.
pub(crate) async fn set_consent(
    house: &House,
    ctx: &Ctx,
    id: &WorkerId,
    how: &str,
    fields: &Fields,
) -> Result<(), Refusal> {
    let mut f = fields.reader();
    let purpose = Purpose::parse(f.one_of("purpose", &Purpose::CODES));
    let doing = f.one_of("do", &["give", "withdraw"]);
    f.finish()?;
    let purpose = purpose.ok_or_else(|| Refusal::field("purpose", "field-not-choice"))?;
    let mut tx = trail::begin(&house.db, ctx).await?;
    match doing {
        "give" => consents::actions::give(ctx, &mut tx, id, purpose, how).await?,
        _ => consents::actions::withdraw(ctx, &mut tx, id, purpose).await?,
    }
    tx.commit(ctx).await
}

async fn consent(Held(house): Held<Arc<House>>, Cx(ctx): Cx, Form(fields): Form) -> Reply {
    let Some((id, page)) = privacy_page(&house, &ctx).await? else {
        return Ok(see_other("/my/start"));
    };
    match set_consent(&house, &ctx, &id, "screen", &fields).await {
        Ok(()) => Ok(see_other("/my/privacy?said=people-said-saved")),
        Err(refusal) => house.again(&ctx, &page, refusal, &fields),
    }
}

async fn take_copy(Held(house): Held<Arc<House>>, Cx(ctx): Cx, Query(query): Query) -> Reply {
    let mut f = query.reader();
    let format = f
        .opt_one_of("format", &["json", "print"])
        .unwrap_or("print");
    f.finish()?;
    let Some(worker) = own(&house, &ctx).await? else {
        return Ok(see_other("/my/start"));
    };
    let value = {
        let mut conn = house.db.read().await?;
        copy::copy(&ctx, &mut conn, &worker.id).await?
    };
    let text = serde_json::to_string_pretty(&value).map_err(Refusal::internal)?;
    if format == "print" {
        return Ok(house.render(&ctx, &CopyPage { text }));
    }
    let mut response = text.into_response();
    let headers = response.headers_mut();
    let kind = HeaderValue::from_static("application/json; charset=utf-8");
    headers.insert(header::CONTENT_TYPE, kind);
    let name = HeaderValue::from_static("attachment; filename=\"yizhan-my-file.json\"");
    headers.insert(header::CONTENT_DISPOSITION, name);
    Ok(response)
}

async fn erasure(Held(house): Held<Arc<House>>, Cx(ctx): Cx, Form(fields): Form) -> Reply {
    let Some((id, page)) = privacy_page(&house, &ctx).await? else {
        return Ok(see_other("/my/start"));
    };
    let done = async {
        let mut f = fields.reader();
        let doing = f.one_of("do", &["ask", "take-back"]);
        f.finish()?;
        let mut tx = trail::begin(&house.db, &ctx).await?;
        if doing == "ask" {
            actions::ask(&ctx, &mut tx, &id).await?;
        } else {
            let last = queries::last_of(&mut tx, id.as_str()).await?;
            let last = last.ok_or_else(|| Refusal::not_found("record-unknown"))?;
            actions::take_back(&ctx, &mut tx, &last.id).await?;
        }
        tx.commit(&ctx).await?;
        Ok::<_, Refusal>(doing == "ask")
    };
    match done.await {
        Ok(true) => Ok(see_other("/my/privacy?said=people-said-asked")),
        Ok(false) => Ok(see_other("/my/privacy?said=people-said-taken-back")),
        Err(refusal) => house.again(&ctx, &page, refusal, &fields),
    }
}

async fn queue_page(house: &House, ctx: &Ctx) -> Result<QueuePage, Refusal> {
    let mut conn = house.db.read().await?;
    let mut rows = Vec::new();
    for erasure in queries::waiting(&mut conn, &ctx.scope).await? {
        let id = WorkerId::parse(&erasure.worker)?;
        let worker = crate::workers::queries::by_id(&mut conn, &id).await?;
        let name = worker.map(|w| w.name).unwrap_or_default();
        rows.push(ErasureView::of(ctx, &erasure, &name)?);
    }
    Ok(QueuePage {
        rows,
        reasons: choices(&house.words, ctx.locale, "people-erasure-reason-", &REASONS),
        stays: keep::stays(ctx, &format!("{:0<12}", ctx.scope.lo))?,
    })
}

async fn queue(Held(house): Held<Arc<House>>, Cx(ctx): Cx) -> Reply {
    Ok(house.render(&ctx, &queue_page(&house, &ctx).await?))
}

async fn decide(
    Held(house): Held<Arc<House>>,
    Cx(ctx): Cx,
    Path(text): Path<String>,
    Form(fields): Form,
) -> Reply {
    let id = ErasureId::parse(&text)?;
    let done = async {
        let mut f = fields.reader();
        let doing = f.one_of("do", &["erase", "refuse"]);
        f.finish()?;
        let mut tx = trail::begin(&house.db, &ctx).await?;
        match doing {
            "erase" => actions::carry_out(&ctx, &mut tx, &id).await?,
            _ => {
                let reason = fields.get("reason").unwrap_or_default();
                actions::refuse(&ctx, &mut tx, &id, reason).await?;
            }
        }
        tx.commit(&ctx).await
    };
    match done.await {
        Ok(()) => Ok(see_other("/desk/erasures?said=people-said-decided")),
        Err(refusal) => house.again(&ctx, &queue_page(&house, &ctx).await?, refusal, &fields),
    }
}

pub(crate) fn routes() -> Vec<Route> {
    let own = Access::Need(OWN);
    vec![
        web::get("/my/privacy", own, privacy),
        web::post("/my/privacy/consents", own, consent),
        web::get("/my/privacy/copy", own, take_copy),
        web::post("/my/privacy/erasure", own, erasure),
        web::get("/desk/erasures", Access::Need(ERASE), queue),
        web::post("/desk/erasures/{id}", Access::Need(ERASE), decide),
    ]
}
