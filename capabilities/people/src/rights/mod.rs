//! A person's rights over the file: take a copy along, have it erased (个人信息保护法 44–50).

pub mod actions;
pub mod copy;
pub mod keep;
pub mod model;
pub mod pages;
pub mod queries;
pub mod share;
pub mod state;
pub(crate) mod store;
#[cfg(test)]
mod tests;
pub(crate) mod waiting;
