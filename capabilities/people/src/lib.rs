//! Workers: one file per person (一人一档), its consents, and the person's rights over it.
//!
//! Read in this order: [`register`] (how a file is opened, whoever does it), [`Worker`] (what it
//! holds), `workers/actions/edit` (how it is changed), `consents`, `desk` (what staff do),
//! `rights` (copy and erasure), [`preferences`] (what is learned of a person's liking),
//! [`exchange`] (tables in and out), [`facts`] (what the ranking may know), [`changes`] (whose
//! facts changed).

pub mod changes;
mod choice;
mod consents;
mod desk;
pub mod exchange;
mod kin;
mod permissions;
pub mod preferences;
mod privacy;
mod rights;
#[cfg(test)]
mod testing;
#[cfg(test)]
mod tests;
mod workers;

pub use consents::actions::{give as give_consent, withdraw as withdraw_consent};
pub use consents::queries::{holding as consenting, holds as consents_to};
pub use consents::{HOWS, Purpose};
pub use desk::actions::make_card;
pub use desk::find::{Found, look_up};
pub use desk::new::{alike, read as read_new};
pub use desk::queries::{card_holder, card_of, named};
pub use permissions::{
    ASK_ERASURE, COPY, CREATE, EDIT, ERASE, EXPORT, OWN, PERMISSIONS, REVEAL, VIEW,
};
pub use rights::share::{PartFn, PartFuture, share};
pub use workers::actions::edit::{Change, edit};
pub use workers::actions::register::register;
pub use workers::facts::{facts, of as facts_of, viewer_facts};
pub use workers::model::{
    CERTS, Cert, Channel, NewCert, NewWorker, PAY_UNITS, Registered, Wishes, Worker, WorkerId,
};
pub use workers::queries::{
    Counted, by_id as worker, by_ids as workers, counted, need as need_worker,
    page as workers_page, unnumbered,
};
pub use workers::said::{SaidTrades, place as said_place, trades as said_trades};
pub use workers::sealed::{Masked, id_no, masked, phone};
pub use workers::state::State;

use capability::Capability;
use kernel::{Ctx, Role};
use web::Nav;

/// The worker whose own pages these are.
#[must_use]
pub fn of_actor(ctx: &Ctx) -> Option<WorkerId> {
    ctx.actor
        .subject(WorkerId::PREFIX)
        .and_then(|id| WorkerId::parse(id).ok())
}

const MIGRATIONS: &[db::Migration] = &[
    db::Migration {
        room: "people",
        id: "20261123_1830_people",
        sql: include_str!("../migrations/20261123_1830_people.sql"),
    },
    db::Migration {
        room: "people",
        id: "20261124_0010_preferences",
        sql: include_str!("../migrations/20261124_0010_preferences.sql"),
    },
    db::Migration {
        room: "people",
        id: "20261128_2350_changes",
        sql: include_str!("../migrations/20261128_2350_changes.sql"),
    },
    db::Migration {
        room: "people",
        id: "20261129_0010_kin",
        sql: include_str!("../migrations/20261129_0010_kin.sql"),
    },
];

const NAV: &[Nav] = &[
    Nav {
        roles: &[Role::Worker],
        key: "people-nav-home",
        path: "/my",
        order: 20,
    },
    Nav {
        roles: &[Role::Worker],
        key: "people-nav-profile",
        path: "/my/profile",
        order: 40,
    },
    Nav {
        roles: &[Role::Worker],
        key: "people-nav-privacy",
        path: "/my/privacy",
        order: 90,
    },
    Nav {
        roles: &Role::STATION,
        key: "people-nav-desk",
        path: "/desk/people",
        order: 20,
    },
    Nav {
        roles: &[Role::CountyClerk],
        key: "people-nav-kin",
        path: "/desk/kin",
        order: 75,
    },
    Nav {
        roles: &[Role::CountyClerk],
        key: "people-nav-erasures",
        path: "/desk/erasures",
        order: 80,
    },
];

macro_rules! templates {
    ($($name:literal),* $(,)?) => {
        &[$((concat!("people/", $name), include_str!(concat!("../templates/", $name)))),*]
    };
}

/// The room.
#[must_use]
pub fn capability() -> Capability {
    let mut routes = workers::pages::routes();
    routes.extend(desk::pages::routes());
    routes.extend(rights::pages::routes());
    routes.extend(preferences::pages::routes());
    routes.extend(kin::pages::routes());
    let mut jobs = preferences::reactions::jobs();
    jobs.extend(kin::reactions::jobs());
    Capability {
        routes,
        permissions: PERMISSIONS,
        migrations: MIGRATIONS,
        templates: templates![
            "workers/home.html",
            "workers/start.html",
            "workers/profile.html",
            "workers/part.html",
            "workers/file.html",
            "desk/list.html",
            "desk/new.html",
            "desk/file.html",
            "desk/card.html",
            "desk/found.html",
            "rights/privacy.html",
            "rights/copy.html",
            "rights/queue.html",
            "preferences/leanings.html",
            "kin/kin.html",
        ],
        messages: [
            include_str!("../messages/zh-CN.ftl"),
            include_str!("../messages/en.ftl"),
        ],
        pages: vec![
            web::sample::<workers::pages::MyPage>(),
            web::sample::<workers::pages::StartPage>(),
            web::sample::<workers::pages::ProfilePage>(),
            web::sample::<workers::part::PartPage>(),
            web::sample::<desk::list::ListPage>(),
            web::sample::<desk::new::NewPage>(),
            web::sample::<desk::file::FilePage>(),
            web::sample::<desk::pages::CardPage>(),
            web::sample::<desk::pages::FoundPage>(),
            web::sample::<rights::pages::PrivacyPage>(),
            web::sample::<rights::pages::CopyPage>(),
            web::sample::<rights::pages::QueuePage>(),
            web::sample::<preferences::pages::LeaningsPage>(),
            web::sample::<kin::pages::KinPage>(),
        ],
        privacy: privacy::PRIVACY,
        nav: NAV,
        jobs,
        start: capability::start!(rights::waiting::start),
        ..Capability::new("people")
    }
}
