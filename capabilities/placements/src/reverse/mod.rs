//! People who fit a post: the ranking the other way round, for whoever calls people up.
//!
//! Read in this order: [`Person`] (somebody who fits), `queries` (the kept market asked, and what
//! the desk needs to know before it calls), `pages`, `api`. Stations see people of their own
//! part of the county; an employer sees how many, never who.

mod actions;
pub(crate) mod api;
mod model;
pub(crate) mod pages;
pub(crate) mod queries;
#[cfg(test)]
mod tests;

pub use model::Person;
pub use queries::people;
