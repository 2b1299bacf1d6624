//! Hours: attendance by code or clerk, and what both sides say was worked.
//!
//! Read in this order: [`model`], [`code`] (the digits that change), [`actions`] (check in and
//! out, say, settle), [`queries`], `pages`.

pub mod actions;
pub mod code;
pub mod model;
pub(crate) mod pages;
pub mod queries;
mod store;

pub use actions::{check_in, check_out, dispute, say, settle};
pub use model::{Hours, How, Said};
pub use pages::{TEMPLATES, routes, samples};
pub use queries::{history, hours};

use jobs::JobKind;

/// The tables.
pub const MIGRATION: db::Migration = db::Migration {
    room: "gigs",
    id: "20261123_2102_gigs_hours",
    sql: include_str!("../../migrations/20261123_2102_gigs_hours.sql"),
};

/// The jobs.
pub fn jobs() -> Vec<JobKind> {
    Vec::new()
}
