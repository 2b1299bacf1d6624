//! Settling a worker: the shortest way to a seat that is left, or to somebody who may stay free.

use super::search::{End, Node, Search};
use super::state::State;

impl Search {
    /// Finds a place for a worker who has none, or leaves them free; `state` stays optimal.
    pub fn settle_worker(&mut self, state: &mut State, worker: u32) {
        self.begin(state.prices.len());
        let (gain, _) = state.best(worker);
        let mut limit = gain;
        let mut end = End::Free(worker);
        self.relax(state, worker, (0, gain), &mut limit, &mut end);
        while let Some((distance, node)) = self.next(limit) {
            match node {
                Node::Job(job) => {
                    for &member in &state.members[job as usize] {
                        let footing = state.footing[member as usize];
                        if distance + footing.gain < limit {
                            limit = distance + footing.gain;
                            end = End::Free(member);
                        }
                        // Their row is looked along once nothing nearer is left.
                        let least = distance + footing.slack();
                        if least < limit {
                            self.wait(least, distance, Node::Member(member));
                        }
                    }
                }
                Node::Member(member) => {
                    let gain = state.footing[member as usize].gain;
                    self.relax(state, member, (distance, gain), &mut limit, &mut end);
                    let elsewhere = state.elsewhere(member, state.taken[member as usize]);
                    state.footing[member as usize].elsewhere = elsewhere;
                }
            }
        }
        for (job, distance) in self.near(limit) {
            state.dearer(job, limit - distance);
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
                    self.wait(far, far, Node::Job(job));
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
}
