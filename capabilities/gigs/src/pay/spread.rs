//! A stretch of work cut into civil days and kinds of day.

use super::model::{LineCode, Params, Rule, Worked};
use crate::orders::model::Relation;
use kernel::{Calendar, Day};

/// So many minutes on one day of one kind.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Part {
    /// The civil day.
    pub day: Day,
    /// The kind.
    pub code: LineCode,
    /// Percent of the agreed pay.
    pub percent: i64,
    /// Minutes.
    pub minutes: i64,
}

/// Minutes since the epoch, seconds cut off, moved so that midnight in Luonan divides by 1440.
fn local_minute(at: kernel::Moment) -> i64 {
    at.day().epoch_days() * 1440 + at.minute_of_day()
}

/// The two stretches on either side of the break, in minutes.
fn stretches(worked: &Worked) -> [(i64, i64); 2] {
    let (from, to) = (local_minute(worked.from), local_minute(worked.to));
    let present = (to - from).max(0);
    let rest = worked.break_minutes.clamp(0, present);
    let before = (present - rest) / 2;
    [
        (from, from + before),
        (from + before + rest, from + present),
    ]
}

/// Cuts at midnight.
fn by_day(worked: &Worked) -> Vec<(Day, i64)> {
    let mut days: Vec<(Day, i64)> = Vec::new();
    for (mut from, to) in stretches(worked) {
        while from < to {
            let number = from.div_euclid(1440);
            let until = to.min((number + 1) * 1440);
            let day = Day::from_epoch_days(number);
            match days.last_mut().filter(|d| d.0 == day) {
                Some(last) => last.1 += until - from,
                None => days.push((day, until - from)),
            }
            from = until;
        }
    }
    days
}

/// The kind of a whole day: what every minute of it is paid at.
fn of_day(rule: &Rule, calendar: &Calendar, params: &Params, day: Day) -> (LineCode, i64) {
    if params.is_labour(rule.relation) {
        if calendar.is_statutory(day) {
            return (LineCode::Statutory, params.statutory_percent);
        }
        if !calendar.is_workday(day) {
            return (LineCode::Rest, params.rest_percent);
        }
        return (LineCode::Normal, 100);
    }
    let part_time = rule.relation == Relation::PartTime;
    if part_time && calendar.is_statutory(day) && params.part_time_statutory_percent > 100 {
        return (LineCode::Statutory, params.part_time_statutory_percent);
    }
    (LineCode::Contract, 100)
}

/// The stretch by day and kind. Eight hours are counted over the whole working day, which
/// belongs to the day on which it begins, so that a night shift is not counted twice.
#[must_use]
pub fn spread(rule: &Rule, worked: &Worked, calendar: &Calendar, params: &Params) -> Vec<Part> {
    let mut parts = Vec::new();
    let mut used = worked.earlier_minutes.max(0);
    for (day, minutes) in by_day(worked) {
        let (code, percent) = of_day(rule, calendar, params, day);
        let within = match code {
            LineCode::Normal => (params.day_minutes - used).clamp(0, minutes),
            _ => minutes,
        };
        let beyond = minutes - within;
        let kinds = [
            (code, percent, within),
            (LineCode::Overtime, params.overtime_percent, beyond),
        ];
        for (code, percent, minutes) in kinds.into_iter().filter(|k| k.2 > 0) {
            parts.push(Part {
                day,
                code,
                percent,
                minutes,
            });
        }
        used += minutes;
    }
    parts
}
