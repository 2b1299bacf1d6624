//! The solver that keeps its prices, so that after a change only what it touched is settled anew.

use super::auction::{bid, seat};
use super::search::Search;
use super::state::{NONE, State};
use super::{Allocation, Market};

/// From so many arcs on a second thread pays.
const LARGE: usize = 100_000;
/// So many times all arcs may be looked at before a solver begins anew.
const ALLOWANCE: usize = 4;

/// The most valuable allocation of a market.
#[must_use]
pub fn allocate(market: &Market) -> Allocation {
    let mut solver = Solver::new(market);
    solver.solve();
    solver.allocation()
}

/// A market with its prices and places; change it and [`Solver::solve`] again.
///
/// Workers and jobs keep their numbers: one that leaves stays as a number without arcs or places.
#[derive(Debug, Clone, Default)]
pub struct Solver {
    pub(super) state: State,
    search: Search,
    /// Workers without a place whom no search has settled.
    pub(super) waiting: Vec<u32>,
    /// Jobs that may have a seat left at a price.
    pub(super) vacant: Vec<u32>,
    /// Arcs in the pool that nobody has any more.
    pub(super) dead: usize,
    /// Whether the market has been solved before.
    started: bool,
}

impl Solver {
    /// A solver of a market where nobody has a place yet.
    #[must_use]
    pub fn new(market: &Market) -> Self {
        Self {
            state: State::new(market),
            ..Self::default()
        }
    }

    /// Settles everything that changed; afterwards the allocation is the best.
    ///
    /// Where places are just enough for everyone, a small change moves much of the market, one
    /// search goes through most of it, and beginning anew is faster: so it is done once searches
    /// have cost about as much.
    pub fn solve(&mut self) {
        if !std::mem::replace(&mut self.started, true) {
            self.start();
        } else {
            let allowance = ALLOWANCE * self.state.jobs.len() + LARGE;
            if self.settle(self.search.looked + allowance) {
                return;
            }
            self.state.vacate();
            self.search.fallen.clear();
            self.start();
        }
        self.settle(usize::MAX);
    }

    /// Settles whom and what waits; `false` if more than `most` arcs were looked at before the end.
    fn settle(&mut self, most: usize) -> bool {
        for worker in std::mem::take(&mut self.waiting) {
            if self.state.taken[worker as usize] == NONE {
                self.search.settle_worker(&mut self.state, worker);
            }
            if self.search.looked > most {
                return false;
            }
        }
        let vacant = std::mem::take(&mut self.vacant);
        if !vacant.is_empty() {
            self.state.lay_columns();
            self.search.forget(self.state.prices.len());
        }
        for job in vacant {
            while self.state.open(job) && self.state.prices[job as usize] > 0 {
                self.search.settle_seat(&mut self.state, job);
                if self.search.looked > most {
                    return false;
                }
            }
        }
        self.search.tell(&mut self.state);
        true
    }

    /// Solving from nothing: everyone bids, and meanwhile the columns are laid for the searches.
    fn start(&mut self) {
        let state = &mut self.state;
        let large = state.jobs.len() > LARGE && !state.columns.is_laid();
        let (bids, columns) = match large {
            true => std::thread::scope(|scope| {
                let columns = scope.spawn(|| state.drawn_columns());
                (bid(state), columns.join().ok())
            }),
            false => (bid(state), None),
        };
        if let Some(columns) = columns {
            state.columns = columns;
        }
        if let Some(bids) = bids {
            self.waiting = seat(state, &bids);
        }
        self.vacant = (0..).take(self.state.prices.len()).collect();
    }

    /// What was found; the best once [`Solver::solve`] has run after the last change.
    #[must_use]
    pub fn allocation(&self) -> Allocation {
        let state = &self.state;
        let mut found = Allocation {
            prices: state.prices.clone(),
            ..Allocation::default()
        };
        for worker in (0..).take(state.rows.len()) {
            let job = state.job_of(worker);
            found.job_of.push(job);
            if job.is_some() {
                found.count += 1;
                found.total += i128::from(state.weights[state.taken[worker as usize] as usize]);
            }
            found.bound += i128::from(state.best(worker).0);
        }
        for (price, &places) in state.prices.iter().zip(&state.capacities) {
            found.bound += i128::from(*price) * i128::from(places);
        }
        found
    }
}
