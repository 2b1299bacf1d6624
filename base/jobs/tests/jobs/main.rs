//! The queue on both databases: nothing is lost, nothing is done twice at once.

mod facts;
mod failing;
mod house;
mod lease;
mod queue;
mod schedule;
