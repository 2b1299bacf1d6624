//! Sums against a plain count, small groups never told of, and the page.

use super::model::{Counts, Person, groups};
use crate::applications::tests::{TOWN, applied, day_work, employer, house, shown, worker};
use kernel::{Day, Sex};
use proptest::prelude::*;

fn person(town: u8, sex: bool, age: i32, applied: i64) -> Person {
    let on = Day::new(2026, 12, 1).unwrap();
    Person {
        town: town.to_string(),
        sex: Sex::parse(if sex { "1" } else { "2" }),
        birth: Some(on.plus_months(-12 * age)),
        counts: Counts {
            people: 1,
            applied,
            ..Counts::default()
        },
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(100))]

    #[test]
    fn groups_sum_what_a_plain_count_finds(
        all in prop::collection::vec((0_u8..4, any::<bool>(), 16_i32..80, 0_i64..5), 0..60),
        least in 0_i64..12,
    ) {
        let on = Day::new(2026, 12, 1).unwrap();
        let people: Vec<Person> = all.iter().map(|(t, s, a, n)| person(*t, *s, *a, *n)).collect();
        let found = groups(&people, on, least);
        for group in &found {
            let Some(counts) = group.counts else { continue };
            prop_assert!(counts.people >= least);
            if group.by == "town" {
                let mine = all.iter().filter(|(t, ..)| t.to_string() == group.key);
                prop_assert_eq!(counts.applied, mine.map(|(.., n)| n).sum::<i64>());
            }
        }
        for by in ["town", "sex", "age"] {
            let of: Vec<_> = found.iter().filter(|g| g.by == by).collect();
            let hidden = of.iter().filter(|g| g.counts.is_none()).count();
            prop_assert!(hidden != 1 || of.len() == 1, "one alone could be told from the rest");
        }
    }
}

#[tokio::test]
async fn the_page_counts_a_month_and_tells_nothing_of_few() {
    let house = house().await;
    let firm = employer(&house).await;
    let post = shown(&house, &firm, day_work(&house, 20)).await;
    for n in 0..12 {
        let id = worker(&house, n).await;
        applied(&house, &house.system(), &post.id, &id)
            .await
            .unwrap();
    }
    let mut desk = house.browser();
    desk.cookie("yz_sid", "county-clerk||611021000000|acc_c");
    let page = desk.get("/desk/fairness").await.ok();
    page.has("<td>12</td>").has("100.0");
    desk.get("/desk/fairness?month=2026-01")
        .await
        .ok()
        .has("0.0");
    desk.get("/desk/fairness?format=xlsx").await.ok();
    assert_eq!(
        desk.get("/desk/fairness?month=x").await.status.as_u16(),
        422
    );
    let mut town = house.browser();
    town.cookie("yz_sid", &format!("town-clerk||{TOWN}|acc_t"));
    assert_eq!(town.get("/desk/fairness").await.status.as_u16(), 403);
}
