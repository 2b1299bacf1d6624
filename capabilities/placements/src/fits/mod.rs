//! Why a job was put before a person: the judgement kept with its application or push, whole.

mod model;
pub(crate) mod pages;
mod queries;
pub(crate) mod reactions;
mod store;
#[cfg(test)]
mod tests;

pub use model::{FitId, KeptFit, Occasion};
pub(crate) use queries::ids_of;
pub use queries::{list, one};
pub(crate) use store::keep;
