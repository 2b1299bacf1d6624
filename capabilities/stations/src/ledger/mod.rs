//! The service ledger (人力资源市场暂行条例 第三十三条): one row per service, kept two years.

mod actions;
pub(crate) mod api;
mod model;
pub(crate) mod pages;
pub mod queries;
mod store;
#[cfg(test)]
mod tests;

pub use actions::record;
pub use model::{Channel, KINDS, Service};
