//! The days of a case over calendars that nobody has seen yet.

use crate::trust::clock::Terms;
use crate::trust::model::Kind;
use kernel::{Calendar, CalendarDay, Day};
use proptest::prelude::*;

fn terms(tell: u32, answer: u32, decide: u32, appeal: u32) -> Terms {
    Terms {
        tell,
        answer,
        decide,
        appeal,
        months: 6,
        grave_months: 24,
    }
}

/// Days that differ from a plain week: festivals off and weekends worked, at random.
fn calendar(odd: &[(u16, bool)]) -> Calendar {
    let first = Day::new(2026, 1, 1).unwrap();
    let day = |(n, workday): &(u16, bool)| CalendarDay {
        day: first.plus_days(i64::from(*n)),
        workday: *workday,
        statutory: false,
        name: String::new(),
    };
    Calendar::new(odd.iter().map(day).collect())
}

proptest! {
    #[test]
    fn nobody_gets_a_day_less_than_the_rule_gives(
        odd in prop::collection::vec((0_u16..400, any::<bool>()), 0..200),
        from in 0_i64..360,
        days in (1_u32..12, 1_u32..12, 1_u32..25, 1_u32..25),
    ) {
        let calendar = calendar(&odd);
        let terms = terms(days.0, days.1, days.2, days.3);
        let told = Day::new(2026, 1, 1).unwrap().plus_days(from);
        let until = terms.answer_until(&calendar, told);
        // The day of the notice is not counted; the last day is one on which the office is open.
        prop_assert!(until > told && calendar.is_workday(until));
        let counted = calendar.workdays_between(told.plus_days(1), until);
        prop_assert_eq!(counted, i64::from(terms.answer));
        // Told a day later, nobody has to answer earlier.
        prop_assert!(terms.answer_until(&calendar, told.plus_days(1)) >= until);
        let decide = terms.decide_until(&calendar, until);
        prop_assert!(decide > until);
        let office = calendar.workdays_between(until.plus_days(1), decide);
        prop_assert_eq!(office, i64::from(terms.decide));
        prop_assert!(terms.tell_until(&calendar, told) > told);
        prop_assert!(terms.appeal_until(&calendar, told) > told);
    }

    #[test]
    fn every_mark_ends_and_a_grave_one_not_sooner(from in 0_i64..2000, at in 0_usize..13) {
        let happened = Day::new(2026, 1, 1).unwrap().plus_days(from);
        let kind = Kind::ALL[at % Kind::ALL.len()];
        let ends = terms(1, 5, 1, 1).expires(kind, happened);
        prop_assert!(ends > happened);
        let most = if kind.is_grave() { 24 } else { 6 };
        prop_assert_eq!(ends, happened.plus_months(most));
    }
}

#[test]
fn five_working_days_around_the_festivals_of_2026() {
    // As published for 2026: 2-14 and 2-28 are worked, 2-15 to 2-23 and 5-1 to 5-5 are off.
    let calendar = reference::Tables::embedded().unwrap().calendar();
    let day = |m, d| Day::new(2026, m, d).unwrap();
    let terms = terms(10, 5, 15, 15);
    for (told, until) in [
        (day(2, 9), day(2, 14)),
        (day(2, 13), day(2, 27)),
        (day(4, 29), day(5, 9)),
        (day(9, 24), day(10, 9)),
    ] {
        assert_eq!(terms.answer_until(&calendar, told), until);
    }
}
