//! Settling a seat that costs something: the shortest way from whoever may come to it.

use super::search::{End, Node, Search};
use super::state::{NONE, State};

impl Search {
    /// Fills a seat of a job that costs something, or lets prices fall until one may stay free.
    /// Columns must be laid, and since [`Search::forget`] nobody's gain may have fallen.
    pub fn settle_seat(&mut self, state: &mut State, job: u32) {
        self.begin(state.prices.len());
        let mut limit = state.prices[job as usize];
        let mut end = End::Seat(job);
        self.shorter(job, 0, (NONE, NONE));
        self.wait(0, 0, Node::Job(job));
        while let Some((distance, Node::Job(job))) = self.next(limit) {
            self.look_back(state, job, distance, &mut limit, &mut end);
        }
        let mut fallen = std::mem::take(&mut self.fallen);
        for (job, distance) in self.near(limit) {
            state.dearer(job, distance - limit);
            fallen.push(job);
        }
        self.fallen = fallen;
        self.draw(state, end);
    }

    /// Tells everyone who could have a job whose price fell that they could gain more there, as
    /// settling workers needs it. Columns must be laid.
    pub fn tell(&mut self, state: &mut State) {
        self.fallen.sort_unstable();
        self.fallen.dedup();
        let mut own = Vec::new();
        for job in self.fallen.drain(..) {
            state.cheaper(job, &mut own);
        }
    }

    /// Looks from a job at everyone who could come to it.
    fn look_back(
        &mut self,
        state: &State,
        job: u32,
        distance: i64,
        limit: &mut i64,
        end: &mut End,
    ) {
        let (column, coarse) = (state.columns.of(job), state.coarse);
        self.looked += column.arcs.len();
        let cost = distance + state.prices[job as usize];
        let mut least = coarse.bound(cost - *limit);
        let mut most = 0;
        for (seeker, &arc) in column.seekers.iter().zip(&column.arcs) {
            let worker = seeker.worker;
            let rough = seeker.weight - state.gains[worker as usize];
            if rough <= least {
                continue;
            }
            let mut wish = coarse.back(rough);
            if cost - wish >= *limit {
                most = most.max(wish);
                continue;
            }
            let taken = state.taken[worker as usize];
            if taken == arc {
                continue;
            }
            if !coarse.is_exact() {
                wish = state.weights[arc as usize] - state.footing[worker as usize].gain;
            }
            let far = cost - wish;
            most = most.max(wish);
            if far >= *limit {
                continue;
            }
            if taken == NONE {
                *limit = far;
                *end = End::Worker(worker, arc);
                least = coarse.bound(wish);
                continue;
            }
            let from = state.jobs[taken as usize];
            if self.shorter(from, far, (worker, arc)) {
                let price = state.prices[from as usize];
                if far + price < *limit {
                    *limit = far + price;
                    *end = End::Seat(from);
                    least = coarse.bound(cost - *limit);
                }
                // Its column is looked along once nothing nearer is left.
                let nearest = far + (price - self.wishes[from as usize]).max(0);
                if nearest < *limit {
                    self.wait(nearest, far, Node::Job(from));
                }
            }
        }
        // Whoever was passed over wishes for no more than would not have mattered.
        self.wishes[job as usize] = most.max(cost - *limit);
    }

    /// Draws everyone along the way that ends so, towards the seat where the search began.
    fn draw(&mut self, state: &mut State, end: End) {
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
            let left = state.taken[worker as usize] as usize;
            state.leave(worker);
            state.join(worker, arc);
            // Whoever has left may wish to come back.
            let wish = state.weights[left] - state.footing[worker as usize].gain;
            let known = &mut self.wishes[state.jobs[left] as usize];
            *known = wish.max(*known);
            job = state.jobs[arc as usize];
        }
    }
}
