//! One-time codes: how a person signs in with a telephone.

pub(crate) mod actions;
mod model;
pub(crate) mod pages;
pub(crate) mod store;
#[cfg(test)]
mod tests;

pub(crate) use model::plain_digits;
