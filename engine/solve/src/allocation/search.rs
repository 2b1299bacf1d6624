//! Shortest paths over the jobs: what settling a worker and settling a seat have in common.
//!
//! Workers are contracted: a job is left through any of its members. Distances are reduced costs,
//! so that a search stays small when the prices are nearly right (Hungarian method in the form of
//! Jonker and Volgenant, Computing 38, 1987, with headcounts and with staying free as a sink).
//! What waits is queued by the least that could come of it, so that most of it is never looked at.

use super::state::NONE;
use std::cmp::Reverse;
use std::collections::BinaryHeap;

/// Where a search ends.
#[derive(Debug, Clone, Copy)]
pub(super) enum End {
    /// The worker stays or becomes free.
    Free(u32),
    /// A seat of this job is left over.
    Seat(u32),
    /// A free worker takes the arc.
    Worker(u32, u32),
}

/// What waits to be looked at.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Node {
    Job(u32),
    /// A member of a job that was looked at.
    Member(u32),
}

/// Nothing is known yet; larger than any wish, and half of it still added to safely.
const UNKNOWN: i64 = i64::MAX / 4;

/// What searches keep between them: distances and ways by job.
#[derive(Debug, Clone, Default)]
pub(super) struct Search {
    /// Distance of each job, valid if `stamp` is the present round.
    pub distance: Vec<i64>,
    stamp: Vec<u32>,
    round: u32,
    /// Forward: who would come, by which arc. Backward: who would go, by which arc.
    pub way: Vec<(u32, u32)>,
    /// The least distance that could come of a node, the distance it was queued with, the node.
    queue: BinaryHeap<Reverse<(i64, i64, Node)>>,
    /// Jobs with a distance.
    pub reached: Vec<u32>,
    /// The most that anyone outside would gain by coming to a job rather than staying, were its
    /// seats free of charge; see [`Search::forget`].
    pub wishes: Vec<i64>,
    /// Jobs whose price fell without everyone knowing; see [`Search::tell`].
    pub fallen: Vec<u32>,
    /// How many arcs were looked at so far.
    pub looked: usize,
}

impl Search {
    pub fn begin(&mut self, jobs: usize) {
        self.round = self.round.wrapping_add(1);
        if self.stamp.len() != jobs || self.round == 0 {
            self.stamp = vec![0; jobs];
            self.distance = vec![0; jobs];
            self.way = vec![(NONE, NONE); jobs];
            self.round = 1;
        }
        self.queue.clear();
        self.reached.clear();
    }

    /// Forgets for how much anyone would come to which job: gains fell since that was found.
    pub fn forget(&mut self, jobs: usize) {
        self.wishes.clear();
        self.wishes.resize(jobs, UNKNOWN);
    }

    /// Notes a shorter way to a job; false if there is one as short.
    pub fn shorter(&mut self, job: u32, distance: i64, way: (u32, u32)) -> bool {
        let at = job as usize;
        if self.stamp[at] != self.round {
            self.stamp[at] = self.round;
            self.reached.push(job);
        } else if self.distance[at] <= distance {
            return false;
        }
        self.distance[at] = distance;
        self.way[at] = way;
        true
    }

    /// Queues a node at a distance, from which nothing nearer than `least` can be reached.
    pub fn wait(&mut self, least: i64, distance: i64, node: Node) {
        self.queue.push(Reverse((least, distance, node)));
    }

    /// The next node that may lead to something nearer than `limit`, with its distance.
    pub fn next(&mut self, limit: i64) -> Option<(i64, Node)> {
        while let Some(Reverse((least, distance, node))) = self.queue.pop() {
            if least >= limit {
                return None;
            }
            match node {
                // Queued again since, by a shorter way.
                Node::Job(job) if distance != self.distance[job as usize] => {}
                _ => return Some((distance, node)),
            }
        }
        None
    }

    /// Jobs nearer than `limit`, with their distances: at most all that were looked at.
    pub fn near(&self, limit: i64) -> impl Iterator<Item = (u32, i64)> {
        let reached = self.reached.iter();
        let all = reached.map(|job| (*job, self.distance[*job as usize]));
        all.filter(move |(_, distance)| *distance < limit)
    }
}
