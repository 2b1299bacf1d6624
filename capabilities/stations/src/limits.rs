//! Limits of sign-in: how many tries, how long a code, a session and a password live.

use db::Db;
use kernel::{Ctx, Day, Refusal, Slots};
use reference::Tables;
use std::sync::Arc;

/// Every limit of the sign-in, in one place. What is asked for follows GB/T 22239-2019 §8.1.4
/// (lock after failed tries, idle lock, periodic change of passwords); the figures are left to
/// the operator there, so each is a dated parameter `sign-in.…` of the reference tables, and
/// the default where none is set.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Limits {
    /// A one-time code lives so many minutes.
    pub code_minutes: i64,
    /// Wrong tries of one code.
    pub code_tries: i64,
    /// Codes to one number in a minute, an hour, a day.
    pub codes_per_number: [usize; 3],
    /// Codes asked for from one address in an hour.
    pub codes_per_address_hour: i64,
    /// Wrong tries of a staff user name before it is locked.
    pub login_tries: i64,
    /// Wrong tries from one address; more than for a user, for an office shares one address.
    pub address_tries: i64,
    /// How long the lock lasts, in minutes.
    pub lock_minutes: i64,
    /// Minutes between password and second factor.
    pub half_minutes: i64,
    /// A person's session, in days.
    pub person_days: i64,
    /// A staff session, in hours.
    pub staff_hours: i64,
    /// A staff session without a request ends after so many minutes.
    pub staff_idle_minutes: i64,
    /// `last_seen_at` is written at most every so many minutes.
    pub seen_minutes: i64,
    /// A staff password is changed after so many months.
    pub password_months: i32,
    /// A starting password is good for so many days.
    pub starting_password_days: i64,
    /// Shortest password, in characters.
    pub password_length: usize,
    /// Longest life of an API token, in days.
    pub token_days: i64,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            code_minutes: 5,
            code_tries: 5,
            codes_per_number: [1, 5, 10],
            codes_per_address_hour: 30,
            login_tries: 5,
            address_tries: 20,
            lock_minutes: 15,
            half_minutes: 10,
            person_days: 30,
            staff_hours: 12,
            staff_idle_minutes: 20,
            seen_minutes: 5,
            password_months: 12,
            starting_password_days: 7,
            password_length: 12,
            token_days: 365,
        }
    }
}

impl Limits {
    /// What the parameters of a day say, defaults for the rest.
    #[must_use]
    pub fn from_tables(tables: &Tables, region: &str, day: Day) -> Self {
        let mut limits = Self::default();
        let param = |key: &str| {
            let found = tables.param_i64(&format!("sign-in.{key}"), region, day);
            found.filter(|n| *n > 0)
        };
        for (key, place) in [
            ("code_minutes", &mut limits.code_minutes),
            ("code_tries", &mut limits.code_tries),
            ("codes_per_address_hour", &mut limits.codes_per_address_hour),
            ("login_tries", &mut limits.login_tries),
            ("address_tries", &mut limits.address_tries),
            ("lock_minutes", &mut limits.lock_minutes),
            ("person_days", &mut limits.person_days),
            ("staff_hours", &mut limits.staff_hours),
            ("staff_idle_minutes", &mut limits.staff_idle_minutes),
            ("starting_password_days", &mut limits.starting_password_days),
            ("token_days", &mut limits.token_days),
        ] {
            *place = param(key).unwrap_or(*place);
        }
        let months = param("password_months").and_then(|n| i32::try_from(n).ok());
        limits.password_months = months.unwrap_or(limits.password_months);
        let length = param("password_length").and_then(|n| usize::try_from(n).ok());
        limits.password_length = length.unwrap_or(limits.password_length);
        limits
    }
    /// The limits in force.
    #[must_use]
    pub fn of(slots: &Slots) -> Arc<Self> {
        slots.get_or(Self::default)
    }
}

/// Puts the limits of today on the shelf: at start, and every night.
pub(crate) async fn take_up(_: &Db, ctx: &Ctx) -> Result<(), Refusal> {
    refresh(ctx);
    Ok(())
}

/// The same, where the reference tables are at hand.
pub(crate) fn refresh(ctx: &Ctx) {
    if let Some(tables) = ctx.slots.get::<Tables>() {
        let county = tables.county().map(|d| d.code.clone()).unwrap_or_default();
        let limits = Limits::from_tables(&tables, &county, ctx.today());
        ctx.slots.put(limits);
    }
}
