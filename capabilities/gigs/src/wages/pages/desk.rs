//! The station's list of wages that are late, with calls.

use super::worker::Row;
use crate::WATCH;
use crate::hours::pages::{Choice, choices};
use crate::wages::actions;
use crate::wages::model::{Call, WageId};
use crate::wages::queries;
use axum::extract::{Path, State};
use employers::EmployerId;
use kernel::{Ctx, Refusal};
use serde::Serialize;
use std::sync::Arc;
use web::{Access, Cx, Fields, Form, House, Page, Reply, Route, see_other};

pub(super) fn routes() -> Vec<Route> {
    let watch = Access::Need(WATCH);
    vec![
        web::get("/desk/wages", watch, show),
        web::post("/desk/wages/{id}", watch, call),
    ]
}

#[derive(Serialize)]
struct Late {
    row: Row,
    employer: String,
    employer_phone: String,
    worker_phone: String,
    called_at: Option<i64>,
    outcome: Option<String>,
    report: Option<&'static str>,
    /// Does the worker live inside the viewer's scope, so that the slip may be opened?
    ours: bool,
}

/// The list.
#[derive(Serialize)]
pub struct DeskPage {
    rows: Vec<Late>,
    open_fen: i64,
    outcomes: Vec<Choice>,
}

impl Page for DeskPage {
    const TEMPLATE: &'static str = "gigs/wages/desk.html";
    fn samples() -> Vec<Self> {
        let late = |called: bool| Late {
            row: Row::sample(if called { "told" } else { "due" }, 3),
            employer: "洛南县某某合作社".into(),
            employer_phone: "139****0000".into(),
            worker_phone: "138****1234".into(),
            called_at: called.then_some(1_795_395_600_000),
            outcome: called.then(|| "promised".into()),
            report: called.then_some("draft"),
            ours: called,
        };
        let outcomes = vec![Choice {
            value: "promised",
            text: "…".into(),
        }];
        vec![
            Self {
                rows: vec![late(true), late(false)],
                open_fen: 36_000,
                outcomes,
            },
            Self {
                rows: Vec::new(),
                open_fen: 0,
                outcomes: Vec::new(),
            },
        ]
    }
}

async fn load(house: &House, ctx: &Ctx) -> Result<DeskPage, Refusal> {
    let mut conn = house.db.read().await?;
    let today = ctx.today();
    let mut rows = Vec::new();
    let mut open_fen = 0;
    for wage in queries::overdue(&mut conn, &ctx.scope, today).await? {
        let said = queries::history(&mut conn, &wage.id).await?;
        let report = queries::arrears_of(&mut conn, &wage.id).await?;
        let id = EmployerId::parse(&wage.employer_id)?;
        let employer = employers::employer(&mut conn, &id).await?;
        let employer_phone = match &employer {
            Some(employer) => employers::masked_telephone(ctx, employer)?,
            None => String::new(),
        };
        let phone = actions::number(ctx, &wage, "phone")?;
        open_fen += wage.open_fen();
        rows.push(Late {
            ours: ctx.scope.covers(&wage.worker_region),
            row: Row::of(&wage, &wage.worker_name, today),
            employer: wage.employer_name.clone(),
            employer_phone,
            worker_phone: phone.map(|p| kernel::mask_phone(&p)).unwrap_or_default(),
            called_at: wage.called_at.map(kernel::Moment::millis),
            outcome: said
                .into_iter()
                .rev()
                .find(|s| s.what == "call")
                .map(|s| s.how),
            report: report.map(|r| r.state.code()),
        });
    }
    Ok(DeskPage {
        rows,
        open_fen,
        outcomes: choices(house, ctx, "gigs-wages-call-", Call::CODES),
    })
}

async fn show(State(house): State<Arc<House>>, Cx(ctx): Cx) -> Reply {
    Ok(house.render(&ctx, &load(&house, &ctx).await?))
}

async fn note(house: &House, ctx: &Ctx, text: &str, fields: &Fields) -> Result<(), Refusal> {
    let mut reader = fields.reader();
    let outcome = Call::parse(reader.one_of("outcome", Call::CODES));
    let words = reader.opt_text("note", 200).unwrap_or_default();
    reader.finish()?;
    let outcome = outcome.ok_or_else(|| Refusal::field("outcome", "field-not-choice"))?;
    let mut tx = trail::begin(&house.db, ctx).await?;
    actions::call(ctx, &mut tx, &WageId::parse(text)?, outcome, &words).await?;
    tx.commit(ctx).await
}

async fn call(
    State(house): State<Arc<House>>,
    Cx(ctx): Cx,
    Path(text): Path<String>,
    Form(fields): Form,
) -> Reply {
    match note(&house, &ctx, &text, &fields).await {
        Ok(()) => Ok(see_other("/desk/wages?said=gigs-wages-said-called")),
        Err(refusal) => {
            let page = load(&house, &ctx).await?;
            house.again(&ctx, &page, refusal, &fields)
        }
    }
}
