//! The application: the list of rooms, how they are opened, and the commands.

pub mod args;
pub mod commands;
pub mod demo;
pub mod front;
pub mod open;
mod rooms;

pub use rooms::{gate, rooms};
