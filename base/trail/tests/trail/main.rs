//! The trail on both databases: what it keeps, what it finds, what it refuses.

#![expect(clippy::unwrap_used, reason = "all of this is a test")]

mod chain;
mod house;
mod once;
mod reading;
mod writing;
