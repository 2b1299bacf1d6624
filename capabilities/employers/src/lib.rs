//! Employers: registered, verified, verified again.
//!
//! Read in this order: `files::model` (what a file holds), `files::state` (its states),
//! `files::actions` (who may do what), `files::queries` (what other rooms ask).

pub mod files;
mod privacy;

pub use files::actions::{Verdict, register, verify};
pub use files::exchange;
pub use files::model::{Check, Class, Employer, EmployerId, Kind, Level, NewEmployer, Registered};
pub use files::queries::{
    Brief, briefs, by_code_or_name, employer, masked_telephone, of_actor, page, require_may_post,
    telephone,
};
pub use files::state::{Move, Outcome, State, TRANSITIONS, step};

use capability::Capability;
use kernel::{Grantable, Permission, Role};
use web::Nav;

/// To register an employer that one acts for.
pub const REGISTER: Permission = Permission("employers.register");
/// To register an employer on its behalf, inside one's scope.
pub const REGISTER_FOR: Permission = Permission("employers.register-for");
/// To see and keep an employer's file: its own, or inside one's scope.
pub const KEEP: Permission = Permission("employers.keep");
/// To see the files inside one's scope.
pub const SEE: Permission = Permission("employers.see");
/// To check files: verify, reject, stop, let in again.
pub const VERIFY: Permission = Permission("employers.verify");
/// To name the county's key employers.
pub const KEY: Permission = Permission("employers.key");
/// To see a telephone number unmasked, with a reason that is kept.
pub const REVEAL: Permission = Permission("employers.reveal");

const STAFF: &[Role] = &[
    Role::VillageClerk,
    Role::TownClerk,
    Role::CountyClerk,
    Role::Reviewer,
];

/// Role × permission of this room.
pub const PERMISSIONS: &[Grantable] = &[
    Grantable {
        permission: REGISTER,
        roles: &[Role::Worker, Role::Employer],
    },
    Grantable {
        permission: REGISTER_FOR,
        roles: STAFF,
    },
    Grantable {
        permission: KEEP,
        roles: &[
            Role::Employer,
            Role::VillageClerk,
            Role::TownClerk,
            Role::CountyClerk,
            Role::Reviewer,
        ],
    },
    Grantable {
        permission: SEE,
        roles: STAFF,
    },
    Grantable {
        permission: VERIFY,
        roles: &[Role::TownClerk, Role::CountyClerk, Role::Reviewer],
    },
    Grantable {
        permission: KEY,
        roles: &[Role::CountyClerk],
    },
    Grantable {
        permission: REVEAL,
        roles: STAFF,
    },
];

const NAV: &[Nav] = &[
    Nav {
        roles: &[Role::Employer],
        key: "employers-nav-hire",
        path: "/hire",
        order: 30,
    },
    Nav {
        roles: STAFF,
        key: "employers-nav-desk",
        path: "/desk/employers",
        order: 40,
    },
];

/// The tables of this room.
pub const MIGRATIONS: &[db::Migration] = &[db::Migration {
    room: "employers",
    id: "20261123_1810_employers",
    sql: include_str!("../migrations/20261123_1810_employers.sql"),
}];

/// The room.
#[must_use]
pub fn capability() -> Capability {
    Capability {
        routes: files::pages::routes(),
        pages: files::pages::samples(),
        templates: files::pages::TEMPLATES,
        messages: [
            include_str!("../messages/zh-CN.ftl"),
            include_str!("../messages/en.ftl"),
        ],
        privacy: privacy::PRIVACY,
        nav: NAV,
        permissions: PERMISSIONS,
        migrations: MIGRATIONS,
        jobs: files::reactions::jobs(),
        start: capability::start!(files::waiting::start),
        ..Capability::new("employers")
    }
}
