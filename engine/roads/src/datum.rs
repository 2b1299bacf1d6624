//! Coordinates in WGS-84 (satellites, OpenStreetMap) and GCJ-02 (maps published in China).
//!
//! The two differ by 100 to 700 m in China, so they are different types: a point cannot be taken
//! for one of the other datum by mistake.

use crate::Fault;
use std::f64::consts::PI;

/// Mean radius of the earth in metres (IUGG).
const EARTH_M: f64 = 6_371_008.8;

/// A point in WGS-84, degrees.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Wgs84 {
    lat: f64,
    lon: f64,
}

/// A point in GCJ-02 (国测局坐标), degrees.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Gcj02 {
    lat: f64,
    lon: f64,
}

fn checked(lat: f64, lon: f64) -> Result<(f64, f64), Fault> {
    if !(-90.0..=90.0).contains(&lat) {
        return Err(Fault::Latitude(lat.to_string()));
    }
    if !(-180.0..=180.0).contains(&lon) {
        return Err(Fault::Longitude(lon.to_string()));
    }
    Ok((lat, lon))
}

/// The frame outside which the offset is not applied, as published with the datum.
fn in_china(lat: f64, lon: f64) -> bool {
    (0.8293..=55.8271).contains(&lat) && (72.004..=137.8347).contains(&lon)
}

impl Wgs84 {
    /// A point, degrees.
    ///
    /// # Errors
    /// [`Fault::Latitude`], [`Fault::Longitude`]: out of range or not a number.
    pub fn new(lat: f64, lon: f64) -> Result<Self, Fault> {
        checked(lat, lon).map(|(lat, lon)| Self { lat, lon })
    }
    /// From hundred-millionths of what OSM stores; the reader has bounded them.
    pub(crate) fn from_e7((lat, lon): (i32, i32)) -> Self {
        Self {
            lat: f64::from(lat) / 1e7,
            lon: f64::from(lon) / 1e7,
        }
    }
    /// Latitude in degrees.
    #[must_use]
    pub fn lat(self) -> f64 {
        self.lat
    }
    /// Longitude in degrees.
    #[must_use]
    pub fn lon(self) -> f64 {
        self.lon
    }
    /// Metres of the great circle to another point.
    #[must_use]
    pub fn metres(self, other: Self) -> f64 {
        let (a, b) = (self.lat.to_radians(), other.lat.to_radians());
        let half = |x: f64| (x / 2.0).sin().powi(2);
        let h = half(b - a) + a.cos() * b.cos() * half((other.lon - self.lon).to_radians());
        2.0 * EARTH_M * h.sqrt().min(1.0).asin()
    }
    /// The same place in GCJ-02.
    ///
    /// # Errors
    /// [`Fault::OutsideChina`].
    pub fn to_gcj(self) -> Result<Gcj02, Fault> {
        if !in_china(self.lat, self.lon) {
            return Err(Fault::OutsideChina(format!("{},{}", self.lat, self.lon)));
        }
        let (lat, lon) = shifted(self.lat, self.lon);
        Ok(Gcj02 { lat, lon })
    }
}

impl Gcj02 {
    /// A point, degrees.
    ///
    /// # Errors
    /// Out of range, not a number, or [`Fault::OutsideChina`].
    pub fn new(lat: f64, lon: f64) -> Result<Self, Fault> {
        let (lat, lon) = checked(lat, lon)?;
        if !in_china(lat, lon) {
            return Err(Fault::OutsideChina(format!("{lat},{lon}")));
        }
        Ok(Self { lat, lon })
    }
    /// Latitude in degrees.
    #[must_use]
    pub fn lat(self) -> f64 {
        self.lat
    }
    /// Longitude in degrees.
    #[must_use]
    pub fn lon(self) -> f64 {
        self.lon
    }
    /// The same place in WGS-84, to less than a millimetre: the offset changes so slowly from place
    /// to place that correcting the guess by what it misses converges in a few steps.
    #[must_use]
    pub fn to_wgs(self) -> Wgs84 {
        let (mut lat, mut lon) = (self.lat, self.lon);
        for _ in 0..12 {
            let (there_lat, there_lon) = shifted(lat, lon);
            lat += self.lat - there_lat;
            lon += self.lon - there_lon;
        }
        Wgs84 { lat, lon }
    }
}

/// The published offset: polynomials and sines over the Krasovsky ellipsoid.
fn shifted(lat: f64, lon: f64) -> (f64, f64) {
    const AXIS: f64 = 6_378_245.0;
    const FLAT: f64 = 0.006_693_421_622_965_943;
    let (x, y) = (lon - 105.0, lat - 35.0);
    let waves = |of: f64, one: [f64; 2], three: [f64; 2], last: f64| {
        let term = |size: f64, times: f64| size * (of * PI * times).sin();
        (term(one[0], 1.0) + term(one[1], 1.0 / 3.0)) * 2.0 / 3.0
            + (term(three[0], 1.0 / 12.0) + term(three[1], last)) * 2.0 / 3.0
    };
    let short = (20.0 * (6.0 * x * PI).sin() + 20.0 * (2.0 * x * PI).sin()) * 2.0 / 3.0;
    let root = x.abs().sqrt();
    let north = -100.0
        + 2.0 * x
        + 3.0 * y
        + 0.2 * y * y
        + 0.1 * x * y
        + 0.2 * root
        + short
        + waves(y, [20.0, 40.0], [160.0, 320.0], 1.0 / 30.0);
    let east = 300.0
        + x
        + 2.0 * y
        + 0.1 * x * x
        + 0.1 * x * y
        + 0.1 * root
        + short
        + waves(x, [20.0, 40.0], [150.0, 300.0], 1.0 / 30.0);
    let radians = lat.to_radians();
    let bend = 1.0 - FLAT * radians.sin().powi(2);
    let meridian = AXIS * (1.0 - FLAT) / (bend * bend.sqrt());
    let parallel = AXIS / bend.sqrt() * radians.cos();
    (
        lat + (north / meridian).to_degrees(),
        lon + (east / parallel).to_degrees(),
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// Both datums stand in the county's table, the second from another program.
    #[test]
    fn the_county_s_points_agree_in_both_datums() {
        let text = include_str!("../../../data/luonan_places.csv");
        let mut seen = 0;
        for line in text.lines().skip(1) {
            let cells: Vec<&str> = line.split(',').collect();
            let Ok(wgs_lat) = cells[4].parse::<f64>() else {
                continue;
            };
            let number = |n: usize| cells[n].parse::<f64>().unwrap();
            let wgs = Wgs84::new(wgs_lat, number(5)).unwrap();
            let gcj = Gcj02::new(number(6), number(7)).unwrap();
            assert!(wgs.metres(gcj.to_wgs()) < 0.5, "{line}");
            let there = wgs.to_gcj().unwrap();
            let off = Wgs84::new(there.lat, there.lon).unwrap();
            assert!(off.metres(Wgs84::new(gcj.lat, gcj.lon).unwrap()) < 0.5);
            seen += 1;
        }
        assert!(seen >= 40, "{seen}");
    }

    #[test]
    fn a_degree_of_the_meridian_has_its_length() {
        let from = Wgs84::new(34.0, 110.0).unwrap();
        let to = Wgs84::new(35.0, 110.0).unwrap();
        assert!((from.metres(to) - 111_195.0).abs() < 1.0);
        let anti = Wgs84::new(-34.0, -70.0).unwrap();
        assert!((from.metres(anti) - EARTH_M * PI).abs() < 1.0);
    }

    #[test]
    fn nonsense_is_refused() {
        assert!(matches!(Wgs84::new(91.0, 0.0), Err(Fault::Latitude(_))));
        assert!(matches!(Wgs84::new(f64::NAN, 0.0), Err(Fault::Latitude(_))));
        assert!(matches!(Wgs84::new(0.0, 181.0), Err(Fault::Longitude(_))));
        let andorra = Wgs84::new(42.5, 1.5).unwrap();
        assert!(matches!(andorra.to_gcj(), Err(Fault::OutsideChina(_))));
        assert!(matches!(Gcj02::new(42.5, 1.5), Err(Fault::OutsideChina(_))));
    }

    proptest! {
        #[test]
        fn there_and_back_is_the_same_place(lat in 18.0..53.0f64, lon in 74.0..134.0f64) {
            let here = Wgs84::new(lat, lon).unwrap();
            let gcj = here.to_gcj().unwrap();
            prop_assert!(here.metres(gcj.to_wgs()) < 0.5);
            let off = here.metres(Wgs84::new(gcj.lat, gcj.lon).unwrap());
            prop_assert!((20.0..900.0).contains(&off), "{} m", off);
        }
    }
}
