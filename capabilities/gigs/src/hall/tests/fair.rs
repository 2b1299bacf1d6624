//! The order of a call-up, held against many made-up mornings.

use crate::hall::fair::{Facts, Rules, Snapshot, points, sort};
use proptest::prelude::*;

fn rules() -> impl Strategy<Value = Rules> {
    (
        0..1000i64,
        0..1000i64,
        0..1000i64,
        0..1000i64,
        1..600i64,
        1..30i64,
    )
        .prop_map(
            |(today, days, hardship, fit, full_minutes, days_back)| Rules {
                today,
                days,
                hardship,
                fit,
                full_minutes,
                days_back,
            },
        )
}

fn person() -> impl Strategy<Value = Facts> {
    (1..400i64, 0..900i64, 0..30i64, 0..4i64, 0..1001i64).prop_map(
        |(slip, minutes, days, grade, fit)| Facts {
            roll: format!("rol_{slip:032x}"),
            slip,
            // Whoever came earlier has waited longer.
            arrived_at: 1_000_000_000 - minutes * 60_000,
            minutes,
            days,
            grade,
            fit,
        },
    )
}

fn morning() -> impl Strategy<Value = Vec<Facts>> {
    prop::collection::vec(person(), 1..40).prop_map(|mut people| {
        people.sort_by_key(|f| f.slip);
        people.dedup_by_key(|f| f.slip);
        people
    })
}

/// Where somebody stands in the order.
fn place(rules: &Rules, people: &[Facts], roll: &str) -> usize {
    let mut sorted = people.to_vec();
    sort(rules, &mut sorted);
    sorted
        .iter()
        .position(|f| f.roll == roll)
        .expect("is there")
}

proptest! {
    #[test]
    fn the_order_does_not_depend_on_how_people_are_listed(
        rules in rules(), people in morning(), turn in 0..40usize,
    ) {
        let mut sorted = people.clone();
        sort(&rules, &mut sorted);
        let mut turned = people.clone();
        turned.rotate_left(turn % people.len());
        turned.reverse();
        sort(&rules, &mut turned);
        prop_assert_eq!(&sorted, &turned);
        let totals: Vec<i64> = sorted.iter().map(|f| points(&rules, f).total()).collect();
        prop_assert!(totals.windows(2).all(|w| w[0] >= w[1]));
    }

    #[test]
    fn waiting_longer_never_lowers_anybody(
        rules in rules(), people in morning(), at in 0..40usize, more in 1..300i64,
        days in 0..5i64,
    ) {
        let at = at % people.len();
        let before = place(&rules, &people, &people[at].roll);
        let mut longer = people.clone();
        longer[at].minutes += more;
        longer[at].arrived_at -= more * 60_000;
        longer[at].days += days;
        prop_assert!(place(&rules, &longer, &people[at].roll) <= before);
    }

    #[test]
    fn hardship_never_lowers_anybody_and_never_touches_the_rest(
        rules in rules(), people in morning(), at in 0..40usize, grade in 0..4i64,
    ) {
        let at = at % people.len();
        let before = place(&rules, &people, &people[at].roll);
        let mut helped = people.clone();
        helped[at].grade = helped[at].grade.max(grade);
        prop_assert!(place(&rules, &helped, &people[at].roll) <= before);
        let rest = |all: &[Facts]| {
            let mut all = all.to_vec();
            sort(&rules, &mut all);
            all.retain(|f| f.roll != people[at].roll);
            all
        };
        prop_assert_eq!(rest(&people), rest(&helped));
    }

    #[test]
    fn what_was_kept_gives_the_same_order_again(rules in rules(), people in morning()) {
        let mut people = people;
        sort(&rules, &mut people);
        let kept = Snapshot { rules, people };
        let text = serde_json::to_string(&kept).expect("writes");
        let mut read: Snapshot = serde_json::from_str(&text).expect("reads");
        prop_assert_eq!(&read, &kept);
        prop_assert!(read.holds());
        // A changed record is seen.
        if read.people.len() > 1 {
            read.people.swap(0, 1);
            prop_assert!(!read.holds());
        }
    }
}
