//! Applications: from the first word to three months in work.

pub mod actions;
pub(crate) mod api;
pub mod model;
pub(crate) mod pages;
pub mod queries;
pub(crate) mod reactions;
pub mod state;
mod store;
pub(crate) mod tell;
#[cfg(test)]
pub(crate) mod tests;
pub mod viewer;
mod waiting;
