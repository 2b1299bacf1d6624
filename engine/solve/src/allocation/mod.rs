//! The most valuable allocation of workers to jobs with headcounts, proven by prices.
//!
//! Each worker takes at most one place and may stay free; a job takes at most its capacity. The
//! proof is a price a seat: no worker would rather have another place at these prices, and only
//! full jobs cost anything. See [`Proof`] for what is checked.

mod auction;
mod backward;
mod change;
mod check;
mod columns;
mod fault;
mod forward;
mod market;
mod search;
mod solver;
mod state;
#[cfg(test)]
mod tests;

pub use check::{Proof, check};
pub use fault::Fault;
pub use market::Market;
pub use solver::{Solver, allocate};

/// An allocation at the optimum.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Allocation {
    /// The job of each worker.
    pub job_of: Vec<Option<u32>>,
    /// Sum of the weights of what is allocated.
    pub total: i128,
    /// How many workers have a place.
    pub count: usize,
    /// Price a seat of each job, in units of weight; 0 where a seat stays free.
    pub prices: Vec<i64>,
    /// What no allocation can exceed, by the prices; equals `total`.
    pub bound: i128,
}
