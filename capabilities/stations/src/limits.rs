//! Limits of sign-in: how many tries, how long a code, a session and a password live.

use kernel::Slots;
use std::sync::Arc;

/// Every limit of the sign-in, in one place. A county with stricter rules puts its own on the
/// shelf at start; the defaults follow GB/T 22239-2019 §8.1.4 (lock after failed tries, idle
/// lock, periodic change of passwords), which leaves the figures to the operator.
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
    /// The limits in force.
    #[must_use]
    pub fn of(slots: &Slots) -> Arc<Self> {
        slots.get_or(Self::default)
    }
}
