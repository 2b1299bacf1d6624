//! What is found in a post beyond its words, and what the law's figures say of its pay.

use super::model::{Kind, PayUnit, Terms};
use crate::screening::{Hit, Severity};
use kernel::{Day, FieldFault};

/// The dated figures that a post is held against.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// Least monthly wage of full-time work, in fen; `None` = not known for the place.
    pub month_fen: Option<i64>,
    /// Least hourly wage of part-time work, in fen.
    pub hour_fen: Option<i64>,
    /// Paid days a month, in thousandths (21.75 → 21750).
    pub month_days_milli: i64,
    /// Hours of a working day.
    pub day_hours: i64,
    /// Least age, in full years.
    pub age_min: i64,
    /// Longest wait for the pay of part-time work, in days.
    pub parttime_settle_days: i64,
    /// Days that a day post is shown.
    pub valid_days_day: i64,
    /// Days that any other post is shown.
    pub valid_days_other: i64,
}

impl Limits {
    /// Days that a post of this kind is shown at most.
    #[must_use]
    pub fn valid_days(&self, kind: Kind) -> i64 {
        if kind == Kind::Day {
            self.valid_days_day
        } else {
            self.valid_days_other
        }
    }
    /// Least pay for so many minutes of full-time work, in fen: month ÷ paid days ÷ hours.
    #[must_use]
    pub fn floor_fen(&self, minutes: i64) -> Option<i64> {
        let hours = self.month_days_milli * self.day_hours;
        Some(self.month_fen?.checked_mul(1000)?.checked_mul(minutes)? / (hours * 60))
    }
    /// Last day on which a post that is published on `day` may be shown: its kind's days, and
    /// never longer than its work.
    #[must_use]
    pub fn last_day(&self, terms: &Terms, day: Day) -> Day {
        let last = day.plus_days(self.valid_days(terms.kind));
        terms.end_day.map_or(last, |end| end.min(last))
    }
    /// Pay for a day or its equal, in fen; `None` when it cannot be told by the day.
    #[must_use]
    pub fn day_pay(&self, terms: &Terms) -> Option<i64> {
        let least = terms.pay_min_fen?;
        match terms.pay_unit {
            PayUnit::Day => Some(least),
            PayUnit::Hour => Some(least.checked_mul(terms.work_minutes?)? / 60),
            PayUnit::Month => Some(least.checked_mul(1000)? / self.month_days_milli.max(1)),
            PayUnit::Job => (terms.end_day == Some(terms.start_day)).then_some(least),
            PayUnit::Week | PayUnit::Piece | PayUnit::Area | PayUnit::Weight => None,
        }
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

/// What must be mended before the post can be sent in. `fresh` = never published.
#[must_use]
pub fn faults(terms: &Terms, limits: &Limits, today: Day, fresh: bool) -> Vec<FieldFault> {
    let mut found = Vec::new();
    let mut say = |field, code| found.push(fault(field, code, Vec::new()));
    if terms.end_day.is_some_and(|end| end < terms.start_day) {
        say("end_day", "vacancies-end-before-start");
    }
    let past = terms.end_day.is_some_and(|end| end < today) || (fresh && terms.start_day < today);
    if past {
        say("start_day", "vacancies-day-past");
    }
    if terms.insurance == super::model::Insurance::None && terms.insurance_reason.is_empty() {
        say("insurance_reason", "vacancies-insurance-unsaid");
    }
    if terms.source == super::model::Source::Repost
        && (terms.source_org.is_empty() || terms.source_url.is_empty())
    {
        say("source_org", "vacancies-source-unsaid");
    }
    if terms.kind == Kind::Day && terms.pay_min_fen.is_none() {
        say("pay_min", "vacancies-pay-needed");
    }
    if matches!((terms.pay_min_fen, terms.pay_max_fen), (Some(a), Some(b)) if b < a) {
        say("pay_max", "vacancies-pay-order");
    }
    if terms.age_min.is_some_and(|age| age < limits.age_min) {
        let args = vec![("age", limits.age_min.to_string())];
        found.push(fault("age_min", "vacancies-age-too-young", args));
    }
    if matches!((terms.age_min, terms.age_max), (Some(a), Some(b)) if b < a) {
        found.push(fault("age_max", "vacancies-age-order", Vec::new()));
    }
    found.extend(parttime(terms, limits));
    found.extend(pay_floor(terms, limits));
    found
}

/// Part-time work is settled within fifteen days (劳动合同法 第七十二条).
fn parttime(terms: &Terms, limits: &Limits) -> Option<FieldFault> {
    let late = terms
        .settle
        .days()
        .is_none_or(|days| days > limits.parttime_settle_days);
    let args = vec![("days", limits.parttime_settle_days.to_string())];
    (terms.kind == Kind::PartTime && late)
        .then(|| fault("settle", "vacancies-parttime-settle", args))
}

/// Pay below what law lets anybody pay.
fn pay_floor(terms: &Terms, limits: &Limits) -> Option<FieldFault> {
    let least = terms.pay_min_fen?;
    let floor = match (terms.kind, terms.pay_unit) {
        (Kind::PartTime, PayUnit::Hour) => limits.hour_fen?,
        (_, PayUnit::Hour) => limits.floor_fen(60)?,
        (_, PayUnit::Day) => {
            let minutes = terms.work_minutes.unwrap_or(limits.day_hours * 60);
            limits.floor_fen(minutes)?
        }
        (_, PayUnit::Month) if terms.kind != Kind::PartTime => limits.month_fen?,
        _ => return None,
    };
    let args = vec![("floor", yuan(floor))];
    (least < floor).then(|| fault("pay_min", "vacancies-pay-below-floor", args))
}

fn hit(rule: &str, field: &str, matched: String) -> Hit {
    let severity = Severity::Warn;
    let (rule, field) = (rule.to_owned(), field.to_owned());
    Hit {
        rule,
        severity,
        field,
        from: 0,
        to: 0,
        matched,
    }
}

/// What a person should look at although no word is wrong.
#[must_use]
pub fn warnings(terms: &Terms, limits: &Limits) -> Vec<Hit> {
    let mut found = Vec::new();
    if let Some(age) = terms.age_max {
        found.push(hit("age-limit", "age_max", age.to_string()));
    }
    match terms.pay_min_fen {
        None => found.push(hit("pay-open", "pay_min", String::new())),
        Some(least) => {
            let minutes = match terms.pay_unit {
                PayUnit::Hour => Some(60),
                PayUnit::Day => Some(terms.work_minutes.unwrap_or(limits.day_hours * 60)),
                _ => None,
            };
            let usual = minutes.zip(limits.hour_fen).map(|(m, hour)| hour * m / 60);
            if usual.is_some_and(|usual| least < usual) {
                found.push(hit("pay-low", "pay_min", yuan(least)));
            }
        }
    }
    if !terms.policy_doc.is_empty() {
        found.push(hit(
            "policy-document",
            "policy_doc",
            terms.policy_doc.clone(),
        ));
    }
    if terms.source == super::model::Source::Repost {
        found.push(hit("repost", "source_org", terms.source_org.clone()));
    }
    found
}
