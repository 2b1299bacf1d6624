//! What an order is held against before workers see it: its shape, and the law's dated figures.

use super::model::{Insurance, PayUnit, Relation, Settle, Stretch, Terms};
use kernel::{FieldFault, Moment};
use std::ops::RangeInclusive;

/// Something that speaks against an order, or that the employer should know: field, message key,
/// arguments. A find of a screening rule has the key `gigs-orders-words` and the arguments
/// `rule`, `matched`, `from` and `to` (characters of the field as typed).
pub type Warning = FieldFault;

/// Shifts in one order at most; a longer job is several orders.
const SHIFTS_MAX: usize = 62;
/// Seats in one shift.
const SEATS: RangeInclusive<i64> = 1..=500;
/// Minutes of one shift.
const MINUTES: RangeInclusive<i64> = 15..=1440;

/// The dated figures.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// Least monthly wage of full-time work, in fen; `None` = not known for the place.
    pub month_fen: Option<i64>,
    /// Least hourly wage of part-time work, in fen.
    pub hour_fen: Option<i64>,
    /// Paid days a month, in thousandths (21.75 → 21750).
    pub month_days_milli: i64,
    /// Hours of a working day (劳动法 第三十六条).
    pub day_hours: i64,
    /// Least age, in full years (劳动法 第十五条).
    pub age_min: i64,
    /// Longest wait for the pay of part-time work, in days (劳动合同法 第七十二条).
    pub parttime_settle_days: i64,
    /// Hours of part-time work a day, on average (劳动合同法 第六十八条).
    pub parttime_day_hours: i64,
    /// Most minutes of work in 24 hours.
    pub day_minutes: i64,
}

impl Limits {
    /// Least pay for so many minutes at the equal of the monthly least wage, in fen: month ÷
    /// paid days ÷ hours.
    #[must_use]
    pub fn floor_fen(&self, minutes: i64) -> Option<i64> {
        let hours = self.month_days_milli * self.day_hours;
        let whole = self.month_fen?.checked_mul(1000)?.checked_mul(minutes)?;
        Some(whole / (hours * 60))
    }
}

fn fault(field: &str, code: &'static str, args: Vec<(&'static str, String)>) -> FieldFault {
    FieldFault {
        field: field.to_owned(),
        code,
        args,
    }
}

fn yuan(fen: i64) -> String {
    kernel::Fen(fen).to_string()
}

/// Minutes of work in a stretch.
fn work(stretch: &Stretch) -> i64 {
    stretch.minutes - stretch.break_minutes
}

fn longest(terms: &Terms) -> i64 {
    terms.shifts.iter().map(work).max().unwrap_or(0)
}

/// What is wrong with the form of an order, whatever the law says.
#[must_use]
pub fn shape(terms: &Terms) -> Vec<FieldFault> {
    let mut found = Vec::new();
    let mut say = |bad: bool, field: &str, code: &'static str| {
        if bad {
            found.push(fault(field, code, Vec::new()));
        }
    };
    say(terms.title.trim().is_empty(), "title", "field-needed");
    say(terms.pay_fen < 1, "pay", "gigs-orders-pay-needed");
    let count = terms.shifts.len();
    say(count == 0, "shifts", "gigs-orders-shifts-needed");
    say(count > SHIFTS_MAX, "shifts", "gigs-orders-shifts-many");
    for stretch in &terms.shifts {
        let minute = (0..1440).contains(&stretch.start_minute);
        let long = MINUTES.contains(&stretch.minutes);
        say(!minute || !long, "shifts", "gigs-orders-shift-length");
        let rest = (0..stretch.minutes).contains(&stretch.break_minutes);
        say(!rest, "shifts", "gigs-orders-shift-break");
        let seats = SEATS.contains(&stretch.seats);
        say(!seats, "shifts", "gigs-orders-shift-seats");
    }
    let mut starts: Vec<Moment> = terms.shifts.iter().map(Stretch::start).collect();
    starts.sort_unstable();
    let twice = starts.windows(2).any(|pair| pair[0] == pair[1]);
    say(twice, "shifts", "gigs-orders-shift-twice");
    found
}

/// What must be mended before workers may see the order at this moment.
#[must_use]
pub fn faults(terms: &Terms, limits: &Limits, now: Moment) -> Vec<FieldFault> {
    let mut found = shape(terms);
    let past = terms.shifts.iter().any(|s| s.start() <= now);
    if past {
        found.push(fault("shifts", "gigs-orders-shift-past", Vec::new()));
    }
    found.extend(lasting(terms, limits));
    found
}

/// What holds whenever the shifts are.
#[must_use]
pub fn lasting(terms: &Terms, limits: &Limits) -> Vec<FieldFault> {
    let mut found = Vec::new();
    if terms.insurance == Insurance::None && terms.insurance_reason.trim().is_empty() {
        let code = "gigs-orders-insurance-unsaid";
        found.push(fault("insurance_reason", code, Vec::new()));
    }
    if terms.age_min.is_some_and(|age| age < limits.age_min) {
        let args = vec![("age", limits.age_min.to_string())];
        found.push(fault("age_min", "gigs-orders-age-too-young", args));
    }
    if matches!((terms.age_min, terms.age_max), (Some(a), Some(b)) if b < a) {
        found.push(fault("age_max", "gigs-orders-age-order", Vec::new()));
    }
    if longest(terms) > limits.day_minutes {
        let args = vec![("minutes", limits.day_minutes.to_string())];
        found.push(fault("shifts", "gigs-orders-too-long", args));
    }
    found.extend(parttime(terms, limits));
    found.extend(floor(terms, limits));
    found
}

/// Part-time work is short on average and settled within fifteen days (劳动合同法 第六十八、七十二条).
fn parttime(terms: &Terms, limits: &Limits) -> Vec<FieldFault> {
    if terms.relation != Relation::PartTime {
        return Vec::new();
    }
    let mut found = Vec::new();
    let days: std::collections::BTreeSet<_> = terms.shifts.iter().map(|s| s.day).collect();
    let whole: i64 = terms.shifts.iter().map(work).sum();
    let count = i64::try_from(days.len()).unwrap_or(1);
    if whole > count * limits.parttime_day_hours * 60 {
        let args = vec![("hours", limits.parttime_day_hours.to_string())];
        found.push(fault("relation", "gigs-orders-parttime-hours", args));
    }
    let span = match (days.first(), days.last()) {
        (Some(first), Some(last)) => last.epoch_days() - first.epoch_days(),
        _ => 0,
    };
    let wait = match terms.settle {
        Settle::Day => 0,
        Settle::NextDay => 1,
        Settle::Week => 7,
        Settle::HalfMonth => 15,
        Settle::Month => 31,
        Settle::Done => span,
    };
    if wait > limits.parttime_settle_days {
        let args = vec![("days", limits.parttime_settle_days.to_string())];
        found.push(fault("settle", "gigs-orders-parttime-settle", args));
    }
    found
}

/// Pay below what law lets anybody pay, for the longest shift.
fn floor(terms: &Terms, limits: &Limits) -> Option<FieldFault> {
    let least = match (terms.relation, terms.pay_unit) {
        (Relation::PartTime, PayUnit::Hour) => limits.hour_fen?,
        (_, PayUnit::Hour) => limits.floor_fen(60)?,
        (_, PayUnit::Day) => limits.floor_fen(longest(terms))?,
        _ => return None,
    };
    let args = vec![("floor", yuan(least))];
    (terms.pay_fen < least).then(|| fault("pay", "gigs-orders-pay-below-floor", args))
}

/// What the employer should know although nothing stands against it.
#[must_use]
pub fn warnings(terms: &Terms, limits: &Limits) -> Vec<Warning> {
    let mut found = Vec::new();
    let minutes = match terms.pay_unit {
        PayUnit::Hour => Some(60),
        PayUnit::Day => Some(longest(terms)),
        _ => None,
    };
    let usual = minutes.zip(limits.hour_fen).map(|(m, hour)| hour * m / 60);
    if let Some(usual) = usual.filter(|usual| terms.pay_fen < *usual) {
        let args = vec![("usual", yuan(usual))];
        found.push(fault("pay", "gigs-orders-pay-low", args));
    }
    if longest(terms) > limits.day_hours * 60 {
        let args = vec![("hours", limits.day_hours.to_string())];
        found.push(fault("shifts", "gigs-orders-long-day", args));
    }
    if let Some(age) = terms.age_max {
        let args = vec![("age", age.to_string())];
        found.push(fault("age_max", "gigs-orders-age-limit", args));
    }
    if terms.insurance == Insurance::None {
        found.push(fault("insurance", "gigs-orders-uninsured", Vec::new()));
    }
    if terms.meeting.trim().is_empty() && terms.address.trim().is_empty() {
        found.push(fault("meeting", "gigs-orders-where", Vec::new()));
    }
    found
}
