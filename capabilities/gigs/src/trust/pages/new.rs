//! To note something at the desk that no record of a seat shows.

use crate::JUDGE;
use crate::trust::actions::note;
use crate::trust::model::{Kind, NewMark, Side, Source};
use axum::extract::State;
use db::Conn;
use kernel::{Ctx, Refusal};
use people::WorkerId;
use serde::Serialize;
use std::sync::Arc;
use web::{Access, Cx, Fields, Form, House, Page, Query, Reply, Route, see_other};

pub(super) fn routes() -> Vec<Route> {
    let judge = Access::Need(JUDGE);
    vec![
        web::get("/desk/marks/new", judge, ask),
        web::post("/desk/marks/new", judge, put),
    ]
}

/// The form; `about` may be handed in by the page of a file.
#[derive(Serialize)]
pub struct NewPage {
    kinds: Vec<&'static str>,
    about: String,
}

impl NewPage {
    fn of(about: &str) -> Self {
        Self {
            kinds: Kind::CODES.to_vec(),
            about: about.to_owned(),
        }
    }
}

impl Page for NewPage {
    const TEMPLATE: &'static str = "gigs/trust/new.html";
    fn samples() -> Vec<Self> {
        vec![Self::of(""), Self::of("洛南县兴旺建材有限公司")]
    }
    fn fields(&self) -> Fields {
        Fields::of([("about", self.about.as_str())])
    }
}

async fn ask(State(house): State<Arc<House>>, Cx(ctx): Cx, Query(fields): Query) -> Reply {
    let about = fields.get("about").unwrap_or_default();
    Ok(house.render(&ctx, &NewPage::of(about)))
}

/// Whom the desk means: a worker by card or file number, an employer by code, name or number.
async fn whom(conn: &mut Conn, text: &str) -> Result<(Side, String, String), Refusal> {
    let unknown = || Refusal::field("about", "gigs-trust-about-unknown");
    let text = text.trim();
    let by_card = people::card_holder(conn, text).await?;
    if let Some(id) = by_card.or_else(|| WorkerId::parse(text).ok()) {
        let worker = people::worker(conn, &id).await?.ok_or_else(unknown)?;
        return Ok((Side::Worker, worker.id.to_string(), worker.region));
    }
    let employer = employers::by_code_or_name(conn, text).await?;
    let employer = employer.ok_or_else(unknown)?;
    Ok((Side::Employer, employer.id.to_string(), employer.region))
}

async fn noted(house: &House, ctx: &Ctx, fields: &Fields) -> Result<String, Refusal> {
    let mut reader = fields.reader();
    let about = reader.text("about", 1..=60);
    let kind = Kind::parse(reader.one_of("kind", Kind::CODES));
    let day = reader.day("day");
    let evidence = reader.text("evidence", 4..=500);
    reader.finish()?;
    let (Some(kind), Some(happened)) = (kind, day) else {
        return Err(Refusal::field("kind", "field-not-choice"));
    };
    let mut tx = trail::begin(&house.db, ctx).await?;
    let (side, subject_id, region) = whom(&mut tx, &about).await?;
    let new = NewMark {
        kind,
        side,
        subject_id,
        region,
        seat_id: None,
        source: Source::Desk,
        title: String::new(),
        evidence,
        happened,
    };
    let mark = note(ctx, &mut tx, new).await?;
    tx.commit(ctx).await?;
    Ok(mark.map(|m| m.id.to_string()).unwrap_or_default())
}

async fn put(State(house): State<Arc<House>>, Cx(ctx): Cx, Form(fields): Form) -> Reply {
    match noted(&house, &ctx, &fields).await {
        Ok(id) => Ok(see_other(&format!(
            "/desk/marks/{id}?said=gigs-trust-said-noted"
        ))),
        Err(refusal) => {
            let page = NewPage::of(fields.get("about").unwrap_or_default());
            house.again(&ctx, &page, refusal, &fields)
        }
    }
}
