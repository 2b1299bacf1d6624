//! Pages of seats: taking one, one's own, those of a person at the desk, those of an employer.

mod claim;
mod desk;
mod group;
mod hire;
mod mine;
mod one;
pub(crate) mod view;

use crate::{HIRE, SEE, WORK};
use web::{Access, PageSample, Route, get, post, sample};

/// Routes of the pages.
pub(crate) fn routes() -> Vec<Route> {
    let (work, hire) = (Access::Need(WORK), Access::Need(HIRE));
    vec![
        get("/day/shifts/{id}/claim", work, claim::ask),
        post("/day/shifts/{id}/claim", work, claim::claim),
        post("/day/shifts/{id}/wait", work, claim::wait),
        get("/day/shifts/{id}/group", work, group::ask),
        post("/day/shifts/{id}/group", work, group::claim),
        get("/my/day", work, mine::list),
        get("/my/day/{seat}", work, one::show),
        post("/my/day/{seat}", work, one::step),
        post("/hire/day/seats/{seat}", hire, hire::step),
        get("/desk/people/{id}/day", Access::Need(SEE), desk::of_worker),
        post("/desk/people/{id}/day", work, desk::claim_for),
    ]
}

/// Samples of the pages.
pub(crate) fn samples() -> Vec<PageSample> {
    vec![
        sample::<claim::AskPage>(),
        sample::<group::GroupPage>(),
        sample::<mine::ListPage>(),
        sample::<one::SeatPage>(),
        sample::<desk::PersonPage>(),
    ]
}
