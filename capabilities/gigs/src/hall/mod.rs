//! The market hall: the morning roll of people waiting, and the fair call-up.
//!
//! Read in this order: `model` (a line of the roll), `state`, `fair` (the order, pure),
//! `candidates` (who can be called and why), `together` and `plan`
//! (one plan for all orders), `actions`, `calls` (a call computed again), `pages`.

pub mod actions;
mod api;
pub mod calls;
pub mod candidates;
pub mod fair;
mod hardship;
pub mod model;
mod pages;
mod part;
pub mod plan;
pub mod queries;
mod reactions;
mod seating;
pub mod state;
mod store;
#[cfg(test)]
mod tests;
pub mod together;

pub use actions::{call, came, first_visit, leave, not_now, record_hardship, take_in};
pub use calls::replay;
pub use candidates::call_up;
pub use pages::{TEMPLATES, routes, samples};

use jobs::JobKind;
use kernel::{Ctx, Refusal};

/// The tables.
pub const MIGRATION: db::Migration = db::Migration {
    room: "gigs",
    id: "20261123_2104_gigs_hall",
    sql: include_str!("../../migrations/20261123_2104_gigs_hall.sql"),
};

/// The jobs.
pub fn jobs() -> Vec<JobKind> {
    reactions::jobs()
}

/// Lets a person's copy hold what the hall keeps.
pub(crate) async fn start(_: &db::Db, ctx: &Ctx) -> Result<(), Refusal> {
    people::share(ctx, "hall", part::part);
    Ok(())
}
