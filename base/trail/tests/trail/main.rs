//! The trail on both databases: what it keeps, what it finds, what it refuses.

mod chain;
mod house;
mod once;
mod reading;
mod writing;
