//! Day-labour orders: what is asked, when, for how much, and every version of it.

pub mod actions;
pub(crate) mod api;
pub mod board;
pub(crate) mod doors;
pub mod form;
mod jobs;
pub mod limits;
pub mod model;
pub(crate) mod pages;
pub mod queries;
pub(crate) mod store;
#[cfg(test)]
mod tests;

pub use actions::{cancel, cancel_shift, create, open, revise};
pub use doors::checks;
pub use limits::Warning;
pub use queries::{
    Filter, Version, of_employer, open_shifts, order, shift, shifts, version, versions,
};

use ::jobs::JobKind;
use web::{PageSample, Route};

/// The tables.
pub const MIGRATION: db::Migration = db::Migration {
    room: "gigs",
    id: "20261123_2100_gigs_orders",
    sql: include_str!("../../migrations/20261123_2100_gigs_orders.sql"),
};

/// The templates.
pub const TEMPLATES: &[web::Template] = &[
    (
        "gigs/orders/parts.html",
        include_str!("../../templates/orders/parts.html"),
    ),
    (
        "gigs/orders/list.html",
        include_str!("../../templates/orders/list.html"),
    ),
    (
        "gigs/orders/show.html",
        include_str!("../../templates/orders/show.html"),
    ),
    (
        "gigs/orders/mine.html",
        include_str!("../../templates/orders/mine.html"),
    ),
    (
        "gigs/orders/own.html",
        include_str!("../../templates/orders/own.html"),
    ),
    (
        "gigs/orders/form.html",
        include_str!("../../templates/orders/form.html"),
    ),
    (
        "gigs/orders/desk.html",
        include_str!("../../templates/orders/desk.html"),
    ),
];

/// The pages' samples.
pub fn samples() -> Vec<PageSample> {
    pages::samples()
}

/// The routes.
pub fn routes() -> Vec<Route> {
    let mut routes = pages::routes();
    routes.extend(api::routes());
    routes
}

/// The jobs.
pub fn jobs() -> Vec<JobKind> {
    jobs::jobs()
}
