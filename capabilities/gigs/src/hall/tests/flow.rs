//! A day at the hall on both databases.

use super::{COUNTY, act, employer, hall, houses, shift, worker};
use crate::hall::model::{Answer, Arrival, Entry, Ground, Hardship, Left};
use crate::hall::state::State;
use crate::hall::{actions, calls, candidates, queries};
use crate::seats::model::SeatId;
use crate::seats::state::State as Held;
use kernel::{Ctx, Role};
use stations::Station;
use testkit::{START, TestHouse};

fn clerk(house: &TestHouse) -> Ctx {
    house.ctx(Role::CountyClerk, &[], COUNTY)
}

fn told() -> Arrival {
    Arrival {
        consent: "spoken",
        ..Arrival::default()
    }
}

async fn come(house: &TestHouse, at: &Station, n: usize) -> Entry {
    let id = worker(house, n).await;
    let ctx = clerk(house);
    act!(house, ctx, actions::take_in, at, &id, &told()).unwrap()
}

#[tokio::test]
async fn the_longest_waiting_is_called_and_nobody_loses_by_being_called() {
    for house in houses().await {
        let (at, firm) = (hall(&house).await, employer(&house).await);
        let work = shift(&house, &firm, 1).await;
        let first = come(&house, &at, 1).await;
        house.clock.set(START.plus_minutes(30));
        let second = come(&house, &at, 2).await;
        assert_eq!((first.slip, second.slip), (1, 2));
        let ctx = clerk(&house);
        let again = worker_id(&first);
        let same = act!(house, ctx, actions::take_in, &at, &again, &told()).unwrap();
        assert_eq!(same, first, "taken in twice is once");

        house.clock.set(START.plus_minutes(60));
        let ctx = clerk(&house);
        let mut reader = house.house.db.read().await.unwrap();
        let up = candidates::call_up(&mut reader, &ctx, &at, &work.id)
            .await
            .unwrap();
        drop(reader);
        let slips: Vec<i64> = up.people.iter().map(|c| c.entry.slip).collect();
        assert_eq!(slips, [1, 2]);
        assert_eq!(up.people[0].facts.minutes, 60);

        // Out of the order only with a reason; more than are wanted never.
        let second_only = [second.id.clone()];
        let refused = act!(house, ctx, actions::call, &at, &work.id, &second_only, "").unwrap_err();
        assert_eq!(refused.fields[0].code, "gigs-hall-why-needed");
        let both = [first.id.clone(), second.id.clone()];
        let refused = act!(house, ctx, actions::call, &at, &work.id, &both, "").unwrap_err();
        assert_eq!(refused.code, "gigs-hall-too-many");

        let chosen = [first.id.clone()];
        let call = act!(house, ctx, actions::call, &at, &work.id, &chosen, "").unwrap();
        let entry = read(&house, &first).await;
        assert_eq!(entry.state, State::Called);
        let mut reader = house.house.db.read().await.unwrap();
        let kept = calls::replay(&ctx, &mut reader, &call).await.unwrap();
        drop(reader);
        assert!(kept.holds && kept.call.why.is_empty());
        assert_eq!(kept.snapshot.people.len(), 2);

        // No answer: back to the same place, the seat free again.
        act!(house, ctx, actions::not_now, &first.id, Answer::NoAnswer).unwrap();
        let entry = read(&house, &first).await;
        assert_eq!(
            (entry.state, entry.arrived_at),
            (State::Waiting, first.arrived_at)
        );
        house.drain().await;
        let call = act!(house, ctx, actions::call, &at, &work.id, &chosen, "").unwrap();
        assert_ne!(call, kept.call.id);
        let placed = act!(house, ctx, actions::came, &first.id).unwrap();
        assert_eq!(placed.state, State::Placed);
        act!(house, ctx, actions::came, &first.id).unwrap();
        assert_eq!(seat_state(&house, &placed).await, Some(Held::Confirmed));
        house.drain().await;
        assert_eq!(read(&house, &first).await.state, State::Placed);

        // The second leaves; the work is full.
        act!(house, ctx, actions::leave, &second.id, Left::Own).unwrap();
        let refused =
            act!(house, ctx, actions::call, &at, &work.id, &second_only, "x").unwrap_err();
        assert_eq!(refused.code, "gigs-hall-not-waiting");
    }
}

async fn days_kept(house: &TestHouse, worker: &str) -> usize {
    let mut reader = house.house.db.read().await.unwrap();
    queries::all_of_worker(&mut reader, worker)
        .await
        .unwrap()
        .len()
}

async fn seat_state(house: &TestHouse, entry: &Entry) -> Option<Held> {
    let id = SeatId::parse(entry.seat_id.as_deref()?).ok()?;
    let mut reader = house.house.db.read().await.unwrap();
    let seat = crate::seats::seat(&mut reader, &id).await.unwrap();
    seat.map(|s| s.state)
}

fn worker_id(entry: &Entry) -> people::WorkerId {
    people::WorkerId::parse(&entry.worker_id).unwrap()
}

async fn read(house: &TestHouse, entry: &Entry) -> Entry {
    let mut reader = house.house.db.read().await.unwrap();
    queries::need(&mut reader, &entry.id).await.unwrap()
}

#[tokio::test]
async fn a_lock_that_runs_out_brings_the_person_back() {
    for house in houses().await {
        let (at, firm) = (hall(&house).await, employer(&house).await);
        let work = shift(&house, &firm, 2).await;
        let one = come(&house, &at, 1).await;
        let ctx = clerk(&house);
        let chosen = [one.id.clone()];
        act!(house, ctx, actions::call, &at, &work.id, &chosen, "").unwrap();
        house.clock.set(START.plus_minutes(15));
        let ctx = clerk(&house);
        act!(house, ctx, actions::not_now, &one.id, Answer::NoAnswer).unwrap();
        house.drain().await;
        let entry = read(&house, &one).await;
        assert_eq!((entry.state, entry.seat_id), (State::Waiting, None));
    }
}

#[tokio::test]
async fn days_waited_in_vain_count_and_hardship_stays_sealed() {
    for house in houses().await {
        let (at, firm) = (hall(&house).await, employer(&house).await);
        let work = shift(&house, &firm, 3).await;
        let before = START.plus_days(-2);
        house.clock.set(before);
        let early = come(&house, &at, 1).await;
        let gone = come(&house, &at, 2).await;
        let ctx = clerk(&house);
        // Gone after a minute: that is no day of waiting.
        act!(house, ctx, actions::leave, &gone.id, Left::Own).unwrap();
        house.clock.set(START);
        let ctx = clerk(&house);
        let mut slips = Vec::new();
        for id in [worker_id(&gone), worker_id(&early)] {
            slips.push(act!(house, ctx, actions::take_in, &at, &id, &told()).unwrap());
        }
        let record = Hardship {
            grounds: vec![Ground::LowIncome],
            reason: "看了低保证".into(),
        };
        let id = slips[0].id.clone();
        let refused = act!(house, ctx, actions::record_hardship, &id, &record, "list").unwrap_err();
        assert_eq!(refused.fields[0].code, "gigs-hall-consent-needed");
        act!(house, ctx, actions::record_hardship, &id, &record, "signed").unwrap();
        let mut reader = house.house.db.read().await.unwrap();
        let up = candidates::call_up(&mut reader, &ctx, &at, &work.id)
            .await
            .unwrap();
        let of = |slip: i64| up.people.iter().find(|c| c.entry.slip == slip).unwrap();
        assert_eq!((of(1).facts.days, of(1).facts.grade), (0, 1));
        assert_eq!((of(2).facts.days, of(2).facts.grade), (1, 0));
        let worker = gone.worker_id.as_str();
        let (sealed, _) = queries::hardship(&mut reader, worker, ctx.today())
            .await
            .unwrap()
            .unwrap();
        assert!(!String::from_utf8_lossy(&sealed).contains("low-income"));
        drop(reader);
        act!(house, ctx, actions::drop_hardship, &id).unwrap();
        let days = days_kept(&house, &early.worker_id).await;
        assert_eq!(days, 2, "both days are in the copy");
        let mut reader = house.house.db.read().await.unwrap();
        let none = queries::hardship(&mut reader, worker, ctx.today())
            .await
            .unwrap();
        assert!(none.is_none());
    }
}

#[tokio::test]
async fn another_countys_clerk_sees_no_hall() {
    let house = super::house().await;
    let at = hall(&house).await;
    let id = worker(&house, 1).await;
    let town = house.ctx(Role::TownClerk, &[], "611021103000");
    let refused = act!(house, town, actions::take_in, &at, &id, &told()).unwrap_err();
    assert_eq!(refused.code, "record-unknown");
    let worker = house.ctx(Role::Worker, &[id.as_str()], COUNTY);
    let refused = act!(house, worker, actions::take_in, &at, &id, &told()).unwrap_err();
    assert_eq!(refused.code, "not-allowed");
}
