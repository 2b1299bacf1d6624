//! The county's own desk: dated parameters, holidays, the audit trail, jobs, health.
//!
//! The three administrators are kept apart (GB/T 22239 三员分立): the system administrator sets
//! parameters and looks after jobs, the audit administrator reads the trail, and neither gives
//! roles; that is the security administrator's, in the room `stations`.

mod audit;
mod home;
mod parameters;
mod queue;

use capability::Capability;
use kernel::{Grantable, Permission, Role};
use web::{Nav, Template};

/// See the county's desk.
pub const ENTER: Permission = Permission("console.enter");
/// See parameters.
pub const PARAMETERS: Permission = Permission("console.parameters");
/// Set parameters and load holidays.
pub const SET: Permission = Permission("console.set");
/// Read the audit trail.
pub const AUDIT: Permission = Permission("console.audit");
/// Look after jobs and health.
pub const JOBS: Permission = Permission("console.jobs");

const PERMISSIONS: &[Grantable] = &[
    Grantable {
        permission: ENTER,
        roles: &[
            Role::CountyClerk,
            Role::SystemAdmin,
            Role::SecurityAdmin,
            Role::AuditAdmin,
        ],
    },
    Grantable {
        permission: PARAMETERS,
        roles: &[Role::CountyClerk, Role::SystemAdmin],
    },
    Grantable {
        permission: SET,
        roles: &[Role::SystemAdmin],
    },
    Grantable {
        permission: AUDIT,
        roles: &[Role::AuditAdmin],
    },
    Grantable {
        permission: JOBS,
        roles: &[Role::SystemAdmin],
    },
];

const TEMPLATES: &[Template] = &[
    (
        "console/home/show.html",
        include_str!("../templates/home/show.html"),
    ),
    (
        "console/home/api.html",
        include_str!("../templates/home/api.html"),
    ),
    (
        "console/parameters/list.html",
        include_str!("../templates/parameters/list.html"),
    ),
    (
        "console/parameters/set.html",
        include_str!("../templates/parameters/set.html"),
    ),
    (
        "console/parameters/holidays.html",
        include_str!("../templates/parameters/holidays.html"),
    ),
    (
        "console/audit/list.html",
        include_str!("../templates/audit/list.html"),
    ),
    (
        "console/queue/show.html",
        include_str!("../templates/queue/show.html"),
    ),
];

const NAV: &[Nav] = &[
    Nav {
        roles: &[
            Role::CountyClerk,
            Role::SystemAdmin,
            Role::SecurityAdmin,
            Role::AuditAdmin,
        ],
        key: "console-nav",
        path: "/admin",
        order: 90,
    },
    Nav {
        roles: &[Role::AuditAdmin],
        key: "console-audit-title",
        path: "/admin/audit",
        order: 91,
    },
    Nav {
        roles: &[Role::SystemAdmin],
        key: "console-jobs-title",
        path: "/admin/jobs",
        order: 92,
    },
];

/// The room.
#[must_use]
pub fn capability() -> Capability {
    let mut routes = home::pages::routes();
    routes.extend(parameters::pages::routes());
    routes.extend(audit::pages::routes());
    routes.extend(queue::pages::routes());
    routes.extend(audit::api::routes());
    routes.extend(parameters::api::routes());
    Capability {
        routes,
        permissions: PERMISSIONS,
        templates: TEMPLATES,
        messages: [
            include_str!("../messages/zh-CN.ftl"),
            include_str!("../messages/en.ftl"),
        ],
        pages: vec![
            web::sample::<home::pages::HomePage>(),
            web::sample::<home::pages::ApiPage>(),
            web::sample::<parameters::pages::ListPage>(),
            web::sample::<parameters::pages::SetPage>(),
            web::sample::<parameters::pages::HolidaysPage>(),
            web::sample::<audit::pages::AuditPage>(),
            web::sample::<queue::pages::QueuePage>(),
        ],
        nav: NAV,
        ..Capability::new("console")
    }
}
