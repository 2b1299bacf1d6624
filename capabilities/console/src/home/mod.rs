//! The county desk's first page, and the page that tells programs where the contract lies.

pub mod pages;
