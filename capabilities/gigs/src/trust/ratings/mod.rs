//! What both sides say of a finished seat: three plain questions, read by neither before both
//! have answered or the time for it is over.

pub mod actions;
pub mod model;
pub(crate) mod pages;
pub mod queries;
pub(crate) mod reactions;
pub(crate) mod store;

pub use actions::rate;
pub use model::{Given, Rating};
pub use queries::{Both, both};
