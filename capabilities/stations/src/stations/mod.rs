//! The stations of county, towns and villages, and who is on duty.

pub mod actions;
pub(crate) mod api;
pub(crate) mod duty_pages;
pub mod model;
pub(crate) mod pages;
pub mod queries;
mod store;
