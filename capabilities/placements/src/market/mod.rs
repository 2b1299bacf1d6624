//! Clearing the market: who would best take which place, and what a place costs the others.
//!
//! Read in this order: [`Run`] (what a clearing found), `clear` (the pure reckoning), `kept`
//! (everybody who looks, in memory), [`reckon`] (reads, reckons, writes), `reactions` (every two
//! hours, and when asked), `pages`.

mod actions;
mod clear;
pub(crate) mod kept;
mod model;
pub(crate) mod pages;
mod queries;
pub(crate) mod reactions;
mod store;
#[cfg(test)]
mod tests;

pub use actions::reckon;
pub use model::Run;
