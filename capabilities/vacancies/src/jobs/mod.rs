//! The public list of jobs and the page of one.
//!
//! Read in this order: `ask` (what may be asked), `list` (one page of an answer), `phrases` (a
//! post in plain words), `pages`, `api`.

pub mod actions;
pub mod api;
pub mod ask;
pub mod detail;
pub mod export;
pub mod list;
pub mod looks;
pub mod model;
pub mod pages;
pub mod phrases;
mod posting;
pub mod queries;
pub mod store;

#[cfg(test)]
mod tests;

pub use pages::{TEMPLATES, samples};

/// Pages and JSON of this part.
#[must_use]
pub fn routes() -> Vec<web::Route> {
    let mut routes = pages::routes();
    routes.extend(api::routes());
    routes
}
