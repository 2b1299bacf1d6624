//! Reads stations and villages: a name, a place in a datum that is named, people.

use crate::sheet::{self, Sheet};
use anyhow::{Context, Result, anyhow, bail};
use clap::ValueEnum;
use roads::{Gcj02, Wgs84};
use std::collections::HashMap;
use std::path::Path;

/// What the coordinates of headings `lat` and `lon` are.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Datum {
    /// Satellites, OpenStreetMap.
    Wgs84,
    /// Maps published in China (国测局坐标).
    Gcj02,
}

/// A station or a village.
#[derive(Clone, Debug, PartialEq)]
pub struct Place {
    /// The line of the file.
    pub line: usize,
    /// What it is called.
    pub name: String,
    /// Its town; empty where the file tells none.
    pub town: String,
    /// Where it is; `None` where the file tells nothing.
    pub at: Option<Wgs84>,
    /// How many people; 1 where the file has no such column.
    pub people: u64,
}

/// Most people of one village: more is a slip of the pen.
const MOST_PEOPLE: u64 = 100_000_000;

/// The places of a file, only those of a level if one is given, and whether people are counted.
///
/// # Errors
/// What is wrong, with the file and its line.
pub fn places(path: &Path, level: Option<&str>, datum: Datum) -> Result<(Vec<Place>, bool)> {
    let table = sheet::read(path)?;
    let read = from_sheet(&table, level, datum);
    read.with_context(|| path.display().to_string())
}

/// The same from a table.
pub fn from_sheet(table: &Sheet, level: Option<&str>, datum: Datum) -> Result<(Vec<Place>, bool)> {
    let has = |heading: &str| table.headings.iter().any(|h| h == heading);
    let (columns, datum) = if has("lat") && has("lon") {
        (["lat", "lon"], datum)
    } else if has("lat_wgs84") && has("lon_wgs84") {
        (["lat_wgs84", "lon_wgs84"], Datum::Wgs84)
    } else if has("lat_gcj02") && has("lon_gcj02") {
        (["lat_gcj02", "lon_gcj02"], Datum::Gcj02)
    } else {
        bail!("no headings lat and lon (or lat_wgs84 and lon_wgs84, lat_gcj02 and lon_gcj02)");
    };
    if !has("name") {
        bail!("no heading name");
    }
    if level.is_some() && !has("level") {
        bail!("no heading level");
    }
    let counted = has("people");
    let mut all: Vec<Place> = Vec::new();
    let mut seen = HashMap::new();
    for (line, row) in &table.rows {
        let headings = ["name", "town", "level", "people", columns[0], columns[1]];
        let cells = table.ordered(row, &headings);
        if level.is_some_and(|level| cells[2].trim() != level) {
            continue;
        }
        let place = place(*line, &cells, counted, datum).with_context(|| format!("line {line}"))?;
        let key = (place.town.clone(), place.name.clone());
        if let Some(before) = seen.insert(key, *line) {
            bail!(
                "line {line}: {} {} stands in line {before} already",
                place.town,
                place.name
            );
        }
        all.push(place);
    }
    Ok((all, counted))
}

fn place(line: usize, cells: &[String], counted: bool, datum: Datum) -> Result<Place> {
    let text = |n: usize| cells[n].trim();
    if text(0).is_empty() {
        bail!("name is empty");
    }
    let people = if counted {
        let people = text(3).parse::<u64>().ok().filter(|n| *n <= MOST_PEOPLE);
        people.ok_or_else(|| {
            anyhow!(
                "people {:?}: a whole number from 0 to {MOST_PEOPLE}",
                text(3)
            )
        })?
    } else {
        1
    };
    let at = match (text(4), text(5)) {
        ("", "") => None,
        (lat, lon) => Some(point(degrees("lat", lat)?, degrees("lon", lon)?, datum)?),
    };
    Ok(Place {
        line,
        name: text(0).to_owned(),
        town: text(1).to_owned(),
        at,
        people,
    })
}

fn degrees(what: &str, cell: &str) -> Result<f64> {
    let degrees = cell.parse::<f64>();
    degrees.map_err(|_| anyhow!("{what} {cell:?} is no number of degrees"))
}

fn point(lat: f64, lon: f64, datum: Datum) -> Result<Wgs84> {
    Ok(match datum {
        Datum::Wgs84 => Wgs84::new(lat, lon)?,
        Datum::Gcj02 => Gcj02::new(lat, lon)?.to_wgs(),
    })
}
