//! API tokens: a program acts for a member of staff, cut to chosen permissions, for a time.

pub mod actions;
pub(crate) mod pages;
mod queries;
mod store;
#[cfg(test)]
mod tests;
