//! Who may do what with day work.

use kernel::{Grantable, Permission, Role};
use web::Nav;

/// To ask for day workers, take note of attendance and hours, and pay: the employer, or station
/// staff on behalf.
pub const HIRE: Permission = Permission("gigs.hire");
/// To take a seat, work it and confirm the money: the worker, or station staff on behalf.
pub const WORK: Permission = Permission("gigs.work");
/// To see the day work of one's scope.
pub const SEE: Permission = Permission("gigs.see");
/// To keep the roll of people who wait at the hall, and to call them up.
pub const CALL: Permission = Permission("gigs.call");
/// To follow up wages that are not paid.
pub const WATCH: Permission = Permission("gigs.watch");
/// To read what is noted of people's reliability inside one's scope, and to tell them.
pub const HEAR: Permission = Permission("gigs.hear");
/// To decide on a mark against somebody's reliability.
pub const JUDGE: Permission = Permission("gigs.judge");

pub(crate) const CLERKS: &[Role] = &[Role::VillageClerk, Role::TownClerk, Role::CountyClerk];
pub(crate) const JUDGES: &[Role] = &[Role::CountyClerk, Role::Reviewer];
pub(crate) const HEARERS: &[Role] = &[
    Role::VillageClerk,
    Role::TownClerk,
    Role::CountyClerk,
    Role::Reviewer,
];

/// The table for the matrix.
pub const PERMISSIONS: &[Grantable] = &[
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
        permission: WORK,
        roles: &[
            Role::Worker,
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
        permission: CALL,
        roles: CLERKS,
    },
    Grantable {
        permission: WATCH,
        roles: CLERKS,
    },
    Grantable {
        permission: HEAR,
        roles: HEARERS,
    },
    Grantable {
        permission: JUDGE,
        roles: JUDGES,
    },
];

/// The menu.
pub const NAV: &[Nav] = &[
    Nav {
        roles: &[Role::Worker],
        key: "gigs-day-nav",
        path: "/day",
        order: 6,
    },
    Nav {
        roles: &[Role::Worker],
        key: "gigs-day-my",
        path: "/my/day",
        order: 23,
    },
    Nav {
        roles: &[Role::Employer],
        key: "gigs-day-mine",
        path: "/hire/day",
        order: 25,
    },
    Nav {
        roles: CLERKS,
        key: "gigs-hall-nav",
        path: "/desk/hall",
        order: 24,
    },
    Nav {
        roles: &Role::STATION,
        key: "gigs-day-desk-nav",
        path: "/desk/day",
        order: 25,
    },
    Nav {
        roles: &[Role::Worker],
        key: "gigs-wages-nav-mine",
        path: "/my/wages",
        order: 28,
    },
    Nav {
        roles: &[Role::Employer],
        key: "gigs-wages-nav-hire",
        path: "/hire/wages",
        order: 36,
    },
    Nav {
        roles: CLERKS,
        key: "gigs-wages-nav-desk",
        path: "/desk/wages",
        order: 48,
    },
    Nav {
        roles: &[Role::Worker],
        key: "gigs-trust-nav-mine",
        path: "/my/marks",
        order: 38,
    },
    Nav {
        roles: &[Role::Employer],
        key: "gigs-trust-nav-mine",
        path: "/hire/marks",
        order: 38,
    },
    Nav {
        roles: HEARERS,
        key: "gigs-trust-nav-desk",
        path: "/desk/marks",
        order: 58,
    },
];
