//! What can be done with an employer file.

mod register;

pub use register::{Details, register};
