//! Pay against the table of hand-derived cases, and against counting minute by minute.

mod brute;
mod cases;

use super::Params;
use kernel::{Day, Moment};
use reference::Tables;

/// The county of the cases.
pub const COUNTY: &str = "611021000000";

pub fn tables() -> Tables {
    Tables::embedded().expect("the tables")
}

pub fn day(text: &str) -> Day {
    text.parse().unwrap_or_else(|()| panic!("no day: {text}"))
}

/// `2026-02-17T08:00` in Luonan.
pub fn moment(text: &str) -> Moment {
    let (date, time) = text.split_once('T').expect("a time");
    let (hour, minute) = time.split_once(':').expect("a minute");
    let minutes = hour.parse::<i64>().expect("hour") * 60 + minute.parse::<i64>().expect("minute");
    day(date).start().plus_minutes(minutes)
}

pub fn params_on(tables: &Tables, on: Day) -> Params {
    super::params(tables, COUNTY, on).expect("the figures")
}
