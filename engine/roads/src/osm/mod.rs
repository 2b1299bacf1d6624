//! An OpenStreetMap extract (.osm.pbf) read into a road graph.

mod pbf;
mod rights;
mod wire;

use crate::graph::{Builder, Line};
use crate::{Fault, Graph};
use pbf::{Element, elements};
use std::collections::HashMap;

/// How much of an extract is read at most; a county has a few hundred thousand points.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Bounds {
    /// Points on roads.
    pub points: usize,
    /// Roads.
    pub ways: usize,
}

impl Default for Bounds {
    /// Enough for a province.
    fn default() -> Self {
        Self {
            points: 20_000_000,
            ways: 4_000_000,
        }
    }
}

/// What was in the file, for a report.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// All nodes.
    pub nodes: u64,
    /// All ways.
    pub ways: u64,
    /// Ways that are roads somebody may use.
    pub roads: u64,
    /// Roads cut short because the extract does not hold all their points.
    pub broken: u64,
}

/// Reads the roads of an extract.
///
/// Two passes, so that only points on roads are held: ways first, then their nodes; the same file
/// gives the same graph.
///
/// # Errors
/// [`Fault::Extract`] with the byte where it is damaged, [`Fault::TooLarge`], [`Fault::NoRoad`].
pub fn read(bytes: &[u8], bounds: Bounds) -> Result<(Graph, Counts), Fault> {
    let mut counts = Counts::default();
    let mut lines = Vec::new();
    let mut places: HashMap<i64, Option<(i32, i32)>> = HashMap::new();
    elements(bytes, |element| {
        let Element::Way(way) = element else {
            return Ok(());
        };
        counts.ways += 1;
        let Some(passage) = rights::passage(&way.tags) else {
            return Ok(());
        };
        counts.roads += 1;
        places.extend(way.refs.iter().map(|&r| (r, None)));
        lines.push((passage, way.refs));
        within("roads", lines.len(), bounds.ways)?;
        within("points on roads", places.len(), bounds.points)
    })?;
    let mut stops = HashMap::new();
    elements(bytes, |element| {
        if let Element::Node(node) = element {
            counts.nodes += 1;
            if let Some(place) = places.get_mut(&node.id) {
                *place = Some(node.at);
                let stopped = rights::stopped(&node.tags);
                if stopped != 0 {
                    stops.insert(node.id, stopped);
                }
            }
        }
        Ok(())
    })?;
    let mut builder = Builder::default();
    for (passage, refs) in &lines {
        let mut pieces = 0;
        // A border cuts ways: what lies inside is kept, piece by piece.
        for piece in refs.split(|r| places.get(r).copied().flatten().is_none()) {
            let point = |r: &i64| places.get(r).copied().flatten().map(|at| (*r, at));
            let points: Vec<_> = piece.iter().filter_map(point).collect();
            pieces += 1;
            builder.line(Line {
                points: &points,
                class: passage.class,
                forward: passage.forward,
                backward: passage.backward,
                limit: passage.limit,
            });
        }
        counts.broken += u64::from(pieces > 1);
    }
    Ok((builder.graph(&stops)?, counts))
}

fn within(what: &'static str, have: usize, most: usize) -> Result<(), Fault> {
    if have > most {
        return Err(Fault::TooLarge { what, most });
    }
    Ok(())
}
