//! The road beside a point: a grid of cells over all pieces of road.

use crate::{Graph, Network, Wgs84};

/// Side of a cell in ten-millionths of a degree: half a kilometre of the meridian.
const CELL: i32 = 50_000;
/// Metres of a ten-millionth of a degree of the meridian.
const E7_METRES: f64 = 0.011_119_508;

/// A point on a road.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Snap {
    /// The edge.
    pub edge: u32,
    /// How far along it, 0 to 1.
    pub along: f64,
    /// Metres between the point and the road.
    pub away_m: f64,
    /// Milliseconds to walk there.
    pub away_ms: u32,
}

/// Segments of road by cell, sorted.
#[derive(Debug, Default)]
pub(crate) struct Grid {
    cells: Vec<(i32, i32, u32, u32)>,
}

fn cell(e7: i32) -> i32 {
    e7.div_euclid(CELL)
}

impl Grid {
    pub(crate) fn new(graph: &Graph, usable: impl Fn(u32) -> bool) -> Self {
        let mut cells = Vec::new();
        for (n, edge) in (0u32..).zip(graph.edges()) {
            if !usable(n) {
                continue;
            }
            for (s, pair) in (0u32..).zip(graph.raw_shape(edge).windows(2)) {
                for (row, column) in crossed(pair[0], pair[1]) {
                    cells.push((row, column, n, s));
                }
            }
        }
        cells.sort_unstable();
        cells.dedup();
        Self { cells }
    }
    pub(crate) fn is_empty(&self) -> bool {
        self.cells.is_empty()
    }
    fn within(&self, row: i32, column: i32) -> impl Iterator<Item = (u32, u32)> + '_ {
        let start = self.cells.partition_point(|c| (c.0, c.1) < (row, column));
        let here = self.cells[start..].iter();
        here.take_while(move |c| (c.0, c.1) == (row, column))
            .map(|c| (c.2, c.3))
    }
}

/// Cells that a segment may touch: those of points along it, and their neighbours' corners, found
/// by halving until a piece lies in at most two by two cells.
fn crossed(a: (i32, i32), b: (i32, i32)) -> Vec<(i32, i32)> {
    let mut open = vec![(a, b)];
    let mut all = Vec::new();
    while let Some((a, b)) = open.pop() {
        let rows = cell(a.0.min(b.0))..=cell(a.0.max(b.0));
        let columns = cell(a.1.min(b.1))..=cell(a.1.max(b.1));
        if rows.end() - rows.start() > 1 || columns.end() - columns.start() > 1 {
            let middle = (i32::midpoint(a.0, b.0), i32::midpoint(a.1, b.1));
            open.extend([(a, middle), (middle, b)]);
            continue;
        }
        for row in rows {
            all.extend(columns.clone().map(|column| (row, column)));
        }
    }
    all
}

impl Network<'_> {
    /// The nearest road of the part that hangs together, `None` when none is within `most_m`
    /// metres.
    #[must_use]
    pub fn snap(&self, point: Wgs84, most_m: f64) -> Option<Snap> {
        let e7 = |degrees: f64| (degrees * 1e7).round() as i32; // bounded by the type of the point
        let at = (e7(point.lat()), e7(point.lon()));
        // Near the poles cells are slivers; nobody lives there, and the search stays bounded.
        let narrow = point.lat().to_radians().cos().max(0.05);
        let ring_m = f64::from(CELL) * E7_METRES * narrow;
        let rings = (most_m.clamp(0.0, 100_000.0) / ring_m).ceil() as i32 + 1;
        let mut best: Option<(f64, u32, u32, f64)> = None;
        for ring in 0..=rings {
            if best.is_some_and(|b| b.0 <= f64::from(ring - 1).max(0.0) * ring_m) {
                break;
            }
            for (row, column) in around(cell(at.0), cell(at.1), ring) {
                for (edge, segment) in self.grid.within(row, column) {
                    let (away, part) = self.beside(at, narrow, edge, segment);
                    let found = (away, edge, segment, part);
                    // By edge and segment among equals, so that the same point snaps the same.
                    let nearer =
                        |b: (f64, u32, u32, f64)| (found.0, found.1, found.2) < (b.0, b.1, b.2);
                    if best.is_none_or(nearer) {
                        best = Some(found);
                    }
                }
            }
        }
        let (away_m, edge, segment, part) = best.filter(|b| b.0 <= most_m)?;
        let walk = away_m * 36_000.0 / f64::from(self.walk_tenths);
        Some(Snap {
            edge,
            along: self.share(edge, segment, part),
            away_m,
            away_ms: walk.ceil() as u32,
        })
    }
    /// Metres from a point to a segment, and where along the segment, on the plane around the
    /// point.
    fn beside(&self, at: (i32, i32), narrow: f64, edge: u32, segment: u32) -> (f64, f64) {
        let shape = self.graph.raw_shape(&self.graph.edges()[edge as usize]);
        let flat = |p: (i32, i32)| {
            let (north, east) = (i64::from(p.0 - at.0), i64::from(p.1) - i64::from(at.1));
            (north as f64 * E7_METRES, east as f64 * E7_METRES * narrow)
        };
        let (a, b) = (
            flat(shape[segment as usize]),
            flat(shape[segment as usize + 1]),
        );
        let (north, east) = (b.0 - a.0, b.1 - a.1);
        let square = north * north + east * east;
        let part = if square > 0.0 {
            (-(a.0 * north + a.1 * east) / square).clamp(0.0, 1.0)
        } else {
            0.0
        };
        ((a.0 + part * north).hypot(a.1 + part * east), part)
    }
    /// How far along the edge a point on one of its segments is.
    fn share(&self, edge: u32, segment: u32, part: f64) -> f64 {
        let places: Vec<Wgs84> = self
            .graph
            .shape(&self.graph.edges()[edge as usize])
            .collect();
        let lengths: Vec<f64> = places.windows(2).map(|p| p[0].metres(p[1])).collect();
        let total: f64 = lengths.iter().sum();
        let before: f64 = lengths[..segment as usize].iter().sum();
        if total > 0.0 {
            ((before + lengths[segment as usize] * part) / total).clamp(0.0, 1.0)
        } else {
            0.0
        }
    }
}

/// The cells at that many steps from a cell.
fn around(row: i32, column: i32, ring: i32) -> Vec<(i32, i32)> {
    if ring == 0 {
        return vec![(row, column)];
    }
    let mut all = Vec::new();
    for step in -ring..=ring {
        all.extend([(row - ring, column + step), (row + ring, column + step)]);
        if step.abs() < ring {
            all.extend([(row + step, column - ring), (row + step, column + ring)]);
        }
    }
    all
}
