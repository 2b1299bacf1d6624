//! Day work: orders, seats, attendance, hours, wages due and paid, evidence.
//!
//! Read in this order: `orders/model.rs` (what is asked), `seats/state.rs` (the states of a
//! seat), `seats/actions` (who may do what), `pay` (the law's arithmetic), `hours`, `wages`,
//! `hall`, `trust`, `cover`, `agreements`, `evidence`.

pub mod agreements;
pub mod cover;
pub mod evidence;
pub mod hall;
pub mod hours;
pub mod orders;
pub mod pay;
mod permissions;
mod privacy;
pub mod seats;
pub mod trust;
pub mod wages;

pub use permissions::{CALL, HEAR, HIRE, JUDGE, PERMISSIONS, SEE, WATCH, WORK};

use capability::Capability;

/// The tables of this room.
pub const MIGRATIONS: &[db::Migration] = &[
    orders::MIGRATION,
    seats::MIGRATION,
    hours::MIGRATION,
    wages::MIGRATION,
    hall::MIGRATION,
    cover::MIGRATION,
    agreements::MIGRATION,
    evidence::MIGRATION,
    trust::MIGRATION,
];

const ZH: &str = concat!(
    include_str!("../messages/day.zh-CN.ftl"),
    "\n",
    include_str!("../messages/orders.zh-CN.ftl"),
    "\n",
    include_str!("../messages/seats.zh-CN.ftl"),
    "\n",
    include_str!("../messages/hours.zh-CN.ftl"),
    "\n",
    include_str!("../messages/wages.zh-CN.ftl"),
    "\n",
    include_str!("../messages/hall.zh-CN.ftl"),
    "\n",
    include_str!("../messages/cover.zh-CN.ftl"),
    "\n",
    include_str!("../messages/agreements.zh-CN.ftl"),
    "\n",
    include_str!("../messages/evidence.zh-CN.ftl"),
    "\n",
    include_str!("../messages/trust.zh-CN.ftl")
);
const EN: &str = concat!(
    include_str!("../messages/day.en.ftl"),
    "\n",
    include_str!("../messages/orders.en.ftl"),
    "\n",
    include_str!("../messages/seats.en.ftl"),
    "\n",
    include_str!("../messages/hours.en.ftl"),
    "\n",
    include_str!("../messages/wages.en.ftl"),
    "\n",
    include_str!("../messages/hall.en.ftl"),
    "\n",
    include_str!("../messages/cover.en.ftl"),
    "\n",
    include_str!("../messages/agreements.en.ftl"),
    "\n",
    include_str!("../messages/evidence.en.ftl"),
    "\n",
    include_str!("../messages/trust.en.ftl")
);

const PARTS: &[&[web::Template]] = &[
    orders::TEMPLATES,
    seats::TEMPLATES,
    hours::TEMPLATES,
    wages::TEMPLATES,
    hall::TEMPLATES,
    cover::TEMPLATES,
    agreements::TEMPLATES,
    evidence::TEMPLATES,
    trust::TEMPLATES,
];
const COUNT: usize = {
    let (mut sum, mut at) = (0, 0);
    while at < PARTS.len() {
        sum += PARTS[at].len();
        at += 1;
    }
    sum
};
static TEMPLATES: [web::Template; COUNT] = {
    let mut all = [("", ""); COUNT];
    let (mut to, mut part) = (0, 0);
    while part < PARTS.len() {
        let mut at = 0;
        while at < PARTS[part].len() {
            all[to] = PARTS[part][at];
            to += 1;
            at += 1;
        }
        part += 1;
    }
    all
};

/// The room.
#[must_use]
pub fn capability() -> Capability {
    let routes = [
        orders::routes(),
        seats::routes(),
        hours::routes(),
        wages::routes(),
        hall::routes(),
        cover::routes(),
        agreements::routes(),
        evidence::routes(),
        trust::routes(),
    ];
    let jobs = [
        orders::jobs(),
        seats::jobs(),
        hours::jobs(),
        wages::jobs(),
        hall::jobs(),
        cover::jobs(),
        agreements::jobs(),
        evidence::jobs(),
        trust::jobs(),
    ];
    let pages = [
        orders::samples(),
        seats::samples(),
        hours::samples(),
        wages::samples(),
        hall::samples(),
        cover::samples(),
        agreements::samples(),
        evidence::samples(),
        trust::samples(),
    ];
    Capability {
        routes: routes.into_iter().flatten().collect(),
        jobs: jobs.into_iter().flatten().collect(),
        pages: pages.into_iter().flatten().collect(),
        templates: &TEMPLATES,
        messages: [ZH, EN],
        nav: permissions::NAV,
        permissions: PERMISSIONS,
        migrations: MIGRATIONS,
        privacy: privacy::PRIVACY,
        start: capability::start!(start),
        ..Capability::new("gigs")
    }
}

/// What the parts hang into other rooms at start.
async fn start(db: &db::Db, ctx: &kernel::Ctx) -> Result<(), kernel::Refusal> {
    trust::start(ctx);
    wages::start(ctx);
    hall::start(db, ctx).await
}
