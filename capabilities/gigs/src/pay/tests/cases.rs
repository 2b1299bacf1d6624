//! The table of hand-derived cases in `docs/reference/wage-cases.csv`.

use super::{day, moment, params_on, tables};
use crate::orders::model::{PayUnit, Relation, Settle};
use crate::pay::{
    Breach, Floor, Line, LineCode, Params, Pay, Rule, Worked, compute, day_of_month, due_day,
    floor, hour_of_month, overtime, part_time,
};
use reference::Tables;
use std::collections::HashMap;

const CASES: &str = include_str!("../../../../../docs/reference/wage-cases.csv");

struct Case<'a> {
    id: &'a str,
    kind: &'a str,
    input: HashMap<&'a str, &'a str>,
    expected: &'a str,
}

impl Case<'_> {
    fn text(&self, key: &str) -> &str {
        let found = self.input.get(key);
        found.unwrap_or_else(|| panic!("{} has no {key}", self.id))
    }
    fn number(&self, key: &str) -> i64 {
        let text = self.input.get(key).copied().unwrap_or("0");
        text.parse()
            .unwrap_or_else(|_| panic!("{}: {key}={text}", self.id))
    }
    fn rule(&self) -> Rule {
        Rule {
            relation: Relation::parse(self.text("relation")).expect(self.id),
            unit: PayUnit::parse(self.text("unit")).expect(self.id),
            fen: self.number("rate"),
            day_minutes: self.number("day").max(1),
        }
    }
}

fn cases() -> Vec<Case<'static>> {
    let case = |line: &'static str| {
        let columns: Vec<&str> = line.split(',').collect();
        let [id, article, kind, input, expected, derivation] = columns[..] else {
            panic!("six columns are wanted: {line}");
        };
        assert!(!article.is_empty() && !derivation.is_empty(), "{id}");
        let input = input
            .split(' ')
            .map(|pair| pair.split_once('=').expect(id))
            .collect();
        Case {
            id,
            kind,
            input,
            expected,
        }
    };
    CASES.lines().skip(1).map(case).collect()
}

fn pay(case: &Case, tables: &Tables) -> String {
    let from = moment(case.text("from"));
    let worked = Worked {
        from,
        to: moment(case.text("to")),
        break_minutes: case.number("break"),
        earlier_minutes: case.number("earlier"),
        units_milli: case.number("units"),
    };
    let params = params_on(tables, from.day());
    let pay = compute(&case.rule(), &worked, &tables.calendar(), &params);
    let line = |l: &Line| format!("{}/{}/{}/{}", l.day, l.code.code(), l.minutes, l.fen);
    let lines: Vec<String> = pay.lines.iter().map(line).collect();
    format!("lines={} gross={}", lines.join("+"), pay.gross_fen)
}

fn said(breaches: &[Breach]) -> String {
    let codes: Vec<&str> = breaches.iter().map(|b| b.code()).collect();
    if codes.is_empty() {
        "-".to_owned()
    } else {
        codes.join("+")
    }
}

fn week(case: &Case, params: &Params) -> String {
    let one = |text: &str| {
        let (date, minutes) = text.split_once('/').expect(case.id);
        (day(date), minutes.parse().expect(case.id))
    };
    let days: Vec<_> = case.text("week").split('+').map(one).collect();
    said(&part_time(&days, params))
}

fn beyond(case: &Case, params: &Params) -> String {
    let line = |code, key| Line {
        code,
        day: day("2026-07-08"),
        minutes: case.number(key),
        units_milli: 0,
        rate_fen: 0,
        percent: 0,
        fen: 0,
    };
    let lines = vec![
        line(LineCode::Overtime, "overtime"),
        line(LineCode::Rest, "rest"),
    ];
    let pay = Pay {
        lines,
        gross_fen: 0,
    };
    said(&overtime(&pay, case.number("month"), params))
}

fn answer(case: &Case, tables: &Tables) -> String {
    let params = params_on(tables, day("2026-07-01"));
    match case.kind {
        "pay" => pay(case, tables),
        "convert" => {
            let month = case.number("month");
            let (by_day, by_hour) = (day_of_month(month, &params), hour_of_month(month, &params));
            format!("day={by_day} hour={by_hour}")
        }
        "floor" => match floor(&case.rule(), case.number("minutes"), &params) {
            Floor::Fine => "fine".to_owned(),
            Floor::Low(least) => format!("low:{least}"),
            Floor::Below(least) => format!("below:{least}"),
            Floor::None => "none".to_owned(),
        },
        "parttime" => week(case, &params),
        "overtime" => beyond(case, &params),
        "due" => due_day(
            Settle::parse(case.text("settle")).expect(case.id),
            Relation::parse(case.text("relation")).expect(case.id),
            day(case.text("ended")),
            day(case.text("last")),
            &tables.calendar(),
            &params,
        )
        .to_string(),
        other => panic!("{}: {other}", case.id),
    }
}

#[test]
fn every_case_of_the_table_comes_out_as_derived_by_hand() {
    let tables = tables();
    let all = cases();
    assert!(all.len() >= 70, "{} cases", all.len());
    let wrong: Vec<String> = all
        .iter()
        .map(|case| (case, answer(case, &tables)))
        .filter(|(case, answer)| answer != case.expected)
        .map(|(case, answer)| format!("{}: {} but {answer}", case.id, case.expected))
        .collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn case_numbers_are_used_once() {
    let mut ids: Vec<&str> = cases().iter().map(|c| c.id).collect();
    let all = ids.len();
    ids.sort_unstable();
    ids.dedup();
    assert_eq!(ids.len(), all);
}
