//! Seats: who works which shift, from the first tap to the last, and the pages for it.

pub mod model;
pub mod state;

use jobs::JobKind;
use web::{PageSample, Route};

/// The tables.
pub const MIGRATION: db::Migration = db::Migration {
    room: "gigs",
    id: "20261123_2101_gigs_seats",
    sql: include_str!("../../migrations/20261123_2101_gigs_seats.sql"),
};

/// The templates.
pub const TEMPLATES: &[web::Template] = &[];

/// The pages' samples.
pub fn samples() -> Vec<PageSample> {
    Vec::new()
}

/// The routes.
pub fn routes() -> Vec<Route> {
    Vec::new()
}

/// The jobs.
pub fn jobs() -> Vec<JobKind> {
    Vec::new()
}
