//! Telling people of fitting jobs: only who wishes it, by day, seldom, never the same post twice.
//!
//! Read in this order: [`Push`] (one message or call), `limits` (quiet hours and caps), `choose`
//! (at most three posts, each with why), `actions`, `reactions` (every morning), `pages` (the
//! person's switch, the desk's list of calls).

mod actions;
mod choose;
mod limits;
mod model;
pub(crate) mod pages;
pub(crate) mod queries;
pub(crate) mod reactions;
pub(crate) mod store;
#[cfg(test)]
mod tests;

pub use actions::{close_call, wish};
pub use model::{Outcome, Push};
