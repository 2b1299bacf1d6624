//! The evidence package: whatever happened, in one file that anybody can check.
//!
//! Read in this order: `facts.rs` (what is gathered), `canon.rs` (the bytes under the digest),
//! `sheet.rs` (how they are printed), `actions.rs` (who may make one), `check.rs` (how a changed
//! file is found).

pub mod actions;
pub mod canon;
pub mod check;
mod facts;
pub mod model;
mod money;
mod pages;
mod queries;
mod sheet;
mod store;
#[cfg(test)]
pub(crate) mod tests;

pub use model::{Kept, Verdict};
pub use queries::of_worker;

use jobs::JobKind;
use web::{PageSample, Route};

/// What the seal of a kept record is made for.
const SEAL: &str = "gigs-evidence";

/// The tables.
pub const MIGRATION: db::Migration = db::Migration {
    room: "gigs",
    id: "20261123_2107_gigs_evidence",
    sql: include_str!("../../migrations/20261123_2107_gigs_evidence.sql"),
};

/// The templates.
pub const TEMPLATES: &[web::Template] = &[
    (
        "gigs/evidence/make.html",
        include_str!("../../templates/evidence/make.html"),
    ),
    (
        "gigs/evidence/check.html",
        include_str!("../../templates/evidence/check.html"),
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
    Vec::new()
}
