//! Collaborative preferences: learned from who chose what, with prices against crowding.
//!
//! Read in this order: `events` (what is learned from), `walk` and `factors` (the two ways of
//! knowing what is near), `model` (both together, with how fresh a job is), `prices` (the same
//! job not shown to everyone), `format` (the file), `quantised` (small integers for the exact
//! engine). `leanings` is one person's own acts alone, `kin` what follows from
//! them by what others chose, in a table that a person can read.

pub mod events;
pub mod factors;
pub mod format;
pub mod kin;
pub mod leanings;
pub mod model;
pub mod prices;
pub mod quantised;
pub mod walk;

pub use events::{Event, Events, Kind, KindWeights};
pub use model::{Model, Options, train};
pub use prices::PriceSettings;
