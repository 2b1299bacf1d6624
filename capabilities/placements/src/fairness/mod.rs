//! Whom the jobs reached: exposure by town, sex and age band, counted once a month.
//!
//! Sex and age are counted here and nowhere else: no score knows them (就业促进法 第三条). Groups
//! under a dated least count are left out, so that nobody is told of alone.

mod model;
pub(crate) mod pages;
mod queries;
#[cfg(test)]
mod tests;

pub use model::{Counts, Group, groups};
