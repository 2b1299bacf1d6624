//! Searches on small random graphs, held against relaxing every edge until nothing changes.

use crate::{Direction, Graph, Mode, Network, Snap, Speeds, UNREACHED};
use proptest::prelude::*;

type Piece = (u32, u32, u32, u8, u8, u8);

fn speeds() -> Speeds {
    Speeds::read("class,foot,bicycle,ebike,motor\nmotorway,36,36,36,36\n").unwrap()
}

/// A small graph of up to 9 nodes on a line, with some one-way pieces and barriers.
fn graphs() -> impl Strategy<Value = (usize, Vec<Piece>, Vec<u8>)> {
    (2usize..9).prop_flat_map(|n| {
        let node = 0..u32::try_from(n).unwrap();
        let open = prop::sample::select(vec![0u8, 7, 7, 7]);
        let piece = (
            node.clone(),
            node,
            1u32..100_000,
            Just(0u8),
            open.clone(),
            open,
        );
        let stops = prop::collection::vec(prop::sample::select(vec![0u8, 0, 0, 4]), n);
        (Just(n), prop::collection::vec(piece, 1..20), stops)
    })
}

/// Times between the middles of two edges, by relaxing all edges as often as there are nodes.
fn oracle(pieces: &[Piece], stops: &[u8], from: (usize, f64), to: (usize, f64)) -> Option<f64> {
    let ms = |p: &Piece| f64::from(p.2);
    let mut times = vec![f64::MAX; stops.len()];
    let start = &pieces[from.0];
    let mut best = f64::MAX;
    if start.4 == 7 {
        times[start.1 as usize] = ms(start) * (1.0 - from.1);
    }
    if start.5 == 7 {
        let t = &mut times[start.0 as usize];
        *t = t.min(ms(start) * from.1);
    }
    for _ in 0..stops.len() {
        for p in pieces {
            for (a, b, open) in [(p.0, p.1, p.4), (p.1, p.0, p.5)] {
                let t = times[a as usize];
                if open == 7 && stops[a as usize] == 0 && t < f64::MAX {
                    times[b as usize] = times[b as usize].min(t + ms(p));
                }
            }
        }
    }
    let end = &pieces[to.0];
    for (node, open, last) in [(end.0, end.4, to.1), (end.1, end.5, 1.0 - to.1)] {
        if open == 7 && stops[node as usize] == 0 && times[node as usize] < f64::MAX {
            best = best.min(times[node as usize] + ms(end) * last);
        }
    }
    if from.0 == to.0 {
        let open = if to.1 >= from.1 { start.4 } else { start.5 };
        if open == 7 {
            best = best.min(ms(start) * (to.1 - from.1).abs());
        }
    }
    (best < f64::MAX).then_some(best)
}

fn snap(edge: usize, along: f64) -> Option<Snap> {
    Some(Snap {
        edge: u32::try_from(edge).unwrap(),
        along,
        away_m: 0.0,
        away_ms: 0,
    })
}

proptest! {
    #[test]
    fn times_are_those_of_a_naive_search(
        (n, pieces, stops) in graphs(),
        ends in prop::collection::vec((0usize..20, 0.0..1.0f64), 1..5),
    ) {
        let nodes = (0..i32::try_from(n).unwrap()).map(|k| (k * 1000, k * 700)).collect();
        let graph = Graph::made(nodes, &pieces, stops.clone());
        let Ok(network) = Network::new(&graph, Mode::Motor, &speeds(), 45) else {
            return Ok(());
        };
        let ends: Vec<_> = ends.iter().map(|e| (e.0 % pieces.len(), e.1)).collect();
        let snaps: Vec<_> = ends.iter().map(|e| snap(e.0, e.1)).collect();
        let times = network.travel(&snaps, &snaps, Direction::From, UNREACHED - 1);
        let back = network.travel(&snaps, &snaps, Direction::To, UNREACHED - 1);
        for (a, from) in ends.iter().enumerate() {
            for (b, to) in ends.iter().enumerate() {
                let naive = oracle(&pieces, &stops, *from, *to);
                let found = times.get(a, b);
                prop_assert_eq!(naive.is_some(), found.is_some());
                prop_assert_eq!(back.get(b, a).is_some(), found.is_some());
                if let (Some(naive), Some(found)) = (naive, found) {
                    prop_assert!((naive - f64::from(found)).abs() <= 3.0, "{} {}", naive, found);
                    prop_assert!(back.get(b, a).unwrap().abs_diff(found) <= 2);
                    let near = network.travel(&snaps, &snaps, Direction::From, found);
                    prop_assert_eq!(near.get(a, b), Some(found));
                    if found > 0 {
                        let less = network.travel(&snaps, &snaps, Direction::From, found - 1);
                        prop_assert_eq!(less.get(a, b), None);
                    }
                }
            }
        }
    }

    /// The grid finds what looking at every piece of road finds.
    #[test]
    fn the_nearest_road_is_the_nearest_of_all(
        points in prop::collection::vec((-400_000i32..400_000, -400_000i32..400_000), 2..9),
        at in (-400_000i32..400_000, -400_000i32..400_000),
    ) {
        let place = |p: &(i32, i32)| (340_000_000 + p.0, 1_100_000_000 + p.1);
        let nodes: Vec<_> = points.iter().map(place).collect();
        let pieces: Vec<Piece> = (1..nodes.len())
            .map(|k| (0, u32::try_from(k).unwrap(), 1000, 0, 7, 7))
            .collect();
        let graph = Graph::made(nodes.clone(), &pieces, vec![0; nodes.len()]);
        let network = Network::new(&graph, Mode::Motor, &speeds(), 45).unwrap();
        let at = place(&at);
        let here = crate::Wgs84::from_e7(at);
        let found = network.snap(here, 50_000.0).map(|s| s.away_m);
        let metres = |a: (i32, i32)| {
            let north = f64::from(a.0 - at.0) * 0.011_119_508;
            let east = f64::from(a.1 - at.1) * 0.011_119_508 * here.lat().to_radians().cos();
            (north, east)
        };
        let (a, mut best) = (metres(nodes[0]), f64::MAX);
        for node in &nodes[1..] {
            let b = metres(*node);
            // A fine ladder along the piece instead of the foot of the perpendicular.
            for step in 0..=20_000 {
                let part = f64::from(step) / 20_000.0;
                let spot = (a.0 + (b.0 - a.0) * part, a.1 + (b.1 - a.1) * part);
                best = best.min(spot.0.hypot(spot.1));
            }
        }
        match found {
            Some(found) => prop_assert!((found - best).abs() < 5.0, "{} {}", found, best),
            None => prop_assert!(best > 49_990.0),
        }
    }
}
