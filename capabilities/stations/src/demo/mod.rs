//! Demo doors: one link per persona, only under `--demo` and only on this machine.

mod actions;
pub(crate) mod pages;
mod store;

pub use actions::name;
pub use store::personas;
