//! Working days and holidays: every legal time limit counts on this one calendar.

use crate::Day;
use std::collections::{HashMap, HashSet};

/// A day that differs from a plain week (weekday off, weekend worked), or a statutory festival.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CalendarDay {
    /// The civil day.
    pub day: Day,
    /// Is it worked (调休上班)?
    pub workday: bool,
    /// Is it one of the statutory festival days (全国年节及纪念日放假办法), paid at 300 %?
    pub statutory: bool,
    /// The festival's name, e.g. 春节.
    pub name: String,
}

/// Has the State Council's office published the year's schedule?
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CalendarStatus {
    /// Published and loaded.
    Official,
    /// Not loaded yet: days are counted by the plain week and may shift later.
    Provisional,
}

/// The calendar of working days.
#[derive(Debug, Clone, Default)]
pub struct Calendar {
    days: HashMap<Day, CalendarDay>,
    years: HashSet<i16>,
}

impl Calendar {
    /// From the days that differ from a plain week. A year without any row is provisional.
    #[must_use]
    pub fn new(days: Vec<CalendarDay>) -> Self {
        let years = days.iter().map(|d| d.day.year()).collect();
        Self {
            days: days.into_iter().map(|d| (d.day, d)).collect(),
            years,
        }
    }
    /// Is the day worked?
    #[must_use]
    pub fn is_workday(&self, day: Day) -> bool {
        self.days
            .get(&day)
            .map_or(day.weekday() <= 5, |d| d.workday)
    }
    /// Is it a statutory festival day (work on it is paid at 300 %, 劳动法 第四十四条)?
    #[must_use]
    pub fn is_statutory(&self, day: Day) -> bool {
        self.days.get(&day).is_some_and(|d| d.statutory)
    }
    /// The festival or make-up day's name, when the day differs from a plain week.
    #[must_use]
    pub fn name(&self, day: Day) -> Option<&str> {
        self.days.get(&day).map(|d| d.name.as_str())
    }
    /// Has the year's schedule been loaded?
    #[must_use]
    pub fn status(&self, year: i16) -> CalendarStatus {
        if self.years.contains(&year) {
            CalendarStatus::Official
        } else {
            CalendarStatus::Provisional
        }
    }
    /// The `n`-th working day after `day`; the day itself is not counted (民法典 第二百零一条).
    #[must_use]
    pub fn add_workdays(&self, day: Day, n: u32) -> Day {
        let mut at = day;
        for _ in 0..n {
            at = self.roll(at.plus_days(1));
        }
        at
    }
    /// `n` calendar days after `day`, moved to the next working day when it falls on a day off
    /// (民法典 第二百零三条).
    #[must_use]
    pub fn add_calendar_days_roll(&self, day: Day, n: i64) -> Day {
        self.roll(day.plus_days(n))
    }
    /// `n` months after `day` (held at the month's end), moved to the next working day
    /// (民法典 第二百零二条、第二百零三条).
    #[must_use]
    pub fn add_months_roll(&self, day: Day, n: i32) -> Day {
        self.roll(day.plus_months(n))
    }
    /// The last working day on or before `day`: wages due on a day off are paid earlier.
    #[must_use]
    pub fn previous_workday(&self, day: Day) -> Day {
        self.seek(day, -1)
    }
    /// Working days from `from` to `to`, both counted.
    #[must_use]
    pub fn workdays_between(&self, from: Day, to: Day) -> i64 {
        let days = (from.epoch_days()..=to.epoch_days()).map(Day::from_epoch_days);
        i64::try_from(days.filter(|d| self.is_workday(*d)).count()).unwrap_or(i64::MAX)
    }
    fn roll(&self, day: Day) -> Day {
        self.seek(day, 1)
    }
    /// Walks to a working day; a table with a whole year off cannot hold it longer than that.
    fn seek(&self, day: Day, step: i64) -> Day {
        let walk = (0..=366).map(|i| day.plus_days(i * step));
        walk.into_iter()
            .find(|d| self.is_workday(*d))
            .unwrap_or(day)
    }
}
