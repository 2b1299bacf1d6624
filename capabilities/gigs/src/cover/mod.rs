//! Cover against accidents: a record for each day and who pays for it.

pub mod actions;
pub mod model;
mod pages;
pub(crate) mod queries;
mod reactions;
mod store;
#[cfg(test)]
mod tests;

pub use model::Cover;
pub use queries::of_seat;

use jobs::JobKind;
use web::{PageSample, Route};

/// The tables.
pub const MIGRATION: db::Migration = db::Migration {
    room: "gigs",
    id: "20261123_2105_gigs_cover",
    sql: include_str!("../../migrations/20261123_2105_gigs_cover.sql"),
};

/// The templates.
pub const TEMPLATES: &[web::Template] = &[
    (
        "gigs/cover/list.html",
        include_str!("../../templates/cover/list.html"),
    ),
    (
        "gigs/cover/seat.html",
        include_str!("../../templates/cover/seat.html"),
    ),
];

/// The pages' samples.
pub fn samples() -> Vec<PageSample> {
    pages::samples()
}

/// The routes.
pub fn routes() -> Vec<Route> {
    pages::routes()
}

/// The jobs.
pub fn jobs() -> Vec<JobKind> {
    reactions::jobs()
}
