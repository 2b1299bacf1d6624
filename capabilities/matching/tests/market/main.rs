//! The market in memory against the plain ranking and rules written down a second time.

mod chance;
mod checker;
mod edges;
mod equality;
