//! The audit trail, read.

pub mod pages;
