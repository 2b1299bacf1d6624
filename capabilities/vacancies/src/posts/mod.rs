//! Posts from draft to archive: what they say, their states, who may move them.

pub mod actions;
mod api;
pub mod doors;
pub mod form;
pub mod limits;
pub mod model;
mod pages;
pub mod queries;
pub mod reports;
pub mod reviews;
pub mod snapshot;
pub mod state;
pub mod store;
#[cfg(test)]
mod tests;
pub(crate) mod waiting;

/// What the clock does with posts.
#[must_use]
pub fn jobs() -> Vec<jobs::JobKind> {
    use jobs::{Every, JobKind, Trigger, run};
    vec![
        JobKind {
            name: "vacancies.expire",
            trigger: Trigger::Schedule(Every::DayAt(0, 10)),
            run: run!(actions::expire),
        },
        JobKind {
            name: "vacancies.warn",
            trigger: Trigger::Schedule(Every::DayAt(8, 30)),
            run: run!(actions::warn),
        },
        JobKind {
            name: "vacancies.archive",
            trigger: Trigger::Schedule(Every::DayAt(0, 40)),
            run: run!(actions::archive),
        },
        JobKind {
            name: "vacancies.stop-lapsed",
            trigger: Trigger::Fact("employer-lapsed"),
            run: run!(actions::stop_unverified),
        },
        JobKind {
            name: "vacancies.stop-suspended",
            trigger: Trigger::Fact("employer-suspended"),
            run: run!(actions::stop_unverified),
        },
    ]
}

/// Pages and JSON of this part.
#[must_use]
pub fn routes() -> Vec<web::Route> {
    let mut routes = pages::routes();
    routes.extend(api::routes());
    routes
}

pub(crate) use pages::samples;

/// Templates of the pages.
pub const TEMPLATES: [web::Template; 6] = [
    (
        "vacancies/posts/parts.html",
        include_str!("../../templates/posts/parts.html"),
    ),
    (
        "vacancies/posts/form.html",
        include_str!("../../templates/posts/form.html"),
    ),
    (
        "vacancies/posts/list.html",
        include_str!("../../templates/posts/list.html"),
    ),
    (
        "vacancies/posts/show.html",
        include_str!("../../templates/posts/show.html"),
    ),
    (
        "vacancies/review/queue.html",
        include_str!("../../templates/review/queue.html"),
    ),
    (
        "vacancies/review/show.html",
        include_str!("../../templates/review/show.html"),
    ),
];
