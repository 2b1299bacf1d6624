//! What can be done with an application.

mod apply;
mod moves;

pub use apply::{NewApplication, apply};
pub use moves::{make, make_at_desk};

pub(crate) use apply::served;
pub(crate) use moves::require;
