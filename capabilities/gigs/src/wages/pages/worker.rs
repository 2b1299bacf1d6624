//! The worker's wages: what is due, what came.

use crate::WORK;
use crate::wages::model::Wage;
use crate::wages::queries;
use axum::extract::State;
use kernel::Refusal;
use serde::Serialize;
use std::sync::Arc;
use web::{Access, Cx, House, Page, Reply, Route};

/// Days back that the page shows.
const BACK: i64 = 365;

pub(super) fn routes() -> Vec<Route> {
    vec![web::get("/my/wages", Access::Need(WORK), show)]
}

#[derive(Serialize)]
pub(super) struct Row {
    pub id: String,
    pub title: String,
    pub who: String,
    pub day: String,
    pub net_fen: i64,
    pub open_fen: i64,
    pub due_day: String,
    pub state: &'static str,
    pub late: i64,
}

impl Row {
    pub(super) fn of(wage: &Wage, who: &str, today: kernel::Day) -> Self {
        Self {
            id: wage.id.to_string(),
            title: wage.title.clone(),
            who: who.to_owned(),
            day: wage.work_day.to_string(),
            net_fen: wage.net_fen,
            open_fen: wage.open_fen(),
            due_day: wage.due_day.to_string(),
            state: wage.state.code(),
            late: wage.late_days(today),
        }
    }
    pub(super) fn sample(state: &'static str, late: i64) -> Self {
        Self {
            id: "wag_00000000000000000000000000000000".into(),
            title: "摘花椒".into(),
            who: "洛南县某某合作社".into(),
            day: "2026-11-20".into(),
            net_fen: 18_000,
            open_fen: 18_000,
            due_day: "2026-11-20".into(),
            state,
            late,
        }
    }
}

/// The list.
#[derive(Serialize)]
pub struct ListPage {
    open: Vec<Row>,
    paid: Vec<Row>,
    open_fen: i64,
    paid_fen: i64,
}

impl Page for ListPage {
    const TEMPLATE: &'static str = "gigs/wages/list.html";
    fn samples() -> Vec<Self> {
        vec![
            Self {
                open: vec![Row::sample("due", 3), Row::sample("told", 0)],
                paid: vec![Row::sample("paid", 0)],
                open_fen: 36_000,
                paid_fen: 18_000,
            },
            Self {
                open: Vec::new(),
                paid: Vec::new(),
                open_fen: 0,
                paid_fen: 0,
            },
        ]
    }
}

async fn show(State(house): State<Arc<House>>, Cx(ctx): Cx) -> Reply {
    let worker = people::of_actor(&ctx);
    let worker = worker.ok_or_else(|| Refusal::not_found("record-unknown"))?;
    let today = ctx.today();
    let mut conn = house.db.read().await?;
    let from = today.plus_days(-BACK);
    let to = today.plus_days(1);
    let all = queries::of_worker(&mut conn, worker.as_str(), from, to).await?;
    let (open, paid): (Vec<&Wage>, Vec<&Wage>) = all.iter().partition(|w| w.open_fen() > 0);
    let rows = |some: &[&Wage]| {
        let row = |w: &&Wage| Row::of(w, &w.employer_name, today);
        some.iter().map(row).collect()
    };
    let page = ListPage {
        open_fen: open.iter().map(|w| w.open_fen()).sum(),
        paid_fen: paid.iter().map(|w| w.received_fen).sum(),
        open: rows(&open),
        paid: rows(&paid),
    };
    Ok(house.render(&ctx, &page))
}
