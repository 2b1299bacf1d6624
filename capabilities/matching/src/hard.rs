//! What rules a pair out, whatever else speaks for it.

use crate::{JobFacts, Rules, WorkerFacts};
use kernel::Day;

/// The rule that ruled a pair out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, serde::Serialize)]
pub enum Veto {
    /// One side blocked the other.
    Blocked,
    /// No place is left.
    Full,
    /// The post has run out.
    Expired,
    /// The days do not meet.
    Dates,
    /// Under the least age of law on the first day of work (劳动法 第十五条).
    UnderAge,
    /// A juvenile, and the work is forbidden to juveniles (劳动法 第六十四条).
    Juvenile,
    /// Outside the ages that the post takes.
    AgeRange,
    /// A required certificate is missing.
    Certificate,
    /// Farther than the worker will go.
    Commute,
    /// Less than the worker will work for.
    Pay,
}

impl Veto {
    /// Every veto.
    pub const ALL: [Veto; 10] = [
        Veto::Blocked,
        Veto::Full,
        Veto::Expired,
        Veto::Dates,
        Veto::UnderAge,
        Veto::Juvenile,
        Veto::AgeRange,
        Veto::Certificate,
        Veto::Commute,
        Veto::Pay,
    ];
    /// The message's key.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Veto::Blocked => "matching-veto-blocked",
            Veto::Full => "matching-veto-full",
            Veto::Expired => "matching-veto-expired",
            Veto::Dates => "matching-veto-dates",
            Veto::UnderAge => "matching-veto-under-age",
            Veto::Juvenile => "matching-veto-juvenile",
            Veto::AgeRange => "matching-veto-age-range",
            Veto::Certificate => "matching-veto-certificate",
            Veto::Commute => "matching-veto-commute",
            Veto::Pay => "matching-veto-pay",
        }
    }
}

/// The days on which the job is worked and the worker is free, both ends included.
/// `None` as the end means open.
pub(crate) fn overlap(worker: &WorkerFacts, job: &JobFacts, today: Day) -> (Day, Option<Day>) {
    let from = job.start.max(today).max(worker.from.unwrap_or(today));
    let to = match (job.end, worker.to) {
        (Some(a), Some(b)) => Some(a.min(b)),
        (a, b) => a.or(b),
    };
    (from, to)
}

fn ages(worker: &WorkerFacts, job: &JobFacts, today: Day, rules: &Rules) -> Result<(), Veto> {
    // Not known yet: the age is asked for and checked before the person is taken on.
    let Some(birth) = worker.birth else {
        return Ok(());
    };
    let age = birth.years_until(job.start.max(today));
    if age < rules.age_min {
        return Err(Veto::UnderAge);
    }
    if job.adults_only && age <= rules.juvenile_max {
        return Err(Veto::Juvenile);
    }
    let young = job.age_min.is_some_and(|min| age < i32::from(min));
    let old = job.age_max.is_some_and(|max| age > i32::from(max));
    if young || old {
        Err(Veto::AgeRange)
    } else {
        Ok(())
    }
}

/// May this worker be offered this job today? `minutes` = by road from home to work, if known.
///
/// # Errors
/// The first [`Veto`], in the order of [`Veto::ALL`].
pub fn hard(
    worker: &WorkerFacts,
    job: &JobFacts,
    minutes: Option<u16>,
    today: Day,
    rules: &Rules,
) -> Result<(), Veto> {
    let veto = |is: bool, veto: Veto| if is { Err(veto) } else { Ok(()) };
    veto(
        worker.blocked_employers.contains(&job.employer),
        Veto::Blocked,
    )?;
    veto(job.places_left == 0, Veto::Full)?;
    veto(job.expires < today, Veto::Expired)?;
    let (from, to) = overlap(worker, job, today);
    veto(to.is_some_and(|to| to < from), Veto::Dates)?;
    ages(worker, job, today, rules)?;
    veto(job.certs & !worker.certs != 0, Veto::Certificate)?;
    let far = |max: u16| minutes.is_some_and(|m| m > max);
    veto(worker.max_minutes.is_some_and(far), Veto::Commute)?;
    let less = |floor: i64| job.pay_day_fen.is_some_and(|pay| pay < floor);
    veto(worker.pay_floor_fen.is_some_and(less), Veto::Pay)
}
