//! Pages of wages: the worker's, the employer's ledger, the station's list of calls.

mod desk;
mod hire;
mod slip;
mod worker;

use web::{PageSample, Route, Template, sample};

/// The templates.
pub const TEMPLATES: &[Template] = &[
    (
        "gigs/wages/list.html",
        include_str!("../../../templates/wages/list.html"),
    ),
    (
        "gigs/wages/slip.html",
        include_str!("../../../templates/wages/slip.html"),
    ),
    (
        "gigs/wages/ledger.html",
        include_str!("../../../templates/wages/ledger.html"),
    ),
    (
        "gigs/wages/print.html",
        include_str!("../../../templates/wages/print.html"),
    ),
    (
        "gigs/wages/desk.html",
        include_str!("../../../templates/wages/desk.html"),
    ),
];

/// The pages' samples.
pub fn samples() -> Vec<PageSample> {
    vec![
        sample::<worker::ListPage>(),
        sample::<slip::SlipPage>(),
        sample::<hire::LedgerPage>(),
        sample::<hire::PrintPage>(),
        sample::<desk::DeskPage>(),
    ]
}

/// The routes.
pub fn routes() -> Vec<Route> {
    [
        worker::routes(),
        slip::routes(),
        hire::routes(),
        desk::routes(),
        super::api::routes(),
    ]
    .concat()
}
