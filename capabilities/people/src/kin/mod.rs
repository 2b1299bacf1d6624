//! Which trades the same people choose, and what follows from it for one of them.
//!
//! Read in this order: `model` (what is told of a pair), `actions` (learning it anew), `guess`
//! (what follows for a person), `reactions` (every night), `pages` (the table for officers).

pub(crate) mod actions;
pub(crate) mod guess;
pub(crate) mod model;
pub(crate) mod pages;
pub(crate) mod queries;
pub(crate) mod reactions;
pub(crate) mod store;
#[cfg(test)]
mod tests;
