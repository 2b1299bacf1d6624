//! Dated parameters and the table of holidays.

pub mod pages;
