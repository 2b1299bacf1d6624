//! Employer files: what is known of an employer, how far it was checked, until when it holds.

pub mod actions;
pub(crate) mod api;
pub mod exchange;
pub mod model;
pub(crate) mod pages;
pub mod queries;
pub(crate) mod reactions;
pub(crate) mod said;
pub mod state;
mod store;
#[cfg(test)]
mod tests;
pub(crate) mod waiting;
