//! What people's doings with jobs say of their liking: told to the room of people, which keeps it.

mod actions;
pub(crate) mod queries;
pub(crate) mod reactions;
mod store;

pub use actions::refuse;
pub(crate) use actions::{learn, of_step};
pub use reactions::keep_looks;
