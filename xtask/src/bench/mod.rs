//! `cargo xtask bench web`: how fast the pages are, as ratios within one run on one machine;
//! `cargo xtask bench matching`: the same for the engine, in the folder of that name.
//!
//! Read in this order: `web` (the whole run), `cases` (what is asked), `load` and `client` (how),
//! `county` (the database it runs on), `peers` (whom it is compared with), `table` (the account).

mod cases;
pub mod client;
pub mod county;
pub mod load;
pub mod matching;
pub mod peers;
pub mod server;
pub mod session;
mod table;
pub mod web;
