//! One binary: what must hold of every room, then the stories, told in the trade's words.

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
