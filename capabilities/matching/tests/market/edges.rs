//! Empty markets, one worker, a million seats, weights beyond 16 bits, days that run backwards.

use crate::chance::{job, minutes, rules, today, worker};
use matching::{JobFacts, Market, WorkerFacts, rank};
use proptest::strategy::{Strategy, ValueTree};
use proptest::test_runner::TestRunner;

fn one<T: std::fmt::Debug>(strategy: impl Strategy<Value = T>) -> T {
    let mut runner = TestRunner::deterministic();
    strategy.new_tree(&mut runner).expect("a case").current()
}

fn open_job(id: &str) -> JobFacts {
    JobFacts {
        id: id.into(),
        start: today().plus_days(1),
        end: None,
        age_min: None,
        age_max: None,
        adults_only: false,
        certs: 0,
        expires: today().plus_days(9),
        places_left: 1,
        price: 0,
        taste: None,
        ..one(job())
    }
}

#[test]
fn an_empty_market_has_empty_lists() {
    let mut market = Market::new(rules(), today(), minutes);
    assert!(market.top_jobs(&WorkerFacts::default(), 50).is_empty());
    assert!(market.top_workers(&open_job("a"), 50).is_empty());
    market.all(50, |_, _| panic!("nobody is there"));
    market.put_worker(WorkerFacts::default());
    market.all(50, |_, list| assert!(list.is_empty()));
    assert_eq!(market.top_workers(&open_job("a"), 50).len(), 1);
    assert!(market.top_workers(&open_job("a"), 0).is_empty());
    assert!(!market.drop_job("a") && !market.set_price("a", 3));
}

#[test]
fn a_million_seats_are_one_job() {
    let mut market = Market::new(rules(), today(), minutes);
    market.put_job(JobFacts {
        places_left: 1_000_000,
        ..open_job("a")
    });
    market.put_job(JobFacts {
        places_left: u32::MAX,
        ..open_job("b")
    });
    let found = market.top_jobs(&WorkerFacts::default(), 50);
    assert_eq!(found.len(), 2);
    assert_eq!(found[0].item.id, "a", "ties go by id");
}

#[test]
fn days_that_run_backwards_are_never_offered() {
    let mut market = Market::new(rules(), today(), minutes);
    market.put_job(JobFacts {
        start: today().plus_days(5),
        end: Some(today().plus_days(2)),
        ..open_job("a")
    });
    market.put_job(open_job("b"));
    let backwards = WorkerFacts {
        from: Some(today().plus_days(9)),
        to: Some(today().plus_days(3)),
        ..WorkerFacts::default()
    };
    assert!(market.top_jobs(&backwards, 50).is_empty());
    let found = market.top_jobs(&WorkerFacts::default(), 50);
    assert_eq!(found.len(), 1);
    assert_eq!(found[0].item.id, "b");
}

#[test]
fn weights_beyond_sixteen_bits_rank_the_same() {
    let mut heavy = rules();
    heavy.weights.trade = 10_000;
    heavy.weights.travel = 10_000;
    heavy.weights.pay = 10_000;
    heavy.weights.dates = 10_000;
    heavy.crowding = 10_000;
    let mut market = Market::new(heavy, today(), minutes);
    let mut runner = TestRunner::deterministic();
    let mut jobs = Vec::new();
    for n in 0..80 {
        let mut job = job().new_tree(&mut runner).expect("a case").current();
        job.id = format!("j{n}");
        market.put_job(job.clone());
        jobs.push(job);
    }
    for _ in 0..30 {
        let worker = worker().new_tree(&mut runner).expect("a case").current();
        let plain = rank(&worker, &jobs, minutes, today(), &heavy, 20);
        assert_eq!(market.top_jobs(&worker, 20), plain);
    }
}

#[test]
fn a_thousand_ties_go_by_start_and_id() {
    let mut market = Market::new(rules(), today(), minutes);
    for n in (0..1000).rev() {
        let start = today().plus_days(1 + n % 2);
        market.put_job(JobFacts {
            start,
            ..open_job(&format!("{n:04}"))
        });
    }
    let found = market.top_jobs(&WorkerFacts::default(), 600);
    let ids: Vec<usize> = found.iter().map(|r| r.item.id.parse().unwrap()).collect();
    let even = (0..1000).step_by(2);
    let expected: Vec<usize> = even.chain((1..200).step_by(2)).collect();
    assert_eq!(ids, expected);
}
