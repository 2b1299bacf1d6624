//! Wages: computed by the law's rules, due, paid, confirmed, watched.
//!
//! Read in this order: [`model`], [`actions`] (set, told, received, kept back, called),
//! `watch` (the clock), [`queries`], `ledger` (the table that law asks for), `pages`.

pub mod actions;
mod api;
mod jobs;
mod ledger;
pub mod model;
mod pages;
mod part;
pub mod queries;
mod store;
#[cfg(test)]
mod tests;
mod watch;

pub use actions::{deny, keep_back, pay, receive};
pub use model::{Arrears, ArrearsId, Stage, State, Wage, WageId};
pub use pages::{TEMPLATES, routes, samples};
pub use queries::{history, of_employer, of_seat, of_worker, wage};

pub use self::jobs::jobs;
pub(crate) use part::start;

/// The tables.
pub const MIGRATION: db::Migration = db::Migration {
    room: "gigs",
    id: "20261123_2103_gigs_wages",
    sql: include_str!("../../migrations/20261123_2103_gigs_wages.sql"),
};
