//! Shortest augmenting paths over the jobs, which settle one worker or one seat at a time.
//!
//! Workers are contracted: a job is left through any of its members. Distances are reduced costs,
//! so that a search stays small when the prices are nearly right (Hungarian method in the form of
//! Jonker and Volgenant, Computing 38, 1987, with headcounts and with staying free as a sink).

use super::state::{NONE, State};
use std::cmp::Reverse;
use std::collections::BinaryHeap;

/// Where a search ends.
#[derive(Debug, Clone, Copy)]
enum End {
    /// The worker stays or becomes free.
    Free(u32),
    /// A seat of this job is left over.
    Seat(u32),
    /// A free worker takes the arc.
    Worker(u32, u32),
}

/// What searches keep between them: distances and ways by job.
#[derive(Debug, Clone, Default)]
pub(super) struct Search {
    /// Distance of each job, valid if `stamp` is the present round.
    distance: Vec<i64>,
    stamp: Vec<u32>,
    round: u32,
    /// Forward: who would come, by which arc. Backward: who would go, by which arc.
    way: Vec<(u32, u32)>,
    queue: BinaryHeap<Reverse<(i64, u32)>>,
    scanned: Vec<u32>,
    /// How many arcs were looked at so far.
    pub looked: usize,
}

impl Search {
    fn begin(&mut self, jobs: usize) {
        self.round = self.round.wrapping_add(1);
        if self.stamp.len() != jobs || self.round == 0 {
            self.stamp = vec![0; jobs];
            self.distance = vec![0; jobs];
            self.way = vec![(NONE, NONE); jobs];
            self.round = 1;
        }
        self.queue.clear();
        self.scanned.clear();
    }

    /// Notes a shorter way to a job; false if there is one as short.
    fn shorter(&mut self, job: u32, distance: i64, way: (u32, u32)) -> bool {
        let at = job as usize;
        if self.stamp[at] == self.round && self.distance[at] <= distance {
            return false;
        }
        self.stamp[at] = self.round;
        self.distance[at] = distance;
        self.way[at] = way;
        true
    }

    /// The nearest job that has not been scanned and is nearer than `limit`.
    fn next(&mut self, limit: i64) -> Option<(i64, u32)> {
        while let Some(Reverse((distance, job))) = self.queue.pop() {
            if distance >= limit {
                return None;
            }
            if distance == self.distance[job as usize] {
                self.scanned.push(job);
                return Some((distance, job));
            }
        }
        None
    }

    /// Finds a place for a worker who has none, or leaves them free; `state` stays optimal.
    pub fn settle_worker(&mut self, state: &mut State, worker: u32) {
        self.begin(state.prices.len());
        let (gain, _) = state.best(worker);
        let mut limit = gain;
        let mut end = End::Free(worker);
        self.relax(state, worker, (0, gain), &mut limit, &mut end);
        while let Some((distance, job)) = self.next(limit) {
            for &member in &state.members[job as usize] {
                let gain = state.gains[member as usize];
                if distance + gain < limit {
                    limit = distance + gain;
                    end = End::Free(member);
                }
                self.relax(state, member, (distance, gain), &mut limit, &mut end);
            }
        }
        for &job in &self.scanned {
            state.dearer(job, limit - self.distance[job as usize]);
        }
        self.shift(state, end);
    }

    /// Looks from a worker, who gains `gain` where they are, along their arcs.
    fn relax(
        &mut self,
        state: &State,
        worker: u32,
        (distance, gain): (i64, i64),
        limit: &mut i64,
        end: &mut End,
    ) {
        let (from, to) = state.rows[worker as usize];
        self.looked += (to - from) as usize;
        for (arc, job, weight) in state.row(worker) {
            let far = distance + gain + state.prices[job as usize] - weight;
            if far < *limit && self.shorter(job, far, (worker, arc)) {
                if state.open(job) {
                    *limit = far;
                    *end = End::Seat(job);
                } else {
                    self.queue.push(Reverse((far, job)));
                }
            }
        }
    }

    /// Moves everyone along the way that ends so.
    fn shift(&self, state: &mut State, end: End) {
        let mut job = match end {
            End::Seat(job) => job,
            End::Free(worker) => {
                let Some(job) = state.job_of(worker) else {
                    return;
                };
                state.leave(worker);
                job
            }
            End::Worker(..) => return,
        };
        loop {
            let (worker, arc) = self.way[job as usize];
            let from = state.job_of(worker);
            if from.is_some() {
                state.leave(worker);
            }
            state.join(worker, arc);
            match from {
                Some(from) => job = from,
                None => return,
            }
        }
    }

    /// Fills a seat of a job that costs something, or lets prices fall until one may stay free.
    /// Columns must be laid.
    pub fn settle_seat(&mut self, state: &mut State, job: u32) {
        self.begin(state.prices.len());
        let mut limit = state.prices[job as usize];
        let mut end = End::Seat(job);
        self.shorter(job, 0, (NONE, NONE));
        self.queue.push(Reverse((0, job)));
        while let Some((distance, job)) = self.next(limit) {
            let price = state.prices[job as usize];
            self.looked += state.columns[job as usize].len();
            for entry in &state.columns[job as usize] {
                // Nobody gains less than nothing: most need not be looked up.
                if entry.weight <= distance + price - limit {
                    continue;
                }
                let gain = state.gains[entry.worker as usize];
                let far = distance + gain + price - entry.weight;
                if far >= limit {
                    continue;
                }
                let (worker, arc) = (entry.worker, entry.arc);
                let taken = state.taken[worker as usize];
                if taken == arc {
                    continue;
                }
                if taken == NONE {
                    limit = far;
                    end = End::Worker(worker, arc);
                    continue;
                }
                let from = state.jobs[taken as usize];
                if self.shorter(from, far, (worker, arc)) {
                    self.queue.push(Reverse((far, from)));
                    let idle = far + state.prices[from as usize];
                    if idle < limit {
                        limit = idle;
                        end = End::Seat(from);
                    }
                }
            }
        }
        for &job in &self.scanned {
            state.dearer(job, self.distance[job as usize] - limit);
        }
        self.draw(state, end);
    }

    /// Draws everyone along the way that ends so, towards the seat where the search began.
    fn draw(&self, state: &mut State, end: End) {
        let mut job = match end {
            End::Seat(job) => job,
            End::Worker(worker, arc) => {
                state.join(worker, arc);
                state.jobs[arc as usize]
            }
            End::Free(_) => return,
        };
        loop {
            let (worker, arc) = self.way[job as usize];
            if worker == NONE {
                return;
            }
            state.leave(worker);
            state.join(worker, arc);
            job = state.jobs[arc as usize];
        }
    }
}
