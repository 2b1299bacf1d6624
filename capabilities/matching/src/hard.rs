//! What rules a pair out, whatever else speaks for it.

use crate::{JobFacts, Rules, WorkerFacts};
use kernel::Day;

/// The rule that ruled a pair out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize)]
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

/// First and last day on which a worker is free, as [`WorkerFacts`] has them.
pub(crate) type Free = (Option<Day>, Option<Day>);

/// The days on which the job is worked and the worker is free, both ends included.
/// `None` as the end means open.
pub(crate) fn overlap<D: Ord + Copy>(
    (from, to): (Option<D>, Option<D>),
    (start, end): (D, Option<D>),
    today: D,
) -> (D, Option<D>) {
    let from = start.max(today).max(from.unwrap_or(today));
    let to = match (end, to) {
        (Some(a), Some(b)) => Some(a.min(b)),
        (a, b) => a.or(b),
    };
    (from, to)
}

/// Do the days not meet?
pub(crate) fn apart(free: Free, job: &JobFacts, today: Day) -> bool {
    let (from, to) = overlap(free, (job.start, job.end), today);
    to.is_some_and(|to| to < from)
}

/// Is it farther than the worker will go?
pub(crate) fn far(minutes: Option<u16>, max: Option<u16>) -> bool {
    minutes.zip(max).is_some_and(|(m, max)| m > max)
}

/// Is it paid less than the worker will work for?
pub(crate) fn less(floor: Option<i64>, job: &JobFacts) -> bool {
    let both = job.pay_day_fen.zip(floor);
    both.is_some_and(|(pay, floor)| pay < floor)
}

/// Youngest and oldest age that law and post let in; no end when the post names none.
pub(crate) fn ages(job: &JobFacts, rules: &Rules) -> (i32, Option<i32>) {
    let adult = job
        .adults_only
        .then(|| rules.juvenile_max.saturating_add(1));
    let least = rules.age_min.max(adult.unwrap_or(i32::MIN));
    let named = job.age_min.map_or(i32::MIN, i32::from);
    (least.max(named), job.age_max.map(i32::from))
}

/// What the rules look at.
pub(crate) struct Pair<'a> {
    pub worker: &'a WorkerFacts,
    pub job: &'a JobFacts,
    pub minutes: Option<u16>,
    pub today: Day,
    pub rules: &'a Rules,
}

impl Pair<'_> {
    /// Does this rule forbid the pair, whatever the other rules say?
    pub fn forbids(&self, veto: Veto) -> bool {
        let (worker, job) = (self.worker, self.job);
        // A day of birth that is not known yet is asked for and checked before the person is
        // taken on.
        let age = |not: &dyn Fn(i32) -> bool| {
            let first = job.start.max(self.today);
            worker.birth.is_some_and(|b| not(b.years_until(first)))
        };
        match veto {
            Veto::Blocked => worker.blocked_employers.contains(&job.employer),
            Veto::Full => job.places_left == 0,
            Veto::Expired => job.expires < self.today,
            Veto::Dates => apart((worker.from, worker.to), job, self.today),
            Veto::UnderAge => age(&|age| age < self.rules.age_min),
            Veto::Juvenile => job.adults_only && age(&|age| age <= self.rules.juvenile_max),
            Veto::AgeRange => {
                let young = |age: i32| job.age_min.is_some_and(|min| age < i32::from(min));
                let old = |age: i32| job.age_max.is_some_and(|max| age > i32::from(max));
                (job.age_min.is_some() || job.age_max.is_some()) && age(&|a| young(a) || old(a))
            }
            Veto::Certificate => job.certs & !worker.certs != 0,
            Veto::Commute => far(self.minutes, worker.max_minutes),
            Veto::Pay => less(worker.pay_floor_fen, job),
        }
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
    let pair = Pair {
        worker,
        job,
        minutes,
        today,
        rules,
    };
    let first = Veto::ALL.into_iter().find(|veto| pair.forbids(*veto));
    first.map_or(Ok(()), Err)
}
