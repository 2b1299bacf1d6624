//! Moments, civil days of Asia/Shanghai, and the clock that hands them out.

use std::fmt;
use std::str::FromStr;
use std::sync::atomic::{AtomicI64, Ordering};

/// China has kept UTC+8 without summer time since 1991-09-15, so the offset is a constant here.
const SHANGHAI_MILLIS: i64 = 8 * 3_600_000;
const DAY_MILLIS: i64 = 86_400_000;

/// Milliseconds since 1970-01-01T00:00:00Z.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Moment(i64);

impl Moment {
    /// From epoch milliseconds.
    #[must_use]
    pub const fn from_millis(millis: i64) -> Self {
        Self(millis)
    }
    /// Epoch milliseconds.
    #[must_use]
    pub const fn millis(self) -> i64 {
        self.0
    }
    /// The civil day in Asia/Shanghai.
    #[must_use]
    pub fn day(self) -> Day {
        Day::from_epoch_days((self.0 + SHANGHAI_MILLIS).div_euclid(DAY_MILLIS))
    }
    /// Minutes since midnight in Asia/Shanghai, `0..1440`.
    #[must_use]
    pub fn minute_of_day(self) -> i64 {
        (self.0 + SHANGHAI_MILLIS).rem_euclid(DAY_MILLIS) / 60_000
    }
    /// Later by so many minutes.
    #[must_use]
    pub const fn plus_minutes(self, minutes: i64) -> Self {
        Self(self.0 + minutes * 60_000)
    }
    /// Later by so many times 24 hours.
    #[must_use]
    pub const fn plus_days(self, days: i64) -> Self {
        Self(self.0 + days * DAY_MILLIS)
    }
    /// `2026-11-23 16:55` in Asia/Shanghai.
    #[must_use]
    pub fn local(self) -> String {
        let minute = self.minute_of_day();
        format!("{} {:02}:{:02}", self.day(), minute / 60, minute % 60)
    }
    /// RFC 3339 with the +08:00 offset, for the API.
    #[must_use]
    pub fn rfc3339(self) -> String {
        let ms = (self.0 + SHANGHAI_MILLIS).rem_euclid(DAY_MILLIS);
        let (s, ms) = (ms / 1000, ms % 1000);
        format!(
            "{}T{:02}:{:02}:{:02}.{ms:03}+08:00",
            self.day(),
            s / 3600,
            s / 60 % 60,
            s % 60
        )
    }
}

/// Days since 1970-01-01 of a day of the proleptic Gregorian calendar, for years that no [`Day`]
/// reaches too: years are counted from March, so that the leap day is a year's last.
#[must_use]
pub const fn days_of(year: i64, month: i64, day: i64) -> i64 {
    let (year, month) = match month {
        1 | 2 => (year - 1, month + 9),
        _ => (year, month - 3),
    };
    let leaps = year.div_euclid(4) - year.div_euclid(100) + year.div_euclid(400);
    // From 0000-03-01 to 1970-01-01 there are 719,468 days.
    year * 365 + leaps + (153 * month + 2) / 5 + day - 1 - 719_468
}

/// A civil day (proleptic Gregorian), as written on a calendar in Luonan.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Day(jiff::civil::Date);

impl Day {
    /// A day from its parts; `None` when there is no such day.
    #[must_use]
    pub fn new(year: i16, month: i8, day: i8) -> Option<Self> {
        jiff::civil::Date::new(year, month, day).ok().map(Self)
    }
    /// Days since 1970-01-01.
    #[must_use]
    pub fn epoch_days(self) -> i64 {
        let (year, month) = (i64::from(self.0.year()), i64::from(self.0.month()));
        days_of(year, month, i64::from(self.0.day()))
    }
    /// From days since 1970-01-01; far-out values are held at the calendar's ends.
    #[must_use]
    pub fn from_epoch_days(days: i64) -> Self {
        let zero = jiff::civil::date(1970, 1, 1);
        Self(zero.saturating_add(jiff::SignedDuration::from_hours(days.saturating_mul(24))))
    }
    /// Later by so many days (earlier when negative).
    #[must_use]
    pub fn plus_days(self, days: i64) -> Self {
        Self::from_epoch_days(self.epoch_days().saturating_add(days))
    }
    /// Later by so many months; the day is held at the month's end (民法典 第二百零二条).
    #[must_use]
    pub fn plus_months(self, months: i32) -> Self {
        let index = i32::from(self.0.year()) * 12 + i32::from(self.0.month()) - 1 + months;
        let (year, month) = (index.div_euclid(12), index.rem_euclid(12) + 1);
        let (year, month) = (i16::try_from(year).unwrap_or(9999), month as i8);
        (0..4)
            .find_map(|cut| Self::new(year, month, self.0.day() - cut))
            .unwrap_or(self)
    }
    /// Full years from this day until `on` (age in the law's sense: 周岁).
    #[must_use]
    pub fn years_until(self, on: Day) -> i32 {
        let years = i32::from(on.0.year()) - i32::from(self.0.year());
        let before = (on.0.month(), on.0.day()) < (self.0.month(), self.0.day());
        years - i32::from(before)
    }
    /// Year.
    #[must_use]
    pub fn year(self) -> i16 {
        self.0.year()
    }
    /// Month, 1..=12.
    #[must_use]
    pub fn month(self) -> i8 {
        self.0.month()
    }
    /// Day of the month, 1..=31.
    #[must_use]
    pub fn day(self) -> i8 {
        self.0.day()
    }
    /// Monday = 1 … Sunday = 7.
    #[must_use]
    pub fn weekday(self) -> i8 {
        self.0.weekday().to_monday_one_offset()
    }
    /// The moment of this day's midnight in Asia/Shanghai.
    #[must_use]
    pub fn start(self) -> Moment {
        Moment(self.epoch_days() * DAY_MILLIS - SHANGHAI_MILLIS)
    }
}

impl fmt::Display for Day {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "{:04}-{:02}-{:02}",
            self.0.year(),
            self.0.month(),
            self.0.day()
        )
    }
}

impl FromStr for Day {
    type Err = ();
    /// Reads `YYYY-MM-DD` only.
    fn from_str(text: &str) -> Result<Self, ()> {
        if text.len() != 10 || text.as_bytes()[4] != b'-' || text.as_bytes()[7] != b'-' {
            return Err(());
        }
        let part = |a: usize, b: usize| text.get(a..b).ok_or(());
        let year = part(0, 4)?.parse().map_err(|_| ())?;
        let month = part(5, 7)?.parse().map_err(|_| ())?;
        let day = part(8, 10)?.parse().map_err(|_| ())?;
        Self::new(year, month, day).ok_or(())
    }
}

impl serde::Serialize for Day {
    fn serialize<S: serde::Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
        s.collect_str(self)
    }
}

impl<'de> serde::Deserialize<'de> for Day {
    fn deserialize<D: serde::Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
        let text = <std::borrow::Cow<'de, str> as serde::Deserialize>::deserialize(d)?;
        text.parse()
            .map_err(|_| serde::de::Error::custom("not a day"))
    }
}
impl serde::Serialize for Moment {
    fn serialize<S: serde::Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
        s.serialize_str(&self.rfc3339())
    }
}

/// Hands out the present moment; the only place that may look at the machine's clock.
pub trait Clock: Send + Sync {
    /// The present moment.
    fn now(&self) -> Moment;
}

/// The machine's clock.
#[derive(Debug, Default, Clone, Copy)]
pub struct SystemClock;

impl Clock for SystemClock {
    #[expect(
        clippy::disallowed_methods,
        reason = "the one place that reads the machine's clock"
    )]
    fn now(&self) -> Moment {
        let since = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH);
        Moment(since.map_or(0, |d| i64::try_from(d.as_millis()).unwrap_or(i64::MAX)))
    }
}

/// A clock that stands still until told otherwise, for tests and the demo county.
#[derive(Debug)]
pub struct FrozenClock(AtomicI64);

impl FrozenClock {
    /// Stands at the given moment.
    #[must_use]
    pub fn at(moment: Moment) -> Self {
        Self(AtomicI64::new(moment.0))
    }
    /// Moves to the given moment.
    pub fn set(&self, moment: Moment) {
        self.0.store(moment.0, Ordering::SeqCst);
    }
}

impl Clock for FrozenClock {
    fn now(&self) -> Moment {
        Moment(self.0.load(Ordering::SeqCst))
    }
}
