//! A road graph: points where roads meet or end, and the pieces of road between them.

use crate::speeds::Class;
use crate::{Fault, Wgs84};
use std::collections::HashMap;
use std::ops::Range;

/// A piece of road between two nodes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Edge {
    /// Node where it begins.
    pub from: u32,
    /// Node where it ends.
    pub to: u32,
    /// Length in centimetres.
    pub cm: u32,
    /// Class of road.
    pub class: Class,
    /// Who may go from `from` to `to`, and back: masks of modes.
    pub(crate) forward: u8,
    pub(crate) backward: u8,
    /// Km/h signed for motor vehicles; 0 when not known.
    pub limit: u8,
    shape: Range<u32>,
}

/// Roads as nodes and edges; at each node the edges that touch it, in compressed rows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Graph {
    nodes: Vec<(i32, i32)>,
    stops: Vec<u8>,
    edges: Vec<Edge>,
    shapes: Vec<(i32, i32)>,
    first: Vec<u32>,
    touching: Vec<u32>,
}

impl Graph {
    /// Number of nodes.
    #[must_use]
    pub fn nodes(&self) -> usize {
        self.nodes.len()
    }
    /// All edges.
    #[must_use]
    pub fn edges(&self) -> &[Edge] {
        &self.edges
    }
    /// Where a node lies.
    #[must_use]
    pub fn place(&self, node: u32) -> Wgs84 {
        Wgs84::from_e7(self.nodes[node as usize])
    }
    /// The line of an edge from its beginning to its end.
    pub fn shape(&self, edge: &Edge) -> impl Iterator<Item = Wgs84> + '_ {
        let range = edge.shape.start as usize..edge.shape.end as usize;
        self.shapes[range].iter().map(|&at| Wgs84::from_e7(at))
    }
    /// The line of an edge in ten-millionths of a degree.
    pub(crate) fn raw_shape(&self, edge: &Edge) -> &[(i32, i32)] {
        &self.shapes[edge.shape.start as usize..edge.shape.end as usize]
    }
    /// Whether a barrier stops the modes of this mask at a node.
    pub(crate) fn stopped(&self, node: u32, bit: u8) -> bool {
        self.stops[node as usize] & bit != 0
    }
    /// Edges that touch a node, and whether the node is their end; a loop comes both ways.
    pub(crate) fn touching(&self, node: u32) -> impl Iterator<Item = (u32, bool)> + '_ {
        let node = node as usize;
        let row = self.first[node] as usize..self.first[node + 1] as usize;
        self.touching[row].iter().map(|&t| (t >> 1, t & 1 == 1))
    }
    /// Total length of road in metres.
    #[must_use]
    pub fn metres(&self) -> f64 {
        self.edges.iter().map(|e| f64::from(e.cm)).sum::<f64>() / 100.0
    }
    /// A graph straight from nodes and two-way or one-way pieces, for tests and for made-up towns:
    /// `(from, to, cm, class, forward, backward)`, each piece a straight line.
    #[cfg(test)]
    pub(crate) fn made(
        nodes: Vec<(i32, i32)>,
        pieces: &[(u32, u32, u32, Class, u8, u8)],
        stops: Vec<u8>,
    ) -> Self {
        let mut shapes = Vec::new();
        let edge = |&(from, to, cm, class, forward, backward): &(u32, u32, u32, u8, u8, u8)| {
            let start = u32::try_from(shapes.len()).unwrap();
            shapes.extend([nodes[from as usize], nodes[to as usize]]);
            Edge {
                from,
                to,
                cm,
                class,
                forward,
                backward,
                limit: 0,
                shape: start..start + 2,
            }
        };
        let edges = pieces.iter().map(edge).collect();
        Self::indexed(nodes, stops, edges, shapes)
    }
    fn indexed(
        nodes: Vec<(i32, i32)>,
        stops: Vec<u8>,
        edges: Vec<Edge>,
        shapes: Vec<(i32, i32)>,
    ) -> Self {
        let mut first = vec![0u32; nodes.len() + 1];
        for edge in &edges {
            first[edge.from as usize + 1] += 1;
            first[edge.to as usize + 1] += 1;
        }
        for n in 1..first.len() {
            first[n] += first[n - 1];
        }
        let mut next = first.clone();
        let mut touching = vec![0u32; edges.len() * 2];
        for (n, edge) in (0u32..).zip(&edges) {
            for (node, end) in [(edge.from, 0), (edge.to, 1)] {
                let slot = &mut next[node as usize];
                touching[*slot as usize] = n << 1 | end;
                *slot += 1;
            }
        }
        Self {
            nodes,
            stops,
            edges,
            shapes,
            first,
            touching,
        }
    }
}

/// A road as it stands in an extract.
pub(crate) struct Line<'a> {
    pub(crate) points: &'a [(i64, (i32, i32))],
    pub(crate) class: Class,
    pub(crate) forward: u8,
    pub(crate) backward: u8,
    pub(crate) limit: u8,
}

struct Kept {
    points: Vec<(i64, (i32, i32))>,
    class: Class,
    forward: u8,
    backward: u8,
    limit: u8,
}

/// Collects roads, then keeps as nodes only where roads meet, end or are barred.
#[derive(Default)]
pub(crate) struct Builder {
    lines: Vec<Kept>,
    uses: HashMap<i64, u8>,
}

impl Builder {
    pub(crate) fn line(&mut self, line: Line) {
        let mut points = line.points.to_vec();
        points.dedup_by_key(|(id, _)| *id);
        if points.len() < 2 {
            return;
        }
        for (n, (id, _)) in points.iter().enumerate() {
            let end = n == 0 || n + 1 == points.len();
            let uses = self.uses.entry(*id).or_default();
            *uses = uses.saturating_add(if end { 2 } else { 1 });
        }
        self.lines.push(Kept {
            points,
            class: line.class,
            forward: line.forward,
            backward: line.backward,
            limit: line.limit,
        });
    }
    pub(crate) fn graph(self, stopped: &HashMap<i64, u8>) -> Result<Graph, Fault> {
        let most = usize::try_from(u32::MAX >> 2).unwrap_or(usize::MAX);
        let mut made = Making::default();
        for line in &self.lines {
            let mut start = 0;
            for n in 1..line.points.len() {
                let id = line.points[n].0;
                let barred = stopped.contains_key(&id);
                if barred || self.uses.get(&id).is_some_and(|u| *u > 1) {
                    made.piece(line, &line.points[start..=n], stopped);
                    start = n;
                }
            }
            if made.shapes.len() > most {
                let what = "points on roads";
                return Err(Fault::TooLarge { what, most });
            }
        }
        if made.edges.is_empty() {
            return Err(Fault::NoRoad);
        }
        Ok(Graph::indexed(
            made.nodes,
            made.stops,
            made.edges,
            made.shapes,
        ))
    }
}

#[derive(Default)]
struct Making {
    numbers: HashMap<i64, u32>,
    nodes: Vec<(i32, i32)>,
    stops: Vec<u8>,
    edges: Vec<Edge>,
    shapes: Vec<(i32, i32)>,
}

impl Making {
    fn node(&mut self, (id, at): (i64, (i32, i32)), stopped: &HashMap<i64, u8>) -> u32 {
        let next = self.nodes.len() as u32; // bounded by the number of points
        let number = *self.numbers.entry(id).or_insert(next);
        if number == next {
            self.nodes.push(at);
            self.stops.push(stopped.get(&id).copied().unwrap_or(0));
        }
        number
    }
    fn piece(&mut self, line: &Kept, points: &[(i64, (i32, i32))], stopped: &HashMap<i64, u8>) {
        let (Some(&first), Some(&last)) = (points.first(), points.last()) else {
            return;
        };
        let place = |p: &(i64, (i32, i32))| Wgs84::from_e7(p.1);
        let steps = points.windows(2);
        let metres: f64 = steps.map(|p| place(&p[0]).metres(place(&p[1]))).sum();
        let start = self.shapes.len() as u32;
        self.shapes.extend(points.iter().map(|(_, at)| *at));
        let edge = Edge {
            from: self.node(first, stopped),
            to: self.node(last, stopped),
            // A piece as long as the equator still fits.
            cm: (metres * 100.0).round() as u32,
            class: line.class,
            forward: line.forward,
            backward: line.backward,
            limit: line.limit,
            shape: start..self.shapes.len() as u32,
        };
        self.edges.push(edge);
    }
}
