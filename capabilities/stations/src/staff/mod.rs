//! Staff: user names and passwords, the second factor, roles kept apart.

pub mod actions;
pub mod model;
mod password;
pub(crate) mod queries;
mod second;
pub(crate) mod sign_in;
pub(crate) mod store;
#[cfg(test)]
pub(crate) mod tests;
mod tries;
pub(crate) mod user_forms;
pub(crate) mod user_pages;
pub(crate) mod way_in;

pub use password::{Cost, Passwords};
pub use queries::{User, by_login, list};
