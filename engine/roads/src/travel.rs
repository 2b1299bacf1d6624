//! Travel times from many points to many, by Dijkstra's search up to a cut-off.

use crate::{Network, Snap};
use std::cmp::Reverse;
use std::collections::BinaryHeap;

/// The time of what is not reached.
pub const UNREACHED: u32 = u32::MAX;

/// Which way the rows of a matrix travel.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Direction {
    /// From the rows to the columns.
    From,
    /// From the columns to the rows: villagers to their station, one search a station.
    To,
}

/// Milliseconds from each row to each column, or the other way.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Matrix {
    rows: usize,
    columns: usize,
    ms: Vec<u32>,
}

impl Matrix {
    /// Nothing reached yet.
    #[must_use]
    pub fn unreached(rows: usize, columns: usize) -> Self {
        Self {
            rows,
            columns,
            ms: vec![UNREACHED; rows * columns],
        }
    }
    /// Number of rows.
    #[must_use]
    pub fn rows(&self) -> usize {
        self.rows
    }
    /// Number of columns.
    #[must_use]
    pub fn columns(&self) -> usize {
        self.columns
    }
    /// Milliseconds, `None` beyond the cut-off.
    #[must_use]
    pub fn get(&self, row: usize, column: usize) -> Option<u32> {
        let ms = *self.ms.get(row * self.columns + column)?;
        (column < self.columns && ms < UNREACHED).then_some(ms)
    }
    /// Sets a time; outside the matrix nothing happens.
    pub fn set(&mut self, row: usize, column: usize, ms: u32) {
        if column < self.columns
            && let Some(slot) = self.ms.get_mut(row * self.columns + column)
        {
            *slot = ms;
        }
    }
    /// The row nearest to a column and its time; the first among equals.
    #[must_use]
    pub fn nearest(&self, column: usize) -> Option<(usize, u32)> {
        let times = (0..self.rows).filter_map(|row| Some((self.get(row, column)?, row)));
        times.min().map(|(ms, row)| (row, ms))
    }
}

/// Part of a time, rounded up.
fn part(ms: u32, share: f64) -> u32 {
    if ms == UNREACHED {
        return UNREACHED;
    }
    (f64::from(ms) * share).ceil() as u32 // share is between 0 and 1
}

impl Network<'_> {
    /// Travel times between points on the road, walks at both ends counted. `None` among the points
    /// (nothing near) is never reached, nor is what takes longer than `cutoff_ms`.
    #[must_use]
    pub fn travel(
        &self,
        rows: &[Option<Snap>],
        columns: &[Option<Snap>],
        direction: Direction,
        cutoff_ms: u32,
    ) -> Matrix {
        let mut matrix = Matrix::unreached(rows.len(), columns.len());
        let mut search = Search::new(self.graph.nodes());
        for (row, start) in rows.iter().enumerate() {
            let Some(start) = start else { continue };
            search.run(self, start, direction, cutoff_ms);
            for (column, end) in columns.iter().enumerate() {
                let Some(end) = end else { continue };
                let ms = search.arrival(self, start, end, direction);
                if ms <= cutoff_ms && ms < UNREACHED {
                    matrix.set(row, column, ms);
                }
            }
        }
        matrix
    }
    /// The two ends of a point's edge and the time between point and end: outward from the point,
    /// or inward to it.
    fn ends(&self, snap: &Snap, outward: bool) -> [(u32, u32); 2] {
        let edge = &self.graph.edges()[snap.edge as usize];
        let (back, on) = (snap.along, 1.0 - snap.along);
        [
            (edge.from, part(self.ms(snap.edge, outward), back)),
            (edge.to, part(self.ms(snap.edge, !outward), on)),
        ]
    }
}

/// One search after another over the same nodes.
struct Search {
    ms: Vec<u32>,
    touched: Vec<u32>,
    open: BinaryHeap<Reverse<(u32, u32)>>,
}

impl Search {
    fn new(nodes: usize) -> Self {
        Self {
            ms: vec![UNREACHED; nodes],
            touched: Vec::new(),
            open: BinaryHeap::new(),
        }
    }
    fn reach(&mut self, node: u32, ms: u32, cutoff: u32) {
        let slot = &mut self.ms[node as usize];
        if ms < *slot && ms <= cutoff {
            if *slot == UNREACHED {
                self.touched.push(node);
            }
            *slot = ms;
            self.open.push(Reverse((ms, node)));
        }
    }
    fn run(&mut self, network: &Network, start: &Snap, direction: Direction, cutoff: u32) {
        for node in self.touched.drain(..) {
            self.ms[node as usize] = UNREACHED;
        }
        for (node, ms) in network.ends(start, direction == Direction::From) {
            self.reach(node, ms.saturating_add(start.away_ms), cutoff);
        }
        while let Some(Reverse((ms, node))) = self.open.pop() {
            if ms > self.ms[node as usize] {
                continue;
            }
            for (to, step) in network.steps(node, direction) {
                self.reach(to, ms.saturating_add(step), cutoff);
            }
        }
    }
    /// Milliseconds to a point: over either end of its edge, or straight along a shared edge.
    fn arrival(&self, network: &Network, start: &Snap, end: &Snap, direction: Direction) -> u32 {
        let mut best = UNREACHED;
        for (node, last) in network.ends(end, direction == Direction::To) {
            // What bars a node bars the way through it.
            if !network.graph.stopped(node, network.bit) {
                best = best.min(self.ms[node as usize].saturating_add(last));
            }
        }
        if start.edge == end.edge {
            let (from, to) = match direction {
                Direction::From => (start.along, end.along),
                Direction::To => (end.along, start.along),
            };
            let ms = network.ms(start.edge, to < from);
            let straight = part(ms, (to - from).abs());
            best = best.min(straight.saturating_add(start.away_ms));
        }
        best.saturating_add(end.away_ms)
    }
}
