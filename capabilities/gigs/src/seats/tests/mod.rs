//! Seats on both databases.
