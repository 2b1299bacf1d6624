//! Sessions: the cookie, who it stands for, and the list of one's own devices.

pub(crate) mod actions;
pub(crate) mod cookie;
mod gate;
pub(crate) mod model;
pub(crate) mod pages;
mod queries;
pub(crate) mod store;
#[cfg(test)]
mod tests;

pub use gate::StationGate;
