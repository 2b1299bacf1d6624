//! Posts: draft, screening, review, publish, expire, search.
//!
//! Read in this order: `posts/model.rs` (what a post says), `posts/state.rs` (its states),
//! `posts/actions` (who may do what), `screening` (the rules of words), `board` (what is shown),
//! `jobs` and `front` (the public pages).

mod board;
mod front;
mod jobs;
mod posts;
mod screening;

pub use posts::model::{
    AccountClass, Agreement, Insurance, Kind, Lodging, Meals, PayMethod, PayUnit, Settle, Shift,
    Source, TargetGroup, Terms, Transport, Vacancy, VacancyId, VerifiedLevel, Version,
};
pub use posts::state::{Move, Outcome, State, TRANSITIONS, diagram, step};

/// The tables of this room.
pub const MIGRATIONS: &[db::Migration] = &[db::Migration {
    room: "vacancies",
    id: "20261123_1800_vacancies",
    sql: include_str!("../migrations/20261123_1800_vacancies.sql"),
}];

const ZH: &str = concat!(
    include_str!("../messages/zh-CN.ftl"),
    "\n",
    include_str!("../messages/jobs.zh-CN.ftl")
);
const EN: &str = concat!(
    include_str!("../messages/en.ftl"),
    "\n",
    include_str!("../messages/jobs.en.ftl")
);

/// The room.
#[must_use]
pub fn capability() -> capability::Capability {
    let parts = [
        front::routes(),
        jobs::routes(),
        board::routes(),
        posts::routes(),
    ];
    capability::Capability {
        routes: parts.into_iter().flatten().collect(),
        migrations: MIGRATIONS,
        messages: [ZH, EN],
        ..capability::Capability::new("vacancies")
    }
}
