//! Quiet hours and caps: dated parameters.

use kernel::{Ctx, Moment, Refusal};

/// What holds today.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Limits {
    /// Most pushes a day to one person.
    pub a_day: i64,
    /// Most with urgent day work counted in.
    pub a_day_urgent: i64,
    /// Quiet from this hour on.
    pub quiet_from: i64,
    /// Quiet until this hour.
    pub quiet_to: i64,
}

impl Limits {
    /// Reads them.
    ///
    /// # Errors
    /// Internal, naming the parameter that is missing.
    pub fn read(ctx: &Ctx) -> Result<Self, Refusal> {
        let tables = reference::tables(ctx)?;
        let region = tables.county().map_or("", |c| c.code.as_str());
        let get = |key: &'static str| {
            let found = tables.param_i64(key, region, ctx.today());
            found.ok_or_else(|| Refusal::internal(format!("parameter {key} is missing")))
        };
        Ok(Self {
            a_day: get("push.max_day")?,
            a_day_urgent: get("push.max_day_urgent")?,
            quiet_from: get("push.quiet_from_hour")?,
            quiet_to: get("push.quiet_to_hour")?,
        })
    }
    /// Is it quiet now? The hours may go past midnight.
    pub fn quiet(&self, now: Moment) -> bool {
        let hour = now.minute_of_day() / 60;
        if self.quiet_from <= self.quiet_to {
            (self.quiet_from..self.quiet_to).contains(&hour)
        } else {
            hour >= self.quiet_from || hour < self.quiet_to
        }
    }
    /// May one more be made after so many of today?
    pub const fn room(&self, made_today: i64, urgent: bool) -> bool {
        let most = if urgent {
            self.a_day_urgent
        } else {
            self.a_day
        };
        made_today < most
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use kernel::Day;

    #[test]
    fn nights_are_quiet_and_days_are_not() {
        let limits = Limits {
            a_day: 1,
            a_day_urgent: 3,
            quiet_from: 21,
            quiet_to: 7,
        };
        let day = Day::new(2026, 11, 24).unwrap();
        let at = |h: i64, m: i64| day.start().plus_minutes(h * 60 + m);
        for (moment, quiet) in [
            (at(0, 0), true),
            (at(6, 59), true),
            (at(7, 0), false),
            (at(20, 59), false),
            (at(21, 0), true),
        ] {
            assert_eq!(limits.quiet(moment), quiet);
        }
        assert!(limits.room(0, false) && !limits.room(1, false));
        assert!(limits.room(2, true) && !limits.room(3, true));
    }
}
