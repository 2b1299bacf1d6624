//! Reference tables: divisions, trades, occupations, holidays, dated parameters, laws.
//!
//! Read in this order: [`tables`] (what every other room calls), [`Tables`] (what it can be
//! asked), `embedded` (the files they come from), `actions` (how they get into the database).

mod actions;
mod api;
mod embedded;
mod find;
mod laws;
mod model;
mod pages;
mod queries;
mod rows;
mod sheet;
mod store;
mod tables;
mod texts;
mod travel;

pub use actions::{Loaded, NewParam, load, load_holidays_csv, set_param};
pub use find::LawHit;
pub use model::{
    Article, Certainty, Division, FROM_FILE, Industry, Law, LawFact, Level, Occupation, Param,
    TRADE_GROUPS, Trade,
};
pub use queries::{Version, refresh, versions};
pub use tables::Tables;
pub use travel::{Basis, TravelEstimate, straight_km};

use capability::Capability;
use db::Db;
use kernel::{Ctx, Day, Grantable, Permission, Refusal, Role};
use std::pin::Pin;
use std::sync::Arc;

/// May load tables and set parameters.
pub const SET: Permission = Permission("reference.set");

/// Who may do what here.
pub const PERMISSIONS: &[Grantable] = &[Grantable {
    permission: SET,
    roles: &[Role::SystemAdmin],
}];

/// The tables of this room.
pub const MIGRATIONS: &[db::Migration] = &[db::Migration {
    room: "reference",
    id: "20261123_1720_reference",
    sql: include_str!("../migrations/20261123_1720_reference.sql"),
}];

/// Messages, Chinese and English.
pub const MESSAGES: [&str; 2] = [
    include_str!("../messages/zh-CN.ftl"),
    include_str!("../messages/en.ftl"),
];

const TEMPLATES: &[web::Template] = &[
    (
        "reference/policies/library.html",
        include_str!("../templates/policies/library.html"),
    ),
    (
        "reference/policies/law.html",
        include_str!("../templates/policies/law.html"),
    ),
    (
        "reference/divisions/list.html",
        include_str!("../templates/divisions/list.html"),
    ),
];

/// The tables in memory.
///
/// # Errors
/// Internal when the house was started without them.
pub fn tables(ctx: &Ctx) -> Result<Arc<Tables>, Refusal> {
    ctx.slot::<Tables>()
}

/// A whole number among the dated parameters, as it stands on a day in a division (empty = what
/// holds everywhere).
///
/// # Errors
/// Internal, naming the parameter, when it is missing.
pub fn whole(ctx: &Ctx, key: &str, region: &str, day: Day) -> Result<i64, Refusal> {
    let found = tables(ctx)?.param_i64(key, region, day);
    found.ok_or_else(|| Refusal::internal(format!("parameter {key} is missing")))
}

/// Loads what is not in yet and fills the shelf, so that a fresh database serves at once.
async fn fill(db: &Db, ctx: &Ctx) -> Result<(), Refusal> {
    let mut tx = trail::begin(db, ctx).await?;
    load(ctx, &mut tx).await?;
    tx.commit(ctx).await?;
    refresh(db, &ctx.slots).await
}

fn start<'a>(
    db: &'a Db,
    ctx: &'a Ctx,
) -> Pin<Box<dyn Future<Output = Result<(), Refusal>> + Send + 'a>> {
    Box::pin(fill(db, ctx))
}

/// The room.
#[must_use]
pub fn capability() -> Capability {
    Capability {
        routes: [pages::routes(), api::routes()].concat(),
        templates: TEMPLATES,
        pages: vec![
            web::sample::<pages::LibraryPage>(),
            web::sample::<pages::LawPage>(),
            web::sample::<pages::DivisionsPage>(),
        ],
        permissions: PERMISSIONS,
        migrations: MIGRATIONS,
        messages: MESSAGES,
        start: Some(start),
        ..Capability::new("reference")
    }
}
