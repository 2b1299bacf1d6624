//! Stations: accounts, sessions, roles, duty, the service ledger.
//!
//! Read in this order: [`ensure_account`] and [`link_subject`] (who a person is), [`StationGate`]
//! (how a cookie becomes a visitor), [`staff`] (how staff sign in), [`nearest`] (where help is),
//! [`ledger`] (what the stations did), [`notices`] (what people are told).

mod accounts;
mod circle;
mod codes;
pub mod demo;
mod desk;
mod front;
pub mod ledger;
pub mod limits;
pub mod notices;
pub mod permissions;
mod privacy;
mod sessions;
pub mod staff;
pub mod stations;
pub mod tokens;

#[cfg(test)]
mod testing;
#[cfg(test)]
mod tests;

pub use accounts::actions::{change_phone, ensure_account, forget_subject, link_subject, want_sms};
pub use accounts::queries::{account_of, phone_of, sms_wanted};
pub use desk::queues::{Queue, Waiting, WaitingFn, WaitingFuture, queue};
pub use limits::Limits;
pub use sessions::StationGate;
pub use sessions::actions::look_at;
pub use stations::model::{Level, NewStation, Station};
pub use stations::queries::{all, nearest};

use capability::Capability;
use jobs::{Every, JobKind, Trigger};
use kernel::Role;
use web::Nav;

macro_rules! templates {
    ($($name:literal),* $(,)?) => {
        &[$((
            concat!("stations/", $name),
            include_str!(concat!("../templates/", $name)),
        )),*]
    };
}

const TEMPLATES: &[web::Template] = templates![
    "codes/sign_in.html",
    "codes/code.html",
    "sessions/devices.html",
    "staff/sign_in.html",
    "staff/password.html",
    "staff/second.html",
    "staff/users.html",
    "staff/new_user.html",
    "staff/user.html",
    "staff/password_shown.html",
    "tokens/list.html",
    "tokens/shown.html",
    "stations/parts.html",
    "stations/list.html",
    "stations/show.html",
    "stations/change.html",
    "stations/duty.html",
    "ledger/list.html",
    "desk/home.html",
    "circle/circle.html",
    "circle/desk.html",
    "front/about.html",
    "front/privacy.html",
    "front/help.html",
];

const NAV: &[Nav] = &[
    Nav {
        roles: &[
            Role::VillageClerk,
            Role::TownClerk,
            Role::CountyClerk,
            Role::Reviewer,
        ],
        key: "stations-nav-desk",
        path: "/desk",
        order: 20,
    },
    Nav {
        roles: &Role::STATION,
        key: "stations-nav-ledger",
        path: "/desk/ledger",
        order: 60,
    },
    Nav {
        roles: &[Role::SecurityAdmin],
        key: "stations-nav-users",
        path: "/admin/users",
        order: 70,
    },
    Nav {
        roles: &[Role::SecurityAdmin],
        key: "stations-nav-tokens",
        path: "/admin/tokens",
        order: 71,
    },
];

/// The tables of this room.
pub const MIGRATIONS: &[db::Migration] = &[
    db::Migration {
        room: "stations",
        id: "20261123_1730_stations",
        sql: include_str!("../migrations/20261123_1730_stations.sql"),
    },
    db::Migration {
        room: "stations",
        id: "20261123_2130_sessions_subject",
        sql: include_str!("../migrations/20261123_2130_sessions_subject.sql"),
    },
];

/// The room.
#[must_use]
pub fn capability() -> Capability {
    Capability {
        routes: [
            codes::pages::routes(),
            sessions::pages::routes(),
            staff::way_in::routes(),
            staff::user_pages::routes(),
            tokens::pages::routes(),
            stations::pages::routes(),
            stations::duty_pages::routes(),
            ledger::pages::routes(),
            stations::api::routes(),
            ledger::api::routes(),
            desk::pages::routes(),
            front::pages::routes(),
            demo::pages::routes(),
            circle::routes(),
        ]
        .concat(),
        permissions: permissions::GRANTS,
        migrations: MIGRATIONS,
        templates: TEMPLATES,
        messages: [
            include_str!("../messages/zh-CN.ftl"),
            include_str!("../messages/en.ftl"),
        ],
        jobs: vec![
            JobKind {
                name: notices::SMS_SEND,
                trigger: Trigger::Manual,
                run: jobs::run!(notices::send),
            },
            JobKind {
                name: "stations.sweep",
                trigger: Trigger::Schedule(Every::DayAt(3, 20)),
                run: jobs::run!(notices::sweep),
            },
        ],
        pages: pages(),
        privacy: privacy::COLUMNS,
        nav: NAV,
        start: capability::start!(limits::take_up),
        ..Capability::new("stations")
    }
}

fn pages() -> Vec<web::PageSample> {
    vec![
        web::sample::<codes::pages::SignInPage>(),
        web::sample::<codes::pages::CodePage>(),
        web::sample::<sessions::pages::DevicesPage>(),
        web::sample::<staff::way_in::StaffPage>(),
        web::sample::<staff::way_in::PasswordPage>(),
        web::sample::<staff::way_in::SecondPage>(),
        web::sample::<staff::user_pages::UsersPage>(),
        web::sample::<staff::user_pages::NewUserPage>(),
        web::sample::<staff::user_pages::UserPage>(),
        web::sample::<staff::user_pages::PasswordShownPage>(),
        web::sample::<tokens::pages::TokensPage>(),
        web::sample::<tokens::pages::TokenShownPage>(),
        web::sample::<stations::pages::StationsPage>(),
        web::sample::<stations::pages::StationPage>(),
        web::sample::<stations::pages::ChangePage>(),
        web::sample::<stations::duty_pages::DutyPage>(),
        web::sample::<ledger::pages::LedgerPage>(),
        web::sample::<desk::pages::DeskPage>(),
        web::sample::<front::pages::AboutPage>(),
        web::sample::<front::pages::PrivacyPage>(),
        web::sample::<front::pages::HelpPage>(),
        web::sample::<circle::pages::CirclePage>(),
        web::sample::<circle::desk::CountPage>(),
    ]
}
