//! Dated parameters and the table of holidays.

pub mod api;
pub mod pages;
