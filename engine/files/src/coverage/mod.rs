//! `yizhan coverage`: who has a station within 15 minutes, and where the next should be.

mod next;
mod read;
mod report;
#[cfg(test)]
mod tests;
mod times;

use anyhow::{Context, Result, anyhow, bail};
use clap::{ArgGroup, Args};
use indicatif::{ProgressBar, ProgressStyle};
use read::{Datum, Place, places};
use roads::coverage::{Coverage as Count, Village, coverage};
use roads::{CLASSES, Estimate, Matrix, Mode, Speeds, osm};
use std::collections::HashMap;
use std::path::PathBuf;
use times::{Ways, times};

/// The speeds that stand in `data/road_speeds.csv`, proposals until a county measures its own.
const SPEEDS: &str = include_str!("../../../../data/road_speeds.csv");
/// The class of road whose speed an estimate takes: what leads to villages.
const VILLAGE_ROAD: &str = "unclassified";

/// Who has a station within 15 minutes, and where the next stations should be
///
/// Formats: docs/reference/files-coverage.md.
/// 谁在15分钟内到得了就业服务站,下一个站设在哪里。
#[derive(Debug, Args)]
#[command(group(ArgGroup::new("ways").required(true).args(["osm", "estimate"])))]
pub struct Coverage {
    /// Stations: csv or xlsx with the headings name, lat, lon
    stations: PathBuf,
    /// Villages: csv or xlsx with the headings name, lat, lon and, if known, town and people
    villages: PathBuf,
    /// Roads: an extract of OpenStreetMap (.osm.pbf)
    #[arg(long)]
    osm: Option<PathBuf>,
    /// No roads known: the straight line made longer, and labelled an estimate
    #[arg(long)]
    estimate: bool,
    /// How people travel: foot, bicycle, ebike, motor
    #[arg(long, default_value = "foot", value_parser = mode)]
    mode: Mode,
    /// Minutes that count as near
    #[arg(long, default_value_t = 15, value_parser = clap::value_parser!(u32).range(1..=600))]
    minutes: u32,
    /// How many further stations to suggest
    #[arg(long, default_value_t = 3, value_parser = clap::value_parser!(u32).range(0..=1000))]
    next: u32,
    /// Where further stations could be [default: in every village that has a place]
    #[arg(long)]
    candidates: Option<PathBuf>,
    /// What `lat` and `lon` are in
    #[arg(long, value_enum, default_value = "wgs84")]
    datum: Datum,
    /// Only rows of STATIONS whose `level` is this
    #[arg(long)]
    station_level: Option<String>,
    /// Only rows of VILLAGES whose `level` is this
    #[arg(long)]
    village_level: Option<String>,
    /// km/h by class of road and mode [default: the proposals in data/road_speeds.csv]
    #[arg(long)]
    speeds: Option<PathBuf>,
    /// Metres at most between a place and the road beside it
    #[arg(long, default_value_t = 1000, value_parser = clap::value_parser!(u32).range(1..=50_000))]
    beside: u32,
    /// With --estimate: per cent of the straight line
    #[arg(long, default_value_t = 140)]
    detour: u32,
    /// In minutes for all, no way counts for more than this
    #[arg(long, default_value_t = 120, value_parser = clap::value_parser!(u32).range(1..=1440))]
    beyond: u32,
    /// Where the table of villages goes (csv)
    #[arg(long)]
    out: Option<PathBuf>,
    /// Where the map goes (SVG)
    #[arg(long)]
    svg: Option<PathBuf>,
}

fn mode(name: &str) -> Result<Mode, String> {
    let names = Mode::ALL.map(Mode::name).join(", ");
    Mode::named(name).ok_or(format!("one of {names}"))
}

/// All that was found, to be told.
struct Found {
    stations: Vec<Place>,
    /// Where further stations could be.
    sites: Vec<Place>,
    villages: Vec<Place>,
    towns: Vec<String>,
    /// Whether the file tells people; otherwise villages are counted.
    counted: bool,
    count: Count,
    next: Option<next::Next>,
}

/// Carries it out.
///
/// # Errors
/// What is wrong with a file, with its line.
pub fn run(args: &Coverage) -> Result<()> {
    let progress = ProgressBar::new(0);
    let style = ProgressStyle::with_template("{msg} {wide_bar} {pos}/{len}")?;
    progress.set_style(style);
    progress.set_message("reading");
    let ways = ways(args)?;
    let found = find(args, &ways, &progress)?;
    progress.finish_and_clear();
    if let Some(path) = &args.out {
        let table = report::table(args, &found)?;
        std::fs::write(path, table).with_context(|| path.display().to_string())?;
    }
    if let Some(path) = &args.svg {
        let map = report::map(args, &found, &ways);
        std::fs::write(path, map).with_context(|| path.display().to_string())?;
    }
    print!("{}", report::told(args, &found, &ways));
    Ok(())
}

fn ways(args: &Coverage) -> Result<Ways> {
    let given = args.speeds.as_ref().map(|path| {
        let text = std::fs::read_to_string(path);
        text.with_context(|| path.display().to_string())
    });
    let given = given.transpose()?;
    let speeds = Speeds::read(given.as_deref().unwrap_or(SPEEDS))?;
    let class = CLASSES.iter().position(|c| *c == VILLAGE_ROAD);
    let class = u8::try_from(class.context(VILLAGE_ROAD)?)?;
    let pace = |mode| u32::from(speeds.tenths(class, mode));
    let Some(path) = &args.osm else {
        return Ok(Ways::Estimate(Estimate::new(args.detour, pace(args.mode))?));
    };
    let bytes = std::fs::read(path).with_context(|| path.display().to_string())?;
    let read = osm::read(&bytes, osm::Bounds::default());
    let (graph, _) = read.with_context(|| path.display().to_string())?;
    Ok(Ways::Graph {
        graph: Box::new(graph),
        walk: pace(Mode::Foot),
        beside_m: f64::from(args.beside),
        speeds,
    })
}

fn find(args: &Coverage, ways: &Ways, progress: &ProgressBar) -> Result<Found> {
    let (stations, _) = places(&args.stations, args.station_level.as_deref(), args.datum)?;
    if let Some(lost) = stations.iter().find(|s| s.at.is_none()) {
        let (line, name) = (lost.line, &lost.name);
        bail!(
            "{}: line {line}: {name} has no lat and lon",
            args.stations.display()
        );
    }
    let (villages, counted) = places(&args.villages, args.village_level.as_deref(), args.datum)?;
    if villages.is_empty() {
        bail!("{}: no village", args.villages.display());
    }
    let sites = match (&args.candidates, args.next) {
        (_, 0) => Vec::new(),
        (Some(path), _) => places(path, None, args.datum)?.0,
        (None, _) => villages.clone(),
    };
    let sites: Vec<Place> = sites.into_iter().filter(|s| s.at.is_some()).collect();
    progress.set_message("searching");
    let (within, beyond) = (args.minutes * 60_000, args.beyond * 60_000);
    let rows: Vec<&Place> = stations.iter().chain(&sites).collect();
    let all = times(
        ways,
        args.mode,
        &rows,
        &villages,
        within.max(beyond),
        progress,
    )?;
    let (towns, counts) = by_town(&villages);
    let count = coverage(&first_rows(&all, stations.len()), &counts, within);
    progress.set_message("choosing");
    let k = usize::try_from(args.next)?;
    let next = (k > 0)
        .then(|| next::next(&all, &counts, stations.len(), within, args.beyond, k))
        .transpose()
        .map_err(|why| anyhow!("{}: {why}", args.villages.display()))?;
    Ok(Found {
        stations,
        sites,
        villages,
        towns,
        counted,
        count,
        next,
    })
}

fn first_rows(times: &Matrix, rows: usize) -> Matrix {
    let mut first = Matrix::unreached(rows, times.columns());
    for row in 0..rows {
        for column in 0..times.columns() {
            if let Some(ms) = times.get(row, column) {
                first.set(row, column, ms);
            }
        }
    }
    first
}

/// The towns in the order in which they come, and the villages as they count.
fn by_town(villages: &[Place]) -> (Vec<String>, Vec<Village>) {
    let (mut towns, mut numbers) = (Vec::new(), HashMap::new());
    let mut counts = Vec::with_capacity(villages.len());
    for village in villages {
        let town = *numbers.entry(&village.town).or_insert_with(|| {
            towns.push(village.town.clone());
            towns.len() - 1
        });
        counts.push(Village {
            town,
            people: village.people,
            placed: village.at.is_some(),
        });
    }
    (towns, counts)
}
