//! Public pages: the list, the post, the slip, telling of a trouble.

mod job;
mod list;
mod options;
mod report;
mod slip;

use web::{Access, PageSample, Route, get, post};

/// Templates of these pages.
pub const TEMPLATES: [web::Template; 4] = [
    (
        "vacancies/jobs/list.html",
        include_str!("../../../templates/jobs/list.html"),
    ),
    (
        "vacancies/jobs/job.html",
        include_str!("../../../templates/jobs/job.html"),
    ),
    (
        "vacancies/jobs/slip.html",
        include_str!("../../../templates/jobs/slip.html"),
    ),
    (
        "vacancies/jobs/report.html",
        include_str!("../../../templates/jobs/report.html"),
    ),
];

const FREE: Access = Access::Open("anybody may look for work");

/// Pages.
pub fn routes() -> Vec<Route> {
    vec![
        get("/jobs", FREE, list::show),
        get("/jobs/{id}", FREE, job::show),
        get("/jobs/{id}/slip", FREE, slip::show),
        get("/jobs/{id}/report", FREE, report::ask),
        post(
            "/jobs/{id}/report",
            Access::Open("anybody may warn of a post"),
            report::tell,
        ),
    ]
}

/// Samples of these pages.
pub fn samples() -> Vec<PageSample> {
    vec![
        web::sample::<list::ListPage>(),
        web::sample::<job::JobPage>(),
        web::sample::<slip::SlipPage>(),
        web::sample::<report::ReportPage>(),
    ]
}
