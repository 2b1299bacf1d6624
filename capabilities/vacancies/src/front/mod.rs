//! The first page.
//!
//! Read in this order: `season` (which trades it names), `station` (whom to call), `pages`.

mod pages;
mod season;
mod station;

pub use station::{StationView, station};

/// Templates of this part.
pub const TEMPLATES: [web::Template; 1] = pages::TEMPLATES;

/// Pages and JSON of this part.
#[must_use]
pub fn routes() -> Vec<web::Route> {
    pages::routes()
}

/// Samples of the pages.
#[must_use]
pub fn samples() -> Vec<web::PageSample> {
    pages::samples()
}
