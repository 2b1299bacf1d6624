//! The audit trail, read.

pub mod api;
pub mod pages;
