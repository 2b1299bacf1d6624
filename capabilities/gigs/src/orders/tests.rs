//! Orders on both databases.
