//! `/desk/hall/roll/{id}/hardship`: the clerk records what makes finding work harder, or takes it
//! away.

use super::super::model::{Ground, Hardship};
use super::super::{actions, hardship};
use super::{desk, line};
use crate::permissions::CALL;
use axum::extract::{Path, State};
use kernel::{Ctx, Refusal};
use serde::Serialize;
use std::sync::Arc;
use web::{Access, Cx, Fields, Form, House, Page, Reply, Route, see_other};

/// The form.
#[derive(Debug, Serialize)]
pub struct HardshipPage {
    id: String,
    slip: i64,
    station: String,
    grounds: Vec<Choice>,
    hows: Vec<Choice>,
    until: Option<String>,
    #[serde(skip)]
    shown: Fields,
}

#[derive(Debug, Serialize)]
struct Choice {
    value: &'static str,
    text: String,
}

impl Page for HardshipPage {
    const TEMPLATE: &'static str = "gigs/hall/hardship.html";
    fn samples() -> Vec<Self> {
        let choice = |value| Choice {
            value,
            text: "…".into(),
        };
        let page = |until, shown| Self {
            id: "rol_0".into(),
            slip: 7,
            station: "sta_0".into(),
            grounds: Ground::CODES.iter().map(|c| choice(c)).collect(),
            hows: vec![choice("spoken"), choice("signed")],
            until,
            shown,
        };
        let shown = Fields::of([("ground", "older"), ("reason", "看了身份证")]);
        vec![
            page(None, Fields::default()),
            page(Some("2027-11-23".into()), shown),
        ]
    }
    fn fields(&self) -> Fields {
        self.shown.clone()
    }
}

async fn page(house: &House, ctx: &Ctx, id: &str) -> Result<HardshipPage, Refusal> {
    let mut reader = house.db.read().await?;
    let (entry, at) = line(ctx, &mut reader, id).await?;
    let known = hardship::with_end(ctx, &mut reader, &entry.worker_id).await?;
    let choices = |prefix: &str, codes: &[&'static str]| {
        let choice = |value: &&'static str| Choice {
            value,
            text: house.say(ctx.locale, &format!("{prefix}{value}")),
        };
        codes.iter().map(choice).collect::<Vec<_>>()
    };
    let mut shown = Fields::default();
    if let Some((record, _)) = &known {
        for ground in &record.grounds {
            shown.push("ground", ground.code());
        }
        shown.push("reason", record.reason.as_str());
    }
    Ok(HardshipPage {
        id: entry.id.to_string(),
        slip: entry.slip,
        station: at.id,
        grounds: choices("gigs-hall-ground-", Ground::CODES),
        hows: choices("people-how-", &actions::CONSENTS),
        until: known.map(|(_, until)| until.to_string()),
        shown,
    })
}

async fn show(State(house): State<Arc<House>>, Cx(ctx): Cx, Path(id): Path<String>) -> Reply {
    let page = page(&house, &ctx, &id).await?;
    Ok(house.render(&ctx, &page))
}

async fn save(
    State(house): State<Arc<House>>,
    Cx(ctx): Cx,
    Path(id): Path<String>,
    Form(fields): Form,
) -> Reply {
    let page = page(&house, &ctx, &id).await?;
    let done = async {
        let (entry, at) = {
            let mut reader = house.db.read().await?;
            line(&ctx, &mut reader, &id).await?
        };
        let mut tx = trail::begin(&house.db, &ctx).await?;
        let said = if fields.get("drop").is_some() {
            actions::drop_hardship(&ctx, &mut tx, &entry.id).await?;
            "gigs-hall-said-hardship-gone"
        } else {
            let mut f = fields.reader();
            let grounds = f.many("ground", Ground::ALL.len());
            let reason = f.opt_text("reason", 200).unwrap_or_default();
            let consent = f.opt_one_of("consent", &actions::CONSENTS);
            f.finish()?;
            let record = Hardship {
                grounds: grounds.iter().filter_map(|g| Ground::parse(g)).collect(),
                reason,
            };
            let consent = consent.unwrap_or_default();
            actions::record_hardship(&ctx, &mut tx, &entry.id, &record, consent).await?;
            "gigs-hall-said-hardship"
        };
        tx.commit(&ctx).await?;
        Ok::<_, Refusal>(desk::home(&at.id, said))
    };
    match done.await {
        Ok(to) => Ok(see_other(&to)),
        Err(refusal) => house.again(&ctx, &page, refusal, &fields),
    }
}

pub(super) fn routes() -> Vec<Route> {
    let need = Access::Need(CALL);
    vec![
        web::get("/desk/hall/roll/{id}/hardship", need, show),
        web::post("/desk/hall/roll/{id}/hardship", need, save),
    ]
}
