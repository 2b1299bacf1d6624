//! The queue on both databases: nothing is lost, nothing is done twice at once.

#![expect(clippy::unwrap_used, reason = "all of this is a test")]

mod facts;
mod failing;
mod house;
mod lease;
mod queue;
mod schedule;
