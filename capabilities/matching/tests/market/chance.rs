//! Random markets, crowded with ties and edges.

use kernel::Day;
use matching::{JobFacts, Key, Rules, Settle, SettleSet, TradeKey, WorkerFacts};
use proptest::collection::vec;
use proptest::option::of;
use proptest::prelude::*;
use std::sync::Arc;

pub fn today() -> Day {
    Day::new(2026, 11, 23).expect("a day")
}

pub fn rules() -> Rules {
    let table = include_str!("../../../../data/parameters.csv");
    Rules::read(|key| {
        let row = table.lines().find(|l| l.split(',').next() == Some(key))?;
        row.split(',').nth(4)?.parse().ok()
    })
    .expect("every parameter is in the table")
}

pub fn minutes(a: u16, b: u16) -> Option<u16> {
    (a != 4).then(|| a.abs_diff(b) * 20)
}

pub fn key(id: u16) -> TradeKey {
    TradeKey {
        id,
        class: id / 2,
        group: id / 4,
    }
}

fn taste() -> impl Strategy<Value = Option<Arc<[i8]>>> {
    let lengths = prop_oneof![8 => Just(16usize), 1 => Just(64), 1 => Just(65), 1 => Just(0)];
    of(lengths.prop_flat_map(|n| vec(prop_oneof![any::<i8>(), 20i8..40], n)))
        .prop_map(|taste| taste.map(Arc::from))
}

fn leaning() -> impl Strategy<Value = (Key, i16)> {
    let key = prop_oneof![
        (0u16..10).prop_map(Key::Trade),
        (0u64..4).prop_map(Key::Employer),
        (0u16..5).prop_map(Key::Place),
        (0usize..6).prop_map(|n| Key::Settle(Settle::ALL[n])),
    ];
    (key, prop_oneof![-1000i16..1000, any::<i16>()])
}

pub fn worker() -> impl Strategy<Value = WorkerFacts> {
    let day = || of((-5i64..12).prop_map(|d| today().plus_days(d)));
    let wishes = (
        vec((0u16..10).prop_map(key), 0..4),
        vec(0u16..10, 0..3),
        vec(0u64..4, 0..3),
        vec(0u64..4, 0..2),
        of(0u16..5),
        of(0u16..90),
    );
    let rest = (
        of(prop_oneof![Just(15_000i64), 0i64..30_000, Just(i64::MAX)]),
        vec(0usize..6, 0..3),
        day(),
        day(),
        0u64..4,
        of(prop_oneof![9 => -365i64 * 70..-365 * 14, 1 => -90_000i64..20_000]),
        any::<bool>(),
        0u32..60,
    );
    let learned = (vec(leaning(), 0..5), taste());
    (wishes, rest, learned).prop_map(|(wishes, rest, (leanings, taste))| {
        let (trades, done_trades, done_employers, blocked_employers, home, max_minutes) = wishes;
        let (pay_floor_fen, settle, from, to, certs, born, priority, id) = rest;
        let settle: Vec<Settle> = settle.into_iter().map(|i| Settle::ALL[i]).collect();
        WorkerFacts {
            id: format!("w{id}"),
            trades,
            done_trades,
            done_employers,
            blocked_employers,
            home,
            max_minutes,
            pay_floor_fen,
            settle: SettleSet::of(&settle),
            from,
            to,
            certs,
            birth: born.map(|d| today().plus_days(d)),
            priority,
            leanings,
            taste,
        }
    })
}

pub fn job() -> impl Strategy<Value = JobFacts> {
    let days = (-3i64..6, of(-2i64..8), -40i64..3, -2i64..9);
    let who = (of(14u8..30), of(40u8..80), any::<bool>());
    let what = (0u16..10, 0u64..4, of(0u16..5), 0usize..6, 0u64..4, 0u32..3);
    let pay = (
        of(prop_oneof![5_000i64..40_000, Just(20_000i64)]),
        of(prop_oneof![0i64..30_000, Just(1i64)]),
    );
    let price = prop_oneof![4 => -50i32..200, 1 => any::<i32>(), 5 => Just(0)];
    (days, who, what, pay, (0u32..40, taste(), price)).prop_map(
        |(days, who, what, pay, (id, taste, price))| JobFacts {
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
            taste,
            price,
        },
    )
}

/// Of several with one id the last stays, as in a market.
pub fn distinct<T: Clone>(all: &[T], id: impl Fn(&T) -> &str) -> Vec<T> {
    let mut kept: Vec<T> = Vec::new();
    for one in all {
        kept.retain(|other| id(other) != id(one));
        kept.push(one.clone());
    }
    kept
}
