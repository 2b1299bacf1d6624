//! What was found, told: a report, a table of villages, a map.

use super::times::Ways;
use super::{Coverage, Found};
use anyhow::Result;
use roads::coverage::{Reach, Share};
use roads::map::{Dot, Map, simplified};
use roads::{Mode, Wgs84};
use std::fmt::Write as _;

/// Classes of road up to here (tertiary and its ramps) are drawn: the rest would be a grey blot.
const DRAWN: u8 = 10;

fn basis(ways: &Ways) -> &'static str {
    match ways {
        Ways::Graph { .. } => "road graph",
        Ways::Estimate(_) => "estimate",
    }
}

fn chinese(mode: Mode) -> &'static str {
    match mode {
        Mode::Foot => "步行",
        Mode::Bicycle => "自行车",
        Mode::Ebike => "电动车",
        Mode::Motor => "汽车",
    }
}

/// Tenths of per cent with their point.
fn share(share: &Share) -> String {
    let told = |n: u64| format!("{}.{} %", n / 10, n % 10);
    share.per_mille().map_or_else(|| "-".into(), told)
}

fn minutes(ms: u32) -> String {
    let tenths = u64::from(ms).div_ceil(6_000);
    format!("{}.{}", tenths / 10, tenths % 10)
}

/// The report: what it rests on, all, by town, the next stations.
pub fn told(args: &Coverage, found: &Found, ways: &Ways) -> String {
    let mut out = String::new();
    let (all, near) = (&found.count.all, args.minutes);
    let what = if found.counted { "people" } else { "villages" };
    let _ = writeln!(out, "basis {}", basis(ways));
    if matches!(ways, Ways::Estimate(_)) {
        let percent = args.detour;
        let _ = writeln!(
            out,
            "note times are estimated: {percent} % of the straight line; to be confirmed"
        );
        let _ = writeln!(
            out,
            "说明 时间是按直线距离的{percent}%估算的,以实际路程为准"
        );
    }
    if !found.counted {
        let _ = writeln!(
            out,
            "note the file has no people: every village counts as one"
        );
        let _ = writeln!(out, "说明 没有人口数,每个村按一个计");
    }
    let _ = writeln!(out, "mode {} {}", args.mode.name(), chinese(args.mode));
    let _ = writeln!(out, "stations {}", found.stations.len());
    let _ = writeln!(out, "villages {}", all.villages);
    let _ = writeln!(out, "villages_without_place {}", all.villages_unplaced);
    let _ = writeln!(out, "villages_within {}", all.villages_within);
    if found.counted {
        let _ = writeln!(out, "people {}", all.people);
        let _ = writeln!(out, "people_without_place {}", all.unplaced);
        let _ = writeln!(out, "people_within {}", all.within);
    }
    let _ = writeln!(out, "share_of_placed {}", share(all));
    let placed = all.villages - all.villages_unplaced;
    let _ = writeln!(
        out,
        "位置已知的{placed}个村中,{}个{near}分钟内到得了;另有{}个村位置不明,没有算进去",
        all.villages_within, all.villages_unplaced
    );
    if found.towns.len() > 1 {
        let _ = writeln!(out, "\ntown,{what},without_place,within,share_of_placed");
        for (town, counts) in found.towns.iter().zip(&found.count.towns) {
            let Share {
                people,
                unplaced,
                within,
                ..
            } = counts;
            let share = share(counts);
            let _ = writeln!(out, "{town},{people},{unplaced},{within},{share}");
        }
    }
    suggested(args, found, what, &mut out);
    out
}

fn suggested(args: &Coverage, found: &Found, what: &str, out: &mut String) {
    let Some(next) = &found.next else { return };
    let (cover, median) = (&next.covering, &next.median);
    let _ = writeln!(
        out,
        "\nnext by covering (多覆盖): most {what} within {} minutes",
        args.minutes
    );
    names(found, &cover.open, out);
    let _ = writeln!(out, "covered {}", cover.covered);
    let _ = writeln!(out, "bound {}", cover.bound);
    let _ = writeln!(out, "gap {}{}", cover.gap, proven(cover.gap));
    let _ = writeln!(
        out,
        "\nnext by median (少走路): fewest minutes for all {what}, each at most {}",
        args.beyond
    );
    names(found, &median.open, out);
    let _ = writeln!(out, "{what}_minutes {}", median.cost);
    let _ = writeln!(out, "bound {}", median.bound);
    let _ = writeln!(out, "gap {}{}", median.gap, proven(median.gap));
}

fn proven(gap: u64) -> &'static str {
    if gap == 0 {
        " (proven best 已证最优)"
    } else {
        ""
    }
}

fn names(found: &Found, open: &[u32], out: &mut String) {
    for (n, site) in open.iter().enumerate() {
        let site = (*site as usize).checked_sub(found.stations.len());
        if let Some(place) = site.and_then(|n| found.sites.get(n)) {
            let _ = writeln!(out, "{} {} {}", n + 1, place.town, place.name);
        }
    }
}

/// csv `village,town,people,station,minutes,reach,basis`.
pub fn table(args: &Coverage, found: &Found) -> Result<Vec<u8>> {
    let basis = if args.estimate { "estimate" } else { "graph" };
    let mut out = csv::Writer::from_writer(Vec::new());
    let headings = [
        "village", "town", "people", "station", "minutes", "reach", "basis",
    ];
    out.write_record(headings)?;
    for (village, reach) in found.villages.iter().zip(&found.count.villages) {
        let (nearest, reach) = match reach {
            Reach::Within(station, ms) => (Some((*station, *ms)), "within"),
            Reach::Beyond(nearest) => (*nearest, "beyond"),
            Reach::Unplaced => (None, "unplaced"),
        };
        let people = village.people.to_string();
        let station = nearest.and_then(|(n, _)| found.stations.get(n));
        out.write_record([
            village.name.as_str(),
            &village.town,
            if found.counted { &people } else { "" },
            station.map_or("", |s| s.name.as_str()),
            &nearest.map(|(_, ms)| minutes(ms)).unwrap_or_default(),
            reach,
            basis,
        ])?;
    }
    Ok(out.into_inner()?)
}

/// The map, standing alone.
pub fn map(args: &Coverage, found: &Found, ways: &Ways) -> String {
    let mut dots = Vec::new();
    for (village, reach) in found.villages.iter().zip(&found.count.villages) {
        if let Some(at) = village.at {
            let within = matches!(reach, Reach::Within(..));
            dots.push((if within { Dot::Within } else { Dot::Beyond }, at));
        }
    }
    let mut names: Vec<(Wgs84, &str)> = Vec::new();
    for station in &found.stations {
        if let Some(at) = station.at {
            dots.push((Dot::Station, at));
            names.push((at, &station.name));
        }
    }
    let open = found.next.as_ref().map(|n| n.covering.open.as_slice());
    for site in open.unwrap_or_default() {
        let site = (*site as usize).checked_sub(found.stations.len());
        if let Some(place) = site.and_then(|n| found.sites.get(n))
            && let Some(at) = place.at
        {
            dots.push((Dot::Proposed, at));
            names.push((at, &place.name));
        }
    }
    let roads: Vec<Vec<Wgs84>> = match ways {
        Ways::Graph { graph, .. } => {
            let drawn = graph.edges().iter().filter(|e| e.class < DRAWN);
            let lines = drawn.map(|e| graph.shape(e).collect::<Vec<_>>());
            lines.map(|line| simplified(&line, 0.0005)).collect()
        }
        Ways::Estimate(_) => Vec::new(),
    };
    let description = format!(
        "{} min {} ({}). Circle: within; triangle: beyond; square: station; diamond: proposed. \
         {}分钟,{}:圆点到得了,三角到不了,方块是站,菱形是建议",
        args.minutes,
        args.mode.name(),
        basis(ways),
        args.minutes,
        chinese(args.mode),
    );
    let map = Map {
        title: "15-minute circle 15分钟服务圈",
        description: &description,
        roads: &roads,
        dots: &dots,
        names: &names,
        width: 900,
        alone: true,
        ..Map::default()
    };
    map.svg()
}
