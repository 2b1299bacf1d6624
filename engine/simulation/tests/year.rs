//! A played year keeps the rules of its county, stays under the yardstick and can be replayed.

use proptest::prelude::*;
use simulation::{Arm, Assumptions, Chance, County, compare, draw, gini, hindsight, year};

fn small() -> Assumptions {
    Assumptions {
        days: 12,
        seekers_a_day: 12.0,
        ..Assumptions::default()
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(40))]

    #[test]
    fn nobody_is_above_the_yardstick(
        seed in any::<u64>(), life in 1.0..6.0f64, tightness in 0.0..3.0f64, depth in 0.0..=1.0f64,
        by_fit: bool, noise in 0.0..0.2f64,
    ) {
        let assume = Assumptions { life, tightness, depth, by_fit, noise, reserve: -1.0, ..small() };
        let county = County::draw(seed, &assume);
        let best = hindsight(&county).unwrap();
        prop_assert!(best.filled <= augmenting(&county));
        prop_assert_eq!(best.filled, augmenting(&county));
        for arm in Arm::ALL {
            let outcome = year(&county, arm, &assume);
            prop_assert!(outcome.filled <= best.filled, "{} {:?}", arm.name(), outcome);
            prop_assert!((0.0..=1.0).contains(&outcome.gini) || outcome.gini.abs() < 1e-9);
            prop_assert_eq!(&outcome, &year(&county, arm, &assume));
        }
    }
}

/// The most seats that can be filled, by growing paths (Berge 1957): an independent count.
fn augmenting(county: &County) -> usize {
    fn grow(county: &County, who: usize, seen: &mut [bool], on: &mut [Vec<usize>]) -> bool {
        for (post, _, _) in &county.pairs[who] {
            let post = *post as usize;
            if std::mem::replace(&mut seen[post], true) {
                continue;
            }
            if on[post].len() < county.posts[post].seats as usize {
                on[post].push(who);
                return true;
            }
            for n in 0..on[post].len() {
                let other = on[post][n];
                if grow(county, other, seen, on) {
                    on[post][n] = who;
                    return true;
                }
            }
        }
        false
    }
    let mut on = vec![Vec::new(); county.posts.len()];
    let many = 0..county.seekers.len();
    many.filter(|who| grow(county, *who, &mut vec![false; county.posts.len()], &mut on))
        .count()
}

#[test]
fn prices_fill_what_own_lists_leave() {
    let assume = Assumptions {
        days: 20,
        ..Assumptions::default()
    };
    let rows = compare(&[1, 2, 3], &Arm::ALL, &assume).unwrap();
    let filled = |arm| rows.iter().find(|r| r.arm == arm).unwrap().filled.mean;
    assert!(filled(Arm::Priced) > 0.9, "{rows:?}");
    assert!(filled(Arm::Priced) > filled(Arm::Greedy));
    assert!(filled(Arm::Greedy) > filled(Arm::OwnTopK));
    assert!(filled(Arm::OwnTopK) < 0.6);
    assert!(filled(Arm::Dispatch) > 0.97);
}

#[test]
fn what_cannot_be_is_refused_and_nothing_is_nothing() {
    let wrong = [
        Assumptions {
            depth: f64::NAN,
            ..small()
        },
        Assumptions {
            depth: 1.5,
            ..small()
        },
        Assumptions {
            life: 0.0,
            ..small()
        },
        Assumptions { days: 0, ..small() },
        Assumptions {
            seekers_a_day: f64::INFINITY,
            ..small()
        },
        Assumptions { list: 0, ..small() },
    ];
    for assume in wrong {
        assert!(
            compare(&[1], &Arm::ALL, &assume)
                .unwrap_err()
                .starts_with("--")
        );
    }
    assert!(compare(&[], &Arm::ALL, &small()).is_err());
    let nobody = Assumptions {
        seekers_a_day: 0.0,
        ..small()
    };
    let rows = compare(&[1], &Arm::ALL, &nobody).unwrap();
    assert!(rows.iter().all(|row| (row.filled.mean - 1.0).abs() < 1e-12));
}

#[test]
fn gini_is_none_where_all_are_alike_and_most_where_one_has_all() {
    assert!(gini(&[]).abs() < 1e-12);
    assert!(gini(&[2.0, 2.0, 2.0]).abs() < 1e-12);
    assert!((gini(&[0.0, 0.0, 0.0, 8.0]) - 0.75).abs() < 1e-12);
    assert!((gini(&[3.0, 1.0]) - 0.25).abs() < 1e-12);
}

#[test]
fn chance_is_as_it_says() {
    let mut chance = Chance::of(&[7]);
    let mean = |of: &mut dyn FnMut() -> f64| (0..40_000).map(|_| of()).sum::<f64>() / 40_000.0;
    assert!((mean(&mut || chance.unit()) - 0.5).abs() < 0.01);
    assert!(mean(&mut || chance.normal()).abs() < 0.02);
    assert!((mean(&mut || chance.gumbel()) - 0.5772).abs() < 0.03);
    assert!((mean(&mut || f64::from(chance.poisson(7.0))) - 7.0).abs() < 0.1);
    assert!((mean(&mut || f64::from(chance.days(4.0))) - 4.0).abs() < 0.1);
    assert_ne!(Chance::of(&[1, 2]).bits(), Chance::of(&[2, 1]).bits());
}

#[test]
fn the_picture_says_what_it_shows() {
    let rows = compare(&[1], &Arm::ALL, &small()).unwrap();
    let svg = draw::svg(&rows, 1);
    assert!(svg.contains("role=\"img\" aria-labelledby=\"t d\""));
    assert!(svg.contains("<title id=\"t\">") && svg.contains("<desc id=\"d\">own-top-k 0."));
    assert!(!svg.contains("NaN"));
    assert_eq!(draw::csv(&rows).lines().count(), 6);
}
