//! Minutes by road between divisions: an estimate, and on what it rests.

use crate::model::{Division, Level};
use serde::Serialize;

/// On what an estimate rests.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Basis {
    /// Published road length between a town and the county seat.
    Road,
    /// Road length between a town and the county seat that somebody should still confirm.
    RoadUnsure,
    /// Straight line between two known points, lengthened for bends.
    Straight,
    /// A village's point is not known: its town's was taken.
    Town,
    /// Both in one town: the county's rule of thumb.
    Inside,
}

impl Basis {
    const ALL: [Basis; 5] = [
        Basis::Road,
        Basis::RoadUnsure,
        Basis::Straight,
        Basis::Town,
        Basis::Inside,
    ];
    /// The message's key.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Basis::Road => "reference-travel-road",
            Basis::RoadUnsure => "reference-travel-road-unsure",
            Basis::Straight => "reference-travel-straight",
            Basis::Town => "reference-travel-town",
            Basis::Inside => "reference-travel-inside",
        }
    }
}

/// Minutes by road; always an estimate, never measured.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct TravelEstimate {
    /// Minutes by car or bus.
    pub minutes: u16,
    /// On what it rests.
    pub basis: Basis,
}

/// The county's rules of thumb for roads; dated parameters.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Thumb {
    /// Mean speed on county roads, km/h.
    pub speed_kmh: f64,
    /// Road length over straight line.
    pub detour: f64,
    /// Minutes inside one town.
    pub town_minutes: u16,
    /// Least minutes for any way; also those inside one village.
    pub least_minutes: u16,
}

/// Great-circle distance in km (haversine; mean Earth radius 6371.0088 km, IUGG).
#[must_use]
pub fn straight_km(a: (f64, f64), b: (f64, f64)) -> f64 {
    let (lat_a, lat_b) = (a.0.to_radians(), b.0.to_radians());
    let (dlat, dlon) = (lat_b - lat_a, (b.1 - a.1).to_radians());
    let h = (dlat / 2.0).sin().powi(2) + lat_a.cos() * lat_b.cos() * (dlon / 2.0).sin().powi(2);
    2.0 * 6371.0088 * h.sqrt().min(1.0).asin()
}

/// Every pair of divisions.
#[derive(Debug, Default)]
pub(crate) struct Matrix {
    size: usize,
    cells: Vec<(u16, u8)>,
}

const UNKNOWN: u16 = u16::MAX;

impl Matrix {
    /// Estimates every pair; a division's place in the slice is its index.
    pub(crate) fn build(divisions: &[Division], thumb: &Thumb) -> Self {
        let size = divisions.len();
        let mut cells = vec![(UNKNOWN, 0); size * size];
        let towns: Vec<Option<&Division>> =
            divisions.iter().map(|d| town_of(divisions, d)).collect();
        for a in divisions {
            for b in &divisions[..=usize::from(a.index)] {
                let (i, j) = (usize::from(a.index), usize::from(b.index));
                let Some((town_a, town_b)) = towns[i].zip(towns[j]) else {
                    continue;
                };
                if let Some(found) = estimate((a, town_a), (b, town_b), thumb) {
                    let at = Basis::ALL
                        .iter()
                        .position(|x| *x == found.basis)
                        .unwrap_or(0);
                    let cell = (found.minutes, u8::try_from(at).unwrap_or(0));
                    (cells[i * size + j], cells[j * size + i]) = (cell, cell);
                }
            }
        }
        Self { size, cells }
    }
    /// The estimate for two indices.
    pub(crate) fn get(&self, from: u16, to: u16) -> Option<TravelEstimate> {
        let (i, j) = (usize::from(from), usize::from(to));
        let (minutes, at) = *self
            .cells
            .get(i * self.size + j)
            .filter(|_| j < self.size)?;
        let basis = Basis::ALL[usize::from(at)];
        (minutes != UNKNOWN).then_some(TravelEstimate { minutes, basis })
    }
}

/// The town a division lies in; for the county itself, the town of its seat.
fn town_of<'a>(divisions: &'a [Division], of: &'a Division) -> Option<&'a Division> {
    match of.level {
        Level::Town => Some(of),
        Level::Village => divisions.iter().find(|d| d.code == of.parent_code),
        Level::County => divisions.iter().find(|d| is_seat(d)),
    }
}

fn is_seat(town: &Division) -> bool {
    town.level == Level::Town && town.road_km == Some(0.0)
}

type Place<'a> = (&'a Division, &'a Division);

fn estimate(a: Place<'_>, b: Place<'_>, thumb: &Thumb) -> Option<TravelEstimate> {
    let drive = |km: f64| {
        // Far below 65,535 minutes for any two points of a county.
        let minutes = (km / thumb.speed_kmh * 60.0).ceil().clamp(0.0, 1e4) as u16;
        minutes.max(thumb.least_minutes)
    };
    let found = |minutes, basis| Some(TravelEstimate { minutes, basis });
    let own = |d: &Division| d.point.filter(|_| d.has_own_point());
    let straight =
        |a: &Division, b: &Division| Some(drive(straight_km(own(a)?, own(b)?) * thumb.detour));
    if a.0.code == b.0.code && a.0.level == Level::Village {
        return found(thumb.least_minutes, Basis::Inside);
    }
    let villages = [a, b].map(|p| p.0.level == Level::Village);
    if a.1.code == b.1.code {
        let both = villages == [true, true];
        return match straight(a.0, b.0).filter(|_| both) {
            Some(minutes) => found(minutes, Basis::Straight),
            None => found(thumb.town_minutes, Basis::Inside),
        };
    }
    // A village's own point says more than its town's road, where both ends have one.
    let direct = straight(a.0, b.0).filter(|_| villages != [false, false]);
    if let Some(minutes) = direct {
        return found(minutes, Basis::Straight);
    }
    let towns = between(a.1, b.1, drive, straight(a.1, b.1))?;
    let basis = if villages == [false, false] {
        towns.basis
    } else {
        Basis::Town
    };
    found(towns.minutes, basis)
}

fn between(
    a: &Division,
    b: &Division,
    drive: impl Fn(f64) -> u16,
    straight: Option<u16>,
) -> Option<TravelEstimate> {
    let other = if is_seat(a) { b } else { a };
    if let Some(km) = other.road_km.filter(|_| is_seat(a) || is_seat(b)) {
        let sure = other.road_certainty.as_deref() == Some("source");
        let basis = if sure { Basis::Road } else { Basis::RoadUnsure };
        return Some(TravelEstimate {
            minutes: drive(km),
            basis,
        });
    }
    straight.map(|minutes| TravelEstimate {
        minutes,
        basis: Basis::Straight,
    })
}
