//! When a scheduled job runs next.

use kernel::Moment;

/// How often; times of day are those of Asia/Shanghai.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Every {
    /// Every so many minutes, on full multiples of the hour or day (at least 1).
    Minutes(i64),
    /// Every day at this hour and minute.
    DayAt(i64, i64),
}

impl Every {
    /// The first time after `now`. Times missed while no worker ran are not made up for.
    #[must_use]
    pub fn after(self, now: Moment) -> Moment {
        match self {
            Every::Minutes(n) => {
                let step = n.max(1) * 60_000;
                Moment::from_millis((now.millis().div_euclid(step) + 1) * step)
            }
            Every::DayAt(hour, minute) => {
                let today = now.day().start().plus_minutes(hour * 60 + minute);
                if today > now {
                    today
                } else {
                    today.plus_days(1)
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use kernel::Day;

    #[test]
    fn next_times_are_after_now() {
        let day = Day::new(2026, 11, 23).unwrap();
        let at = |h: i64, m: i64| day.start().plus_minutes(h * 60 + m);
        assert_eq!(Every::Minutes(5).after(at(8, 0)), at(8, 5));
        assert_eq!(Every::Minutes(5).after(at(8, 4)), at(8, 5));
        assert_eq!(Every::Minutes(60).after(at(8, 59)), at(9, 0));
        assert_eq!(Every::DayAt(3, 30).after(at(3, 29)), at(3, 30));
        assert_eq!(Every::DayAt(3, 30).after(at(3, 30)), at(27, 30));
        assert_eq!(Every::DayAt(0, 0).after(at(23, 59)), at(24, 0));
    }
}
