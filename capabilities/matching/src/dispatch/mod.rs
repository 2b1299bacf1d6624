//! Dispatch of day work: who takes which seats, with windows, ways, rest and limits kept.
//!
//! Read in this order: [`Hand`], [`Shift`], [`Limits`] (what is given), [`plan`] (the batch, with
//! a bound that proves how good it is), [`Foresight`] (tasks that come one by one).

mod batch;
mod block;
mod bound;
mod case;
mod exact;
mod model;
mod online;
mod schedule;

pub use batch::plan;
pub use model::{Fault, Hand, Limits, Plan, Seat, Shift, Ways};
pub use online::{Foresight, greedy};
