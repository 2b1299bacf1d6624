//! The days of a mark's case, counted on the calendar of working days.

use super::model::Kind;
use kernel::{Calendar, Day};

/// How long each side has; dated parameters.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Terms {
    /// Working days in which the person must be told.
    pub tell: u32,
    /// Working days that the person has to answer; the day of the notice is not counted.
    pub answer: u32,
    /// Working days after those in which the office must decide.
    pub decide: u32,
    /// Working days in which an appeal must be decided.
    pub appeal: u32,
    /// Months after which a mark expires.
    pub months: i32,
    /// Months after which a grave one does.
    pub grave_months: i32,
}

impl Terms {
    /// Last day to tell the person what was noted on this day.
    #[must_use]
    pub fn tell_until(&self, calendar: &Calendar, noted: Day) -> Day {
        calendar.add_workdays(noted, self.tell)
    }
    /// Last day to answer what was told on this day.
    #[must_use]
    pub fn answer_until(&self, calendar: &Calendar, told: Day) -> Day {
        calendar.add_workdays(told, self.answer)
    }
    /// Last day to decide, however early the answer came.
    #[must_use]
    pub fn decide_until(&self, calendar: &Calendar, answer_until: Day) -> Day {
        calendar.add_workdays(answer_until, self.decide)
    }
    /// Last day to decide an appeal made on this day.
    #[must_use]
    pub fn appeal_until(&self, calendar: &Calendar, appealed: Day) -> Day {
        calendar.add_workdays(appealed, self.appeal)
    }
    /// Last day on which the other side may see it: counted from what happened, so that a slow
    /// office shortens the mark and never lengthens it.
    #[must_use]
    pub fn expires(&self, kind: Kind, happened: Day) -> Day {
        let months = if kind.is_grave() {
            self.grave_months
        } else {
            self.months
        };
        happened.plus_months(months.max(1))
    }
}
