//! Solvers that give the optimum and its proof: allocation with headcounts, covering, medians.

pub mod allocation;
pub mod covering;
