//! Consents: to what, in which version, how given, and withdrawn as easily.

pub mod actions;
pub mod model;
pub mod queries;
pub(crate) mod store;

pub use model::{Consent, HOWS, Purpose};
