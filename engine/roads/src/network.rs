//! A graph for one mode at given speeds: the time of each piece, and the part that hangs together.

use crate::snap::Grid;
use crate::{Direction, Fault, Graph, Mode, Speeds, UNREACHED};

/// A graph as one mode sees it.
#[derive(Debug)]
pub struct Network<'g> {
    pub(crate) graph: &'g Graph,
    pub(crate) bit: u8,
    /// Milliseconds along each edge and against it; [`UNREACHED`] where that is not allowed.
    pub(crate) along: Vec<u32>,
    pub(crate) against: Vec<u32>,
    pub(crate) walk_tenths: u32,
    main: Vec<bool>,
    pub(crate) grid: Grid,
}

impl<'g> Network<'g> {
    /// The graph for a mode. From a point to the road beside it one walks, at `walk_tenths` tenths
    /// of km/h. A signed speed limit bounds motor vehicles.
    ///
    /// # Errors
    /// [`Fault::Number`]: no walking speed; [`Fault::NoRoad`]: no road for this mode.
    pub fn new(graph: &'g Graph, mode: Mode, speeds: &Speeds, walk: u32) -> Result<Self, Fault> {
        if !(1..=200).contains(&walk) {
            let what = "walking speed in tenths of km/h";
            return Err(Fault::Number { what, most: 200 });
        }
        let bit = mode.bit();
        let time = |edge: &crate::Edge, open: u8| {
            let mut tenths = speeds.tenths(edge.class, mode);
            if mode == Mode::Motor && edge.limit > 0 {
                tenths = tenths.min(u16::from(edge.limit) * 10);
            }
            if open & bit == 0 || tenths == 0 {
                return UNREACHED;
            }
            let ms = (u64::from(edge.cm) * 360).div_ceil(u64::from(tenths));
            u32::try_from(ms).unwrap_or(UNREACHED)
        };
        let edges = graph.edges();
        let along: Vec<u32> = edges.iter().map(|e| time(e, e.forward)).collect();
        let against: Vec<u32> = edges.iter().map(|e| time(e, e.backward)).collect();
        let mut network = Self {
            graph,
            bit,
            along,
            against,
            walk_tenths: walk,
            main: Vec::new(),
            grid: Grid::default(),
        };
        network.main = network.strongest();
        let usable = |edge: u32| network.hangs_together(edge);
        let grid = Grid::new(graph, usable);
        if grid.is_empty() {
            return Err(Fault::NoRoad);
        }
        network.grid = grid;
        Ok(network)
    }
    /// Nodes of the largest part in which each can be reached from each, and all nodes that any
    /// road for this mode touches.
    #[must_use]
    pub fn main_part(&self) -> (usize, usize) {
        let mut touched = vec![false; self.graph.nodes()];
        for (n, edge) in self.graph.edges().iter().enumerate() {
            if self.along[n].min(self.against[n]) < UNREACHED {
                touched[edge.from as usize] = true;
                touched[edge.to as usize] = true;
            }
        }
        let count = |of: &[bool]| of.iter().filter(|b| **b).count();
        (count(&self.main), count(&touched))
    }
    /// Steps out of a node: the next node and milliseconds.
    pub(crate) fn steps(
        &self,
        node: u32,
        direction: Direction,
    ) -> impl Iterator<Item = (u32, u32)> + '_ {
        let passable = !self.graph.stopped(node, self.bit);
        let touching = self.graph.touching(node).filter(move |_| passable);
        touching.filter_map(move |(n, at_end)| {
            let edge = &self.graph.edges()[n as usize];
            let to = if at_end { edge.from } else { edge.to };
            let ms = self.ms(n, at_end == (direction == Direction::From));
            (ms < UNREACHED).then_some((to, ms))
        })
    }
    /// Milliseconds over an edge, against its direction or along it.
    pub(crate) fn ms(&self, edge: u32, against: bool) -> u32 {
        let times = if against { &self.against } else { &self.along };
        times[edge as usize]
    }
    /// Whether a point on this edge can be left for the main part and reached from it.
    fn hangs_together(&self, n: u32) -> bool {
        let edge = &self.graph.edges()[n as usize];
        let (along, against) = (self.ms(n, false), self.ms(n, true));
        let both = along.max(against) < UNREACHED;
        let (from, to) = (self.main[edge.from as usize], self.main[edge.to as usize]);
        if along.min(against) == UNREACHED {
            return false;
        }
        (from && to) || (both && (from || to))
    }
    /// Marks the largest strongly connected part (Kosaraju: the order in which a first search
    /// leaves the nodes, then a search against all directions in reverse of it).
    fn strongest(&self) -> Vec<bool> {
        let nodes = self.graph.nodes();
        let mut order = Vec::with_capacity(nodes);
        let mut seen = vec![false; nodes];
        for root in 0..nodes as u32 {
            if std::mem::replace(&mut seen[root as usize], true) {
                continue;
            }
            let mut path = vec![(root, self.steps(root, Direction::From))];
            while let Some((node, steps)) = path.last_mut() {
                match steps.next() {
                    Some((to, _)) if !std::mem::replace(&mut seen[to as usize], true) => {
                        path.push((to, self.steps(to, Direction::From)));
                    }
                    Some(_) => {}
                    None => {
                        order.push(*node);
                        path.pop();
                    }
                }
            }
        }
        let mut part = vec![u32::MAX; nodes];
        let mut largest = (0, u32::MAX);
        for &root in order.iter().rev() {
            if part[root as usize] != u32::MAX {
                continue;
            }
            let mut open = vec![root];
            let mut size = 0;
            part[root as usize] = root;
            while let Some(node) = open.pop() {
                size += 1;
                for to in self.entered_from(node) {
                    if part[to as usize] == u32::MAX {
                        part[to as usize] = root;
                        open.push(to);
                    }
                }
            }
            if size > largest.0 {
                largest = (size, root);
            }
        }
        part.iter().map(|p| *p == largest.1).collect()
    }
    /// Nodes from which one step leads here; a barred node lets nobody on, so it is none of them.
    fn entered_from(&self, node: u32) -> impl Iterator<Item = u32> + '_ {
        self.graph.touching(node).filter_map(move |(n, at_end)| {
            let edge = &self.graph.edges()[n as usize];
            let other = if at_end { edge.from } else { edge.to };
            let open = self.ms(n, !at_end) < UNREACHED;
            (open && !self.graph.stopped(other, self.bit)).then_some(other)
        })
    }
}
