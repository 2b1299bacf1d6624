//! Cover begins with the worker's yes; the worker pays only after a yes of the worker's own.

use super::actions;
use super::model::{Entry, Kind, Payer, State};
use crate::evidence::tests::{TOWN, act, agreed, houses};
use crate::seats;
use crate::seats::model::{Party, Seat};
use crate::seats::state::Move;
use kernel::Role;
use testkit::TestHouse;

async fn covers(house: &TestHouse, seat: &Seat) -> Vec<super::Cover> {
    let mut conn = house.house.db.read().await.unwrap();
    super::of_seat(&mut conn, seat.id.as_str()).await.unwrap()
}

fn entry(kind: Kind, payer: Payer) -> Entry {
    Entry {
        kind,
        payer,
        insurer: "某保险公司洛南支公司".into(),
        policy_no: "P-0001".into(),
        sum_fen: Some(50_000_000),
        premium_fen: Some(300),
    }
}

#[tokio::test]
async fn what_the_order_states_is_written_down_and_ends_with_the_seat() {
    for house in houses().await {
        let (_, seat) = agreed(&house).await;
        let found = covers(&house, &seat).await;
        assert_eq!(found.len(), 1);
        let said = (found[0].kind, found[0].payer, found[0].state);
        assert_eq!(said, (Kind::Accident, Payer::Employer, State::Stated));
        let boss = house.ctx(Role::Employer, &[&seat.employer_id], TOWN);
        let id = seat.id.as_str();
        let whole = entry(Kind::Accident, Payer::Employer);
        act!(house, boss, actions::complete, id, &whole).unwrap();
        assert_eq!(covers(&house, &seat).await[0].state, State::Complete);
        let by_gov = entry(Kind::Basic, Payer::Gov);
        let refused = act!(house, boss, actions::complete, id, &by_gov).unwrap_err();
        assert_eq!(refused.fields[0].code, "gigs-cover-gov-by-desk");
        let clerk = house.ctx(Role::TownClerk, &[], TOWN);
        act!(house, clerk, actions::complete, id, &by_gov).unwrap();
        let mut browser = house.browser();
        browser.cookie("yz_sid", &format!("town-clerk||{TOWN}|acc_2"));
        browser
            .get("/desk/cover")
            .await
            .ok()
            .has("P-0001")
            .has("张三");
        browser
            .get("/desk/cover?format=csv")
            .await
            .ok()
            .has("意外险");
        let ctx = house.system();
        let (note, by) = (serde_json::json!({}), Party::Worker);
        act!(
            house,
            ctx,
            seats::actions::make,
            &seat.id,
            Move::CancelWorker,
            by,
            note
        )
        .unwrap();
        house.drain().await;
        assert!(covers(&house, &seat).await.is_empty());
    }
}

#[tokio::test]
async fn the_worker_pays_only_after_a_yes_of_the_workers_own() {
    for house in houses().await {
        let (worker, seat) = agreed(&house).await;
        let boss = house.ctx(Role::Employer, &[&seat.employer_id], TOWN);
        let me = house.ctx(Role::Worker, &[worker.as_str()], TOWN);
        let clerk = house.ctx(Role::TownClerk, &[], TOWN);
        let id = seat.id.as_str();
        for kind in [Kind::Injury, Kind::Liability] {
            let entry = entry(kind, Payer::Worker);
            let refused = act!(house, boss, actions::complete, id, &entry).unwrap_err();
            assert_eq!(refused.fields[0].code, "gigs-cover-never-worker");
        }
        let asks = entry(Kind::Supplement, Payer::Worker);
        act!(house, boss, actions::complete, id, &asks).unwrap();
        let state = |covers: Vec<super::Cover>| {
            let found = covers.iter().find(|c| c.kind == Kind::Supplement);
            found.map(|c| (c.state, c.worker_said_at.is_some()))
        };
        assert_eq!(
            state(covers(&house, &seat).await),
            Some((State::Asked, false))
        );
        let kind = Kind::Supplement;
        assert!(act!(house, boss, actions::answer, id, kind, true).is_err());
        assert!(act!(house, clerk, actions::answer, id, kind, true).is_err());
        act!(house, me, actions::answer, id, kind, true).unwrap();
        assert_eq!(
            state(covers(&house, &seat).await),
            Some((State::Complete, true))
        );
        let again = act!(house, me, actions::answer, id, kind, false).unwrap_err();
        assert_eq!(again.code, "gigs-cover-not-asked");
    }
}
