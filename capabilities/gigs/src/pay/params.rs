//! The dated figures of law, read for one place and day.

use super::model::Params;
use kernel::{Day, Refusal};
use reference::Tables;
use serde::Deserialize;

pub(crate) fn read_day<'de, D: serde::Deserializer<'de>>(input: D) -> Result<Day, D::Error> {
    let text = String::deserialize(input)?;
    text.parse()
        .map_err(|()| serde::de::Error::custom("no day"))
}

/// The figures that hold in a place on a day.
///
/// # Errors
/// Internal when a figure that must be there is missing.
pub fn params(tables: &Tables, region: &str, day: Day) -> Result<Params, Refusal> {
    let whole = |key: &str| {
        let found = tables.param_i64(key, region, day);
        found.ok_or_else(|| Refusal::internal(format!("parameter {key} is missing")))
    };
    let hours = |key: &str| whole(key).map(|hours| hours * 60);
    let days = tables.param_milli("pay.month_days", region, day);
    let least = |key: &str| tables.param_fen(key, region, day).map(|f| f.0);
    Ok(Params {
        month_days_milli: days
            .ok_or_else(|| Refusal::internal("parameter pay.month_days is missing"))?,
        day_minutes: hours("pay.day_hours")?,
        overtime_percent: whole("pay.overtime_percent")?,
        rest_percent: whole("pay.rest_percent")?,
        statutory_percent: whole("pay.statutory_percent")?,
        part_time_statutory_percent: whole("pay.parttime_statutory_percent")?,
        unsure_as_labour: whole("pay.unsure_as_labour")? != 0,
        min_month_fen: least("min_wage.month"),
        min_hour_fen: least("min_wage.hour"),
        part_time_day_minutes: hours("parttime.avg_day_hours")?,
        part_time_week_minutes: hours("parttime.week_hours")?,
        part_time_settle_days: whole("parttime.max_settle_days")?,
        overtime_day_minutes: hours("overtime.max_day_hours")?,
        overtime_special_minutes: hours("overtime.max_special_hours")?,
        overtime_month_minutes: hours("overtime.max_month_hours")?,
    })
}
