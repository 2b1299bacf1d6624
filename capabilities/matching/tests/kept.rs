//! A kept judgement comes out the same again, an altered one does not, and the arithmetic does
//! not change without a new version.

use kernel::Day;
use matching::{
    JobFacts, Kept, Key, Replay, Rules, Settle, SettleSet, TradeKey, VERSION, WorkerFacts,
};
use proptest::prelude::*;

/// Fixed, so that a county's parameters do not count as a change of the arithmetic.
fn rules() -> Rules {
    Rules::read(|key| {
        Some(match key {
            "age.min" => 16,
            "age.juvenile_max" => 17,
            "matching.fresh_days" => 30,
            "matching.crowding" => 500,
            _ => 120,
        })
    })
    .expect("every parameter is there")
}

fn day(after: i64) -> Day {
    Day::new(2026, 11, 23).expect("a day").plus_days(after)
}

/// A pair made of one number: each field takes some bits of its own.
fn pair(seed: u64) -> Kept {
    let mut state = seed;
    let mut below = |n: u64| {
        state = state
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1);
        (state >> 33) % n
    };
    let mut small = |n: u64| i64::try_from(below(n)).expect("small");
    let trade = |id: i64| TradeKey {
        id: u16::try_from(id).expect("small"),
        class: u16::try_from(id / 2).expect("small"),
        group: u16::try_from(id / 4).expect("small"),
    };
    let worker = WorkerFacts {
        id: "w".into(),
        trades: vec![trade(small(9))],
        done_trades: vec![u16::try_from(small(9)).expect("small")],
        max_minutes: (small(2) == 0).then_some(60),
        pay_floor_fen: (small(2) == 0).then(|| 10_000 + small(9) * 1_000),
        settle: SettleSet::of(&[Settle::Day]),
        from: (small(3) == 0).then(|| day(small(4))),
        birth: (small(4) == 0).then(|| day(-365 * (14 + small(50)))),
        priority: small(5) == 0,
        leanings: vec![(
            Key::Settle(Settle::Day),
            i16::try_from(small(2000) - 1000).expect("small"),
        )],
        ..WorkerFacts::default()
    };
    let job = JobFacts {
        id: "j".into(),
        trade: trade(small(9)),
        employer: 1,
        place: Some(3),
        pay_day_fen: (small(5) > 0).then(|| 9_000 + small(9) * 1_500),
        median_day_fen: (small(3) == 0).then_some(15_000),
        settle: if small(2) == 0 {
            Settle::Day
        } else {
            Settle::Month
        },
        start: day(small(6)),
        end: (small(2) == 0).then(|| day(6 + small(9))),
        age_min: None,
        age_max: (small(4) == 0).then_some(60),
        adults_only: small(6) == 0,
        certs: 0,
        checked: day(-small(30)),
        expires: day(small(12)),
        places_left: u32::try_from(small(4)).expect("small"),
        taste: None,
        price: i32::try_from(small(300) - 60).expect("small"),
    };
    let minutes = (small(4) > 0).then(|| u16::try_from(small(90)).expect("small"));
    Kept::judge(worker, job, minutes, day(0), rules())
}

proptest! {
    #[test]
    fn it_comes_out_the_same_after_years_in_a_drawer(seed: u64) {
        let kept = pair(seed);
        let text = serde_json::to_string(&kept).expect("it can be written");
        let again: Kept = serde_json::from_str(&text).expect("it can be read");
        prop_assert_eq!(&again, &kept);
        prop_assert_eq!(again.replay(), Replay::Same);
    }

    #[test]
    fn whoever_alters_it_is_found_out(seed: u64, by in 1i32..50) {
        let mut kept = pair(seed);
        match &mut kept.outcome {
            Ok(scored) => scored.total += by,
            Err(_) => kept.job.places_left = 0,
        }
        let full = kept.outcome == Err(matching::Veto::Full);
        let blocked = kept.replay() == Replay::Same;
        prop_assert_eq!(blocked, full, "{:?}", kept);
        kept.version += 1;
        prop_assert_eq!(kept.replay(), Replay::OtherVersion);
    }
}

/// The sum over a thousand pairs stands for the arithmetic. When it changes, raise `VERSION` and
/// write both down here.
#[test]
fn the_arithmetic_has_not_changed_under_its_version() {
    let mut sum = 0u64;
    for seed in 0..1000 {
        let said = match pair(seed * 7_919).outcome {
            Ok(scored) => scored.parts.iter().fold(1, |sum, (_, points)| {
                let points = u64::try_from(i64::from(*points) + 100_000).expect("small");
                sum * 31 % 1_000_003 + points
            }),
            Err(veto) => veto as u64,
        };
        sum = (sum * 31 + said) % 1_000_000_007;
    }
    assert_eq!((VERSION, sum), (1, 909_065_143));
}
