//! Every worked example of the record, on the loaded schedule of 2024 to 2026.

use kernel::{Calendar, CalendarDay, CalendarStatus, Day};
use proptest::prelude::*;

fn day(text: &str) -> Day {
    text.parse().expect(text)
}

fn calendar() -> Calendar {
    let table = include_str!("../../../data/holidays_2024_2026.csv");
    let days = table
        .trim_start_matches('\u{feff}')
        .lines()
        .skip(1)
        .map(|line| {
            let f: Vec<&str> = line.trim().split(',').collect();
            let (workday, statutory) = (f[2] == "1", f[5] == "1");
            CalendarDay {
                day: day(f[0]),
                workday,
                statutory,
                name: f[3].to_owned(),
            }
        });
    Calendar::new(days.collect())
}

#[test]
fn working_days_are_added_across_holidays() {
    let c = calendar();
    let plus = |from, n, to| assert_eq!(c.add_workdays(day(from), n), day(to), "{from} + {n}");
    plus("2026-02-09", 5, "2026-02-14");
    plus("2026-02-13", 5, "2026-02-27");
    plus("2026-04-29", 5, "2026-05-09");
    plus("2026-09-24", 5, "2026-10-09");
    plus("2026-01-05", 60, "2026-04-03");
    plus("2026-01-05", 90, "2026-05-20");
    plus("2026-09-18", 7, "2026-09-29");
    plus("2026-10-01", 0, "2026-10-01");
}

#[test]
fn calendar_days_and_months_roll_off_a_holiday() {
    let c = calendar();
    assert_eq!(
        c.add_calendar_days_roll(day("2026-02-01"), 15),
        day("2026-02-24")
    );
    assert_eq!(
        c.add_calendar_days_roll(day("2026-09-16"), 15),
        day("2026-10-08")
    );
    assert_eq!(c.add_months_roll(day("2026-08-31"), 1), day("2026-09-30"));
    assert_eq!(c.add_months_roll(day("2026-09-02"), 1), day("2026-10-08"));
    assert_eq!(c.previous_workday(day("2026-02-20")), day("2026-02-14"));
    assert_eq!(c.previous_workday(day("2026-02-14")), day("2026-02-14"));
}

#[test]
fn the_years_count_as_published() {
    let c = calendar();
    for year in [2025, 2026] {
        let (from, to) = (Day::new(year, 1, 1), Day::new(year, 12, 31));
        assert_eq!(
            c.workdays_between(from.expect("day"), to.expect("day")),
            248,
            "{year}"
        );
        assert_eq!(c.status(year), CalendarStatus::Official);
    }
    let months = [21, 16, 22, 21, 19, 21, 23, 21, 22, 18, 21, 23];
    for (month, expected) in (1..).zip(months) {
        let first = Day::new(2026, month, 1).expect("day");
        let last = first.plus_months(1).plus_days(-1);
        assert_eq!(c.workdays_between(first, last), expected, "2026-{month}");
    }
    assert_eq!(c.status(2027), CalendarStatus::Provisional);
    assert!(c.is_workday(day("2027-01-01")));
}

#[test]
fn the_thirteen_festival_days_of_2026() {
    let c = calendar();
    let first = day("2026-01-01");
    let found: Vec<Day> = (0..365)
        .map(|i| first.plus_days(i))
        .filter(|d| c.is_statutory(*d))
        .collect();
    let expected = [
        "2026-01-01",
        "2026-02-16",
        "2026-02-17",
        "2026-02-18",
        "2026-02-19",
        "2026-04-05",
        "2026-05-01",
        "2026-05-02",
        "2026-06-19",
        "2026-09-25",
        "2026-10-01",
        "2026-10-02",
        "2026-10-03",
    ];
    assert_eq!(found, expected.map(day));
}

proptest! {
    #[test]
    fn adding_is_counting(start in 19_700i64..20_800, n in 0u32..80) {
        let c = calendar();
        let from = Day::from_epoch_days(start);
        let to = c.add_workdays(from, n);
        prop_assert_eq!(c.workdays_between(from.plus_days(1), to), i64::from(n));
        prop_assert!(n == 0 || c.is_workday(to));
    }
}

#[test]
fn every_day_of_a_thousand_years_is_counted_as_the_calendar_counts_it() {
    let first = Day::new(1500, 1, 1).unwrap().epoch_days();
    for days in first..first + 366_000 {
        assert_eq!(Day::from_epoch_days(days).epoch_days(), days);
    }
    for days in [Day::new(-9999, 1, 1), Day::new(9999, 12, 31)] {
        let day = days.unwrap();
        assert_eq!(Day::from_epoch_days(day.epoch_days()), day);
    }
}
