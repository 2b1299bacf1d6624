//! Whose facts changed: a sequence by which whoever keeps everybody in memory stays current.
//!
//! Every action after which the ranking knows something else of a person calls [`changed`], also
//! those of higher rooms that know of work done. A reader asks [`head`] and reads [`after`] when
//! it is behind; what another process changed is seen the same way.

mod queries;
mod store;
#[cfg(test)]
mod tests;

pub use queries::{after, head};
pub use store::changed;
