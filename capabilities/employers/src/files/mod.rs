//! Employer files: what is known of an employer, how far it was checked, until when it holds.

pub mod actions;
pub mod model;
pub mod queries;
pub mod state;
mod store;
