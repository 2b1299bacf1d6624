//! The day on which a wage is due.

use super::model::Params;
use crate::orders::model::{Relation, Settle};
use kernel::{Calendar, Day};

fn month_end(day: Day) -> Day {
    let first = day.plus_days(1 - i64::from(day.day()));
    first.plus_months(1).plus_days(-1)
}

/// The day that the settlement names.
fn named(settle: Settle, ended: Day, last: Day) -> Day {
    match settle {
        Settle::Day => ended,
        Settle::NextDay => ended.plus_days(1),
        Settle::Week => ended.plus_days(7 - i64::from(ended.weekday())),
        Settle::HalfMonth if ended.day() <= 15 => ended.plus_days(15 - i64::from(ended.day())),
        Settle::HalfMonth | Settle::Month => month_end(ended),
        Settle::Done => last.max(ended),
    }
}

/// The day on which the wage of a shift is due.
///
/// A day off moves it to the working day **before** (保障农民工工资支付条例 第十四条), though
/// never before the day on which the shift `ended`. Weeks end on Sunday, half months on the 15th
/// and the month's last day; `last` is the order's last day. Part-time work is paid within
/// fifteen days, the first counted (劳动合同法 第七十二条).
#[must_use]
pub fn due_day(
    settle: Settle,
    relation: Relation,
    ended: Day,
    last: Day,
    calendar: &Calendar,
    params: &Params,
) -> Day {
    let mut day = named(settle, ended, last);
    if relation == Relation::PartTime {
        day = day.min(ended.plus_days(params.part_time_settle_days - 1));
    }
    calendar.previous_workday(day).max(ended)
}
