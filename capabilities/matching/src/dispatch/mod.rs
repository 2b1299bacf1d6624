//! Dispatch of day work: who takes which seats, with windows, ways, rest and limits kept.
//!
//! Read in this order: [`Hand`], [`Shift`], [`Limits`] (what is given), [`plan`] (the batch, with
//! a bound that proves how good it is), [`Foresight`] (tasks that come one by one).
//!
//! # How a room calls it
//!
//! The morning's call-up: a [`Hand`] for everyone who is there, free times as windows; a [`Shift`]
//! for every order of the day with the seats that are still open; [`Limits`] from the dated
//! parameters (`gigs.rest_minutes`, `gigs.day_minutes`); then one [`plan`]. Seats come back by
//! place in the two lists. Times are minutes of one clock for both lists, counted from a Monday's
//! midnight. Work that somebody already has is not given again: take it out of their windows, with
//! the way and the rest around it. A plan only proposes: the room asks people and, when somebody
//! declines, plans again with what is left. Orders that come during the day go to one
//! [`Foresight`] that lives as long as the day, [`Foresight::arrive`] for each, with the weights
//! of those who may take it; the hard rules are the caller's there.

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
