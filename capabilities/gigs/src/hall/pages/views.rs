//! What the hall's pages show of a shift and of a person, ready to be read.

use super::super::model::Entry;
pub(super) use crate::orders::form::clock;
use crate::orders::model::{Order, Relation, Shift};
use kernel::{Ctx, Refusal, mask_name, mask_phone};
use people::{Worker, WorkerId};
use reference::Tables;
use serde::Serialize;

/// The family name as one calls out: `王`.
pub(super) fn surname(name: &str) -> String {
    mask_name(name).trim_end_matches('*').to_owned()
}

/// A shift that wants people.
#[derive(Debug, Clone, Serialize)]
pub(super) struct ShiftView {
    pub id: String,
    pub title: String,
    pub place: String,
    pub meeting: String,
    pub day: String,
    pub from: String,
    pub to: String,
    pub free: i64,
    pub seats: i64,
    pub fen: i64,
    pub unit: &'static str,
    pub note: String,
    pub settle: &'static str,
    pub meals: &'static str,
    pub transport: &'static str,
}

impl ShiftView {
    pub(super) fn of(tables: &Tables, order: &Order, shift: &Shift) -> Self {
        let terms = &order.terms;
        // A household's door is told when both sides agree, never on a wall; a meeting place that
        // anybody else named is there to be read.
        let firm = matches!(
            terms.relation,
            Relation::Labour | Relation::PartTime | Relation::Overage
        );
        let meeting = match (terms.relation, terms.meeting.is_empty()) {
            (Relation::Household, _) => "",
            (_, false) => &terms.meeting,
            (_, true) if firm => &terms.address,
            (_, true) => "",
        };
        Self {
            id: shift.id.to_string(),
            title: terms.title.clone(),
            place: tables.name(&terms.region),
            meeting: meeting.to_owned(),
            day: shift.work_day.to_string(),
            from: clock(shift.start_at),
            to: clock(shift.end_at),
            free: shift.free(),
            seats: shift.seats,
            fen: terms.pay_fen,
            unit: terms.pay_unit.code(),
            note: terms.pay_note.clone(),
            settle: terms.settle.code(),
            meals: terms.meals.code(),
            transport: terms.transport.code(),
        }
    }
    pub(super) fn sample() -> Self {
        Self {
            id: "shf_0".into(),
            title: "烤烟采摘".into(),
            place: "石坡镇 张河村".into(),
            meeting: "石坡街口老供销社".into(),
            day: "2026-11-24".into(),
            from: "6:30".into(),
            to: "18:00".into(),
            free: 3,
            seats: 8,
            fen: 15_000,
            unit: "day",
            note: String::new(),
            settle: "day",
            meals: "given",
            transport: "fetched",
        }
    }
}

/// A person on the roll.
#[derive(Debug, Clone, Serialize)]
pub(super) struct PersonView {
    pub id: String,
    pub worker: String,
    pub slip: i64,
    pub name: String,
    pub phone: String,
    pub place: String,
    pub trades: Vec<String>,
    pub note: String,
    pub state: &'static str,
    pub arrived: String,
    pub minutes: i64,
    pub call: String,
}

impl PersonView {
    pub(super) fn of(
        ctx: &Ctx,
        tables: &Tables,
        entry: &Entry,
        worker: &Worker,
    ) -> Result<Self, Refusal> {
        let ids = if entry.trades.is_empty() {
            &worker.wishes.trades
        } else {
            &entry.trades
        };
        let trade = |id: &String| tables.trade(id).map(|t| t.name.clone());
        let phone = people::phone(ctx, worker)?;
        let waited = ctx.now.millis() - entry.arrived_at.millis();
        Ok(Self {
            id: entry.id.to_string(),
            worker: entry.worker_id.clone(),
            slip: entry.slip,
            name: worker.name.clone(),
            phone: phone.map(|p| mask_phone(&p)).unwrap_or_default(),
            place: tables.name(&worker.region),
            trades: ids.iter().filter_map(trade).collect(),
            note: entry.note.clone(),
            state: entry.state.code(),
            arrived: clock(entry.arrived_at),
            minutes: waited.max(0) / 60_000,
            call: entry.call_id.clone().unwrap_or_default(),
        })
    }
    pub(super) fn sample(state: &'static str) -> Self {
        Self {
            id: "rol_0".into(),
            worker: "wrk_0".into(),
            slip: 7,
            name: "王小明".into(),
            phone: "138****0001".into(),
            place: "石坡镇 张河村".into(),
            trades: vec!["搬运装卸".into()],
            note: "带着铁锹".into(),
            state,
            arrived: "6:05".into(),
            minutes: 130,
            call: "cal_0".into(),
        }
    }
}

/// The people behind lines of the roll, in the same order; whose file is gone is left out.
pub(super) async fn people_of(
    ctx: &Ctx,
    conn: &mut db::Conn,
    entries: &[Entry],
) -> Result<Vec<PersonView>, Refusal> {
    let tables = reference::tables(ctx)?;
    let mut shown = Vec::with_capacity(entries.len());
    for entry in entries {
        let id = WorkerId::parse(&entry.worker_id)?;
        if let Some(worker) = people::worker(conn, &id).await? {
            shown.push(PersonView::of(ctx, &tables, entry, &worker)?);
        }
    }
    Ok(shown)
}
