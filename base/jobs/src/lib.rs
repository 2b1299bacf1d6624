//! Durable queue, schedule and reactions to published facts.
//!
//! Read in this order: [`JobKind`] (what a room declares), [`enqueue`] (later work of an
//! action), [`Runner`] (claims and runs), [`status`] (what the console shows). A job runs in
//! its own [`trail::Tx`], and is marked done in that same transaction; one whose worker fell
//! over is run again when its lease has run out, so what it does outside the database must be
//! harmless when repeated.

mod actions;
mod kind;
mod queries;
mod runner;
mod schedule;
mod store;
mod upkeep;
mod work;

pub use actions::{enqueue, revive};
pub use kind::{BoxFuture, JobKind, RunFn, Trigger};
pub use queries::{Count, Dead, Scheduled, Status, status};
pub use runner::{Options, Runner};
pub use schedule::Every;
pub use upkeep::upkeep;

/// What [`run!`] names, so that a room needs no dependency of its own for it.
#[doc(hidden)]
pub mod expand {
    pub use kernel::{Ctx, Refusal};
    pub use serde_json::Value;
    pub use trail::Tx;
}

/// Tries before a job is laid aside as dead.
pub const MAX_TRIES: i64 = 10;

/// The tables of the queue.
pub const MIGRATIONS: &[db::Migration] = &[db::Migration {
    room: "base",
    id: "20261123_1710_jobs",
    sql: include_str!("../migrations/20261123_1710_jobs.sql"),
}];
