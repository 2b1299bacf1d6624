//! Accounts: persons by telephone, staff by user name, and the records that belong to them.

pub mod actions;
pub(crate) mod model;
pub(crate) mod queries;
pub(crate) mod store;
