//! The evidence package: whatever happened, in one file that anybody can check.

use jobs::JobKind;
use web::{PageSample, Route};

/// The tables.
pub const MIGRATION: db::Migration = db::Migration {
    room: "gigs",
    id: "20261123_2107_gigs_evidence",
    sql: include_str!("../../migrations/20261123_2107_gigs_evidence.sql"),
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
