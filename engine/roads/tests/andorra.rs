//! A real country: Andorra as of 2013, whose villages and roads are known.
#![allow(clippy::unwrap_used)]

use roads::{Direction, Graph, Mode, Network, Speeds, Wgs84, osm};
use std::sync::LazyLock;

static ANDORRA: LazyLock<(Graph, osm::Counts)> = LazyLock::new(|| {
    let bytes = include_bytes!("../../../data/fixtures/andorra.osm.pbf");
    osm::read(bytes, osm::Bounds::default()).unwrap()
});

fn speeds() -> Speeds {
    Speeds::read(include_str!("../../../data/road_speeds.csv")).unwrap()
}

fn network(mode: Mode) -> Network<'static> {
    Network::new(&ANDORRA.0, mode, &speeds(), 45).unwrap()
}

/// Parish seats and a mountain pass, WGS-84.
const PLACES: [(&str, f64, f64); 8] = [
    ("Andorra la Vella", 42.5075, 1.5218),
    ("Escaldes", 42.5079, 1.5390),
    ("Encamp", 42.5347, 1.5801),
    ("Canillo", 42.5676, 1.5976),
    ("Ordino", 42.5556, 1.5332),
    ("La Massana", 42.5450, 1.5148),
    ("Sant Julià de Lòria", 42.4637, 1.4913),
    ("Pas de la Casa", 42.5426, 1.7338),
];

fn places() -> Vec<Wgs84> {
    let point = |p: &(&str, f64, f64)| Wgs84::new(p.1, p.2).unwrap();
    PLACES.iter().map(point).collect()
}

#[test]
fn the_extract_is_read_whole() {
    let (graph, counts) = &*ANDORRA;
    assert_eq!((counts.nodes, counts.ways), (69_644, 2_725));
    // A naive reading finds 1,612 roads of 853.8 km; twelve of them are open to nobody.
    assert_eq!((counts.roads, counts.broken), (1_600, 0));
    assert_eq!((graph.nodes(), graph.edges().len()), (2_342, 2_769));
    let km = graph.metres() / 1000.0;
    assert!((km - 848.6).abs() < 0.1, "{km} km");
    let again = include_bytes!("../../../data/fixtures/andorra.osm.pbf");
    assert_eq!(&osm::read(again, osm::Bounds::default()).unwrap().0, graph);
}

#[test]
fn nearly_all_roads_hang_together() {
    for mode in Mode::ALL {
        let (main, touched) = network(mode).main_part();
        assert!(
            main * 10 > touched * 8,
            "{}: {main} of {touched}",
            mode.name()
        );
    }
}

#[test]
fn times_between_villages_are_those_of_a_map() {
    let car = network(Mode::Motor);
    let snaps: Vec<_> = places().iter().map(|p| car.snap(*p, 500.0)).collect();
    assert!(snaps.iter().all(Option::is_some), "{snaps:?}");
    let times = car.travel(&snaps, &snaps, Direction::From, 4 * 3_600_000);
    let minutes = |a, b| f64::from(times.get(a, b).unwrap()) / 60_000.0;
    // About 6 km to Encamp, 11 km to Canillo, 6 km to Sant Julià, 30 km to the pass.
    assert!((5.0..16.0).contains(&minutes(0, 2)), "{}", minutes(0, 2));
    assert!((10.0..26.0).contains(&minutes(0, 3)), "{}", minutes(0, 3));
    assert!((6.0..18.0).contains(&minutes(0, 6)), "{}", minutes(0, 6));
    assert!((25.0..60.0).contains(&minutes(0, 7)), "{}", minutes(0, 7));
    let foot = network(Mode::Foot);
    // The seats on the CG-1 and CG-2, which were not for walkers, are left out.
    let seats = [0, 1, 4, 5].map(|n| places()[n]);
    let snaps: Vec<_> = seats.iter().map(|p| foot.snap(*p, 500.0)).collect();
    let walks = foot.travel(&snaps, &snaps, Direction::From, 20 * 3_600_000);
    for (a, from) in seats.iter().enumerate() {
        for (b, to) in seats.iter().enumerate() {
            let walk = walks.get(a, b).unwrap();
            // Nobody walks faster than 5 km/h in a straight line.
            assert!(f64::from(walk) >= from.metres(*to) * 720.0 - 1.0);
            // Feet heed no one-way street: the same both ways but for rounding.
            assert!(walk.abs_diff(walks.get(b, a).unwrap()) <= 4);
        }
    }
}

#[test]
fn a_way_over_a_third_place_is_never_shorter() {
    let car = network(Mode::Motor);
    let snaps: Vec<_> = places().iter().map(|p| car.snap(*p, 500.0)).collect();
    let times = car.travel(&snaps, &snaps, Direction::From, 4 * 3_600_000);
    let back = car.travel(&snaps, &snaps, Direction::To, 4 * 3_600_000);
    for a in 0..snaps.len() {
        for b in 0..snaps.len() {
            let straight = times.get(a, b).unwrap();
            assert!(straight.abs_diff(back.get(b, a).unwrap()) <= 4);
            for over in 0..snaps.len() {
                let sum = times.get(a, over).unwrap() + times.get(over, b).unwrap();
                assert!(straight <= sum + 4, "{a} {over} {b}");
            }
        }
    }
}

#[test]
fn damaged_files_are_refused() {
    let whole: &[u8] = include_bytes!("../../../data/fixtures/andorra.osm.pbf");
    let bounds = osm::Bounds::default();
    assert!(osm::read(&[], bounds).is_err());
    assert!(osm::read(b"name,lat,lon\n", bounds).is_err());
    assert!(osm::read(&whole[..whole.len() / 2], bounds).is_err());
    for at in (0..whole.len()).step_by(5_003) {
        let mut bent = whole[..(at + 20_000).min(whole.len())].to_vec();
        bent[at] ^= 0x5a;
        // Either it is refused or the fault is where nothing is asked; it never panics.
        let _ = osm::read(&bent, bounds);
    }
    let few = osm::Bounds {
        points: 100,
        ways: 100,
    };
    assert!(matches!(
        osm::read(whole, few),
        Err(roads::Fault::TooLarge { .. })
    ));
}
