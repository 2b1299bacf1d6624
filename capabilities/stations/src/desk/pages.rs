//! `/desk`: find a person, see today's services, go where work waits.

use super::queues::{self, Line};
use crate::ledger::queries::{self as ledger, Counts, Filter};
use crate::permissions::DESK;
use crate::stations::model::{Duty, Level, Station};
use crate::stations::pages::sample_station;
use crate::stations::queries;
use axum::extract::State;
use serde::Serialize;
use std::sync::Arc;
use web::{Access, Cx, House, Page, Reply, Route};

/// The desk's first page.
#[derive(Serialize)]
pub(crate) struct DeskPage {
    station: Option<Station>,
    waiting: Vec<Line>,
    today: Counts,
    duties: Vec<Duty>,
}

impl Page for DeskPage {
    const TEMPLATE: &'static str = "stations/desk/home.html";
    fn samples() -> Vec<Self> {
        let duty = Duty {
            id: "dut_0".into(),
            day: "2026-11-23".into(),
            name: "李演示".into(),
            from: "08:30".into(),
            to: "17:30".into(),
        };
        let line = |late| Line {
            key: "stations-desk-today",
            path: "/desk/ledger",
            waiting: queues::Waiting { due: 5, late },
        };
        vec![
            Self {
                station: Some(sample_station(Level::Town, "")),
                waiting: [0, 2].map(line).into(),
                today: Counts {
                    services: 3,
                    subjects: 2,
                    anonymous: 1,
                },
                duties: vec![duty],
            },
            Self {
                station: None,
                waiting: Vec::new(),
                today: Counts::default(),
                duties: Vec::new(),
            },
        ]
    }
}

async fn home(State(house): State<Arc<House>>, Cx(ctx): Cx) -> Reply {
    let mut reader = house.db.read().await?;
    let station = queries::own(&mut reader, &ctx).await?;
    let filter = Filter {
        scope: ctx.scope.clone(),
        from: ctx.today(),
        to: ctx.today(),
        kind: None,
        channel: None,
    };
    let today = ledger::counts(&mut reader, &filter).await?;
    let duties = match &station {
        Some(s) => queries::duties(&mut reader, &s.id, ctx.today(), ctx.today()).await?,
        None => Vec::new(),
    };
    let page = DeskPage {
        waiting: queues::waiting(&ctx, &mut reader).await?,
        station,
        today,
        duties,
    };
    Ok(house.render(&ctx, &page))
}

pub(crate) fn routes() -> Vec<Route> {
    vec![web::get("/desk", Access::Need(DESK), home)]
}
