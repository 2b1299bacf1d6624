//! One binary: what must hold of every room, then the stories, told in the trade's words.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on says where")]

mod cast;
mod furniture;

mod bad_input;
mod doors;
mod golden;
mod moving;
mod pages;
mod schema;
mod scope;
mod words;
