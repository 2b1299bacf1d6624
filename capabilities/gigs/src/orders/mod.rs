//! Day-labour orders: what is asked, when, for how much, and every version of it.

pub mod actions;
pub(crate) mod doors;
mod jobs;
pub mod limits;
pub mod model;
pub mod queries;
pub(crate) mod store;
#[cfg(test)]
mod tests;

pub use actions::{cancel, cancel_shift, create, open, revise};
pub use doors::checks;
pub use limits::Warning;
pub use queries::{
    Filter, Version, of_employer, open_shifts, order, shift, shifts, version, versions,
};

use ::jobs::JobKind;
use web::{PageSample, Route};

/// The tables.
pub const MIGRATION: db::Migration = db::Migration {
    room: "gigs",
    id: "20261123_2100_gigs_orders",
    sql: include_str!("../../migrations/20261123_2100_gigs_orders.sql"),
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
    jobs::jobs()
}
