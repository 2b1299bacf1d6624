//! What an account is, and how roles are written down.

use kernel::Role;

/// Who the account is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AccountKind {
    /// A worker or an employer's agent.
    Person,
    /// Staff of a station or of the county.
    Staff,
}

impl AccountKind {
    /// The name in the database.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            AccountKind::Person => "person",
            AccountKind::Staff => "staff",
        }
    }
    /// Reads the name.
    #[must_use]
    pub fn parse(code: &str) -> Option<Self> {
        [AccountKind::Person, AccountKind::Staff]
            .into_iter()
            .find(|k| k.code() == code)
    }
}

/// An account as sign-in needs it.
#[derive(Debug, Clone)]
pub struct Account {
    /// `acc_…`.
    pub id: String,
    /// Who it is for.
    pub kind: AccountKind,
    /// Roles held.
    pub roles: Vec<Role>,
    /// Division; empty for persons.
    pub region: String,
    /// Neither locked nor closed.
    pub active: bool,
}

/// Roles as text: codes with a space between, in the order of [`Role::ALL`].
#[must_use]
pub fn roles_text(roles: &[Role]) -> String {
    let held = Role::ALL.into_iter().filter(|r| roles.contains(r));
    held.map(Role::code).collect::<Vec<_>>().join(" ")
}

/// Reads roles; what is not a role is left out.
#[must_use]
pub fn parse_roles(text: &str) -> Vec<Role> {
    text.split(' ').filter_map(Role::parse).collect()
}

/// The first page of whoever signs in.
#[must_use]
pub fn home_of(roles: &[Role]) -> &'static str {
    let has = |r: Role| roles.contains(&r);
    if has(Role::SecurityAdmin) {
        "/admin/users"
    } else if has(Role::SystemAdmin) || has(Role::AuditAdmin) {
        "/admin"
    } else if roles.iter().any(|r| r.is_staff()) {
        "/desk"
    } else if has(Role::Worker) {
        "/my"
    } else {
        "/hire"
    }
}

/// A path of our own to go on to; anything that could leave this site is dropped.
#[must_use]
pub fn local_path(next: Option<&str>) -> Option<&str> {
    let next = next?;
    let bytes = next.as_bytes();
    let plain = bytes.iter().all(|b| b.is_ascii_graphic() && *b != b'\\');
    let ours = bytes.first() == Some(&b'/') && bytes.get(1) != Some(&b'/');
    let loops = ["/sign-in", "/sign-out", "/staff", "/view", "/demo/"];
    let fresh = !loops.iter().any(|l| next.starts_with(l));
    (plain && ours && fresh && bytes.len() <= 500).then_some(next)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_paths_of_our_own() {
        for good in ["/", "/my", "/jobs/vac_1?said=x", "/jobs?q=%E5%8A%9B&a=//b"] {
            assert_eq!(local_path(Some(good)), Some(good));
        }
        for bad in [
            "",
            "my",
            "//evil.example",
            "/\\evil.example",
            "https://evil.example",
            "/a\nb",
            "/a b",
            "/sign-out",
            "/石坡",
        ] {
            assert_eq!(local_path(Some(bad)), None, "{bad}");
        }
        assert_eq!(local_path(Some(&format!("/{}", "a".repeat(500)))), None);
    }

    #[test]
    fn roles_round_trip_in_order() {
        let roles = [Role::Employer, Role::Worker];
        assert_eq!(roles_text(&roles), "worker employer");
        assert_eq!(
            parse_roles("worker nonsense employer"),
            [Role::Worker, Role::Employer]
        );
        assert_eq!(home_of(&roles), "/my");
        assert_eq!(home_of(&[Role::Employer]), "/hire");
        assert_eq!(home_of(&[Role::TownClerk]), "/desk");
    }
}
