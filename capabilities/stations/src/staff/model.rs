//! Which roles go together, what a user name and a password must be.

use kernel::{Refusal, Region, Role};

/// The three administrators (三员, GB/T 22239-2019 §8.1.4): nobody is two of them, and none of
/// them serves at a desk.
pub const ADMINS: [Role; 3] = [Role::SystemAdmin, Role::SecurityAdmin, Role::AuditAdmin];

/// Roles that a member of staff may hold.
#[must_use]
pub fn staff_roles() -> Vec<Role> {
    Role::ALL.into_iter().filter(|r| r.is_staff()).collect()
}

/// May one person hold these roles, at this division?
///
/// # Errors
/// A field fault on `role`: none chosen, a person's role, administrators together or with a
/// desk, a clerk's tier that is not the division's.
pub fn check_roles(roles: &[Role], region: &Region) -> Result<(), Refusal> {
    if roles.is_empty() || roles.iter().any(|r| !r.is_staff()) {
        return Err(Refusal::field("role", "field-not-choice"));
    }
    let admins = roles.iter().filter(|r| ADMINS.contains(r)).count();
    if admins > 1 || (admins == 1 && roles.len() > 1) {
        return Err(Refusal::field("role", "stations-admins-apart"));
    }
    let tier = match (region.town(), region.prefix().len()) {
        (None, _) => Role::CountyClerk,
        (Some(_), 9) => Role::TownClerk,
        _ => Role::VillageClerk,
    };
    let other_tier = roles
        .iter()
        .any(|r| Role::STATION.contains(r) && *r != tier);
    if other_tier {
        return Err(Refusal::field("role", "stations-role-tier"));
    }
    Ok(())
}

/// A user name in its stored form: lower case, Latin letters, digits, `.`, `-`, `_`.
#[must_use]
pub fn login_of(typed: &str) -> Option<String> {
    let login = typed.trim().to_ascii_lowercase();
    let fits = |b: u8| b.is_ascii_alphanumeric() || matches!(b, b'.' | b'-' | b'_');
    ((2..=40).contains(&login.len()) && login.bytes().all(fits)).then_some(login)
}

/// Passwords that are tried first by whoever guesses; longer ones made of them fall too.
const WORN: [&str; 12] = [
    "password",
    "123456789",
    "qwerty",
    "abc123",
    "admin",
    "iloveyou",
    "woaini",
    "luonan",
    "yizhan",
    "5201314",
    "1qaz2wsx",
    "88888888",
];

/// Is the password good enough?
///
/// # Errors
/// The key of what is wrong: too short, the name in it, or made of worn pieces.
pub fn check_password(password: &str, login: &str, length: usize) -> Result<(), &'static str> {
    let lower = password.to_lowercase();
    if password.chars().count() < length {
        return Err("stations-password-short");
    }
    if lower.contains(login) {
        return Err("stations-password-name");
    }
    let rest = WORN.iter().fold(lower, |rest, worn| rest.replace(worn, ""));
    let mut kinds: Vec<char> = rest.chars().collect();
    kinds.sort_unstable();
    kinds.dedup();
    if kinds.len() < 5 {
        return Err("stations-password-worn");
    }
    Ok(())
}

/// A user to be made.
#[derive(Debug, Clone)]
pub struct NewStaff {
    /// User name, as typed.
    pub login: String,
    /// Name.
    pub name: String,
    /// 12-digit code of the division; the scope of all desk work.
    pub region: String,
    /// Roles.
    pub roles: Vec<Role>,
}

#[cfg(test)]
mod tests {
    use super::*;

    fn code(roles: &[Role], region: &str) -> Option<&'static str> {
        let region = Region::parse(region).expect("a code");
        let refusal = check_roles(roles, &region).err()?;
        refusal.fields.first().map(|f| f.code)
    }

    #[test]
    fn administrators_are_kept_apart() {
        let county = "611021000000";
        for admin in ADMINS {
            assert_eq!(code(&[admin], county), None);
            for other in staff_roles().into_iter().filter(|r| *r != admin) {
                let both = code(&[admin, other], county);
                assert_eq!(both, Some("stations-admins-apart"), "{admin:?} {other:?}");
            }
        }
        assert_eq!(code(&[Role::CountyClerk, Role::Reviewer], county), None);
        assert_eq!(code(&[], county), Some("field-not-choice"));
        assert_eq!(code(&[Role::Worker], county), Some("field-not-choice"));
    }

    #[test]
    fn clerks_serve_their_own_tier() {
        assert_eq!(code(&[Role::TownClerk], "611021101000"), None);
        assert_eq!(
            code(&[Role::TownClerk], "611021000000"),
            Some("stations-role-tier")
        );
        assert_eq!(code(&[Role::VillageClerk], "611021101201"), None);
    }

    #[test]
    fn passwords_are_long_and_not_worn() {
        let check = |p: &str| check_password(p, "wangli", 12).err();
        assert_eq!(
            check("柳树下的石磨转了三圈半"),
            Some("stations-password-short")
        );
        assert_eq!(check("柳树下的石磨转了整整三圈半"), None);
        assert_eq!(check("WangLi-2026-spring"), Some("stations-password-name"));
        assert_eq!(check("password1234"), Some("stations-password-worn"));
        assert_eq!(check("aaaaaaaaaaaaaa"), Some("stations-password-worn"));
    }

    #[test]
    fn user_names_have_one_form() {
        assert_eq!(login_of(" Wang.Li "), Some("wang.li".into()));
        assert_eq!(login_of("王丽"), None);
        assert_eq!(login_of("a"), None);
    }
}
