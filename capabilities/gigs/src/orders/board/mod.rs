//! What boards show: shifts together with what their orders say.

pub mod queries;
