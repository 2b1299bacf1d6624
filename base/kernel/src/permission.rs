//! Permissions are named by the rooms; one static matrix says which role has which.

use crate::Role;
use std::collections::HashSet;

/// What may be done, e.g. `Permission("vacancies.publish")`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Permission(pub &'static str);

/// A permission together with the roles that have it, as a room declares it.
#[derive(Debug, Clone, Copy)]
pub struct Grantable {
    /// What may be done.
    pub permission: Permission,
    /// Who may.
    pub roles: &'static [Role],
}

/// Role × permission of the whole application.
#[derive(Debug, Default)]
pub struct Matrix(HashSet<(Role, Permission)>);

impl Matrix {
    /// Gathers what the rooms declare.
    #[must_use]
    pub fn new<'a>(declared: impl IntoIterator<Item = &'a Grantable>) -> Self {
        let pairs = declared.into_iter();
        Self(
            pairs
                .flat_map(|g| g.roles.iter().map(|r| (*r, g.permission)))
                .collect(),
        )
    }
    /// May this role?
    #[must_use]
    pub fn allows(&self, role: Role, permission: Permission) -> bool {
        self.0.contains(&(role, permission))
    }
}
