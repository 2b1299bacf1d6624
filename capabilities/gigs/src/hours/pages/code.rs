//! The worker comes and goes with the six digits.

use crate::WORK;
use crate::hours::actions::{check_in, check_out, find_by_code, note_wrong_code};
use crate::hours::model::How;
use axum::extract::State;
use kernel::{Ctx, Refusal};
use people::WorkerId;
use serde::Serialize;
use std::sync::Arc;
use web::{Access, Cx, Fields, Form, House, Page, Query, Reply, Route, see_other};

pub(super) fn routes() -> Vec<Route> {
    let work = Access::Need(WORK);
    vec![
        web::get("/my/here", work, show),
        web::post("/my/here", work, step),
    ]
}

/// Where the digits are typed.
#[derive(Serialize)]
pub struct CodePage {
    #[serde(skip)]
    typed: Fields,
}

impl Page for CodePage {
    const TEMPLATE: &'static str = "gigs/hours/code.html";
    fn samples() -> Vec<Self> {
        vec![Self {
            typed: Fields::of([("code", "123456")]),
        }]
    }
    fn fields(&self) -> Fields {
        self.typed.clone()
    }
}

fn own(ctx: &Ctx) -> Result<WorkerId, Refusal> {
    people::of_actor(ctx).ok_or_else(|| Refusal::not_found("record-unknown"))
}

async fn show(State(house): State<Arc<House>>, Cx(ctx): Cx, Query(query): Query) -> Reply {
    own(&ctx)?;
    let typed = query.get("code").unwrap_or_default().to_owned();
    let typed = Fields::of([("code", typed)]);
    Ok(house.render(&ctx, &CodePage { typed }))
}

/// Notes the step; answers what to say.
async fn take(house: &House, ctx: &Ctx, fields: &Fields) -> Result<&'static str, Refusal> {
    let worker = own(ctx)?;
    let mut reader = fields.reader();
    let typed = reader.text("code", 6..=10);
    let with = reader.one_of("step", &["in", "out"]);
    reader.finish()?;
    let seat = {
        let mut conn = house.db.read().await?;
        find_by_code(ctx, &mut conn, worker.as_str(), &typed).await
    };
    let seat = match seat {
        Ok(seat) => seat,
        Err(refusal) => {
            if refusal
                .fields
                .iter()
                .any(|f| f.code == "gigs-hours-wrong-code")
            {
                // A counter; its transaction keeps no answer, so that the key stays free.
                let plain = Ctx {
                    once: None,
                    ..ctx.clone()
                };
                let mut tx = trail::begin(&house.db, &plain).await?;
                note_wrong_code(&plain, &mut tx, worker.as_str()).await?;
                tx.commit(&plain).await?;
            }
            return Err(refusal);
        }
    };
    let mut tx = trail::begin(&house.db, ctx).await?;
    let said = match with {
        "in" => {
            check_in(ctx, &mut tx, &seat.id, How::Code(&typed), ctx.now).await?;
            "gigs-hours-said-in"
        }
        _ => {
            check_out(ctx, &mut tx, &seat.id, How::Code(&typed), ctx.now).await?;
            "gigs-hours-said-out"
        }
    };
    tx.commit(ctx).await?;
    Ok(said)
}

async fn step(State(house): State<Arc<House>>, Cx(ctx): Cx, Form(fields): Form) -> Reply {
    match take(&house, &ctx, &fields).await {
        Ok(said) => Ok(see_other(&format!("/my/here?said={said}"))),
        Err(refusal) => {
            let page = CodePage {
                typed: Fields::default(),
            };
            house.again(&ctx, &page, refusal, &fields)
        }
    }
}
