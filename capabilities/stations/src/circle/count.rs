//! Minutes between places of the county, and the count by town; estimates, labelled as such.

use crate::Station;
use kernel::{Day, Refusal};
use reference::{Division, Level, Tables};
use roads::coverage::{Coverage, Village, coverage};
use roads::{CLASSES, Estimate, Matrix, Mode, Speeds, UNREACHED, Wgs84};
use solve::covering::{Covering, covering};

/// Km/h by class of road and mode: proposals, with their certainty, until a county measures.
const SPEEDS: &str = include_str!("../../../../data/road_speeds.csv");
/// The class of road that leads to villages.
const VILLAGE_ROAD: &str = "unclassified";
/// The circle that the county promises, in minutes.
pub(super) const CIRCLE: u32 = 15;

/// How long ways take, without a road graph: the straight line, longer by the county's factor.
///
/// # Errors
/// Internal when the reference tables lack the factor or the speed.
pub(super) fn estimate(
    tables: &Tables,
    county: &str,
    today: Day,
    mode: Mode,
) -> Result<Estimate, Refusal> {
    let percent = tables.param_i64("travel.detour_percent", county, today);
    let percent = percent.and_then(|p| u32::try_from(p).ok());
    let percent = percent.ok_or_else(|| Refusal::internal("no travel.detour_percent"))?;
    let speeds = Speeds::read(SPEEDS).map_err(Refusal::internal)?;
    let class = CLASSES.iter().position(|c| *c == VILLAGE_ROAD);
    let class = class.and_then(|c| u8::try_from(c).ok());
    let tenths = class.map_or(0, |c| speeds.tenths(c, mode));
    Estimate::new(percent, tenths.into()).map_err(Refusal::internal)
}

/// Where a division is: a village only by its own point, for its town's may be an hour away.
pub(super) fn point(division: &Division) -> Option<Wgs84> {
    let (lat, lon) = division.point?;
    let own = division.level != Level::Village || division.has_own_point();
    Wgs84::new(lat, lon).ok().filter(|_| own)
}

/// Minutes of milliseconds, rounded up.
pub(super) fn minutes(ms: u32) -> u32 {
    ms.div_ceil(60_000)
}

/// What is counted: villages, for nobody has told how many people live in each.
pub(super) struct Count<'a> {
    /// Stations whose division has a point.
    pub stations: Vec<(&'a Station, Wgs84)>,
    /// Towns.
    pub towns: Vec<&'a Division>,
    /// Villages, each with its point where it is known.
    pub villages: Vec<(&'a Division, Option<Wgs84>)>,
    /// Within and beyond.
    pub coverage: Coverage,
    /// Villages where further stations would serve the most; sites after the stations.
    pub next: Covering,
}

impl<'a> Count<'a> {
    /// Counts the villages of all towns against these stations and suggests `k` further ones.
    ///
    /// # Errors
    /// Internal when the solver refuses, which no county's numbers can bring about.
    pub fn new(
        tables: &'a Tables,
        stations: &'a [Station],
        estimate: Estimate,
        within: u32,
        k: usize,
    ) -> Result<Self, Refusal> {
        let located = |s: &'a Station| Some((s, point(tables.division(&s.region)?)?));
        let stations: Vec<_> = stations.iter().filter_map(located).collect();
        let towns: Vec<&Division> = tables.towns().collect();
        let mut villages = Vec::new();
        let mut counted = Vec::new();
        for (town, division) in towns.iter().enumerate() {
            for village in tables.villages(&division.code) {
                let at = point(village);
                let placed = at.is_some();
                villages.push((village, at));
                counted.push(Village {
                    town,
                    people: 1,
                    placed,
                });
            }
        }
        let open: Vec<Wgs84> = stations.iter().map(|s| s.1).collect();
        let within_ms = within.saturating_mul(60_000);
        let times = times(estimate, &open, &villages);
        let coverage = coverage(&times, &counted, within_ms);
        let mut sites = open.clone();
        sites.extend(villages.iter().filter_map(|v| v.1));
        let near = |site: &Wgs84| {
            let columns = (0u32..).zip(&villages);
            let near =
                columns.filter(|(_, v)| v.1.is_some_and(|at| estimate.ms(at, *site) <= within_ms));
            near.map(|(column, _)| column).collect::<Vec<_>>()
        };
        let covers: Vec<_> = sites.iter().map(near).collect();
        let people: Vec<u64> = villages.iter().map(|v| u64::from(v.1.is_some())).collect();
        let already: Vec<u32> = (0u32..).zip(&open).map(|(n, _)| n).collect();
        let next = covering(&covers, &people, &already, k).map_err(Refusal::internal)?;
        Ok(Self {
            stations,
            towns,
            villages,
            coverage,
            next,
        })
    }
    /// The villages that are suggested, the one that serves most first.
    pub fn suggested(&self) -> Vec<(&'a Division, Wgs84)> {
        let placed: Vec<_> = self
            .villages
            .iter()
            .filter_map(|v| Some((v.0, v.1?)))
            .collect();
        let sites = self.next.open.iter().map(|n| *n as usize);
        let later = sites.filter_map(|n| n.checked_sub(self.stations.len()));
        later.filter_map(|n| placed.get(n).copied()).collect()
    }
}

fn times(estimate: Estimate, open: &[Wgs84], villages: &[(&Division, Option<Wgs84>)]) -> Matrix {
    let mut times = Matrix::unreached(open.len(), villages.len());
    for (row, station) in open.iter().enumerate() {
        for (column, (_, at)) in villages.iter().enumerate() {
            let ms = at.map_or(UNREACHED, |at| estimate.ms(at, *station));
            times.set(row, column, ms);
        }
    }
    times
}
