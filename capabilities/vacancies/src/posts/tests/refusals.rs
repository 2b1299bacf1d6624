//! What is refused, and with which code.

use super::{act, day_work, employer, houses, shown};
use crate::posts::actions::{create, submit, withdraw};
use crate::posts::model::{Insurance, Kind, PayUnit, Settle, Source, Terms};
use kernel::Role;

type Spoil = fn(&mut Terms);

#[tokio::test]
async fn figures_of_law_are_held_to() {
    let cases: [(Spoil, &str); 12] = [
        (|t| t.pay_min_fen = None, "vacancies-pay-needed"),
        (|t| t.pay_min_fen = Some(8_900), "vacancies-pay-below-floor"),
        (|t| t.pay_max_fen = Some(1), "vacancies-pay-order"),
        (|t| t.age_min = Some(15), "vacancies-age-too-young"),
        (
            |t| (t.age_min, t.age_max) = (Some(40), Some(30)),
            "vacancies-age-order",
        ),
        (
            |t| t.insurance = Insurance::None,
            "vacancies-insurance-unsaid",
        ),
        (|t| t.source = Source::Repost, "vacancies-source-unsaid"),
        (
            |t| t.end_day = Some(t.start_day.plus_days(-1)),
            "vacancies-end-before-start",
        ),
        (
            |t| {
                t.start_day = t.start_day.plus_days(-3);
                t.end_day = Some(t.start_day.plus_days(9));
            },
            "vacancies-day-past",
        ),
        (
            |t| (t.kind, t.settle) = (Kind::PartTime, Settle::Month),
            "vacancies-parttime-settle",
        ),
        (
            |t| {
                t.kind = Kind::PartTime;
                t.pay_unit = PayUnit::Hour;
                t.pay_min_fen = Some(1_899);
            },
            "vacancies-pay-below-floor",
        ),
        (
            |t| {
                t.kind = Kind::Long;
                t.pay_unit = PayUnit::Month;
                t.pay_min_fen = Some(194_999);
            },
            "vacancies-pay-below-floor",
        ),
    ];
    for house in houses().await {
        let (id, ctx) = employer(&house).await;
        for (spoil, code) in cases {
            let mut terms = day_work(&house);
            spoil(&mut terms);
            let post = act!(house, ctx, create, &id, terms, Some(ctx.today())).unwrap();
            let refused = act!(house, ctx, submit, &post.id).unwrap_err();
            let codes: Vec<&str> = refused.fields.iter().map(|f| f.code).collect();
            assert_eq!(codes, [code]);
        }
    }
}

#[tokio::test]
async fn the_same_post_twice_is_refused_with_the_first_ones_number() {
    for house in houses().await {
        let (id, ctx) = employer(&house).await;
        let first = shown(&house, &id, &ctx, day_work(&house)).await;
        let mut terms = day_work(&house);
        terms.title = "核桃 装车。".to_owned();
        let post = act!(house, ctx, create, &id, terms, None).unwrap();
        let refused = act!(house, ctx, submit, &post.id).unwrap_err();
        assert_eq!(refused.code, "vacancies-alike");
        assert!(refused.args.contains(&("no", first.no.clone())));
        act!(house, ctx, withdraw, &first.id).unwrap();
        assert!(act!(house, ctx, submit, &post.id).is_ok());
    }
}

#[tokio::test]
async fn a_neighbours_post_is_not_there() {
    for house in houses().await {
        let (id, ctx) = employer(&house).await;
        let (_, neighbour) = employer(&house).await;
        let post = act!(house, ctx, create, &id, day_work(&house), None).unwrap();
        let unseen = act!(house, neighbour, submit, &post.id).unwrap_err();
        assert_eq!(unseen.code, "record-unknown");
        let elsewhere = house.ctx(Role::VillageClerk, &[], "611021103001");
        assert!(act!(house, elsewhere, submit, &post.id).is_err());
        let near = house
            .ctx(Role::TownClerk, &[], super::TOWN)
            .for_person(&id, "spoken");
        assert!(act!(house, near, submit, &post.id).is_ok());
        let worker = house.ctx(Role::Worker, &[], super::TOWN);
        assert_eq!(
            act!(house, worker, withdraw, &post.id).unwrap_err().code,
            "not-allowed"
        );
    }
}

#[test]
fn nothing_in_the_program_changes_a_kept_version() {
    for code in [include_str!("../store.rs"), include_str!("../queries.rs")] {
        for line in code
            .lines()
            .filter(|line| line.contains("vacancy_versions"))
        {
            assert!(
                line.contains("INSERT INTO") || line.contains("FROM"),
                "{line}"
            );
            assert!(
                !line.contains("DELETE") && !line.contains("UPDATE"),
                "{line}"
            );
        }
    }
}
