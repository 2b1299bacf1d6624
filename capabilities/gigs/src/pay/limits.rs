//! What law allows of hours: part-time work and overtime.

use super::model::{Breach, LineCode, Params, Pay};
use kernel::Day;
use std::collections::BTreeMap;

/// Part-time work for one employer in one week, Monday to Sunday: minutes by day. The average is
/// taken over the days on which work was done, which is the stricter reading of the article.
#[must_use]
pub fn part_time(days: &[(Day, i64)], params: &Params) -> Vec<Breach> {
    let mut by_day: BTreeMap<Day, i64> = BTreeMap::new();
    for (day, minutes) in days.iter().filter(|d| d.1 > 0) {
        *by_day.entry(*day).or_default() += minutes;
    }
    let total: i64 = by_day.values().sum();
    let worked = i64::try_from(by_day.len()).unwrap_or(i64::MAX);
    let mut breaches = Vec::new();
    if total > worked.saturating_mul(params.part_time_day_minutes) {
        breaches.push(Breach::PartTimeDay);
    }
    if total > params.part_time_week_minutes {
        breaches.push(Breach::PartTimeWeek);
    }
    breaches
}

/// Overtime of one wage, with the minutes of overtime already worked in the same month. Work on
/// days of rest and festivals is counted too: it is overtime in the sense of the month's limit.
#[must_use]
pub fn overtime(pay: &Pay, month_minutes: i64, params: &Params) -> Vec<Breach> {
    let sum = |code: &[LineCode]| -> i64 {
        let lines = pay.lines.iter().filter(|l| code.contains(&l.code));
        lines.map(|l| l.minutes).sum()
    };
    let day = sum(&[LineCode::Overtime]);
    let all = sum(&[LineCode::Overtime, LineCode::Rest, LineCode::Statutory]);
    let mut breaches = Vec::new();
    if day > params.overtime_special_minutes {
        breaches.push(Breach::OvertimeSpecial);
    } else if day > params.overtime_day_minutes {
        breaches.push(Breach::OvertimeDay);
    }
    if all > 0 && month_minutes + all > params.overtime_month_minutes {
        breaches.push(Breach::OvertimeMonth);
    }
    breaches
}
