//! What all points depend on besides the pair: rules, day, ways.

use crate::hard::ages;
use crate::score::{CROWDING_MOST, Points};
use crate::{JobFacts, Rules};
use kernel::{Day, days_of};
use scan::{FLOOR_MOST, VETO};
use std::sync::Arc;

/// By road between two divisions, in minutes, if known.
pub type Ways = Arc<dyn Fn(u16, u16) -> Option<u16> + Send + Sync>;

/// Rules, day and ways.
pub struct Env {
    pub rules: Rules,
    pub today: Day,
    pub minutes: Ways,
}

/// Points in the width of a column; wider ones are kept out by [`Env::is_narrow`].
pub fn narrow(points: i32) -> i16 {
    i16::try_from(points.clamp(-FLOOR_MOST, FLOOR_MOST)).unwrap_or(0)
}

/// Held at the ends of 16 bits.
fn clamped(days: i64) -> i16 {
    let ends = i64::from(i16::MIN)..=i64::from(i16::MAX);
    i16::try_from(days.clamp(*ends.start(), *ends.end())).unwrap_or(0)
}

/// The last day of birth of those who are `age` years old on `day`, in days since 1970: the
/// inverse of [`Day::years_until`], to whom a day of birth on 29 February is before 1 March.
fn last_birth(day: Day, age: i32) -> i64 {
    let (year, month) = (
        i64::from(day.year()) - i64::from(age),
        i64::from(day.month()),
    );
    let leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    let of_month = match (month, day.day()) {
        (2, 29) if !leap => 28,
        (_, day) => i64::from(day),
    };
    days_of(year, month, of_month)
}

impl Env {
    pub const fn points(&self) -> Points<'_> {
        Points {
            rules: &self.rules,
            today: self.today,
        }
    }
    pub fn way(&self, home: Option<u16>, place: Option<u16>) -> Option<u16> {
        let (home, place) = home.zip(place)?;
        (self.minutes)(home, place)
    }
    /// Can every sum of points be told from a veto in 16 bits? The weights of a county leave
    /// much room; otherwise lists are made pair by pair.
    pub fn is_narrow(&self) -> bool {
        let w = &self.rules.weights;
        let parts = [
            w.trade, w.travel, w.pay, w.dates, w.certs, w.past, w.fresh, w.settle, w.taste,
        ];
        let once: i64 = parts.iter().map(|w| i64::from(*w).abs()).sum();
        let learned = i64::from(w.leaning).abs() * 4;
        once + learned + CROWDING_MOST <= i64::from(FLOOR_MOST)
    }
    /// Points of a job for any worker; a veto when it is full or has run out.
    pub fn base(&self, job: &JobFacts) -> i16 {
        if job.places_left == 0 || job.expires < self.today {
            return VETO;
        }
        let fresh = self.points().fresh(job).1.max(0);
        let crowding = crate::score::crowding(job.price, self.rules.crowding);
        narrow(fresh.saturating_add(crowding))
    }
    /// First and last day of birth, in days since 1970, of those whom law and post let in.
    pub fn births(&self, job: &JobFacts) -> (i64, i64) {
        let (youngest, oldest) = ages(job, &self.rules);
        let first = job.start.max(self.today);
        let from = oldest.map_or(i64::MIN, |age| last_birth(first, age.saturating_add(1)) + 1);
        (from, last_birth(first, youngest))
    }
    /// The same in the width of a column, right for the births that [`birth`] lets through.
    pub fn narrow_births(&self, job: &JobFacts) -> (i16, i16) {
        let (from, to) = self.births(job);
        (clamped(from), clamped(to))
    }
}

/// A day of birth in the width of a column: years 1880 to 2059; `None` = outside.
pub fn birth(day: Day) -> Option<i16> {
    let days = i16::try_from(day.epoch_days()).ok()?;
    (days > i16::MIN && days < i16::MAX).then_some(days)
}

#[cfg(test)]
mod tests {
    use super::last_birth;
    use kernel::Day;

    #[test]
    fn the_last_birth_of_an_age_is_where_the_age_ends() {
        let day = |text: &str| text.parse::<Day>().unwrap();
        for on in ["2026-11-23", "2028-02-29", "2027-02-28", "2028-03-01"].map(day) {
            for age in 0..120 {
                let last = Day::from_epoch_days(last_birth(on, age));
                assert_eq!(last.years_until(on), age, "{last} on {on}");
                assert_eq!(last.plus_days(1).years_until(on), age - 1, "{last} on {on}");
            }
        }
    }
}
