//! Cover against accidents: a record for each day and who pays for it.

use jobs::JobKind;
use web::{PageSample, Route};

/// The tables.
pub const MIGRATION: db::Migration = db::Migration {
    room: "gigs",
    id: "20261123_2105_gigs_cover",
    sql: include_str!("../../migrations/20261123_2105_gigs_cover.sql"),
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
