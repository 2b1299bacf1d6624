//! Jobs and health.

pub mod pages;
