//! Agreements printed from an order: the kind that fits the relation.
//!
//! The text is our own wording, a model that the county's legal officer checks before it is used.

pub mod model;
mod pages;

use jobs::JobKind;
use web::{PageSample, Route};

/// The tables.
pub const MIGRATION: db::Migration = db::Migration {
    room: "gigs",
    id: "20261123_2106_gigs_agreements",
    sql: include_str!("../../migrations/20261123_2106_gigs_agreements.sql"),
};

/// The templates.
pub const TEMPLATES: &[web::Template] = &[(
    "gigs/agreements/show.html",
    include_str!("../../templates/agreements/show.html"),
)];

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
    Vec::new()
}
