//! Random sequences of steps, taken by the program and by the reference model side by side: the
//! same answers and the same seats after every step. `YIZHAN_LONG=1` for 2,000 sequences.

use super::plain::{MShift, Model};
use super::{TOWNS, employer, houses, long, opened, stretch, terms, workers};
use crate::orders;
use crate::orders::model::ShiftId;
use crate::seats::actions::fill;
use crate::seats::model::{Channel, Party, SeatId};
use crate::seats::state::{Move, State};
use crate::seats::{claim, claim_group, make, swap, wait};
use kernel::{Ctx, Moment, Refusal};
use people::WorkerId;
use proptest::prelude::*;
use proptest::test_runner::{Config, TestCaseError, TestRunner};
use serde_json::json;
use std::sync::atomic::{AtomicUsize, Ordering};
use testkit::TestHouse;

const PEOPLE: usize = 4;

/// A step; numbers are taken modulo what there is.
#[derive(Debug, Clone)]
enum Step {
    Claim(usize, usize),
    Wait(usize, usize),
    Group(Vec<usize>, usize),
    Make(usize, usize),
    Swap(usize, usize),
    Fill(usize),
    CancelShift(usize),
    Pass(i64),
}

/// Moves with the side that makes them; how often each is drawn shows in its repetition.
const MOVES: [(Move, Party); 22] = [
    (Move::Confirm, Party::Worker),
    (Move::Confirm, Party::Worker),
    (Move::Confirm, Party::Worker),
    (Move::Confirm, Party::Worker),
    (Move::CancelWorker, Party::Worker),
    (Move::CancelWorker, Party::Worker),
    (Move::CancelEmployer, Party::Employer),
    (Move::GiveUp, Party::Worker),
    (Move::Lapse, Party::System),
    (Move::CheckIn, Party::Employer),
    (Move::CheckIn, Party::Worker),
    (Move::CheckOut, Party::Worker),
    (Move::CheckOut, Party::Employer),
    (Move::AgreeHours, Party::System),
    (Move::Due, Party::System),
    (Move::Receive, Party::Worker),
    (Move::Rate, Party::System),
    (Move::Close, Party::System),
    (Move::AbsentWorker, Party::Employer),
    (Move::AbsentEmployer, Party::Worker),
    (Move::Dispute, Party::Worker),
    (Move::Settle, Party::Employer),
];

fn step() -> impl Strategy<Value = Step> {
    let n = || 0usize..64;
    prop_oneof![
        6 => (n(), n()).prop_map(|(a, b)| Step::Claim(a, b)),
        4 => (n(), n()).prop_map(|(a, b)| Step::Wait(a, b)),
        1 => (prop::collection::vec(n(), 1..4), n()).prop_map(|(a, b)| Step::Group(a, b)),
        12 => (n(), n()).prop_map(|(a, b)| Step::Make(a, b)),
        3 => (n(), n()).prop_map(|(a, b)| Step::Swap(a, b)),
        1 => n().prop_map(Step::Fill),
        1 => n().prop_map(Step::CancelShift),
        3 => prop_oneof![Just(1i64), Just(4), Just(11), Just(240), Just(1200)]
            .prop_map(Step::Pass),
    ]
}

/// The program's side of the little world.
struct Real<'a> {
    house: &'a TestHouse,
    people: Vec<WorkerId>,
    shifts: Vec<ShiftId>,
    seats: Vec<SeatId>,
    zero: Moment,
    /// Each step has a moment of its own, as each request has.
    ticks: i64,
}

impl Real<'_> {
    async fn take(&mut self, now: i64, step: &Step) -> Result<(), Refusal> {
        self.ticks += 1;
        let mut ctx = self.house.system();
        ctx.now = Moment::from_millis(self.zero.millis() + now * 60_000 + self.ticks);
        let mut tx = trail::begin(&self.house.house.db, &ctx).await?;
        let made = self.act(&ctx, &mut tx, step).await?;
        tx.commit(&ctx).await?;
        for seat in made {
            if !self.seats.contains(&seat) {
                self.seats.push(seat);
            }
        }
        Ok(())
    }
    async fn act(
        &self,
        ctx: &Ctx,
        tx: &mut trail::Tx,
        step: &Step,
    ) -> Result<Vec<SeatId>, Refusal> {
        let (who, shift) = (&self.people, &self.shifts);
        let online = Channel::Online;
        match step {
            Step::Claim(w, s) => Ok(vec![claim(ctx, tx, &shift[*s], &who[*w], online).await?.id]),
            Step::Wait(w, s) => Ok(vec![wait(ctx, tx, &shift[*s], &who[*w], online).await?.id]),
            Step::Group(ws, s) => {
                let group: Vec<WorkerId> = ws.iter().map(|w| who[*w].clone()).collect();
                let made = claim_group(ctx, tx, &shift[*s], &group[0], &group, online).await?;
                // In the order in which the model makes them.
                Ok(made.into_iter().map(|seat| seat.id).collect())
            }
            Step::Make(seat, with) => {
                let (with, party) = MOVES[*with];
                make(ctx, tx, &self.seats[*seat], with, party, json!({})).await?;
                Ok(Vec::new())
            }
            Step::Swap(a, b) => {
                let party = Party::Employer;
                swap(ctx, tx, &self.seats[*a], &self.seats[*b], party).await?;
                Ok(Vec::new())
            }
            Step::Fill(s) => {
                tx.quiet("nobody fits");
                fill(ctx, tx, &shift[*s]).await?;
                Ok(Vec::new())
            }
            Step::CancelShift(s) => {
                orders::cancel_shift(ctx, tx, &shift[*s], "下雨").await?;
                Ok(Vec::new())
            }
            Step::Pass(_) => Ok(Vec::new()),
        }
    }
}

/// The numbers made fit for what there is; `None` = nothing to do it to.
fn fitted(step: &Step, model: &Model) -> Option<Step> {
    let (people, shifts, seats) = (PEOPLE, model.shifts.len(), model.seats.len());
    Some(match step.clone() {
        Step::Claim(w, s) => Step::Claim(w % people, s % shifts),
        Step::Wait(w, s) => Step::Wait(w % people, s % shifts),
        Step::Group(ws, s) => Step::Group(ws.iter().map(|w| w % people).collect(), s % shifts),
        Step::Make(_, _) | Step::Swap(_, _) if seats == 0 => return None,
        Step::Make(seat, with) => Step::Make(seat % seats, with % MOVES.len()),
        Step::Swap(a, b) => Step::Swap(a % seats, b % seats),
        Step::Fill(s) => Step::Fill(s % shifts),
        // Most sequences keep most of their shifts.
        Step::CancelShift(s) if s % 3 > 0 => return None,
        Step::CancelShift(s) => Step::CancelShift(s % shifts),
        Step::Pass(minutes) => Step::Pass(minutes),
    })
}

fn model_takes(model: &mut Model, step: &Step) -> Result<(), &'static str> {
    match step {
        Step::Claim(w, s) => model.claim(*w, *s),
        Step::Wait(w, s) => model.wait(*w, *s),
        Step::Group(ws, s) => model.group(ws, *s),
        Step::Make(seat, with) => model.make(*seat, MOVES[*with].0),
        Step::Swap(a, b) => model.swap(*a, *b),
        Step::Fill(s) => model.fill(*s),
        Step::CancelShift(s) => model.cancel_shift(*s),
        Step::Pass(minutes) => {
            model.now += minutes;
            Ok(())
        }
    }
}

async fn alike(real: &Real<'_>, model: &Model) -> Result<(), TestCaseError> {
    let mut conn = real.house.house.db.read().await.unwrap();
    prop_assert_eq!(real.seats.len(), model.seats.len());
    for (id, seat) in real.seats.iter().zip(&model.seats) {
        let is = crate::seats::seat(&mut conn, id).await.unwrap().unwrap();
        let shift = real.shifts.iter().position(|s| *s == is.shift_id).unwrap();
        let who = real
            .people
            .iter()
            .position(|w| w.as_str() == is.worker_id)
            .unwrap();
        let (wanted, found) = ((seat.state, seat.shift, seat.who), (is.state, shift, who));
        prop_assert_eq!(found, wanted);
    }
    for (at, id) in real.shifts.iter().enumerate() {
        let is = orders::shift(&mut conn, id).await.unwrap().unwrap();
        prop_assert_eq!(is.taken, model.taken(at) as i64);
        prop_assert!(is.taken <= is.seats);
    }
    Ok(())
}

/// A world of its own: people, five shifts of two employers in three towns.
async fn world<'a>(house: &'a TestHouse, firms: &[String; 2], case: usize) -> (Real<'a>, Model) {
    let people = workers(house, case * PEOPLE, PEOPLE).await;
    // A town and its time of day; the zero of time is 09:00 of the day before.
    let zero = house.system().now;
    let (day, next) = (zero.day().plus_days(1), zero.day().plus_days(2));
    let plan = [
        (
            0,
            0,
            vec![stretch(day, 6, 0, 300, 1), stretch(day, 15, 0, 300, 2)],
        ),
        (
            0,
            1,
            vec![stretch(day, 11, 10, 230, 2), stretch(next, 4, 0, 400, 1)],
        ),
        (1, 2, vec![stretch(day, 20, 10, 240, 1)]),
    ];
    let minute = |at: Moment| (at.millis() - zero.millis()) / 60_000;
    let (mut shifts, mut rows) = (Vec::new(), Vec::new());
    for (firm, town, asked) in plan {
        let asked = terms(TOWNS[town], asked);
        let (_, made) = opened(house, zero, &firms[firm], &asked).await;
        for shift in made {
            rows.push(MShift {
                firm,
                town,
                day: shift.work_day.epoch_days(),
                start: minute(shift.start_at),
                end: minute(shift.end_at),
                seats: usize::try_from(shift.seats).unwrap(),
                open: true,
            });
            shifts.push(shift.id);
        }
    }
    let tables = reference::tables(&house.system()).unwrap();
    let mut road = [[0; 3]; 3];
    for (a, from) in TOWNS.iter().enumerate() {
        for (b, to) in TOWNS.iter().enumerate().filter(|(b, _)| *b != a) {
            road[a][b] = i64::from(tables.minutes(from, to).unwrap().minutes);
        }
    }
    let real = Real {
        house,
        people,
        shifts,
        seats: Vec::new(),
        zero,
        ticks: 0,
    };
    let model = Model {
        now: 0,
        shifts: rows,
        seats: Vec::new(),
        road,
    };
    (real, model)
}

async fn side_by_side(
    house: &TestHouse,
    firms: &[String; 2],
    case: usize,
    steps: &[Step],
) -> Result<[usize; 2], TestCaseError> {
    let (mut real, mut model) = world(house, firms, case).await;
    let mut count = [0, 0];
    for step in steps {
        let Some(step) = fitted(step, &model) else {
            continue;
        };
        let said = real.take(model.now, &step).await;
        let wanted = model_takes(&mut model, &step);
        let said = said.as_ref().map_err(|refusal| refusal.code).copied();
        prop_assert_eq!(said, wanted, "{:?}", step);
        count[usize::from(said.is_err())] += 1;
        alike(&real, &model).await?;
    }
    Ok(count)
}

#[test]
fn the_program_does_what_the_reference_model_does() {
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(2)
        .enable_all()
        .build()
        .unwrap();
    for (n, house) in runtime.block_on(houses()).into_iter().enumerate() {
        let firms =
            runtime.block_on(async { [employer(&house, 0).await, employer(&house, 1).await] });
        let cases = match (long(), n) {
            (false, _) => 24,
            (true, 0) => 2_000,
            (true, _) => 500,
        };
        let config = Config {
            cases,
            failure_persistence: None,
            max_shrink_iters: 200,
            ..Config::default()
        };
        let case = AtomicUsize::new(0);
        let (good, refused) = (AtomicUsize::new(0), AtomicUsize::new(0));
        let steps = prop::collection::vec(step(), 1..70);
        let done = TestRunner::new(config).run(&steps, |steps| {
            let number = case.fetch_add(1, Ordering::Relaxed);
            let count = runtime.block_on(side_by_side(&house, &firms, number, &steps))?;
            good.fetch_add(count[0], Ordering::Relaxed);
            refused.fetch_add(count[1], Ordering::Relaxed);
            Ok(())
        });
        if let Err(fault) = done {
            panic!("{:?}: {fault}", house.house.db.dialect());
        }
        println!(
            "checker on {:?}: {cases} sequences, {good:?} steps taken, {refused:?} refused alike, \
             no divergence",
            house.house.db.dialect()
        );
        assert!(State::ALL.len() > 10);
    }
}
