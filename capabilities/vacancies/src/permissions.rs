//! Who may do what with posts.

use capability::{Class, Privacy};
use kernel::{Grantable, Permission, Role};
use web::Nav;

/// Write, send in, stop and take back a post; its employer, or station staff on behalf.
pub const POST: Permission = Permission("vacancies.post");
/// Look through posts that wait, publish or refuse them.
pub const REVIEW: Permission = Permission("vacancies.review");
/// Take a shown post off.
pub const TAKE_DOWN: Permission = Permission("vacancies.take-down");

/// The table for the matrix.
pub const PERMISSIONS: &[Grantable] = &[
    Grantable {
        permission: POST,
        roles: &[
            Role::Employer,
            Role::VillageClerk,
            Role::TownClerk,
            Role::CountyClerk,
        ],
    },
    Grantable {
        permission: REVIEW,
        roles: &[Role::CountyClerk, Role::Reviewer],
    },
    Grantable {
        permission: TAKE_DOWN,
        roles: &[Role::CountyClerk, Role::Reviewer],
    },
];

/// The menu.
pub const NAV: &[Nav] = &[
    Nav {
        roles: &[Role::Worker],
        key: "vacancies-jobs-list-title",
        path: "/jobs",
        order: 5,
    },
    Nav {
        roles: &[Role::Employer],
        key: "vacancies-mine",
        path: "/hire/vacancies",
        order: 20,
    },
    Nav {
        roles: &[Role::Reviewer, Role::CountyClerk],
        key: "vacancies-review",
        path: "/desk/review",
        order: 30,
    },
];

const fn personal(table: &'static str, column: &'static str) -> Privacy {
    Privacy {
        table,
        column,
        class: Class::Personal,
    }
}

/// Columns that may say something of a person: a household's address, what somebody wrote.
pub const PRIVACY: &[Privacy] = &[
    personal("vacancies", "address"),
    personal("vacancies", "duties"),
    personal("vacancies", "conditions"),
    personal("vacancy_versions", "snapshot"),
    personal("vacancy_reports", "body"),
    personal("vacancy_reports", "reporter"),
];
