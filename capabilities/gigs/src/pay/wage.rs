//! The wage of one stretch of work.

use super::model::{Line, LineCode, Params, Pay, Rule, Worked};
use super::spread::{Part, spread};
use crate::orders::model::PayUnit;
use kernel::Calendar;

/// `amount / per`, halves up; both in whole numbers, so nothing is lost on the way.
pub(super) fn half_up(amount: i128, per: i128) -> i64 {
    let per = per.max(1);
    i64::try_from((amount * 2 + per).div_euclid(per * 2)).unwrap_or(i64::MAX)
}

/// Is pay counted by what was made and not by time?
const fn by_units(unit: PayUnit) -> bool {
    !matches!(unit, PayUnit::Hour | PayUnit::Day)
}

/// Units spread evenly over the minutes; the parts add up to the whole exactly.
fn units(parts: &[Part], whole: i64) -> Vec<i64> {
    let total: i64 = parts.iter().map(|p| p.minutes).sum();
    let mut done = (0, 0);
    let share = |part: &Part| {
        let minutes = done.0 + part.minutes;
        let up_to = i128::from(whole) * i128::from(minutes) / i128::from(total.max(1));
        let up_to = i64::try_from(up_to).unwrap_or(i64::MAX);
        let own = up_to - done.1;
        done = (minutes, up_to);
        own
    };
    parts.iter().map(share).collect()
}

fn line(rule: &Rule, part: &Part, units_milli: i64) -> Line {
    let (amount, per) = match rule.unit {
        PayUnit::Hour => (part.minutes, 60),
        PayUnit::Day => (part.minutes, rule.day_minutes),
        _ => (units_milli, 1000),
    };
    let rate = i128::from(rule.fen) * i128::from(part.percent);
    Line {
        code: part.code,
        day: part.day,
        minutes: part.minutes,
        units_milli,
        rate_fen: rule.fen,
        percent: part.percent,
        fen: half_up(i128::from(amount) * rate, i128::from(per) * 100),
    }
}

/// The wage of one stretch of work: by day and kind of day, each line rounded half up once.
///
/// Premiums of 劳动法 第四十四条 come in only where the relation is a labour relation
/// (see [`Params::is_labour`]); for pieces they are those of 工资支付暂行规定 第十三条, with the
/// pieces spread evenly over the minutes.
#[must_use]
pub fn compute(rule: &Rule, worked: &Worked, calendar: &Calendar, params: &Params) -> Pay {
    let mut parts = spread(rule, worked, calendar, params);
    if parts.is_empty() && by_units(rule.unit) && worked.units_milli > 0 {
        parts.push(Part {
            day: worked.from.day(),
            code: LineCode::Contract,
            percent: 100,
            minutes: 0,
        });
    }
    let made = if by_units(rule.unit) {
        match parts.as_slice() {
            [_] => vec![worked.units_milli],
            _ => units(&parts, worked.units_milli),
        }
    } else {
        vec![0; parts.len()]
    };
    let lines = parts.iter().zip(made).map(|(p, n)| line(rule, p, n));
    let lines: Vec<Line> = lines.collect();
    Pay {
        gross_fen: lines.iter().map(|l| l.fen).sum(),
        lines,
    }
}
