//! What every write leaves behind: its audit line, its published fact, its answer.
//!
//! Read in this order: [`begin`] and [`Tx`] (the transaction of every action), [`Line`] (what an
//! audit line says), [`verify`] (how a changed trail is found), [`Answer`] (why a retry is
//! harmless). One transaction carries the work, its line, its facts and its answer, so that
//! either all of them are there or none.

mod line;
mod once;
mod queries;
mod store;
mod tx;
mod verify;

pub use line::{Filter, Line, Place, chain_of};
pub use once::{ANSWER_LIFE_MINUTES, Answer, keep_answer, purge_answers, stored_answer};
pub use queries::{Anchor, Fact, anchors, any_fact, history, lines, waiting_facts};
pub use store::{purge_facts, take_facts};
pub use tx::{Tx, begin};
pub use verify::{Fault, VerifyReport, What, anchor_text, verify, verify_anchors};

/// The tables of the trail.
pub const MIGRATIONS: &[db::Migration] = &[db::Migration {
    room: "base",
    id: "20261123_1700_trail",
    sql: include_str!("../migrations/20261123_1700_trail.sql"),
}];
