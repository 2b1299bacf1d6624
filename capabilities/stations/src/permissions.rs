//! Permissions of this room and the roles that have them.

use kernel::{Grantable, Permission, Role};

/// Use the desk's first page.
pub const DESK: Permission = Permission("stations.desk");
/// Read the service ledger of one's stations.
pub const LEDGER_READ: Permission = Permission("stations.ledger-read");
/// Write a row into the service ledger by hand.
pub const LEDGER_WRITE: Permission = Permission("stations.ledger-write");
/// Set the duty roster of one's stations.
pub const DUTY: Permission = Permission("stations.duty");
/// Make and change stations.
pub const STATIONS: Permission = Permission("stations.manage");
/// Make staff accounts, give and take roles.
pub const USERS: Permission = Permission("stations.users");
/// Make and end API tokens.
pub const TOKENS: Permission = Permission("stations.tokens");
/// See and end one's own sessions.
pub const OWN_SESSIONS: Permission = Permission("stations.own-sessions");

const DESK_ROLES: &[Role] = &[
    Role::VillageClerk,
    Role::TownClerk,
    Role::CountyClerk,
    Role::Reviewer,
];

/// Role × permission of this room.
pub const GRANTS: &[Grantable] = &[
    Grantable {
        permission: DESK,
        roles: DESK_ROLES,
    },
    Grantable {
        permission: LEDGER_READ,
        roles: &Role::STATION,
    },
    Grantable {
        permission: LEDGER_WRITE,
        roles: &Role::STATION,
    },
    Grantable {
        permission: DUTY,
        roles: &Role::STATION,
    },
    Grantable {
        permission: STATIONS,
        roles: &[Role::CountyClerk],
    },
    Grantable {
        permission: USERS,
        roles: &[Role::SecurityAdmin],
    },
    Grantable {
        permission: TOKENS,
        roles: &[Role::SecurityAdmin],
    },
    Grantable {
        permission: OWN_SESSIONS,
        roles: &Role::ALL,
    },
];
