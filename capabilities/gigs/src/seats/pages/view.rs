//! What pages show of seats.

use crate::orders::pages::view::ShiftView;
use crate::orders::{self, model::Order};
use crate::seats::model::{Party, Seat, Step};
use crate::seats::state::{Move, State, step};
use db::Conn;
use kernel::{Ctx, Moment, Outcome, Refusal};
use people::{Worker, WorkerId};
use reference::Tables;
use serde::Serialize;
use std::collections::HashMap;

/// The colour that goes with the word; the word carries the meaning.
pub(crate) const fn tone(state: State) -> &'static str {
    match state {
        State::Confirmed | State::CheckedIn | State::Paid | State::Rated => "good",
        State::Waiting
        | State::Claimed
        | State::CheckedOut
        | State::HoursConfirmed
        | State::PayDue
        | State::Disputed => "wait",
        _ => "quiet",
    }
}

/// Has the worker said yes, so that both sides know each other?
pub(crate) fn agreed(seat: &Seat) -> bool {
    seat.confirmed_at.is_some()
}

/// A seat in a list of the worker's.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct SeatRow {
    pub id: String,
    pub title: String,
    pub place: String,
    pub who: String,
    pub pay_unit: &'static str,
    pub pay_fen: i64,
    pub state: &'static str,
    pub tone: &'static str,
    pub shift: ShiftView,
    pub until: Option<String>,
    pub live: bool,
}

impl SeatRow {
    pub(crate) fn of(tables: &Tables, seat: &Seat, order: Option<&Order>, who: String) -> Self {
        let minutes = (seat.end_at.millis() - seat.start_at.millis()) / 60_000;
        Self {
            id: seat.id.to_string(),
            title: order.map_or_else(String::new, |o| o.terms.title.clone()),
            place: tables.name(&seat.region),
            who,
            pay_unit: order.map_or("day", |o| o.terms.pay_unit.code()),
            pay_fen: order.map_or(0, |o| o.terms.pay_fen),
            state: seat.state.code(),
            tone: tone(seat.state),
            shift: ShiftView::times((seat.start_at, seat.end_at), minutes),
            until: until(seat),
            live: seat.state.is_live(),
        }
    }
    /// One in each state.
    pub(crate) fn samples() -> Vec<Self> {
        let row = |state: &State| Self {
            id: "sea_00000000000000000000000000000000".into(),
            title: "核桃装车".into(),
            place: "石坡镇".into(),
            who: "洛南县示例单位".into(),
            pay_unit: "day",
            pay_fen: 18_000,
            state: state.code(),
            tone: tone(*state),
            shift: ShiftView::sample(*state == State::Claimed),
            until: (*state == State::Claimed).then(|| "9:10".into()),
            live: state.is_live(),
        };
        State::ALL.iter().map(row).collect()
    }
}

/// Until when an unconfirmed seat is kept, as a clock shows it.
pub(crate) fn until(seat: &Seat) -> Option<String> {
    let at = seat.locked_until.filter(|_| seat.state == State::Claimed);
    at.map(orders::form::clock)
}

/// The orders of seats, each read once, with the names of their employers.
pub(crate) async fn rows(
    ctx: &Ctx,
    conn: &mut Conn,
    seats: &[Seat],
) -> Result<Vec<SeatRow>, Refusal> {
    let tables = reference::tables(ctx)?;
    let mut known: HashMap<String, Option<Order>> = HashMap::new();
    let (mut names, mut rows) = (HashMap::new(), Vec::new());
    for seat in seats {
        let id = seat.order_id.to_string();
        if !known.contains_key(&id) {
            let order = orders::order(conn, &seat.order_id).await?;
            known.insert(id.clone(), order);
        }
        let who = orders::pages::public_name(conn, &mut names, &seat.employer_id).await?;
        let order = known.get(&id).and_then(Option::as_ref);
        rows.push(SeatRow::of(&tables, seat, order, who));
    }
    Ok(rows)
}

/// A step of the history.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct StepView {
    made: String,
    to: &'static str,
    behalf: bool,
    note: Option<String>,
    at: i64,
}

impl From<&Step> for StepView {
    fn from(step: &Step) -> Self {
        let note: Option<serde_json::Value> = serde_json::from_str(&step.note).ok();
        let reason = note.as_ref().and_then(|n| n.get("reason"));
        Self {
            made: step.made.clone(),
            to: step.to.code(),
            behalf: step.behalf.is_some(),
            note: reason.and_then(|r| r.as_str()).map(str::to_owned),
            at: step.moved_at.millis(),
        }
    }
}

impl StepView {
    /// Every step there is.
    pub(crate) fn samples() -> Vec<Self> {
        let first = ["claim", "wait", "swap"].into_iter();
        let all = first.chain(Move::CODES.iter().copied());
        let line = |made: &str| Self {
            made: made.to_owned(),
            to: "confirmed",
            behalf: made == "claim",
            note: (made == "cancel-worker").then(|| "家里有事".into()),
            at: 1_795_392_000_000,
        };
        all.map(line).collect()
    }
}

/// A person of a shift, as the employer sees it.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct Attendee {
    pub id: String,
    pub name: String,
    pub phone: Option<String>,
    pub home: String,
    pub state: &'static str,
    pub tone: &'static str,
    pub came: Option<i64>,
    pub left: Option<i64>,
    /// What stands against the person, in words; never a number.
    pub marks: Vec<String>,
    pub moves: Vec<&'static str>,
}

impl Attendee {
    /// One in each state.
    pub(crate) fn samples() -> Vec<Self> {
        let one = |state: &State| Self {
            id: "sea_00000000000000000000000000000000".into(),
            name: "张*".into(),
            phone: (*state == State::Confirmed).then(|| "13800000000".into()),
            home: "石坡镇".into(),
            state: state.code(),
            tone: tone(*state),
            came: (*state == State::CheckedIn).then_some(1_795_392_000_000),
            left: (*state == State::CheckedOut).then_some(1_795_420_000_000),
            marks: vec!["…".into(); usize::from(*state == State::Claimed)],
            moves: if *state == State::Confirmed {
                vec!["cancel-employer", "absent-worker"]
            } else {
                Vec::new()
            },
        };
        State::ALL.iter().map(one).collect()
    }
}

/// The worker of a seat.
pub(crate) async fn worker_of(conn: &mut Conn, seat: &Seat) -> Result<Option<Worker>, Refusal> {
    people::worker(conn, &WorkerId::parse(&seat.worker_id)?).await
}

/// What stands against a side, as the other side may read it.
pub(crate) async fn marks(
    ctx: &Ctx,
    conn: &mut Conn,
    subject: &str,
) -> Result<Vec<String>, Refusal> {
    let words = ctx.slot::<words::Words>()?;
    let seen = crate::trust::seen(conn, subject, ctx.today()).await?;
    Ok(said(ctx, &words, &seen))
}

fn said(ctx: &Ctx, words: &words::Words, seen: &[crate::trust::Seen]) -> Vec<String> {
    let say = |s: &crate::trust::Seen| s.say(words, ctx.locale, ctx.today());
    seen.iter().map(say).collect()
}

/// Everybody of a shift.
pub(crate) async fn attendees(
    ctx: &Ctx,
    conn: &mut Conn,
    seats: &[Seat],
) -> Result<Vec<Attendee>, Refusal> {
    let words = ctx.slot::<words::Words>()?;
    let workers: Vec<&str> = seats.iter().map(|s| s.worker_id.as_str()).collect();
    let seen = crate::trust::seen_of(conn, &workers, ctx.today()).await?;
    let mut people = Vec::with_capacity(seats.len());
    for seat in seats {
        let against = seen.get(&seat.worker_id).map_or(&[][..], Vec::as_slice);
        people.push(attendee(ctx, conn, seat, said(ctx, &words, against)).await?);
    }
    Ok(people)
}

/// A person of a shift; name and telephone are whole once the person has said yes.
async fn attendee(
    ctx: &Ctx,
    conn: &mut Conn,
    seat: &Seat,
    marks: Vec<String>,
) -> Result<Attendee, Refusal> {
    let worker = worker_of(conn, seat).await?;
    let whole = agreed(seat) || ctx.actor.is_staff();
    let name = worker.as_ref().map_or_else(String::new, |w| {
        if whole {
            w.name.clone()
        } else {
            kernel::mask_name(&w.name)
        }
    });
    let phone = match worker
        .as_ref()
        .filter(|_| agreed(seat) && seat.state.is_live())
    {
        Some(worker) => people::phone(ctx, worker)?,
        None => None,
    };
    Ok(Attendee {
        id: seat.id.to_string(),
        name,
        phone,
        home: reference::tables(ctx)?.name(&seat.worker_region),
        state: seat.state.code(),
        tone: tone(seat.state),
        came: seat.checked_in_at.map(Moment::millis),
        left: seat.checked_out_at.map(Moment::millis),
        marks,
        moves: moves(ctx, seat, Party::Employer),
    })
}

/// What one side may do with a seat by a button of these pages; attendance, hours and money have
/// pages of their own.
pub(crate) fn moves(ctx: &Ctx, seat: &Seat, party: Party) -> Vec<&'static str> {
    let begun = seat.start_at <= ctx.now;
    let offered = match party {
        Party::Worker => &[
            Move::Confirm,
            Move::CancelWorker,
            Move::GiveUp,
            Move::AbsentEmployer,
        ][..],
        Party::Employer | Party::System => &[Move::CancelEmployer, Move::AbsentWorker][..],
    };
    let now = offered.iter().filter(|with| {
        let when = match with {
            Move::AbsentEmployer | Move::AbsentWorker => begun,
            Move::CancelEmployer | Move::CancelWorker => !begun || seat.state != State::Confirmed,
            _ => true,
        };
        when && matches!(step(seat.state, **with), Ok(Outcome::Changed(_)))
    });
    now.map(|with| with.code()).collect()
}
