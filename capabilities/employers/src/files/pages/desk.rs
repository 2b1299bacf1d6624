//! The desk's page of one employer: what is known, what to decide, what was decided.

use super::{CheckView, FileView, sample_files, view};
use crate::files::actions::{self, Verdict};
use crate::files::model::{EmployerId, Level};
use crate::files::queries;
use crate::{KEY, REVEAL, SEE, VERIFY};
use axum::extract::{Path, State};
use kernel::{Ctx, Refusal, Target};
use serde::Serialize;
use std::sync::Arc;
use web::{Access, Cx, Fields, Form, House, Page, Reply, Route, see_other};

pub(super) fn routes() -> Vec<Route> {
    let verify = Access::Need(VERIFY);
    vec![
        web::get("/desk/employers/{id}", Access::Need(SEE), show),
        web::post("/desk/employers/{id}/verify", verify, decide),
        web::post("/desk/employers/{id}/suspend", verify, suspend),
        web::post("/desk/employers/{id}/restore", verify, restore),
        web::post("/desk/employers/{id}/key", Access::Need(KEY), key),
        web::post(
            "/desk/employers/{id}/telephone",
            Access::Need(REVEAL),
            reveal,
        ),
    ]
}

/// One employer at the desk.
#[derive(Serialize)]
pub struct ShowPage {
    file: FileView,
    checks: Vec<CheckView>,
    verifies: bool,
    names_key: bool,
    telephone: Option<String>,
}

impl Page for ShowPage {
    const TEMPLATE: &'static str = "employers/desk/show.html";
    fn samples() -> Vec<Self> {
        let check = || CheckView {
            at: 1_795_395_600_000,
            step: "reject".into(),
            level: None,
            reason: "营业执照看不清".into(),
            until: None,
        };
        let page = |(at, file)| Self {
            file,
            checks: vec![check()],
            verifies: at != 2,
            names_key: at != 2,
            telephone: (at == 1).then(|| "13800000000".into()),
        };
        sample_files().into_iter().enumerate().map(page).collect()
    }
    fn fields(&self) -> Fields {
        Fields::of([("level", "papers"), ("decision", "verify")])
    }
}

async fn load(
    house: &House,
    ctx: &Ctx,
    id: &str,
    telephone: Option<String>,
) -> Result<ShowPage, Refusal> {
    let mut reader = house.db.read().await?;
    let employer = queries::one(&mut reader, &EmployerId::parse(id)?).await?;
    ctx.require(SEE, Target::Region(&employer.region))?;
    let checks = queries::checks(&mut reader, &employer.id).await?;
    let may = |permission| {
        let region = Target::Region(&employer.region);
        ctx.require(permission, region).is_ok()
    };
    Ok(ShowPage {
        file: view(ctx, &employer)?,
        checks: checks.into_iter().map(CheckView::from).collect(),
        verifies: may(VERIFY),
        names_key: may(KEY),
        telephone,
    })
}

async fn show(State(house): State<Arc<House>>, Cx(ctx): Cx, Path(id): Path<String>) -> Reply {
    Ok(house.render(&ctx, &load(&house, &ctx, &id, None).await?))
}

/// Goes on to the file, or shows it again with what was wrong.
async fn after(
    house: &House,
    ctx: &Ctx,
    id: &str,
    fields: &Fields,
    done: Result<&'static str, Refusal>,
) -> Reply {
    match done {
        Ok(said) => Ok(see_other(&format!("/desk/employers/{id}?said={said}"))),
        Err(refusal) => {
            let page = load(house, ctx, id, None).await?;
            house.again(ctx, &page, refusal, fields)
        }
    }
}

async fn decide(
    State(house): State<Arc<House>>,
    Cx(ctx): Cx,
    Path(id): Path<String>,
    Form(fields): Form,
) -> Reply {
    let done = judge(&house, &ctx, &id, &fields).await;
    after(&house, &ctx, &id, &fields, done).await
}

/// Verifies or refuses the file, as the form says.
pub(crate) async fn judge(
    house: &House,
    ctx: &Ctx,
    id: &str,
    fields: &Fields,
) -> Result<&'static str, Refusal> {
    let parsed = EmployerId::parse(id)?;
    let mut reader = fields.reader();
    let decision = reader.one_of("decision", &["verify", "reject"]);
    let level = reader.opt_one_of("level", Level::CODES);
    let reason = reader.opt_text("reason", 300).unwrap_or_default();
    if decision == "verify" && level.is_none() {
        reader.fault("level", "field-needed");
    }
    reader.finish()?;
    let mut tx = trail::begin(&house.db, ctx).await?;
    let said = match level.and_then(Level::parse) {
        Some(level) if decision == "verify" => {
            let verdict = Verdict { level, reason };
            actions::verify(ctx, &mut tx, &parsed, &verdict).await?;
            "employers-said-verified"
        }
        _ => {
            actions::reject(ctx, &mut tx, &parsed, &reason).await?;
            "employers-said-rejected"
        }
    };
    tx.commit(ctx).await?;
    Ok(said)
}

async fn suspend(
    State(house): State<Arc<House>>,
    Cx(ctx): Cx,
    Path(id): Path<String>,
    Form(fields): Form,
) -> Reply {
    let done = async {
        let reason = fields.get("reason").unwrap_or_default();
        let mut tx = trail::begin(&house.db, &ctx).await?;
        actions::suspend(&ctx, &mut tx, &EmployerId::parse(&id)?, reason).await?;
        tx.commit(&ctx).await?;
        Ok("employers-said-suspended")
    };
    let done = done.await;
    after(&house, &ctx, &id, &fields, done).await
}

async fn restore(
    State(house): State<Arc<House>>,
    Cx(ctx): Cx,
    Path(id): Path<String>,
    Form(fields): Form,
) -> Reply {
    let done = async {
        let reason = fields.get("reason").unwrap_or_default();
        let mut tx = trail::begin(&house.db, &ctx).await?;
        actions::restore(&ctx, &mut tx, &EmployerId::parse(&id)?, reason).await?;
        tx.commit(&ctx).await?;
        Ok("employers-said-restored")
    };
    let done = done.await;
    after(&house, &ctx, &id, &fields, done).await
}

async fn key(
    State(house): State<Arc<House>>,
    Cx(ctx): Cx,
    Path(id): Path<String>,
    Form(fields): Form,
) -> Reply {
    let key = fields.get("key") == Some("1");
    let mut tx = trail::begin(&house.db, &ctx).await?;
    actions::set_key(&ctx, &mut tx, &EmployerId::parse(&id)?, key).await?;
    tx.commit(&ctx).await?;
    let next = format!("/desk/employers/{id}?said=employers-said-saved");
    Ok(see_other(&next))
}

/// Shows the number on the answer itself: it is not in the address and not kept by the browser.
async fn reveal(
    State(house): State<Arc<House>>,
    Cx(mut ctx): Cx,
    Path(id): Path<String>,
    Form(fields): Form,
) -> Reply {
    // An answer kept for a retry would keep the number in plain.
    ctx.once = None;
    let done = async {
        let why = fields.get("why").unwrap_or_default();
        let mut tx = trail::begin(&house.db, &ctx).await?;
        let id = EmployerId::parse(&id)?;
        let phone = actions::reveal_telephone(&ctx, &mut tx, &id, why).await?;
        tx.commit(&ctx).await?;
        Ok(phone)
    };
    match done.await {
        Ok(phone) => Ok(house.render(&ctx, &load(&house, &ctx, &id, Some(phone)).await?)),
        Err(refusal) => {
            let page = load(&house, &ctx, &id, None).await?;
            house.again(&ctx, &page, refusal, &fields)
        }
    }
}
