//! Every hard rule written down a second time, day by day and bit by bit.

use crate::chance::today;
use kernel::Day;
use matching::{JobFacts, Veto, WorkerFacts};

/// Full years on a day, counted year by year. Who is born on 29 February is a year older on 1
/// March of a common year.
fn age_on(born: Day, day: Day) -> i32 {
    let birthday = |n: i16| {
        let year = born.year() + n;
        let exact = Day::new(year, born.month(), born.day());
        exact.or_else(|| Day::new(year, 3, 1)).expect("a day")
    };
    let past = (1..400).take_while(|n| birthday(*n) <= day).count();
    let unborn = (1..400).take_while(|n| birthday(1 - *n) > day).count();
    i32::try_from(past).expect("small") - i32::try_from(unborn).expect("small")
}

/// Does this one rule forbid the pair?
pub fn forbids(veto: Veto, w: &WorkerFacts, j: &JobFacts, m: Option<u16>) -> bool {
    let first = if j.start > today() { j.start } else { today() };
    let age = w.birth.map(|born| age_on(born, first));
    let horizon = today().plus_days(400);
    match veto {
        Veto::Blocked => w.blocked_employers.contains(&j.employer),
        Veto::Full => j.places_left < 1,
        Veto::Expired => j.expires.plus_days(1) <= today(),
        Veto::Dates => !(0..=400).map(|i| today().plus_days(i)).any(|d| {
            let worked = d >= j.start && d <= j.end.unwrap_or(horizon);
            worked && w.from.is_none_or(|f| d >= f) && w.to.is_none_or(|t| d <= t)
        }),
        Veto::UnderAge => age.is_some_and(|age| age < 16),
        Veto::Juvenile => j.adults_only && age.is_some_and(|age| age < 18),
        Veto::AgeRange => {
            let young = age.zip(j.age_min).is_some_and(|(a, min)| a < min.into());
            young || age.zip(j.age_max).is_some_and(|(a, max)| a > max.into())
        }
        Veto::Certificate => (0..64).any(|bit| (j.certs >> bit) & 1 > (w.certs >> bit) & 1),
        Veto::Commute => matches!((m, w.max_minutes), (Some(m), Some(max)) if m > max),
        Veto::Pay => matches!((j.pay_day_fen, w.pay_floor_fen), (Some(p), Some(f)) if p < f),
    }
}

/// May the pair be at all?
pub fn may(w: &WorkerFacts, j: &JobFacts, m: Option<u16>) -> bool {
    Veto::ALL.iter().all(|veto| !forbids(*veto, w, j, m))
}
