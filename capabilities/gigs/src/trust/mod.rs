//! Reliability of both sides: events with notice, answer, decision, appeal and expiry.
//!
//! Read in this order: `model` (what a mark holds), `state` (its states), `clock` (its days),
//! `actions` (note, tell, answer, decide, appeal), `reactions` (what happens by itself),
//! `ratings` (what the two sides of a finished seat say of each other). There is no score.

pub mod actions;
pub mod clock;
pub mod model;
pub(crate) mod pages;
pub mod queries;
pub mod ratings;
mod reactions;
mod standing;
pub mod state;
mod store;
mod tell;
#[cfg(test)]
mod tests;

pub(crate) use actions::late_minutes;
pub use queries::{Seen, seen, seen_of};
pub(crate) use standing::start;

use jobs::JobKind;
use web::{PageSample, Route};

/// The tables.
pub const MIGRATION: db::Migration = db::Migration {
    room: "gigs",
    id: "20261123_2108_gigs_trust",
    sql: include_str!("../../migrations/20261123_2108_gigs_trust.sql"),
};

macro_rules! templates {
    ($($name:literal),* $(,)?) => {
        &[$((
            concat!("gigs/trust/", $name),
            include_str!(concat!("../../templates/trust/", $name)),
        )),*]
    };
}

/// The templates.
pub const TEMPLATES: &[web::Template] = templates![
    "parts.html",
    "mine.html",
    "mark.html",
    "desk.html",
    "judge.html",
    "new.html",
    "rate.html",
];

/// The pages' samples.
pub fn samples() -> Vec<PageSample> {
    pages::samples()
}

/// The routes.
pub fn routes() -> Vec<Route> {
    let mut routes = pages::routes();
    routes.extend(ratings::pages::routes());
    routes
}

/// The jobs.
pub fn jobs() -> Vec<JobKind> {
    let mut jobs = reactions::jobs();
    jobs.extend(ratings::reactions::jobs());
    jobs
}
