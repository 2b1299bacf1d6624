//! Posts: draft, screening, review, publish, expire, search.
//!
//! Read in this order: `posts/model.rs` (what a post says), `posts/state.rs` (its states),
//! `posts/actions` (who may do what), `screening` (the rules of words), `board` (what is shown),
//! `jobs` and `front` (the public pages).

mod board;
pub mod exchange;
mod front;
mod jobs;
mod permissions;
mod posts;
mod prices;
pub mod screening;

pub use board::{
    Ask, Board, Change, Filter, Fit, Found, Order, Post, Seeker, Text, ViewerFacts, ViewerFn,
    board, certificates, employer_number, fit_by, fit_for, job_facts, judged, pieces, refresh,
    rules, terms_of, words_of,
};
pub use jobs::looks::Looks;
pub use permissions::{PERMISSIONS, POST, REVIEW, TAKE_DOWN};
pub use posts::actions::{
    Decision, Verdict, create, decide, give_back, pause, renew, resume, revise, submit, take_down,
    take_place, withdraw,
};
pub use posts::model::{
    AccountClass, Agreement, Insurance, Kind, Lodging, Meals, PayMethod, PayUnit, Settle, Shift,
    Source, TargetGroup, Terms, Transport, Vacancy, VacancyId, VerifiedLevel, Version,
};
pub use posts::state::{Move, Outcome, State, TRANSITIONS, diagram, step};
pub use prices::{dearest, set_prices};

/// How words of forms are read, for rooms whose forms ask the same.
pub mod typed {
    pub use crate::posts::form::{clock, hours, hours_of, listed, minute, place, trade};
}

use kernel::Refusal;

/// The tables of this room.
pub const MIGRATIONS: &[db::Migration] = &[
    db::Migration {
        room: "vacancies",
        id: "20261123_1800_vacancies",
        sql: include_str!("../migrations/20261123_1800_vacancies.sql"),
    },
    db::Migration {
        room: "vacancies",
        id: "20261124_0015_prices",
        sql: include_str!("../migrations/20261124_0015_prices.sql"),
    },
];

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

const TEMPLATES: &[web::Template] = &{
    let [list, job, slip, report] = jobs::TEMPLATES;
    let [index] = front::TEMPLATES;
    let [parts, form, own, show, queue, decide] = posts::TEMPLATES;
    [
        index, list, job, slip, report, parts, form, own, show, queue, decide,
    ]
};

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
        permissions: PERMISSIONS,
        jobs: posts::jobs(),
        routes: parts.into_iter().flatten().collect(),
        migrations: MIGRATIONS,
        templates: TEMPLATES,
        messages: [ZH, EN],
        pages: [front::samples(), jobs::samples(), posts::samples()]
            .into_iter()
            .flatten()
            .collect(),
        nav: permissions::NAV,
        privacy: permissions::PRIVACY,
        start: capability::start!(board::start),
        ..capability::Capability::new("vacancies")
    }
}

/// A post by its id.
///
/// # Errors
/// What the database says.
pub async fn vacancy(conn: &mut db::Conn, id: &VacancyId) -> Result<Option<Vacancy>, Refusal> {
    Ok(posts::store::by_id(conn, id).await?)
}

/// The posts with these ids, in their order; what is not there is left out.
///
/// # Errors
/// What the database says.
pub async fn vacancies(conn: &mut db::Conn, ids: &[&str]) -> Result<Vec<Vacancy>, Refusal> {
    Ok(posts::store::by_ids(conn, ids).await?)
}

/// The version of a post that was published last, as it was and stays; those who applied may
/// read it whatever became of the post.
///
/// # Errors
/// What the database says.
pub async fn published(conn: &mut db::Conn, post: &Vacancy) -> Result<Option<Version>, Refusal> {
    match post.published_version {
        Some(number) => Ok(posts::queries::version(conn, &post.id, number).await?),
        None => Ok(None),
    }
}

/// Every published version of a post, latest first.
///
/// # Errors
/// What the database says.
pub async fn versions(conn: &mut db::Conn, id: &VacancyId) -> Result<Vec<Version>, Refusal> {
    Ok(posts::queries::versions(conn, id).await?)
}
