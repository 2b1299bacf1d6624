//! The engine against rules and sums written down a second time.

use kernel::Day;
use matching::{
    JobFacts, Part, Ranked, Rules, Settle, SettleSet, TradeKey, Veto, Voice, WorkerFacts, hard,
    rank, rank_workers, reasons, score,
};
use proptest::prelude::*;

fn today() -> Day {
    Day::new(2026, 11, 23).expect("a day")
}

fn rules() -> Rules {
    let table = include_str!("../../../data/parameters.csv");
    Rules::read(|key| {
        let row = table.lines().find(|l| l.split(',').next() == Some(key))?;
        row.split(',').nth(4)?.parse().ok()
    })
    .expect("every parameter is in the table")
}

fn key(id: u16) -> TradeKey {
    TradeKey {
        id,
        class: id / 2,
        group: id / 4,
    }
}

fn job() -> JobFacts {
    JobFacts {
        id: "j".into(),
        trade: key(5),
        employer: 1,
        place: Some(3),
        pay_day_fen: Some(20_000),
        median_day_fen: None,
        settle: Settle::Day,
        start: today().plus_days(1),
        end: Some(today().plus_days(5)),
        age_min: None,
        age_max: None,
        adults_only: false,
        certs: 0,
        checked: today(),
        expires: today().plus_days(6),
        places_left: 2,
        taste: None,
        price: 0,
    }
}

fn any_worker() -> impl Strategy<Value = WorkerFacts> {
    let opt_day = || proptest::option::of((-5i64..12).prop_map(|d| today().plus_days(d)));
    let wishes = (
        proptest::collection::vec((0u16..10).prop_map(key), 0..4),
        proptest::collection::vec(0u16..10, 0..3),
        proptest::collection::vec(0u64..4, 0..2),
        proptest::collection::vec(0u64..4, 0..2),
        proptest::option::of(0u16..5),
        proptest::option::of(0u16..90),
    );
    let rest = (
        proptest::option::of(0i64..30_000),
        proptest::collection::vec(0usize..6, 0..3),
        opt_day(),
        opt_day(),
        0u64..4,
        proptest::option::of(-365 * 70i64..-365 * 14),
        any::<bool>(),
        0u32..50,
    );
    (wishes, rest).prop_map(
        |((trades, done_trades, done_employers, blocked, home, max), rest)| {
            let (pay_floor_fen, settle, from, to, certs, born, priority, id) = rest;
            let settle: Vec<Settle> = settle.into_iter().map(|i| Settle::ALL[i]).collect();
            WorkerFacts {
                id: format!("w{id}"),
                trades,
                done_trades,
                done_employers,
                blocked_employers: blocked,
                home,
                max_minutes: max,
                pay_floor_fen,
                settle: SettleSet::of(&settle),
                from,
                to,
                certs,
                birth: born.map(|d| today().plus_days(d)),
                priority,
                ..WorkerFacts::default()
            }
        },
    )
}

fn any_job() -> impl Strategy<Value = JobFacts> {
    let days = (-3i64..6, proptest::option::of(0i64..8), -40i64..1, -2i64..9);
    let who = (
        proptest::option::of(14u8..30),
        proptest::option::of(40u8..80),
        any::<bool>(),
    );
    let what = (
        0u16..10,
        0u64..4,
        proptest::option::of(0u16..5),
        0usize..6,
        0u64..4,
        0u32..3,
    );
    let pay = (
        proptest::option::of(5_000i64..40_000),
        proptest::option::of(0i64..30_000),
    );
    (days, who, what, pay, 0u32..30).prop_map(|(days, who, what, pay, id)| JobFacts {
        id: format!("j{id}"),
        trade: key(what.0),
        employer: what.1,
        place: what.2,
        pay_day_fen: pay.0,
        median_day_fen: pay.1,
        settle: Settle::ALL[what.3],
        start: today().plus_days(days.0),
        end: days.1.map(|n| today().plus_days(days.0 + n)),
        age_min: who.0,
        age_max: who.1,
        adults_only: who.2,
        certs: what.4,
        checked: today().plus_days(days.2),
        expires: today().plus_days(days.3),
        places_left: what.5,
        taste: None,
        price: 0,
    })
}

fn minutes(a: u16, b: u16) -> Option<u16> {
    (a != 4).then(|| a.abs_diff(b) * 20)
}

/// The rules once more, day by day and bit by bit, in another shape than the engine's.
fn may(w: &WorkerFacts, j: &JobFacts, m: Option<u16>) -> bool {
    let horizon = today().plus_days(400);
    let meets = (0..=400).map(|i| today().plus_days(i)).any(|d| {
        let worked = d >= j.start && d <= j.end.unwrap_or(horizon);
        worked && w.from.is_none_or(|f| d >= f) && w.to.is_none_or(|t| d <= t)
    });
    let age_on = |b: Day| {
        let first = if j.start > today() { j.start } else { today() };
        (0..130)
            .take_while(|n| b.plus_months(12 * (n + 1)) <= first)
            .count()
    };
    let age_ok = w.birth.is_none_or(|b| {
        let age = age_on(b);
        let limits =
            age >= j.age_min.map_or(0, usize::from) && age <= j.age_max.map_or(200, usize::from);
        age >= 16 && (age >= 18 || !j.adults_only) && limits
    });
    let certs_ok = (0..64).all(|bit| (j.certs >> bit) & 1 <= (w.certs >> bit) & 1);
    let near = match (m, w.max_minutes) {
        (Some(m), Some(max)) => m <= max,
        _ => true,
    };
    let paid = match (j.pay_day_fen, w.pay_floor_fen) {
        (Some(pay), Some(floor)) => pay >= floor,
        _ => true,
    };
    let open = j.places_left > 0 && j.expires >= today();
    let welcome = w.blocked_employers.iter().all(|e| *e != j.employer);
    meets && age_ok && certs_ok && near && paid && open && welcome
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(512))]
    #[test]
    fn the_hard_rules_agree_with_the_second_writing(w in any_worker(), j in any_job()) {
        let m = w.home.zip(j.place).and_then(|(a, b)| minutes(a, b));
        let engine = hard(&w, &j, m, today(), &rules());
        // 29 February: the calendar year is full on 1 March, the second writing says 28 February.
        prop_assume!(w.birth.is_none_or(|b| (b.month(), b.day()) != (2, 29)));
        prop_assert_eq!(engine.is_ok(), may(&w, &j, m), "{:?}", engine);
    }

    #[test]
    fn a_score_is_the_sum_of_its_parts(w in any_worker(), j in any_job()) {
        let m = w.home.zip(j.place).and_then(|(a, b)| minutes(a, b));
        let s = score(&w, &j, m, today(), &rules());
        prop_assert_eq!(s.total, s.parts.iter().map(|p| p.1).sum::<i32>());
        let x = rules().weights;
        let all = x.trade + x.travel + x.pay + x.dates + x.certs + x.past + x.fresh + x.settle;
        prop_assert!(s.total >= 0 && s.total <= all + all * x.priority / 1000);
        prop_assert!(s.parts.iter().all(|p| p.1 >= 0));
        prop_assert_eq!(&s, &score(&w, &j, m, today(), &rules()));
        let (ours, theirs) = (reasons(&s, Voice::Worker), reasons(&s, Voice::Employer));
        prop_assert_eq!(ours.len(), theirs.len());
        for (a, b) in ours.iter().zip(&theirs) {
            prop_assert_eq!(&a.args, &b.args);
        }
    }

    #[test]
    fn the_ranking_is_the_plain_sort(
        w in any_worker(),
        jobs in proptest::collection::vec(any_job(), 0..40),
        k in 0usize..45,
    ) {
        let found = rank(&w, &jobs, minutes, today(), &rules(), k);
        let mut plain: Vec<(i32, Day, &str)> = jobs.iter().filter_map(|j| {
            let m = w.home.zip(j.place).and_then(|(a, b)| minutes(a, b));
            may(&w, j, m).then(|| (-score(&w, j, m, today(), &rules()).total, j.start, j.id.as_str()))
        }).collect();
        plain.sort();
        plain.truncate(k);
        let seen = |r: &Ranked<'_, JobFacts>| (-r.scored.total, r.item.start, r.item.id.clone());
        prop_assume!(w.birth.is_none_or(|b| (b.month(), b.day()) != (2, 29)));
        let plain: Vec<_> = plain.into_iter().map(|p| (p.0, p.1, p.2.to_owned())).collect();
        prop_assert_eq!(found.iter().map(seen).collect::<Vec<_>>(), plain);
    }

    #[test]
    fn the_order_given_changes_nothing(
        j in any_job(),
        mut workers in proptest::collection::vec(any_worker(), 0..20),
    ) {
        workers.sort_by(|a, b| a.id.cmp(&b.id));
        workers.dedup_by(|a, b| a.id == b.id);
        let ids = |all: &[WorkerFacts]| -> Vec<String> {
            let found = rank_workers(&j, all, minutes, today(), &rules(), 10);
            found.iter().map(|r| r.item.id.clone()).collect()
        };
        let straight = ids(&workers);
        workers.reverse();
        prop_assert_eq!(straight, ids(&workers));
    }
}

#[test]
fn a_fifteen_year_old_is_never_offered_work() {
    let born = |years: i32| Some(today().plus_days(1).plus_months(-12 * years));
    let worker = |birth| WorkerFacts {
        birth,
        ..WorkerFacts::default()
    };
    let ask = |birth, job: &JobFacts| hard(&worker(birth), job, None, today(), &rules());
    assert_eq!(
        ask(born(16).map(|d| d.plus_days(1)), &job()),
        Err(Veto::UnderAge)
    );
    assert_eq!(
        ask(born(16), &job()),
        Ok(()),
        "sixteen on the first day of work"
    );
    let heavy = JobFacts {
        adults_only: true,
        ..job()
    };
    assert_eq!(ask(born(17), &heavy), Err(Veto::Juvenile));
    assert_eq!(ask(born(18), &heavy), Ok(()));
    assert_eq!(
        ask(None, &heavy),
        Ok(()),
        "asked for before the person is taken on"
    );
}

#[test]
fn nearer_trades_score_higher() {
    let points = |wanted: u16| {
        let worker = WorkerFacts {
            trades: vec![key(wanted)],
            ..WorkerFacts::default()
        };
        let scored = score(&worker, &job(), None, today(), &rules());
        scored
            .parts
            .first()
            .copied()
            .filter(|p| !matches!(p.0, Part::Travel(_)))
            .map(|p| p.1)
    };
    assert_eq!(points(5), Some(300));
    assert_eq!(points(4), Some(210));
    assert_eq!(points(6), Some(120));
    assert_eq!(points(9), None);
}

#[test]
fn the_reasons_of_the_policy_example() {
    let worker = WorkerFacts {
        trades: vec![key(5)],
        done_trades: vec![5],
        settle: SettleSet::of(&[Settle::Day]),
        pay_floor_fen: Some(15_000),
        max_minutes: Some(60),
        ..WorkerFacts::default()
    };
    let scored = score(&worker, &job(), Some(12), today(), &rules());
    let codes: Vec<_> = reasons(&scored, Voice::Worker)
        .into_iter()
        .map(|r| r.code)
        .collect();
    let expected = [
        "matching-wanted-trade",
        "matching-near",
        "matching-pay-met",
        "matching-dates-fit",
        "matching-done-before",
        "matching-settle-day",
        "matching-checked-today",
    ];
    assert_eq!(codes, expected);
    let zh = matching::MESSAGES[0];
    let en = matching::MESSAGES[1];
    for code in codes.into_iter().chain(Veto::ALL.map(Veto::code)) {
        assert!(zh.contains(&format!("\n{code} = ")) && en.contains(&format!("\n{code} = ")));
    }
}

#[test]
fn what_was_learned_counts_within_its_weight_and_only_merits_are_reasons() {
    use matching::Key;
    let rules = rules();
    let w = rules.weights;
    let taste = |v: &[i8]| Some(std::sync::Arc::from(v));
    let job = JobFacts {
        taste: taste(&[100, 80, 0, 0]),
        price: 70,
        ..job()
    };
    let worker = WorkerFacts {
        taste: taste(&[100, 80, 0, 0]),
        leanings: vec![
            (Key::Trade(5), 500),
            (Key::Trade(5), -900),
            (Key::Employer(1), -2000),
            (Key::Place(9), 1000),
        ],
        ..WorkerFacts::default()
    };
    let scored = score(&worker, &job, None, today(), &rules);
    let points = |part: Part| scored.parts.iter().find(|p| p.0 == part).map(|p| p.1);
    assert_eq!(points(Part::Taste), Some(w.taste), "16,400 ≥ 2^14");
    assert_eq!(points(Part::Leaning(Key::Trade(5))), Some(w.leaning / 2));
    assert_eq!(points(Part::Leaning(Key::Employer(1))), Some(-w.leaning));
    assert_eq!(points(Part::Leaning(Key::Place(9))), None);
    assert_eq!(points(Part::Crowding), Some(-70 * rules.crowding / 1000));
    let said = reasons(&scored, Voice::Worker);
    let count = |code: &str| said.iter().filter(|r| r.code == code).count();
    assert_eq!(count("matching-like-chosen"), 1, "said once for two parts");
    assert_eq!(count("matching-employer-chosen"), 0);
    assert_eq!(count("matching-few-ask"), 0);
    let other = WorkerFacts {
        taste: taste(&[1]),
        ..WorkerFacts::default()
    };
    let scored = score(&other, &job, None, today(), &rules);
    assert!(scored.parts.iter().all(|p| p.0 != Part::Taste));
}
