//! What may be done with files of people, and by whom.

use kernel::{Grantable, Permission, Role};

/// A worker's own pages.
pub const OWN: Permission = Permission("people.own");
/// Use the desk's pages about people: find a file and see it, numbers masked.
pub const VIEW: Permission = Permission("people.view");
/// Make a file.
pub const CREATE: Permission = Permission("people.create");
/// Change a file, give and withdraw consents.
pub const EDIT: Permission = Permission("people.edit");
/// See a telephone or ID number in full, with a reason.
pub const REVEAL: Permission = Permission("people.reveal");
/// Take a list of people along.
pub const EXPORT: Permission = Permission("people.export");
/// Take everything kept about oneself along.
pub const COPY: Permission = Permission("people.copy");
/// Ask for a file to be erased.
pub const ASK_ERASURE: Permission = Permission("people.ask-erasure");
/// Decide on requests to erase.
pub const ERASE: Permission = Permission("people.erase");

const WORKER: &[Role] = &[Role::Worker];
const BOTH: &[Role] = &[
    Role::Worker,
    Role::VillageClerk,
    Role::TownClerk,
    Role::CountyClerk,
];

/// Who may do what.
pub const PERMISSIONS: &[Grantable] = &[
    Grantable {
        permission: OWN,
        roles: WORKER,
    },
    Grantable {
        permission: VIEW,
        roles: &Role::STATION,
    },
    Grantable {
        permission: CREATE,
        roles: BOTH,
    },
    Grantable {
        permission: EDIT,
        roles: BOTH,
    },
    Grantable {
        permission: REVEAL,
        roles: &Role::STATION,
    },
    Grantable {
        permission: EXPORT,
        roles: &[Role::TownClerk, Role::CountyClerk],
    },
    Grantable {
        permission: COPY,
        roles: BOTH,
    },
    Grantable {
        permission: ASK_ERASURE,
        roles: BOTH,
    },
    Grantable {
        permission: ERASE,
        roles: &[Role::CountyClerk],
    },
];
