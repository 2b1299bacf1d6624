//! Orders on both databases, and the law's figures on paper.

use super::limits::{self, Limits};
use super::model::{Insurance, PayUnit, Relation, Settle, State};
use crate::seats::tests::{TOWNS, act, employer, houses, opened, stretch, terms, workers};
use crate::seats::{claim, model::Channel};
use kernel::{Day, Refusal};

fn codes(refusal: &Refusal) -> Vec<&'static str> {
    refusal.fields.iter().map(|f| f.code).collect()
}

/// Figures as in facts: monthly 1950 and hourly 19 yuan, 21.75 days of eight hours.
const FIGURES: Limits = Limits {
    month_fen: Some(195_000),
    hour_fen: Some(1_900),
    month_days_milli: 21_750,
    day_hours: 8,
    age_min: 16,
    parttime_settle_days: 15,
    parttime_day_hours: 4,
    day_minutes: 660,
};

#[test]
fn pay_is_held_against_the_least_wages() {
    // 1950 / 21.75 / 8 = 11.21 an hour, 89.66 a day of eight hours (rounded; whole fen here).
    assert_eq!(FIGURES.floor_fen(60), Some(1_120));
    assert_eq!(FIGURES.floor_fen(480), Some(8_965));
    let day = Day::new(2026, 11, 24).unwrap();
    let mut asked = terms(TOWNS[0], vec![stretch(day, 7, 0, 480, 3)]);
    let found = |t: &super::model::Terms| {
        let faults = limits::lasting(t, &FIGURES);
        faults.into_iter().map(|f| f.code).collect::<Vec<_>>()
    };
    let warned = |t: &super::model::Terms| {
        let warned = limits::warnings(t, &FIGURES);
        warned.into_iter().map(|f| f.code).collect::<Vec<_>>()
    };
    asked.pay_fen = 8_964;
    assert_eq!(found(&asked), ["gigs-orders-pay-below-floor"]);
    asked.pay_fen = 8_965;
    assert!(found(&asked).is_empty());
    // Above the block, below the hourly wage of part-time work: 19 × 8 = 152 yuan.
    assert_eq!(warned(&asked), ["gigs-orders-pay-low"]);
    asked.pay_fen = 15_200;
    assert!(warned(&asked).is_empty());
    (asked.relation, asked.pay_unit) = (Relation::PartTime, PayUnit::Hour);
    (asked.pay_fen, asked.settle) = (1_899, Settle::Month);
    let wanted = [
        "gigs-orders-parttime-hours",
        "gigs-orders-parttime-settle",
        "gigs-orders-pay-below-floor",
    ];
    assert_eq!(found(&asked), wanted);
    asked.shifts = vec![stretch(day, 7, 0, 240, 3)];
    (asked.pay_fen, asked.settle) = (1_900, Settle::HalfMonth);
    assert!(found(&asked).is_empty());
    asked.shifts = vec![stretch(day, 6, 0, 700, 1)];
    asked.relation = Relation::Farm;
    (asked.insurance, asked.age_min) = (Insurance::None, Some(15));
    let wanted = [
        "gigs-orders-insurance-unsaid",
        "gigs-orders-age-too-young",
        "gigs-orders-too-long",
    ];
    assert_eq!(found(&asked), wanted);
}

#[tokio::test]
async fn what_is_forbidden_is_not_opened_and_versions_stay() {
    for house in houses().await {
        let firm = employer(&house, 0).await;
        let man = workers(&house, 0, 1).await.remove(0);
        let ctx = house.system();
        let day = ctx.today().plus_days(1);
        let mut asked = terms(TOWNS[0], vec![stretch(day, 7, 0, 480, 2)]);
        asked.duties = "限男性，先交押金两百元".to_owned();
        let id = act!(house, ctx, super::create, &firm, &asked).unwrap();
        let no = act!(house, ctx, super::open, &id).unwrap_err();
        assert!(codes(&no).contains(&"gigs-orders-words"), "{no}");
        asked.duties = "搬上车".to_owned();
        act!(house, ctx, super::revise, &id, &asked).unwrap();
        let order = act!(house, ctx, super::open, &id).unwrap();
        assert_eq!((order.state, order.version), (State::Open, 1));
        assert!(order.no.starts_with("LN-20261123-D"), "{}", order.no);
        let mut conn = house.house.db.read().await.unwrap();
        let shift = super::shifts(&mut conn, &id).await.unwrap().remove(0);
        drop(conn);
        let seat = act!(house, ctx, claim, &shift.id, &man, Channel::Online).unwrap();
        // The shift of a person does not change under him; more seats may come.
        asked.shifts = vec![stretch(day, 7, 0, 300, 2)];
        let no = act!(house, ctx, super::revise, &id, &asked).unwrap_err();
        assert_eq!(no.code, "gigs-orders-shift-taken");
        asked.shifts = vec![stretch(day, 7, 0, 480, 3), stretch(day, 16, 0, 120, 1)];
        let order = act!(house, ctx, super::revise, &id, &asked).unwrap();
        assert_eq!(order.version, 2);
        let mut conn = house.house.db.read().await.unwrap();
        let kept = super::version(&mut conn, &id, seat.order_version)
            .await
            .unwrap();
        assert_eq!(kept.unwrap().terms.shifts.len(), 1);
        assert_eq!(super::shifts(&mut conn, &id).await.unwrap().len(), 2);
        let filter = super::Filter {
            county: "611021".to_owned(),
            from_day: ctx.today(),
            to_day: None,
            trade: Some("t01".to_owned()),
            town: Some("611021102".to_owned()),
            after: None,
            limit: 20,
        };
        let open = super::open_shifts(&mut conn, &ctx, &filter).await.unwrap();
        assert_eq!(open.len(), 2);
        assert_eq!(open[0].0.terms, asked);
        assert_eq!(
            super::of_employer(&mut conn, &firm, None, 9)
                .await
                .unwrap()
                .len(),
            1
        );
    }
}

#[tokio::test]
async fn the_clock_ends_shifts_and_closes_the_order() {
    for house in houses().await {
        let firm = employer(&house, 0).await;
        let ctx = house.system();
        let day = ctx.today().plus_days(1);
        let asked = terms(TOWNS[0], vec![stretch(day, 7, 0, 480, 2)]);
        let (id, _) = opened(&house, ctx.now, &firm, &asked).await;
        house.drain().await;
        house.clock.set(day.start().plus_minutes(16 * 60));
        house.drain().await;
        house.clock.set(day.start().plus_minutes(17 * 60));
        house.drain().await;
        let mut conn = house.house.db.read().await.unwrap();
        let order = super::order(&mut conn, &id).await.unwrap().unwrap();
        assert_eq!(order.state, State::Closed);
    }
}
