//! A second computation that goes minute by minute, for random shifts.

use super::{day, params_on, tables};
use crate::orders::model::{PayUnit, Relation};
use crate::pay::{LineCode, Params, Rule, Worked, compute};
use kernel::{Calendar, Day};
use proptest::prelude::*;
use std::collections::BTreeMap;
use std::sync::OnceLock;

/// By day and kind: minutes, thousandths of units, percent.
type Sums = BTreeMap<(Day, LineCode), (i64, i64, i64)>;

fn kind(rule: &Rule, on: Day, done: i64, calendar: &Calendar, p: &Params) -> (LineCode, i64) {
    if rule.relation != Relation::Labour {
        return (LineCode::Contract, 100);
    }
    match (calendar.is_statutory(on), calendar.is_workday(on)) {
        (true, _) => (LineCode::Statutory, p.statutory_percent),
        (_, false) => (LineCode::Rest, p.rest_percent),
        _ if done >= p.day_minutes => (LineCode::Overtime, p.overtime_percent),
        _ => (LineCode::Normal, 100),
    }
}

fn count(rule: &Rule, worked: &Worked, calendar: &Calendar, params: &Params) -> Sums {
    let present = (worked.to.millis() - worked.from.millis()) / 60_000;
    let away = worked.break_minutes.min(present);
    let first_away = (present - away) / 2;
    let total = present - away;
    let mut sums = Sums::new();
    let mut done = 0;
    for minute in 0..present {
        if (first_away..first_away + away).contains(&minute) {
            continue;
        }
        let on = worked.from.plus_minutes(minute).day();
        let (code, percent) = kind(rule, on, worked.earlier_minutes + done, calendar, params);
        let upto = |n: i64| worked.units_milli * n / total;
        let sum = sums.entry((on, code)).or_insert((0, 0, percent));
        sum.0 += 1;
        sum.1 += upto(done + 1) - upto(done);
        done += 1;
    }
    sums
}

/// Long division by hand: whole part, then up when twice the rest reaches the divisor.
fn rounded(amount: i128, per: i128) -> i64 {
    let (whole, rest) = (amount / per, amount % per);
    i64::try_from(whole + i128::from(rest * 2 >= per)).expect("small")
}

fn check(rule: &Rule, worked: &Worked) {
    let tables = tables_once();
    let params = params_on(tables, day("2026-01-01"));
    let calendar = tables.calendar();
    let pay = compute(rule, worked, &calendar, &params);
    let expected = count(rule, worked, &calendar, &params);
    let by_time = matches!(rule.unit, PayUnit::Hour | PayUnit::Day);
    let mut gross = 0;
    let mut found = BTreeMap::new();
    for line in &pay.lines {
        let units = if by_time { 0 } else { line.units_milli };
        let sum = (line.minutes, units, line.percent);
        assert!(
            found
                .insert((line.day, line.code), (sum, line.fen))
                .is_none()
        );
    }
    assert_eq!(found.len(), expected.len());
    for (key, (minutes, units, percent)) in expected {
        let (amount, per) = match rule.unit {
            PayUnit::Hour => (minutes, 60),
            PayUnit::Day => (minutes, rule.day_minutes),
            _ => (units, 1000),
        };
        let exact = i128::from(amount) * i128::from(rule.fen) * i128::from(percent);
        let fen = rounded(exact, i128::from(per) * 100);
        let units = if by_time { 0 } else { units };
        assert_eq!(found.get(&key), Some(&((minutes, units, percent), fen)));
        gross += fen;
    }
    assert_eq!(pay.gross_fen, gross);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2_000))]

    #[test]
    fn a_computation_by_the_minute_comes_to_the_same(
        on in 0i64..730, minute in 0i64..1440, present in 1i64..1200, away in 0i64..150,
        earlier in 0i64..600, units in 0i64..2_000_000, fen in 1i64..100_000,
        buys in 60i64..720, unit in 0usize..6, labour: bool,
    ) {
        let start = day("2025-01-01").plus_days(on).start().plus_minutes(minute);
        let others = [Relation::Farm, Relation::PartTime, Relation::Overage, Relation::Unsure];
        let relation = if labour { Relation::Labour } else { others[unit % 4] };
        let rule = Rule { relation, unit: PayUnit::ALL[unit], fen, day_minutes: buys };
        let worked = Worked {
            from: start,
            to: start.plus_minutes(present),
            // A stretch that is nothing but break has no minutes to count.
            break_minutes: away.min(present - 1),
            earlier_minutes: earlier,
            units_milli: units,
        };
        check(&rule, &worked);
    }

    #[test]
    fn a_full_shift_never_pays_less_than_a_day(
        minute in 0i64..1440, buys in 60i64..720, fen in 1i64..100_000,
    ) {
        let start = day("2026-07-06").start().plus_minutes(minute);
        let rule = Rule { relation: Relation::Farm, unit: PayUnit::Day, fen, day_minutes: buys };
        let worked = Worked {
            from: start,
            to: start.plus_minutes(buys),
            break_minutes: 0,
            earlier_minutes: 0,
            units_milli: 0,
        };
        let tables = tables_once();
        let params = params_on(tables, day("2026-07-06"));
        let pay = compute(&rule, &worked, &tables.calendar(), &params);
        prop_assert!(pay.gross_fen >= fen && pay.gross_fen <= fen + 1);
    }
}

fn tables_once() -> &'static reference::Tables {
    static TABLES: OnceLock<reference::Tables> = OnceLock::new();
    TABLES.get_or_init(tables)
}
