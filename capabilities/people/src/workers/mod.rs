//! Workers: one file per person.

pub mod actions;
pub(crate) mod checks;
pub mod facts;
pub mod model;
pub mod pages;
pub(crate) mod part;
pub mod queries;
pub mod said;
pub mod sealed;
pub mod state;
pub(crate) mod store;
#[cfg(test)]
mod tests;
pub(crate) mod view;
