//! Covering and medians against every choice of sites on tiny maps.
#![allow(clippy::unwrap_used, clippy::cast_possible_truncation)]

use proptest::prelude::*;
use solve::covering::{Fault, covering, median};

/// Every set of at most `k` sites.
fn sets(sites: usize, k: usize) -> impl Iterator<Item = Vec<u32>> {
    (0..1_u32 << sites)
        .filter(move |set| set.count_ones() as usize <= k)
        .map(move |set| (0..sites as u32).filter(|s| set >> s & 1 == 1).collect())
}

fn covered(covers: &[Vec<u32>], people: &[u64], open: &[u32]) -> u64 {
    let reached = |point: u32| open.iter().any(|s| covers[*s as usize].contains(&point));
    let points = (0..).zip(people).filter(|(point, _)| reached(*point));
    points.map(|(_, people)| people).sum()
}

fn cost(minutes: &[Vec<(u32, u32)>], beyond: u32, people: &[u64], open: &[u32]) -> u64 {
    let far = |row: &Vec<(u32, u32)>| {
        let near = row.iter().filter(|(site, _)| open.contains(site));
        near.map(|arc| arc.1).min().unwrap_or(beyond).min(beyond)
    };
    let points = minutes.iter().zip(people);
    points
        .map(|(row, people)| u64::from(far(row)) * people)
        .sum()
}

/// Lists by one kind of what of the other, sites, points.
type Map = (Vec<Vec<u32>>, Vec<u64>, Vec<u32>, usize);

fn map() -> impl Strategy<Value = Map> {
    (
        1..10_usize,
        1..14_u32,
        prop_oneof![Just(1_u64), Just(9), Just(100_000)],
    )
        .prop_flat_map(|(sites, points, most)| {
            let row = prop::collection::vec(0..points, 0..6);
            (
                prop::collection::vec(row, sites),
                prop::collection::vec(0..=most, points as usize),
                prop::collection::vec(0..sites as u32, 0..3),
                0..5_usize,
            )
        })
}

type Roads = (Vec<Vec<(u32, u32)>>, Vec<u64>, Vec<u32>, usize);

fn roads() -> impl Strategy<Value = Roads> {
    let row = prop::collection::vec((0..9_u32, 0..70_u32), 0..9);
    let point = (row, 0..1000_u64);
    let open = prop::collection::vec(0..9_u32, 0..3);
    (prop::collection::vec(point, 0..14), open, 0..5_usize).prop_map(|(points, open, k)| {
        let (rows, people) = points.into_iter().unzip();
        (rows, people, open, k)
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn no_sites_cover_more((covers, people, already, k) in map()) {
        let found = covering(&covers, &people, &already, k).unwrap();
        let all = |new: &[u32]| covered(&covers, &people, &[&already, new].concat());
        let best = sets(covers.len(), k).map(|new| all(&new)).max().unwrap();
        prop_assert!(found.open.len() <= k);
        prop_assert_eq!(found.covered, all(&found.open));
        prop_assert_eq!((found.covered, found.bound, found.gap), (best, best, 0));
    }

    #[test]
    fn no_sites_are_nearer((minutes, people, already, k) in roads()) {
        let found = median(9, &minutes, 60, &people, &already, k).unwrap();
        let all = |new: &[u32]| cost(&minutes, 60, &people, &[&already, new].concat());
        let best = sets(9, k).map(|new| all(&new)).min().unwrap();
        prop_assert!(found.open.len() <= k);
        prop_assert_eq!(found.cost, all(&found.open));
        prop_assert_eq!((found.cost, found.bound, found.gap), (best, best, 0));
    }
}

#[test]
fn nothing_given_is_nothing_found() {
    let none = covering(&[], &[], &[], 3).unwrap();
    assert_eq!((none.open, none.covered, none.bound), (vec![], 0, 0));
    let unreached = median(4, &[vec![]], 60, &[5], &[], 2).unwrap();
    assert_eq!(
        (unreached.open, unreached.cost, unreached.gap),
        (vec![], 300, 0)
    );
    let already = covering(&[vec![0]], &[7], &[0], 1).unwrap();
    assert_eq!((already.open, already.covered), (vec![], 7));
}

#[test]
fn sites_come_in_the_order_of_what_they_add() {
    let covers = [vec![0], vec![1, 2], vec![3], vec![1, 2, 3]];
    let found = covering(&covers, &[5, 1, 1, 1], &[], 3).unwrap();
    assert_eq!(found.open, [0, 3]);
}

#[test]
fn what_is_wrong_is_named() {
    assert_eq!(covering(&[vec![2]], &[1, 1], &[], 1), Err(Fault::Point(2)));
    assert_eq!(covering(&[vec![0]], &[1], &[1], 1), Err(Fault::Site(1)));
    let huge = covering(&[vec![0, 1]], &[u64::MAX, 1], &[], 1);
    assert_eq!(huge, Err(Fault::Amount));
    let rows = [vec![(1, 5)]];
    assert_eq!(median(1, &rows, 60, &[1], &[], 1), Err(Fault::Site(1)));
    assert_eq!(
        median(2, &rows, 60, &[u64::MAX], &[], 1),
        Err(Fault::Amount)
    );
    let (points, people) = (1, 2);
    let shape = Err(Fault::Shape { points, people });
    assert_eq!(median(2, &rows, 60, &[1, 1], &[], 1), shape);
}
