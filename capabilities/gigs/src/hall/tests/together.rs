//! One plan for all orders: against every other way to fill the seats, and through the page.

use super::{COUNTY, act, employer, hall, house, houses, shift, worker};
use crate::hall::model::Arrival;
use crate::hall::state::State;
use crate::hall::together::{Row, allot};
use crate::hall::{actions, plan, queries};
use kernel::Role;
use proptest::prelude::*;
use std::collections::BTreeSet;
use testkit::START;

/// Most seats, then most points, by trying every way.
fn naive(rows: &[Row], free: &mut [u32]) -> (usize, i64) {
    let Some((first, rest)) = rows.split_first() else {
        return (0, 0);
    };
    let mut best = naive(rest, free);
    for (at, worth) in first.iter().enumerate() {
        if let Some(worth) = worth.filter(|_| free[at] > 0) {
            free[at] -= 1;
            let (seats, points) = naive(rest, free);
            best = best.max((seats + 1, points + worth));
            free[at] += 1;
        }
    }
    best
}

fn mornings() -> impl Strategy<Value = (Vec<Row>, Vec<u32>)> {
    prop::collection::vec(0_u32..3, 1..5).prop_flat_map(|free| {
        let worth = prop::option::weighted(0.6, 0_i64..1500);
        let row = prop::collection::vec(worth, free.len());
        (prop::collection::vec(row, 0..7), Just(free))
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn no_other_way_fills_more_seats_or_has_more_points((rows, free) in mornings()) {
        let places = allot(&rows, &free).unwrap();
        prop_assert_eq!(places.len(), rows.len());
        let mut taken = vec![0_u32; free.len()];
        let (mut seats, mut points) = (0, 0);
        for (row, place) in rows.iter().zip(&places) {
            if let Some(place) = place {
                // Only where the person can go.
                prop_assert!(row[*place].is_some());
                taken[*place] += 1;
                seats += 1;
                points += row[*place].unwrap();
            }
        }
        prop_assert!(taken.iter().zip(&free).all(|(taken, free)| taken <= free));
        prop_assert_eq!((seats, points), naive(&rows, &mut free.clone()));
    }

    #[test]
    fn who_waits_longer_never_loses_a_place((rows, free) in mornings(), more in 1_i64..2000) {
        let before = allot(&rows, &free).unwrap();
        for person in 0..rows.len() {
            let mut longer = rows.clone();
            longer[person].iter_mut().flatten().for_each(|points| *points += more);
            let after = allot(&longer, &free).unwrap();
            // Of two ways with the very same sum either may be found; the sum tells them apart.
            prop_assert!(before[person].is_none() || after[person].is_some());
        }
    }
}

#[tokio::test]
async fn two_orders_are_filled_where_one_by_one_would_leave_one_empty() {
    for house in houses().await {
        let (at, firm) = (hall(&house).await, employer(&house).await);
        let first = shift(&house, &firm, 1).await;
        let second = shift(&house, &firm, 2).await;
        let ctx = house.ctx(Role::CountyClerk, &[], COUNTY);
        let told = Arrival {
            consent: "spoken",
            ..Arrival::default()
        };
        let mut entries = Vec::new();
        for n in 1..=4 {
            let id = worker(&house, n).await;
            entries.push(act!(house, ctx, actions::take_in, &at, &id, &told).unwrap());
            house
                .clock
                .set(START.plus_minutes(i64::try_from(n).unwrap() * 10));
        }
        let ctx = house.ctx(Role::CountyClerk, &[], COUNTY);
        let mut reader = house.house.db.read().await.unwrap();
        let found = plan::propose(&mut reader, &ctx, &at).await.unwrap();
        drop(reader);
        let mut places = Vec::new();
        let mut people = BTreeSet::new();
        for part in &found.parts {
            assert!(i64::try_from(part.chosen.len()).unwrap() <= part.up.shift.free());
            for candidate in part.people() {
                assert!(people.insert(candidate.entry.slip), "one place a person");
                places.push(plan::place(&part.up.shift.id, &candidate.entry.id));
            }
        }
        assert_eq!(people, BTreeSet::from([1, 2, 3]), "who came last stays");
        let left: Vec<(i64, bool)> = found.left.iter().map(|l| (l.slip, l.could)).collect();
        assert_eq!(left, [(4, true)]);
        let places = plan::places(&places).unwrap();
        assert_eq!(places.len(), 2);
        let calls = act!(house, ctx, actions::call_all, &at, &places, "一起排的").unwrap();
        assert_eq!(calls.len(), 2);
        let mut reader = house.house.db.read().await.unwrap();
        for (n, entry) in entries.iter().enumerate() {
            let now = queries::need(&mut reader, &entry.id).await.unwrap();
            let called = if n < 3 { State::Called } else { State::Waiting };
            assert_eq!(now.state, called);
        }
        drop(reader);
        let _ = (first, second);
    }
}

#[test]
fn a_form_that_sends_one_person_twice_is_refused() {
    let twice = ["shf_a/rol_a", "shf_b/rol_a"].map(String::from);
    assert!(plan::places(&twice).is_err());
    assert!(plan::places(&["nonsense".to_owned()]).is_err());
    assert!(plan::places(&[]).unwrap().is_empty());
}

#[tokio::test]
async fn the_clerk_sees_the_plan_and_calls_by_one_press() {
    let house = house().await;
    let (at, firm) = (hall(&house).await, employer(&house).await);
    let ctx = house.ctx(Role::CountyClerk, &[], COUNTY);
    shift(&house, &firm, 1).await;
    shift(&house, &firm, 1).await;
    let told = Arrival {
        consent: "spoken",
        ..Arrival::default()
    };
    for n in 1..=2 {
        let id = worker(&house, n).await;
        act!(house, ctx, actions::take_in, &at, &id, &told).unwrap();
    }
    let mut desk = house.browser();
    desk.cookie("yz_sid", &format!("county-clerk||{COUNTY}|acc_1"));
    desk.get("/desk/hall")
        .await
        .ok()
        .has("/desk/hall/plan?station=");
    let nobody = desk.post("/desk/hall/plan", &[]).await;
    assert_eq!(nobody.status.as_u16(), 422);
    let page = desk.get("/desk/hall/plan").await.ok().has("叫这 2 个人");
    let parts: Vec<&str> = page.text.split("name=\"place\" value=\"").skip(1).collect();
    let values: Vec<&str> = parts.iter().filter_map(|p| p.split('"').next()).collect();
    assert_eq!(values.len(), 2);
    let form: Vec<(&str, &str)> = values.iter().map(|v| ("place", *v)).collect();
    desk.post("/desk/hall/plan", &form)
        .await
        .ok()
        .has("叫到了，等本人答应");
    let again = desk.post("/desk/hall/plan", &form).await;
    assert_eq!(again.status.as_u16(), 409);
    let mut other = house.browser();
    other.cookie("yz_sid", &format!("worker|wrk_1|{COUNTY}|acc_2"));
    assert_eq!(other.get("/desk/hall/plan").await.status.as_u16(), 403);
}
