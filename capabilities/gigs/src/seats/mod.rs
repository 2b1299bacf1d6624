//! Seats: who works which shift, from the first tap to the last, and the pages for it.

pub mod actions;
pub(crate) mod api;
mod fit;
mod jobs;
pub mod model;
pub(crate) mod pages;
pub mod queries;
pub mod state;
pub(crate) mod store;
mod tell;
#[cfg(test)]
pub(crate) mod tests;

pub use actions::{claim, claim_group, make, swap, wait};
pub use fit::peek;
pub use queries::{history, of_employer, of_order, of_shift, of_worker, seat};

use ::jobs::JobKind;
use web::{PageSample, Route};

/// The tables.
pub const MIGRATION: db::Migration = db::Migration {
    room: "gigs",
    id: "20261123_2101_gigs_seats",
    sql: include_str!("../../migrations/20261123_2101_gigs_seats.sql"),
};

/// The templates.
pub const TEMPLATES: &[web::Template] = &[
    (
        "gigs/seats/claim.html",
        include_str!("../../templates/seats/claim.html"),
    ),
    (
        "gigs/seats/group.html",
        include_str!("../../templates/seats/group.html"),
    ),
    (
        "gigs/seats/mine.html",
        include_str!("../../templates/seats/mine.html"),
    ),
    (
        "gigs/seats/show.html",
        include_str!("../../templates/seats/show.html"),
    ),
    (
        "gigs/seats/person.html",
        include_str!("../../templates/seats/person.html"),
    ),
];

/// The pages' samples.
pub fn samples() -> Vec<PageSample> {
    pages::samples()
}

/// The routes.
pub fn routes() -> Vec<Route> {
    let mut routes = pages::routes();
    routes.extend(api::routes());
    routes
}

/// The jobs.
pub fn jobs() -> Vec<JobKind> {
    jobs::jobs()
}
