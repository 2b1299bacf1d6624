//! The way of one seat from the first tap to the money, and who may take which step.

use super::{TOWNS, act, employer, houses, opened, stretch, terms, workers};
use crate::orders;
use crate::seats::model::{Channel, Party, SeatId};
use crate::seats::state::{Move, State, TRANSITIONS};
use crate::seats::{claim, history, make, of_worker, peek, swap, wait};
use kernel::{Kind, Role};
use serde_json::json;

#[tokio::test]
async fn a_seat_goes_its_way_and_both_sides_are_told() {
    for house in houses().await {
        let firm = employer(&house, 0).await;
        let man = workers(&house, 0, 1).await.remove(0);
        let mut ctx = house.ctx(Role::Worker, &[man.as_str()], TOWNS[0]);
        let mut boss = house.ctx(Role::Employer, &[&firm], TOWNS[0]);
        let day = ctx.today().plus_days(1);
        let asked = terms(TOWNS[0], vec![stretch(day, 7, 0, 480, 1)]);
        let (_, shifts) = opened(&house, ctx.now, &firm, &asked).await;
        let shift = &shifts[0].id;
        let online = Channel::Online;
        let seat = act!(house, ctx, claim, shift, &man, online).unwrap();
        let again = act!(house, ctx, claim, shift, &man, online).unwrap();
        assert_eq!(seat, again);
        let id = &seat.id;
        let (worker, firm_side, system) = (Party::Worker, Party::Employer, Party::System);
        // The wrong person may not say yes.
        let no = act!(house, boss, make, id, Move::Confirm, worker, json!({}));
        assert_eq!(no.unwrap_err().kind, Kind::Forbidden);
        act!(house, ctx, make, id, Move::Confirm, worker, json!({})).unwrap();
        let early = act!(
            house,
            boss,
            make,
            id,
            Move::AbsentWorker,
            firm_side,
            json!({})
        );
        assert_eq!(early.unwrap_err().code, "gigs-seats-early");
        (ctx.now, boss.now) = (seat.start_at, seat.start_at);
        let late = act!(house, ctx, make, id, Move::CancelWorker, worker, json!({}));
        assert_eq!(late.unwrap_err().code, "gigs-seats-begun");
        let at = json!({ "at": seat.start_at.millis() - 300_000 });
        let there = act!(house, boss, make, id, Move::CheckIn, firm_side, at).unwrap();
        assert_eq!(there.checked_in_at, Some(seat.start_at.plus_minutes(-5)));
        act!(house, boss, make, id, Move::CheckOut, firm_side, json!({})).unwrap();
        act!(house, boss, make, id, Move::AgreeHours, system, json!({})).unwrap();
        act!(house, boss, make, id, Move::Due, system, json!({})).unwrap();
        let paid = act!(house, ctx, make, id, Move::Receive, worker, json!({})).unwrap();
        assert_eq!(paid.state, State::Paid);
        let mut conn = house.house.db.read().await.unwrap();
        let steps = history(&mut conn, id).await.unwrap();
        let codes: Vec<&str> = steps.iter().map(|s| s.made.as_str()).collect();
        let wanted = [
            "claim",
            "confirm",
            "check-in",
            "check-out",
            "agree-hours",
            "due",
            "receive",
        ];
        assert_eq!(codes, wanted);
        let mine = of_worker(&mut conn, man.as_str(), day, 10).await.unwrap();
        assert_eq!(mine.len(), 1);
        let told = stations::notices::of(&mut conn, &[firm.clone(), man.to_string()], 20).await;
        assert!(told.unwrap().len() >= 2);
    }
}

#[tokio::test]
async fn a_seat_given_up_goes_to_whoever_waits_and_fits() {
    for house in houses().await {
        let firms = [employer(&house, 0).await, employer(&house, 1).await];
        let people = workers(&house, 0, 4).await;
        let ctx = house.system();
        let day = ctx.today().plus_days(1);
        let asked = terms(
            TOWNS[0],
            vec![stretch(day, 7, 0, 240, 1), stretch(day, 13, 0, 240, 1)],
        );
        let (_, near) = opened(&house, ctx.now, &firms[0], &asked).await;
        let asked = terms(TOWNS[1], vec![stretch(day, 11, 5, 60, 1)]);
        let (_, far) = opened(&house, ctx.now, &firms[1], &asked).await;
        let online = Channel::Online;
        let first = act!(house, ctx, claim, &near[0].id, &people[0], online).unwrap();
        let (yes, worker) = (Move::Confirm, Party::Worker);
        act!(house, ctx, make, &first.id, yes, worker, json!({})).unwrap();
        // Five minutes are not enough for the road.
        let mut conn = house.house.db.read().await.unwrap();
        let no = peek(&mut conn, &ctx, &far[0].id, &people[0])
            .await
            .unwrap_err();
        assert_eq!(no.code, "gigs-seats-overlap");
        drop(conn);
        let full = act!(house, ctx, claim, &near[0].id, &people[1], online).unwrap_err();
        assert_eq!(full.code, "gigs-seats-full");
        let mut later = ctx.clone();
        for (n, person) in people[1..].iter().enumerate() {
            later.now = ctx.now.plus_minutes(n as i64);
            act!(house, later, wait, &near[0].id, person, online).unwrap();
        }
        // The first in the line has other work by now.
        act!(house, ctx, claim, &far[0].id, &people[1], online).unwrap();
        let cancel = Move::CancelWorker;
        act!(house, ctx, make, &first.id, cancel, worker, json!({})).unwrap();
        let mut conn = house.house.db.read().await.unwrap();
        let states = |seats: Vec<crate::seats::model::Seat>| {
            let mut found: Vec<_> = seats.into_iter().map(|s| (s.worker_id, s.state)).collect();
            found.sort();
            found
                .into_iter()
                .map(|(_, state)| state)
                .collect::<Vec<_>>()
        };
        let seats = crate::seats::of_shift(&mut conn, &near[0].id)
            .await
            .unwrap();
        let wanted = [
            State::CancelledWorker,
            State::Waiting,
            State::Claimed,
            State::Waiting,
        ];
        assert_eq!(states(seats), wanted);
        drop(conn);
        // The order is taken back: whoever held or waited is told, nothing is held any more.
        act!(house, ctx, orders::cancel, &near[0].order_id, "下雨").unwrap();
        let mut conn = house.house.db.read().await.unwrap();
        let shift = orders::shift(&mut conn, &near[0].id)
            .await
            .unwrap()
            .unwrap();
        assert_eq!(shift.taken, 0);
    }
}

#[tokio::test]
async fn two_people_exchange_their_shifts() {
    for house in houses().await {
        let firm = employer(&house, 0).await;
        let people = workers(&house, 0, 2).await;
        let ctx = house.system();
        let day = ctx.today().plus_days(1);
        let asked = terms(
            TOWNS[0],
            vec![stretch(day, 7, 0, 240, 1), stretch(day, 13, 0, 240, 1)],
        );
        let (_, shifts) = opened(&house, ctx.now, &firm, &asked).await;
        let mut seats = Vec::new();
        for (shift, person) in shifts.iter().zip(&people) {
            let seat = act!(house, ctx, claim, &shift.id, person, Channel::Online).unwrap();
            let (yes, worker) = (Move::Confirm, Party::Worker);
            act!(house, ctx, make, &seat.id, yes, worker, json!({})).unwrap();
            seats.push(seat.id);
        }
        act!(house, ctx, swap, &seats[0], &seats[1], Party::Employer).unwrap();
        let mut conn = house.house.db.read().await.unwrap();
        let first = crate::seats::seat(&mut conn, &seats[0])
            .await
            .unwrap()
            .unwrap();
        assert_eq!(
            (&first.shift_id, first.start_at),
            (&shifts[1].id, shifts[1].start_at)
        );
        assert_eq!(first.worker_id, people[0].as_str());
    }
}

#[tokio::test]
async fn the_clock_lets_locks_run_out_and_fills_the_seat() {
    for house in houses().await {
        let firm = employer(&house, 0).await;
        let people = workers(&house, 0, 2).await;
        let ctx = house.system();
        let day = ctx.today().plus_days(1);
        let asked = terms(TOWNS[0], vec![stretch(day, 7, 0, 240, 1)]);
        let (_, shifts) = opened(&house, ctx.now, &firm, &asked).await;
        let (shift, online) = (&shifts[0].id, Channel::Online);
        let held = act!(house, ctx, claim, shift, &people[0], online).unwrap();
        let line = act!(house, ctx, wait, shift, &people[1], online).unwrap();
        assert_eq!((held.state, line.state), (State::Claimed, State::Waiting));
        house.clock.set(ctx.now.plus_minutes(11));
        house.drain().await;
        house.clock.set(ctx.now.plus_minutes(13));
        house.drain().await;
        let mut conn = house.house.db.read().await.unwrap();
        let held = state_of(&mut conn, &held.id).await;
        let line = state_of(&mut conn, &line.id).await;
        assert_eq!((held, line), (State::Lapsed, State::Claimed));
    }
}

async fn state_of(conn: &mut db::Conn, id: &SeatId) -> State {
    crate::seats::seat(conn, id).await.unwrap().unwrap().state
}

#[test]
fn the_door_for_moves_is_one() {
    // Every move is somebody's, and every state but the first two is reached by a move.
    for with in Move::ALL {
        assert!(!with.parties().is_empty());
        assert!(TRANSITIONS.iter().any(|t| t.1 == *with), "{with:?}");
    }
    for state in State::ALL {
        let first = matches!(state, State::Waiting);
        assert!(
            first || TRANSITIONS.iter().any(|t| t.2 == *state),
            "{state:?}"
        );
    }
}
