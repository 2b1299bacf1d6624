//! Who may do what with posts.

use kernel::{Grantable, Permission, Role};

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
