//! One binary: what must hold of every room, then the stories, told in the trade's words.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on says where")]

mod cast;
mod furniture;
mod stage;

mod bad_input;
mod bad_rows;
mod day_work;
mod desk_day;
mod doors;
mod employer_hires;
mod exports;
mod golden;
mod moving;
mod neighbours;
mod pages;
mod person_online;
mod posts_die;
mod programs;
mod retries;
mod schema;
mod scope;
mod shown_as_text;
mod words;
mod worker_finds_work;
