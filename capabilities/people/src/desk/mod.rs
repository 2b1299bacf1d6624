//! The desk: find a person, open a file in half a minute, see a file, print its card.

pub mod actions;
pub(crate) mod api;
pub(crate) mod card;
pub(crate) mod file;
pub(crate) mod find;
pub(crate) mod list;
pub(crate) mod new;
pub mod pages;
pub mod queries;
pub(crate) mod store;
#[cfg(test)]
mod tests;
