//! The desk's first page, and what waits there.

pub(crate) mod pages;
pub(crate) mod queues;
