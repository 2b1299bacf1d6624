//! Forms of the user pages: choices, what was typed, who may be put where.

use super::model::{NewStaff, staff_roles};
use crate::stations::queries;
use kernel::{Ctx, Refusal, Role};
use serde::Serialize;
use web::{Fields, House};

/// A choice of a list.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct Choice {
    pub value: String,
    pub text: String,
}

/// Roles that may be given, in the reader's language.
pub(crate) fn roles(house: &House, ctx: &Ctx) -> Vec<Choice> {
    let choice = |role: Role| Choice {
        value: role.code().to_owned(),
        text: house.say(ctx.locale, &format!("role-{}", role.code())),
    };
    staff_roles().into_iter().map(choice).collect()
}

/// Divisions that staff can be put at: those with a station.
pub(crate) async fn places(house: &House, ctx: &Ctx) -> Result<Vec<Choice>, Refusal> {
    let stations = queries::all(&mut *house.db.read().await?, &ctx.scope).await?;
    let choice = |s: crate::stations::model::Station| Choice {
        value: s.region,
        text: s.name,
    };
    Ok(stations.into_iter().map(choice).collect())
}

/// Roles ticked; a code that is no role is refused.
pub(crate) fn ticked(fields: &Fields) -> Result<Vec<Role>, Refusal> {
    let codes = fields.all("role");
    let roles: Option<Vec<Role>> = codes.into_iter().map(Role::parse).collect();
    roles.ok_or_else(|| Refusal::field("role", "field-not-choice"))
}

/// The form of a new user.
pub(crate) fn new_staff(fields: &Fields) -> Result<NewStaff, Refusal> {
    let mut reader = fields.reader();
    let login = reader.text("login", 2..=40);
    let name = reader.text("name", 1..=30);
    let region = reader.text("region", 12..=12);
    reader.finish()?;
    Ok(NewStaff {
        login,
        name,
        region,
        roles: ticked(fields)?,
    })
}
