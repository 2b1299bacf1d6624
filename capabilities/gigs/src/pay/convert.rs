//! Monthly rates by the day and the hour, and the floor under a rate.

use super::model::{Floor, Params, Rule};
use super::wage::half_up;
use crate::orders::model::{PayUnit, Relation};

/// A month's pay by the day: by 21.75 paid days (人社部发〔2025〕2号 第二条).
#[must_use]
pub fn day_of_month(month_fen: i64, params: &Params) -> i64 {
    let days = i128::from(params.month_days_milli);
    half_up(i128::from(month_fen) * 1000, days)
}

/// A month's pay by the hour: by 21.75 paid days of eight hours.
#[must_use]
pub fn hour_of_month(month_fen: i64, params: &Params) -> i64 {
    let minutes = i128::from(params.month_days_milli) * i128::from(params.day_minutes);
    half_up(i128::from(month_fen) * 1000 * 60, minutes)
}

/// The least for so many minutes by the month's minimum wage.
fn least_by_month(minutes: i64, params: &Params) -> Option<i64> {
    let whole = i128::from(params.month_days_milli) * i128::from(params.day_minutes);
    let amount = i128::from(params.min_month_fen?) * 1000 * i128::from(minutes);
    Some(half_up(amount, whole))
}

fn least_by_hour(minutes: i64, params: &Params) -> Option<i64> {
    let amount = i128::from(params.min_hour_fen?) * i128::from(minutes);
    Some(half_up(amount, 60))
}

/// Holds what so many minutes of work bring against the minimum wage.
///
/// Part-time work: the hourly minimum (劳动合同法 第七十二条). A labour relation, or one that is
/// not clear: the monthly minimum by 21.75 days of eight hours, and a warning below the hourly
/// one. Other relations have no minimum in law; they too are warned of.
#[must_use]
pub fn floor(rule: &Rule, minutes: i64, params: &Params) -> Floor {
    let earned = match rule.unit {
        PayUnit::Hour => half_up(i128::from(rule.fen) * i128::from(minutes), 60),
        PayUnit::Day => half_up(
            i128::from(rule.fen) * i128::from(minutes),
            i128::from(rule.day_minutes),
        ),
        PayUnit::Piece | PayUnit::Job | PayUnit::Area | PayUnit::Weight => return Floor::None,
    };
    let by_hour = least_by_hour(minutes, params);
    let must = match rule.relation {
        Relation::PartTime => by_hour,
        Relation::Labour | Relation::Unsure => least_by_month(minutes, params),
        _ => None,
    };
    match (must, by_hour) {
        (Some(least), _) if earned < least => Floor::Below(least),
        (_, Some(least)) if earned < least => Floor::Low(least),
        (None, None) => Floor::None,
        _ => Floor::Fine,
    }
}
