//! Coverage and next stations, held against trying everything; refusals; a real country's roads.

use super::read::{Datum, Place, from_sheet};
use super::times::{Ways, times};
use super::{Coverage, by_town, find, next, report, ways};
use crate::sheet::Sheet;
use clap::Parser;
use indicatif::ProgressBar;
use proptest::prelude::*;
use roads::coverage::{Reach, coverage};
use roads::{Estimate, Mode, Wgs84};
use std::path::{Path, PathBuf};

#[derive(Parser)]
struct Line {
    #[command(flatten)]
    args: Coverage,
}

const ANDORRA: &str = concat!(
    env!("CARGO_MANIFEST_DIR"),
    "/../../data/fixtures/andorra.osm.pbf"
);
const LUONAN: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../data/luonan_places.csv");

fn args(words: &[&str]) -> Coverage {
    let words = std::iter::once("coverage").chain(words.iter().copied());
    Line::try_parse_from(words).unwrap().args
}

fn run(args: &Coverage) -> anyhow::Result<String> {
    let ways = ways(args)?;
    let found = find(args, &ways, &ProgressBar::hidden())?;
    let map = report::map(args, &found, &ways);
    assert!(map.starts_with("<svg") && !map.contains("NaN"));
    let table = String::from_utf8(report::table(args, &found)?)?;
    assert_eq!(table.lines().count(), found.villages.len() + 1);
    Ok(report::told(args, &found, &ways))
}

fn file(name: &str, text: &str) -> PathBuf {
    let path = std::env::temp_dir().join(format!("coverage-{}-{name}", std::process::id()));
    std::fs::write(&path, text).unwrap();
    path
}

fn sheet(text: &str) -> Sheet {
    let cells = |line: &str| line.split(',').map(str::to_owned).collect::<Vec<_>>();
    let mut lines = text.lines();
    Sheet {
        headings: cells(lines.next().unwrap()),
        rows: lines.enumerate().map(|(n, l)| (n + 2, cells(l))).collect(),
    }
}

fn told(text: &str) -> String {
    format!(
        "{:#}",
        from_sheet(&sheet(text), None, Datum::Wgs84).unwrap_err()
    )
}

#[test]
fn wrong_cells_are_named_by_their_line() {
    let head = "name,town,lat,lon,people\na,t,34,110,5\n";
    for (row, why) in [
        ("b,t,NaN,110,5", "line 3: latitude NaN"),
        ("b,t,34,inf,5", "line 3: longitude inf"),
        ("b,t,34,181,5", "line 3: longitude 181"),
        ("b,t,34,,5", "line 3: lon \"\""),
        ("b,t,34,110,-1", "line 3: people \"-1\""),
        ("b,t,34,110,", "line 3: people \"\""),
        ("b,t,34,110,1.5", "line 3: people \"1.5\""),
        ("b,t,34,110,99999999999", "line 3: people"),
        (",t,34,110,5", "line 3: name is empty"),
        ("a,t,34,110,5", "line 3: t a stands in line 2 already"),
    ] {
        let told = told(&format!("{head}{row}"));
        assert!(told.starts_with(why), "{told}");
    }
    assert!(told("name,lat\n").contains("no headings lat and lon"));
    assert!(told("lat,lon\n").contains("no heading name"));
    let abroad = from_sheet(&sheet("name,lat,lon\na,42.5,1.5"), None, Datum::Gcj02);
    assert!(format!("{:#}", abroad.unwrap_err()).contains("outside China"));
}

#[test]
fn the_two_datums_are_not_taken_for_one_another() {
    let text = "name,lat,lon\n洛南县,34.090837,110.148508";
    let gcj = from_sheet(&sheet(text), None, Datum::Gcj02).unwrap().0;
    let wgs = from_sheet(&sheet(text), None, Datum::Wgs84).unwrap().0;
    let off = gcj[0].at.unwrap().metres(wgs[0].at.unwrap());
    assert!((100.0..900.0).contains(&off), "{off}");
    let named = "name,lat_gcj02,lon_gcj02\n洛南县,34.090837,110.148508";
    // What the heading says holds, whatever the option says.
    assert_eq!(
        from_sheet(&sheet(named), None, Datum::Wgs84).unwrap().0,
        gcj
    );
}

#[test]
fn the_county_is_estimated_and_says_so() {
    let args = args(&[
        LUONAN,
        LUONAN,
        "--estimate",
        "--mode",
        "ebike",
        "--station-level",
        "town",
        "--village-level",
        "village",
    ]);
    // Every town's seat has a place; most villages have none, and nobody guesses them.
    let told = run(&args).unwrap();
    assert!(
        told.contains("basis estimate\nnote times are estimated: 140 %"),
        "{told}"
    );
    assert!(
        told.contains("stations 16\n") && told.contains("按一个计"),
        "{told}"
    );
    let table = include_str!("../../../../data/luonan_places.csv");
    let villages = table.lines().filter(|l| l.contains(",village,"));
    let (all, lost) = villages.fold((0, 0), |(all, lost), l| {
        (all + 1, lost + usize::from(l.contains(",,,,")))
    });
    assert!(
        told.contains(&format!("villages {all}\nvillages_without_place {lost}\n")),
        "{told}"
    );
}

#[test]
fn a_country_s_roads_give_shares_and_next_stations() {
    let stations = file(
        "stations.csv",
        "name,lat,lon\nAndorra la Vella,42.5075,1.5218\n",
    );
    let villages = file(
        "villages.csv",
        "name,town,lat,lon,people\nEscaldes,a,42.5079,1.5390,14395\nEncamp,b,42.5347,1.5801,7575\n\
         Canillo,b,42.5676,1.5976,4313\nOrdino,c,42.5556,1.5332,3087\n\
         La Massana,c,42.5450,1.5148,4935\nSant Julià,d,42.4637,1.4913,7518\nLost,d,,,9\n",
    );
    let (s, v) = (stations.to_str().unwrap(), villages.to_str().unwrap());
    let words = [
        s,
        v,
        "--osm",
        ANDORRA,
        "--mode",
        "motor",
        "--minutes",
        "5",
        "--next",
        "2",
    ];
    let told = run(&args(&words)).unwrap();
    assert!(told.contains("basis road graph"), "{told}");
    assert!(
        told.contains("people 41832\npeople_without_place 9\n"),
        "{told}"
    );
    assert_eq!(told.matches("gap 0 (proven best").count(), 2, "{told}");
    let graph = ways(&args(&words)).unwrap();
    let near = find(&args(&words), &graph, &ProgressBar::hidden()).unwrap();
    let mut wider = args(&words);
    wider.minutes = 30;
    let far = find(&wider, &graph, &ProgressBar::hidden()).unwrap();
    assert!(near.count.all.within < far.count.all.within);
    assert_eq!(far.count.all.within, 41823);
    assert!(matches!(far.count.villages[6], Reach::Unplaced));

    let luonan = file("luonan.csv", "name,lat,lon\n景村镇,34.0,110.2\n");
    let words = [s, luonan.to_str().unwrap(), "--osm", ANDORRA];
    let told = format!("{:#}", run(&args(&words)).unwrap_err());
    assert!(
        told.contains("line 2: 景村镇") && told.contains("outside the graph"),
        "{told}"
    );
    let nobody = file("nobody.csv", "name,lat,lon\n");
    let words = [s, nobody.to_str().unwrap(), "--estimate"];
    let told = format!("{:#}", run(&args(&words)).unwrap_err());
    assert!(told.ends_with("no village"), "{told}");
    let words = [v, v, "--estimate"];
    assert!(format!("{:#}", run(&args(&words)).unwrap_err()).contains("Lost has no lat and lon"));
    // Without a station nobody is near, and the first ones are suggested.
    let words = [nobody.to_str().unwrap(), v, "--estimate", "--next", "1"];
    let told = run(&args(&words)).unwrap();
    assert!(
        told.contains("people_within 0\n") && told.contains("\n1 "),
        "{told}"
    );
    let damaged = file("damaged.pbf", "name");
    let words = [s, v, "--osm", damaged.to_str().unwrap()];
    assert!(run(&args(&words)).is_err());
    for path in [stations, villages, luonan, nobody, damaged] {
        let _ = std::fs::remove_file(path);
    }
    assert!(Path::new(ANDORRA).exists());
}

fn spots() -> impl Strategy<Value = Vec<Place>> {
    let spot = (33.9..34.3f64, 109.8..110.4f64, 0u64..50, 0u8..3, 0u8..8);
    prop::collection::vec(spot, 1..9).prop_map(|spots| {
        let place = |(n, (lat, lon, people, town, lost)): (usize, (f64, f64, u64, u8, u8))| Place {
            line: n + 2,
            name: n.to_string(),
            town: town.to_string(),
            at: (lost > 0).then(|| Wgs84::new(lat, lon).unwrap()),
            people,
        };
        spots.into_iter().enumerate().map(place).collect()
    })
}

proptest! {
    #[test]
    fn shares_and_suggestions_are_those_of_trying_everything(
        villages in spots(),
        open in 0usize..3,
        k in 1usize..4,
        within in 5u32..60,
    ) {
        let estimate = Estimate::new(140, 220).unwrap();
        let placed: Vec<&Place> = villages.iter().filter(|v| v.at.is_some()).collect();
        let open = open.min(placed.len());
        let sites: Vec<&Place> = placed[..open].iter().chain(&placed).copied().collect();
        let (limit, beyond) = (within * 60_000, 120);
        let bar = ProgressBar::hidden();
        let ways = Ways::Estimate(estimate);
        let all = times(&ways, Mode::Ebike, &sites, &villages, 7_200_000, &bar).unwrap();
        let (towns, counts) = by_town(&villages);

        let ms = |v: &Place, s: &Place| v.at.map(|at| estimate.ms(at, s.at.unwrap()));
        let near = |v: &Place, chosen: &[usize]| {
            chosen.iter().any(|s| ms(v, sites[*s]).is_some_and(|ms| ms <= limit))
        };
        let covered = |chosen: &[usize]| -> u64 {
            villages.iter().filter(|v| near(v, chosen)).map(|v| v.people).sum()
        };
        let cost = |chosen: &[usize]| -> u64 {
            let way = |v: &Place| {
                let ways = chosen.iter().filter_map(|s| ms(v, sites[*s]));
                u64::from(ways.map(|ms| ms.div_ceil(60_000)).min().unwrap_or(120).min(120))
            };
            let placed = villages.iter().filter(|v| v.at.is_some());
            placed.map(|v| way(v) * v.people).sum()
        };
        let now: Vec<usize> = (0..open).collect();
        let found = coverage(&super::first_rows(&all, open), &counts, limit);
        prop_assert_eq!(found.all.within, covered(&now));
        let by_town: u64 = found.towns.iter().map(|t| t.within).sum();
        prop_assert_eq!((by_town, found.towns.len()), (found.all.within, towns.len()));

        let (mut most, mut least) = (0, u64::MAX);
        for set in 0u32..1 << sites.len() {
            let chosen = || (0..sites.len()).filter(|s| set >> s & 1 == 1);
            if chosen().filter(|s| *s >= open).count() <= k {
                let chosen: Vec<usize> = chosen().chain(now.iter().copied()).collect();
                most = most.max(covered(&chosen));
                least = least.min(cost(&chosen));
            }
        }
        let next = next::next(&all, &counts, open, limit, beyond, k).unwrap();
        prop_assert_eq!((next.covering.covered, next.covering.gap), (most, 0));
        prop_assert_eq!((next.median.cost, next.median.gap), (least, 0));
        prop_assert!(next.covering.open.len() <= k && next.median.open.len() <= k);
        let chosen: Vec<usize> = next.covering.open.iter().map(|s| *s as usize).chain(now).collect();
        prop_assert_eq!(covered(&chosen), most);
    }
}
