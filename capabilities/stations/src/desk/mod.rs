//! The desk's first page.

pub(crate) mod pages;
