//! Random steps of 64 hands at once, on both databases: no seat is given twice, nobody works in
//! two places, and every seat moves by the table alone. `YIZHAN_LONG=1` for a million steps.

use super::{TOWNS, employer, houses, long, opened, queries, stretch, terms, workers};
use crate::orders;
use crate::orders::model::{OrderId, Shift};
use crate::seats::actions::fill;
use crate::seats::fit::{clash, hardest};
use crate::seats::model::{Channel, Party, SeatId};
use crate::seats::queries::Busy;
use crate::seats::state::{Move, State, TRANSITIONS};
use crate::seats::{claim, claim_group, make, peek, swap, wait};
use kernel::{Ctx, Kind, Moment, Refusal, SeededRng};
use people::WorkerId;
use serde_json::json;
use std::collections::{BTreeMap, HashMap};
use std::sync::atomic::{AtomicBool, AtomicI64, AtomicU64, Ordering};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};
use testkit::TestHouse;

const TASKS: usize = 64;
const PEOPLE: usize = 80;
/// Days from one round to the next.
const ROUND_DAYS: i64 = 3;
/// Minutes that pass in a round: from the first posting past the end of the last shift.
const ROUND_MINUTES: i64 = 58 * 60;

struct World {
    house: TestHouse,
    people: Vec<WorkerId>,
    orders: Vec<OrderId>,
    shifts: Vec<Shift>,
    seats: Mutex<Vec<SeatId>>,
    now: AtomicI64,
    step_millis: i64,
    done: AtomicU64,
    refused: AtomicU64,
    again: AtomicU64,
}

impl World {
    fn ctx(&self) -> Ctx {
        let mut ctx = self.house.system();
        ctx.now = Moment::from_millis(self.now.fetch_add(self.step_millis, Ordering::Relaxed));
        ctx
    }
    fn any_seat(&self, rng: &SeededRng) -> Option<SeatId> {
        let seats = self.seats.lock().unwrap();
        let recent = seats.len().min(120);
        (recent > 0).then(|| seats[seats.len() - 1 - rng.below(recent)].clone())
    }
}

/// One step of a hand; several kinds, drawn by chance.
#[derive(Clone)]
enum Op {
    Claim(WorkerId, Shift),
    Wait(WorkerId, Shift),
    Group(Vec<WorkerId>, Shift),
    Make(SeatId, Move, Party),
    Swap(SeatId, SeatId),
    Fill(Shift),
    CancelShift(Shift),
    Seats(OrderId, i64),
}

fn draw(world: &World, rng: &SeededRng) -> Op {
    let person = || world.people[rng.below(world.people.len())].clone();
    let shift = || world.shifts[rng.below(world.shifts.len())].clone();
    let number = rng.below(1000);
    let made = |with, party| {
        let seat = world.any_seat(rng);
        seat.map_or_else(
            || Op::Claim(person(), shift()),
            |seat| Op::Make(seat, with, party),
        )
    };
    match number {
        0..260 => Op::Claim(person(), shift()),
        260..330 => Op::Wait(person(), shift()),
        330..370 => Op::Group(vec![person(), person(), person()], shift()),
        370..560 => made(Move::Confirm, Party::Worker),
        560..620 => made(Move::CancelWorker, Party::Worker),
        620..650 => made(Move::CancelEmployer, Party::Employer),
        650..680 => made(Move::GiveUp, Party::Worker),
        680..750 => made(Move::Lapse, Party::System),
        750..780 => Op::Fill(shift()),
        780..820 => match (world.any_seat(rng), world.any_seat(rng)) {
            (Some(a), Some(b)) => Op::Swap(a, b),
            _ => Op::Claim(person(), shift()),
        },
        820..870 => made(Move::CheckIn, Party::Employer),
        870..900 => made(Move::CheckOut, Party::Employer),
        900..915 => made(Move::AgreeHours, Party::System),
        915..930 => made(Move::Due, Party::System),
        930..940 => made(Move::Receive, Party::Worker),
        940..960 => made(Move::AbsentWorker, Party::Employer),
        960..970 => made(Move::AbsentEmployer, Party::Worker),
        970..998 => {
            // Anything at all, out of order, by the wrong side too.
            let with = Move::ALL[rng.below(Move::ALL.len())];
            made(with, Party::ALL[rng.below(Party::ALL.len())])
        }
        998 if rng.below(6) == 0 => Op::CancelShift(shift()),
        _ => {
            let order = world.orders[rng.below(world.orders.len())].clone();
            Op::Seats(order, 1 + rng.below(4) as i64)
        }
    }
}

async fn tried(world: &World, ctx: &Ctx, op: &Op) -> Result<Vec<SeatId>, Refusal> {
    if let Op::Claim(person, shift) = op {
        // As the pages do: a full shift is answered by a read.
        let mut conn = world.house.house.db.read().await?;
        peek(&mut conn, ctx, &shift.id, person).await?;
    }
    let mut tx = trail::begin(&world.house.house.db, ctx).await?;
    let online = Channel::Online;
    let seats = match op {
        Op::Claim(person, shift) => {
            vec![claim(ctx, &mut tx, &shift.id, person, online).await?.id]
        }
        Op::Wait(person, shift) => vec![wait(ctx, &mut tx, &shift.id, person, online).await?.id],
        Op::Group(group, shift) => {
            let made = claim_group(ctx, &mut tx, &shift.id, &group[0], group, online).await?;
            made.into_iter().map(|seat| seat.id).collect()
        }
        Op::Make(seat, with, party) => {
            make(ctx, &mut tx, seat, *with, *party, json!({})).await?;
            Vec::new()
        }
        Op::Swap(a, b) => {
            swap(ctx, &mut tx, a, b, Party::Employer).await?;
            Vec::new()
        }
        Op::Fill(shift) => {
            tx.quiet("nobody fits");
            fill(ctx, &mut tx, &shift.id).await?;
            Vec::new()
        }
        Op::CancelShift(shift) => {
            orders::cancel_shift(ctx, &mut tx, &shift.id, "下雨").await?;
            Vec::new()
        }
        Op::Seats(order, seats) => {
            let order = orders::order(&mut tx, order).await?.unwrap();
            let mut terms = order.terms;
            terms.shifts.iter_mut().for_each(|s| s.seats = *seats);
            orders::revise(ctx, &mut tx, &order.id, &terms).await?;
            Vec::new()
        }
    };
    tx.commit(ctx).await?;
    Ok(seats)
}

async fn carried_out(world: &World, op: &Op) {
    let ctx = world.ctx();
    loop {
        match tried(world, &ctx, op).await {
            Ok(seats) => {
                world.seats.lock().unwrap().extend(seats);
                world.done.fetch_add(1, Ordering::Relaxed);
                return;
            }
            Err(refusal) if refusal.kind == Kind::Retry => {
                world.again.fetch_add(1, Ordering::Relaxed);
            }
            Err(refusal) => {
                assert!(refusal.kind != Kind::Internal, "{refusal}");
                world.refused.fetch_add(1, Ordering::Relaxed);
                return;
            }
        }
    }
}

async fn hand(world: Arc<World>, seed: u64, steps: usize) {
    let rng = SeededRng::new(seed);
    let mut last: Option<Op> = None;
    let mut left = steps;
    while left > 0 {
        let op = draw(&world, &rng);
        match rng.below(50) {
            0 if left > 1 => {
                // The same request twice at the same moment.
                tokio::join!(carried_out(&world, &op), carried_out(&world, &op));
                left -= 2;
            }
            1 if last.is_some() => {
                // A late copy of an earlier one.
                carried_out(&world, last.as_ref().unwrap()).await;
                left -= 1;
            }
            _ => {
                carried_out(&world, &op).await;
                left -= 1;
            }
        }
        if rng.below(4) == 0 {
            last = Some(op);
        }
    }
}

/// Everything that must hold of the seats whose shifts begin in this stretch of time.
async fn holds(world: &World, from: Moment, to: Moment) -> usize {
    let mut conn = world.house.house.db.read().await.unwrap();
    assert_eq!(queries::oversold(&mut conn, from, to).await, 0);
    let seats = queries::seats(&mut conn, from, to).await;
    let moves = queries::moves(&mut conn, from, to).await;
    let tables = reference::tables(&world.house.system()).unwrap();
    let shifts: HashMap<&str, &Shift> = world.shifts.iter().map(|s| (s.id.as_str(), s)).collect();
    let mut busy: BTreeMap<&str, Vec<Busy>> = BTreeMap::new();
    for seat in &seats {
        let steps = &moves[seat.id.as_str()];
        let first = &steps[0];
        assert!(first.from == first.to, "{seat:?}");
        assert!(
            matches!(first.to, State::Waiting | State::Claimed),
            "{seat:?}"
        );
        for (at, step) in steps.iter().enumerate() {
            assert_eq!(step.seq, at as i64 + 1, "{seat:?}");
        }
        for pair in steps.windows(2) {
            assert_eq!(pair[0].to, pair[1].from, "{seat:?}");
            let with = Move::parse(&pair[1].made).unwrap();
            let made = (pair[1].from, with, pair[1].to);
            assert!(TRANSITIONS.contains(&made), "{made:?}");
            assert!(with.parties().contains(&pair[1].party), "{made:?}");
        }
        assert_eq!(steps.last().unwrap().to, seat.state, "{seat:?}");
        assert_eq!(steps.len() as i64, seat.seq, "{seat:?}");
        let shift = shifts[seat.shift_id.as_str()];
        assert_eq!((seat.start_at, seat.end_at), (shift.start_at, shift.end_at));
        if seat.state.occupies(seat.checked_in_at.is_some()) {
            busy.entry(&seat.worker_id).or_default().push(Busy {
                seat: seat.id.to_string(),
                title: String::new(),
                region: seat.region.clone(),
                work_day: seat.work_day,
                start: seat.start_at,
                end: seat.end_at,
                break_minutes: shift.break_minutes,
            });
        }
    }
    for work in busy.values() {
        for (at, one) in work.iter().enumerate() {
            for other in &work[at + 1..] {
                assert_eq!(clash(&tables, one, other, 480), None, "{one:?} {other:?}");
            }
        }
        assert!(hardest(work) <= 660, "{work:?}");
    }
    seats.len()
}

/// Orders of one round: two employers, three towns, shifts that touch, overlap and cross midnight.
async fn posted(house: &TestHouse, firms: &[String], now: Moment) -> (Vec<OrderId>, Vec<Shift>) {
    let (day, next) = (now.day().plus_days(1), now.day().plus_days(2));
    let (mut orders, mut shifts) = (Vec::new(), Vec::new());
    for (n, town) in TOWNS.iter().enumerate() {
        let n = n as i64;
        let asked = vec![
            stretch(day, 6 + n, 0, 240, 1 + n),
            stretch(day, 10 + n, 10, 240, 2),
            stretch(day, 13, 20 * n, 300, 3 - n),
            stretch(day, 20, 0, 480, 2),
            stretch(next, 6, 30 * n, 600, 2),
            stretch(next, 12, 10 * n, 240, 1),
        ];
        let firm = &firms[usize::from(n == 1)];
        let (id, made) = opened(house, now, firm, &terms(town, asked)).await;
        orders.push(id);
        shifts.extend(made);
    }
    (orders, shifts)
}

async fn blow(house: TestHouse, steps: usize, rounds: usize) {
    let firms = [employer(&house, 0).await, employer(&house, 1).await];
    let people = workers(&house, 0, PEOPLE).await;
    let each = (steps / rounds).div_ceil(TASKS);
    let start = house.system().now;
    let mut world = World {
        house,
        people,
        orders: Vec::new(),
        shifts: Vec::new(),
        seats: Mutex::default(),
        now: AtomicI64::new(0),
        step_millis: ROUND_MINUTES * 60_000 / (each * TASKS) as i64,
        done: AtomicU64::new(0),
        refused: AtomicU64::new(0),
        again: AtomicU64::new(0),
    };
    let (mut spent, mut seats) = (Duration::ZERO, 0);
    for round in 0..rounds {
        let from = start.plus_days(round as i64 * ROUND_DAYS);
        (world.orders, world.shifts) = posted(&world.house, &firms, from).await;
        world.seats.lock().unwrap().clear();
        world.now.store(from.millis(), Ordering::Relaxed);
        let began = Instant::now();
        let shared = Arc::new(world);
        let over = Arc::new(AtomicBool::new(false));
        let watcher = tokio::spawn(watch(shared.clone(), over.clone()));
        let hands = (0..TASKS).map(|task| {
            let seed = (round * TASKS + task) as u64 + 11;
            tokio::spawn(hand(shared.clone(), seed, each))
        });
        for one in hands.collect::<Vec<_>>() {
            one.await.unwrap();
        }
        spent += began.elapsed();
        over.store(true, Ordering::Relaxed);
        watcher.await.unwrap();
        world = Arc::into_inner(shared).unwrap();
        seats += holds(&world, from, from.plus_days(ROUND_DAYS)).await;
    }
    let (done, refused) = (world.done.into_inner(), world.refused.into_inner());
    let all = done + refused;
    println!(
        "storm on {:?}: {all} steps in {:.1} s ({:.0} a second), {done} done, {refused} refused, \
         {} tried again, {seats} seats, {rounds} rounds: nothing oversold, no overlap, no jump",
        world.house.house.db.dialect(),
        spent.as_secs_f64(),
        all as f64 / spent.as_secs_f64(),
        world.again.into_inner(),
    );
    assert!(done > all / 20, "the storm has hardly done anything");
}

/// Looks while others write: at no moment is a seat given twice.
async fn watch(world: Arc<World>, over: Arc<AtomicBool>) {
    let from = world.shifts.iter().map(|s| s.start_at).min().unwrap();
    let to = from.plus_days(ROUND_DAYS);
    while !over.load(Ordering::Relaxed) {
        let mut conn = world.house.house.db.read().await.unwrap();
        assert_eq!(queries::oversold(&mut conn, from, to).await, 0);
        drop(conn);
        tokio::time::sleep(Duration::from_millis(200)).await;
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn however_the_steps_fall_no_seat_is_given_twice() {
    let only = std::env::var("YIZHAN_ONLY").unwrap_or_default();
    for (n, house) in houses().await.into_iter().enumerate() {
        if only.parse() == Ok(1 - n) {
            continue;
        }
        let (steps, rounds) = match (long(), n) {
            (false, _) => (2_560, 2),
            (true, 0) => (1_000_000, 50),
            (true, _) => (100_000, 10),
        };
        blow(house, steps, rounds).await;
    }
}
