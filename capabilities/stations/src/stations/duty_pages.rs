//! `/desk/duty`: the roster of the viewer's own station for the next two weeks.

use super::model::{Duty, Level, Station, parse_minutes};
use super::pages::sample_station;
use super::{actions, queries};
use crate::permissions::DUTY;
use crate::staff::user_forms::Choice;
use axum::extract::{Path, State};
use kernel::{Ctx, Refusal};
use serde::Serialize;
use std::sync::Arc;
use web::{Access, Cx, Form, House, Page, Reply, Route, see_other};

/// Days shown ahead.
const AHEAD: i64 = 13;

/// The roster with its form.
#[derive(Serialize)]
pub(crate) struct DutyPage {
    station: Station,
    duties: Vec<Duty>,
    staff: Vec<Choice>,
}

impl Page for DutyPage {
    const TEMPLATE: &'static str = "stations/stations/duty.html";
    fn samples() -> Vec<Self> {
        let duty = Duty {
            id: "dut_0".into(),
            day: "2026-11-24".into(),
            name: "李演示".into(),
            from: "08:30".into(),
            to: "17:30".into(),
        };
        let page = |duties| Self {
            station: sample_station(Level::Town, ""),
            duties,
            staff: vec![Choice {
                value: "acc_0".into(),
                text: "李演示".into(),
            }],
        };
        vec![page(vec![duty]), page(Vec::new())]
    }
}

async fn page(house: &House, ctx: &Ctx) -> Result<DutyPage, Refusal> {
    let mut reader = house.db.read().await?;
    let station = queries::own(&mut reader, ctx).await?;
    let station = station.ok_or_else(|| Refusal::not_found("stations-no-station"))?;
    let to = ctx.today().plus_days(AHEAD);
    let duties = queries::duties(&mut reader, &station.id, ctx.today(), to).await?;
    let staff = queries::staff(&mut reader, &ctx.scope).await?;
    let choice = |(value, text)| Choice { value, text };
    Ok(DutyPage {
        station,
        duties,
        staff: staff.into_iter().map(choice).collect(),
    })
}

async fn show(State(house): State<Arc<House>>, Cx(ctx): Cx) -> Reply {
    let page = page(&house, &ctx).await?;
    Ok(house.render(&ctx, &page))
}

async fn add(State(house): State<Arc<House>>, Cx(ctx): Cx, Form(fields): Form) -> Reply {
    let page = page(&house, &ctx).await?;
    let done = async {
        let mut reader = fields.reader();
        let account = reader.text("account", 1..=60);
        let day = reader.day("day");
        let mut minutes = |name: &str| {
            let text = reader.text(name, 1..=5);
            let read = parse_minutes(&text);
            if read.is_none() && !text.is_empty() {
                reader.fault(name, "stations-time-form");
            }
            read.unwrap_or_default()
        };
        let minutes = (minutes("from"), minutes("to"));
        reader.finish()?;
        let day = day.unwrap_or_else(|| ctx.today());
        let mut tx = trail::begin(&house.db, &ctx).await?;
        let station = &page.station.id;
        actions::put_on_duty(&ctx, &mut tx, station, &account, day, minutes).await?;
        tx.commit(&ctx).await
    };
    match done.await {
        Ok(()) => Ok(see_other("/desk/duty?said=stations-duty-saved")),
        Err(refusal) => house.again(&ctx, &page, refusal, &fields),
    }
}

async fn drop_one(
    State(house): State<Arc<House>>,
    Cx(ctx): Cx,
    Path(id): Path<String>,
    Form(_): Form,
) -> Reply {
    let page = page(&house, &ctx).await?;
    let mut tx = trail::begin(&house.db, &ctx).await?;
    actions::take_off_duty(&ctx, &mut tx, &page.station.id, &id).await?;
    Ok(web::commit_to(tx, &ctx, "/desk/duty?said=stations-duty-saved").await?)
}

pub(crate) fn routes() -> Vec<Route> {
    vec![
        web::get("/desk/duty", Access::Need(DUTY), show),
        web::post("/desk/duty", Access::Need(DUTY), add),
        web::post("/desk/duty/{id}/drop", Access::Need(DUTY), drop_one),
    ]
}
