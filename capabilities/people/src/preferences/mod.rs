//! Learned preferences: what a person did with jobs and said of them, shown to them and theirs
//! to change.
//!
//! Nothing is kept of a person who does not wish to be recommended jobs ([`saw`]), and what was
//! kept goes with that consent (个人信息保护法 第二十四条, 第四十七条).

mod actions;
mod leanings;
pub(crate) mod model;
pub(crate) mod pages;
pub(crate) mod queries;
pub(crate) mod reactions;
pub(crate) mod store;
#[cfg(test)]
mod tests;
mod view;

pub use actions::saw;
pub(crate) use leanings::{Sums, keys, sums};
pub use model::{Act, Aspect, Event, Job, Reason, Seen};
pub use queries::looked;
