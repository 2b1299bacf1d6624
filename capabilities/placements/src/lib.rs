//! Applications: apply, invite, offer, start, stay.
//!
//! Read in this order: `applications::model` (what an application holds), `applications::state`
//! (its states), `applications::actions` (the two doors: apply, make a step),
//! `applications::queries`.

pub mod applications;
pub mod fairness;
pub mod fits;
pub mod liking;
pub mod market;
mod privacy;
pub mod push;
pub mod reverse;

pub use applications::actions::{NewApplication, apply, make, make_at_desk};
pub use applications::model::{
    Application, ApplicationId, Applied, Channel, LeftReason, Party, Reply, Step,
};
pub use applications::queries::{count, history, list, one, seats, state_for};
pub use applications::state::{Move, Outcome, State, TRANSITIONS, step};
pub use applications::viewer::facts;

use capability::Capability;
use kernel::{Grantable, Permission, Role};
use web::Nav;

/// To apply and answer as the worker, or for a worker inside one's scope.
pub const APPLY: Permission = Permission("placements.apply");
/// To answer as the employer, or for an employer inside one's scope.
pub const HIRE: Permission = Permission("placements.hire");
/// To see the applications inside one's scope.
pub const SEE: Permission = Permission("placements.see");

/// To see how the market was cleared and whom it reached, and to have it cleared now.
pub const MARKET: Permission = Permission("placements.market");

/// Role × permission of this room.
pub const PERMISSIONS: &[Grantable] = &[
    Grantable {
        permission: APPLY,
        roles: &[
            Role::Worker,
            Role::VillageClerk,
            Role::TownClerk,
            Role::CountyClerk,
        ],
    },
    Grantable {
        permission: HIRE,
        roles: &[
            Role::Employer,
            Role::VillageClerk,
            Role::TownClerk,
            Role::CountyClerk,
        ],
    },
    Grantable {
        permission: SEE,
        roles: &Role::STATION,
    },
    Grantable {
        permission: MARKET,
        roles: &[Role::CountyClerk],
    },
];

const NAV: &[Nav] = &[
    Nav {
        roles: &[Role::Worker],
        key: "placements-nav-jobs",
        path: "/my/jobs",
        order: 22,
    },
    Nav {
        roles: &[Role::Worker],
        key: "placements-nav-mine",
        path: "/my/applications",
        order: 24,
    },
    Nav {
        roles: &Role::STATION,
        key: "placements-nav-desk",
        path: "/desk/applications",
        order: 45,
    },
    Nav {
        roles: &[Role::CountyClerk],
        key: "placements-nav-market",
        path: "/desk/market",
        order: 82,
    },
    Nav {
        roles: &[Role::CountyClerk],
        key: "placements-nav-fair",
        path: "/desk/fairness",
        order: 83,
    },
    Nav {
        roles: &[Role::Worker],
        key: "placements-nav-push",
        path: "/my/pushes",
        order: 26,
    },
];

/// The tables of this room.
pub const MIGRATIONS: &[db::Migration] = &[
    db::Migration {
        room: "placements",
        id: "20261123_1840_placements",
        sql: include_str!("../migrations/20261123_1840_placements.sql"),
    },
    db::Migration {
        room: "placements",
        id: "20261124_0020_liking",
        sql: include_str!("../migrations/20261124_0020_liking.sql"),
    },
    db::Migration {
        room: "placements",
        id: "20261124_0030_market",
        sql: include_str!("../migrations/20261124_0030_market.sql"),
    },
    db::Migration {
        room: "placements",
        id: "20261124_0040_push",
        sql: include_str!("../migrations/20261124_0040_push.sql"),
    },
    db::Migration {
        room: "placements",
        id: "20261124_0300_fits",
        sql: include_str!("../migrations/20261124_0300_fits.sql"),
    },
    db::Migration {
        room: "placements",
        id: "20261128_2355_refused",
        sql: include_str!("../migrations/20261128_2355_refused.sql"),
    },
];

/// The room.
#[must_use]
pub fn capability() -> Capability {
    let mut routes = applications::pages::routes();
    routes.extend(applications::api::routes());
    routes.extend(market::pages::routes());
    routes.extend(push::pages::routes());
    routes.extend(fairness::pages::routes());
    routes.extend(fits::pages::routes());
    routes.extend(reverse::pages::routes());
    routes.extend(reverse::api::routes());
    Capability {
        routes,
        pages: [
            applications::pages::samples(),
            market::pages::samples(),
            push::pages::samples(),
            fairness::pages::samples(),
            fits::pages::samples(),
            reverse::pages::samples(),
        ]
        .into_iter()
        .flatten()
        .collect(),
        templates: applications::pages::TEMPLATES,
        messages: [
            include_str!("../messages/zh-CN.ftl"),
            include_str!("../messages/en.ftl"),
        ],
        nav: NAV,
        permissions: PERMISSIONS,
        migrations: MIGRATIONS,
        jobs: [
            applications::reactions::jobs(),
            liking::reactions::jobs(),
            market::reactions::jobs(),
            push::reactions::jobs(),
            fits::reactions::jobs(),
        ]
        .concat(),
        privacy: privacy::PRIVACY,
        start: capability::start!(applications::viewer::start),
        ..Capability::new("placements")
    }
}
