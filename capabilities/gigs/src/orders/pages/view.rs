//! What pages show of orders and shifts: the same lines that a worker reads.

use crate::orders::board::queries::{Brief, Line};
use crate::orders::form::clock;
use crate::orders::model::{Order, Shift, ShiftState, State, Stretch};
use employers::Employer;
use kernel::{Ctx, Fen, Moment};
use reference::Tables;
use serde::Serialize;

/// A shift as pages show it.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct ShiftView {
    pub id: String,
    pub day: String,
    pub from: String,
    pub to: String,
    pub next_day: bool,
    pub hours: String,
    pub break_minutes: i64,
    pub seats: i64,
    pub taken: i64,
    pub free: i64,
    pub state: &'static str,
    pub begun: bool,
}

impl ShiftView {
    /// A shift as it stands.
    pub(crate) fn of(ctx: &Ctx, shift: &Shift) -> Self {
        let times = (shift.start_at, shift.end_at);
        Self {
            id: shift.id.to_string(),
            break_minutes: shift.break_minutes,
            seats: shift.seats,
            taken: shift.taken,
            free: shift.free(),
            state: shift.state.code(),
            begun: shift.start_at <= ctx.now,
            ..Self::times(times, shift.work_minutes())
        }
    }
    /// A shift as it is asked for, before there are seats.
    pub(crate) fn planned(stretch: &Stretch) -> Self {
        Self {
            break_minutes: stretch.break_minutes,
            seats: stretch.seats,
            free: stretch.seats,
            ..Self::times(
                (stretch.start(), stretch.end()),
                stretch.minutes - stretch.break_minutes,
            )
        }
    }
    /// Only the times, as a seat knows them.
    pub(crate) fn times((start, end): (Moment, Moment), minutes: i64) -> Self {
        Self {
            id: String::new(),
            day: start.day().to_string(),
            from: clock(start),
            to: clock(end),
            next_day: end.day() != start.day(),
            hours: Fen(minutes * 100 / 60).to_string(),
            break_minutes: 0,
            seats: 0,
            taken: 0,
            free: 0,
            state: ShiftState::Open.code(),
            begun: false,
        }
    }
    /// A made-up shift.
    pub(crate) fn sample(night: bool) -> Self {
        let start = Moment::from_millis(1_795_392_000_000);
        Self {
            id: "shf_00000000000000000000000000000000".into(),
            break_minutes: if night { 0 } else { 60 },
            seats: 3,
            taken: if night { 3 } else { 1 },
            free: if night { 0 } else { 2 },
            ..Self::times(
                (start, start.plus_minutes(if night { 900 } else { 540 })),
                480,
            )
        }
    }
}

/// A shift with its order in a list.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct LineView {
    pub order: String,
    pub no: String,
    pub title: String,
    pub trade: String,
    pub place: String,
    pub who: String,
    pub pay_unit: &'static str,
    pub pay_fen: i64,
    pub pay_note: String,
    pub settle: &'static str,
    pub meals: &'static str,
    pub transport: &'static str,
    pub shift: ShiftView,
    pub way: Option<u16>,
    pub confirmed: i64,
    pub came: i64,
    pub waiting: i64,
}

impl LineView {
    pub(crate) fn of(
        ctx: &Ctx,
        tables: &Tables,
        line: &Line,
        who: String,
        home: Option<&str>,
    ) -> Self {
        let region = line.shift.region.as_str();
        let way = home.and_then(|home| tables.minutes(home, region));
        Self {
            order: line.shift.order_id.to_string(),
            no: line.no.clone(),
            title: line.title.clone(),
            trade: trade_name(tables, &line.trade),
            place: tables.name(region),
            who,
            pay_unit: line.pay_unit.code(),
            pay_fen: line.pay_fen,
            pay_note: line.pay_note.clone(),
            settle: line.settle.code(),
            meals: line.meals.code(),
            transport: line.transport.code(),
            shift: ShiftView::of(ctx, &line.shift),
            way: way.map(|w| w.minutes),
            confirmed: line.people.confirmed,
            came: line.people.came,
            waiting: line.people.waiting,
        }
    }
    pub(crate) fn sample(night: bool) -> Self {
        Self {
            order: "ord_00000000000000000000000000000000".into(),
            no: "LN-20261124-D0001".into(),
            title: "核桃装车".into(),
            trade: "搬运装卸".into(),
            place: "石坡镇".into(),
            who: "洛南县示例单位".into(),
            pay_unit: if night { "piece" } else { "day" },
            pay_fen: 18_000,
            pay_note: if night { "筐（30 斤）" } else { "" }.into(),
            settle: "day",
            meals: "given",
            transport: "fetched",
            shift: ShiftView::sample(night),
            way: night.then_some(25),
            confirmed: 1,
            came: i64::from(night),
            waiting: 2,
        }
    }
}

fn trade_name(tables: &Tables, id: &str) -> String {
    tables
        .trade(id)
        .map_or_else(String::new, |t| t.name.clone())
}

/// The colour that goes with an order's state; the word carries the meaning.
pub(crate) const fn tone(state: State) -> &'static str {
    match state {
        State::Open => "good",
        State::Draft => "wait",
        State::Closed | State::Cancelled => "quiet",
    }
}

/// An order in its employer's list.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct BriefView {
    pub id: String,
    pub no: String,
    pub state: &'static str,
    pub tone: &'static str,
    pub title: String,
    pub place: String,
    pub pay_unit: &'static str,
    pub pay_fen: i64,
    pub first_day: String,
    pub last_day: String,
    pub seats: i64,
    pub taken: i64,
}

impl BriefView {
    pub(crate) fn of(tables: &Tables, brief: &Brief) -> Self {
        Self {
            id: brief.id.clone(),
            no: brief.no.clone(),
            state: brief.state.code(),
            tone: tone(brief.state),
            title: brief.title.clone(),
            place: tables.name(&brief.region),
            pay_unit: brief.pay_unit.code(),
            pay_fen: brief.pay_fen,
            first_day: brief.first_day.to_string(),
            last_day: brief.last_day.to_string(),
            seats: brief.seats,
            taken: brief.taken,
        }
    }
    pub(crate) fn sample(state: State) -> Self {
        let several = state == State::Open;
        Self {
            id: "ord_00000000000000000000000000000000".into(),
            no: "LN-20261124-D0001".into(),
            state: state.code(),
            tone: tone(state),
            title: "核桃装车".into(),
            place: "石坡镇".into(),
            pay_unit: "day",
            pay_fen: 18_000,
            first_day: "2026-11-24".into(),
            last_day: if several { "2026-11-26" } else { "2026-11-24" }.into(),
            seats: 6,
            taken: 2,
        }
    }
}

/// Everything an order says, as pages show it.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct OrderView {
    pub id: String,
    pub no: String,
    pub state: &'static str,
    pub tone: &'static str,
    pub version: i64,
    pub title: String,
    pub trade: String,
    pub trade_id: String,
    pub place: String,
    pub address: Option<String>,
    pub meeting: String,
    pub duties: String,
    pub relation: &'static str,
    pub agreement: &'static str,
    pub pay_unit: &'static str,
    pub pay_fen: i64,
    pub pay_note: String,
    pub settle: &'static str,
    pub pay_method: &'static str,
    pub meals: &'static str,
    pub transport: &'static str,
    pub insurance: &'static str,
    pub insurance_reason: String,
    pub age_min: Option<i64>,
    pub age_max: Option<i64>,
    pub certs: Vec<String>,
    pub who: String,
    pub kind: &'static str,
    pub verified: Option<&'static str>,
    pub verified_at: Option<i64>,
}

impl OrderView {
    /// The order; `agreed` = the reader may know a household's door.
    pub(crate) fn of(
        tables: &Tables,
        order: &Order,
        employer: Option<&Employer>,
        agreed: bool,
    ) -> Self {
        let t = &order.terms;
        let household = employer.is_none_or(|e| e.kind == employers::Kind::Household);
        let told = agreed || !household;
        Self {
            id: order.id.to_string(),
            no: order.no.clone(),
            state: order.state.code(),
            tone: tone(order.state),
            version: order.version,
            title: t.title.clone(),
            trade: trade_name(tables, &t.trade),
            trade_id: t.trade.clone(),
            place: tables.name(&t.region),
            address: told.then(|| t.address.clone()),
            meeting: if told {
                t.meeting.clone()
            } else {
                String::new()
            },
            duties: t.duties.clone(),
            relation: t.relation.code(),
            agreement: t.agreement.code(),
            pay_unit: t.pay_unit.code(),
            pay_fen: t.pay_fen,
            pay_note: t.pay_note.clone(),
            settle: t.settle.code(),
            pay_method: t.pay_method.code(),
            meals: t.meals.code(),
            transport: t.transport.code(),
            insurance: t.insurance.code(),
            insurance_reason: t.insurance_reason.clone(),
            age_min: t.age_min,
            age_max: t.age_max,
            certs: t.certs.clone(),
            who: employer.map_or_else(String::new, Employer::public_name),
            kind: employer.map_or("company", |e| e.kind.code()),
            verified: employer.and_then(|e| e.verified_level).map(|l| l.code()),
            verified_at: employer.and_then(|e| e.verified_at).map(Moment::millis),
        }
    }
    pub(crate) fn sample(state: State) -> Self {
        let bare = state == State::Draft;
        Self {
            id: "ord_00000000000000000000000000000000".into(),
            no: "LN-20261124-D0001".into(),
            state: state.code(),
            tone: tone(state),
            version: 1,
            title: "核桃装车".into(),
            trade: "搬运装卸".into(),
            trade_id: "t01".into(),
            place: "石坡镇 张河村".into(),
            address: (!bare).then(|| "村口".into()),
            meeting: if bare { "" } else { "镇政府门口" }.into(),
            duties: "把装好的核桃搬上车".into(),
            relation: "labour",
            agreement: "contract",
            pay_unit: if bare { "piece" } else { "day" },
            pay_fen: 18_000,
            pay_note: if bare { "筐（30 斤）" } else { "" }.into(),
            settle: "day",
            pay_method: "cash",
            meals: "given",
            transport: "fetched",
            insurance: if bare { "none" } else { "accident" },
            insurance_reason: if bare { "帮邻居一小时" } else { "" }.into(),
            age_min: bare.then_some(18),
            age_max: (!bare).then_some(60),
            certs: if bare {
                vec!["电工证".into()]
            } else {
                Vec::new()
            },
            who: "洛南县示例单位".into(),
            kind: "company",
            verified: (!bare).then_some("papers"),
            verified_at: (!bare).then_some(1_795_305_600_000),
        }
    }
}
