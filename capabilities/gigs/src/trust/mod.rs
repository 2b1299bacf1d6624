//! Reliability of both sides: events with notice, answer, decision, appeal and expiry.

use jobs::JobKind;
use web::{PageSample, Route};

/// The tables.
pub const MIGRATION: db::Migration = db::Migration {
    room: "gigs",
    id: "20261123_2108_gigs_trust",
    sql: include_str!("../../migrations/20261123_2108_gigs_trust.sql"),
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
