//! Posts from draft to archive: what they say, their states, who may move them.

pub mod actions;
pub mod doors;
pub mod form;
pub mod limits;
pub mod model;
pub mod queries;
pub mod reviews;
pub mod snapshot;
pub mod state;
pub mod store;
#[cfg(test)]
mod tests;

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
    ]
}

/// Pages and JSON of this part.
#[must_use]
pub fn routes() -> Vec<web::Route> {
    Vec::new()
}
