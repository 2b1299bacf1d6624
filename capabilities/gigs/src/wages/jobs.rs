//! What wages do by the clock.

use super::watch;
use ::jobs::{Every, JobKind, Trigger};

/// The jobs.
pub fn jobs() -> Vec<JobKind> {
    vec![
        JobKind {
            name: "gigs.watch",
            trigger: Trigger::Schedule(Every::DayAt(8, 30)),
            run: ::jobs::run!(watch::watch),
        },
        JobKind {
            name: "gigs.wages-forget",
            trigger: Trigger::Schedule(Every::DayAt(3, 50)),
            run: ::jobs::run!(watch::forget),
        },
    ]
}
