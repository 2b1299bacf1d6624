//! What is done with files: opening one, changing one.

pub mod edit;
pub mod register;
