//! One person's leanings: any order, halves in a half-life, nothing when off, the last word stands.

use proptest::prelude::*;
use taste::leanings::{Act, Aspect, Event, Key, Leanings, Reason, Stand, Weights};

fn any_key() -> impl Strategy<Value = Key> {
    (0..6usize, 0..3u8).prop_map(|(a, v)| Key::new(Aspect::ALL[a], format!("v{v}")))
}

fn any_act() -> impl Strategy<Value = Act> {
    prop_oneof![
        Just(Act::Viewed),
        Just(Act::Applied),
        Just(Act::Completed),
        Just(Act::Refused(Reason::TooFar)),
        Just(Act::Refused(Reason::PayTooLow)),
        Just(Act::Refused(Reason::Dates)),
        Just(Act::Refused(Reason::Trade)),
        Just(Act::Refused(Reason::Employer)),
        Just(Act::Refused(Reason::Settlement)),
        Just(Act::Refused(Reason::Other)),
    ]
}

fn any_event() -> impl Strategy<Value = Event> {
    let stand = prop_oneof![Just(Stand::For), Just(Stand::Against), Just(Stand::Neither)];
    prop_oneof![
        3 => (any_act(), 0..400i32, prop::collection::vec(any_key(), 0..4))
            .prop_map(|(act, day, job)| Event::Did { act, day, job }),
        1 => (any_key(), stand, 0..400i32)
            .prop_map(|(key, stand, day)| Event::Wished { key, stand, day }),
    ]
}

fn gather(events: &[Event]) -> Leanings {
    let mut all = Leanings::new();
    events.iter().cloned().for_each(|event| all.add(event));
    all
}

proptest! {
    #[test]
    fn order_never_matters(
        (events, mixed) in prop::collection::vec(any_event(), 0..40)
            .prop_flat_map(|events| (Just(events.clone()), Just(events).prop_shuffle())),
        today in 0..500i32,
    ) {
        let weights = Weights::default();
        prop_assert_eq!(gather(&events).at(today, &weights), gather(&mixed).at(today, &weights));
    }

    #[test]
    fn a_half_life_halves(act in any_act(), key in any_key(), day in -500..500i32) {
        let weights = Weights::default();
        let all = gather(&[Event::Did { act, day, job: vec![key.clone()] }]);
        let fresh = all.of(&key, day, &weights);
        let half = all.of(&key, day + weights.half_life_days, &weights);
        prop_assert!((fresh - 2 * half).abs() <= 1);
        let unfading = Weights { half_life_days: 0, ..weights };
        prop_assert_eq!(all.of(&key, day + 10_000, &unfading), fresh);
    }

    #[test]
    fn off_knows_nothing(events in prop::collection::vec(any_event(), 0..40), today: i32) {
        let mut off = Leanings::off();
        events.into_iter().for_each(|event| off.add(event));
        prop_assert!(off.at(today, &Weights::default()).is_empty());
        prop_assert_eq!(off, Leanings::off());
    }

    #[test]
    fn equals_the_sum_written_out(
        events in prop::collection::vec(any_event(), 0..40),
        today in 0..500i32,
        key in any_key(),
    ) {
        let weights = Weights::default();
        let mut sum = 0.0;
        let mut last: Option<(i32, Stand)> = None;
        for event in &events {
            match event {
                Event::Did { act, day, job } if *day <= today => {
                    let same = job.iter().filter(|k| **k == key).count() as f64;
                    let row = match act {
                        Act::Viewed => weights.viewed,
                        Act::Applied => weights.applied,
                        Act::Completed => weights.completed,
                        Act::Refused(reason) => weights.refused[*reason as usize],
                    };
                    let whole = f64::from(row[key.aspect as usize]) * same;
                    sum += whole * 0.5f64.powf(f64::from(today - day) / 60.0);
                }
                Event::Wished { key: k, stand, day } if *k == key => {
                    last = last.max(Some((*day, *stand))).filter(|l| l.0 != *day).or(Some((
                        *day,
                        last.filter(|l| l.0 == *day).map_or(*stand, |l| l.1.min(*stand)),
                    )));
                }
                _ => {}
            }
        }
        sum += match last {
            Some((day, Stand::For)) if day <= today => 700.0,
            Some((day, Stand::Against)) if day <= today => -700.0,
            _ => 0.0,
        };
        let got = f64::from(gather(&events).of(&key, today, &weights));
        prop_assert!((got - sum.clamp(-1000.0, 1000.0)).abs() <= 0.501, "{got} {sum}");
        let all = gather(&events).at(today, &weights);
        prop_assert_eq!(all.get(&key).copied().unwrap_or(0), got as i32);
    }
}

#[test]
fn a_refusal_speaks_only_against_its_reason() {
    let job = Aspect::ALL.map(|aspect| Key::new(aspect, "x")).to_vec();
    let act = Act::Refused(Reason::TooFar);
    let all = gather(&[Event::Did { act, day: 10, job }]).at(10, &Weights::default());
    assert_eq!(
        all.into_iter().collect::<Vec<_>>(),
        [(Key::new(Aspect::Place, "x"), -400)]
    );
}

#[test]
fn what_a_person_forgets_is_gone() {
    let key = Key::new(Aspect::Trade, "4-07");
    let mut all = gather(&[
        Event::Did {
            act: Act::Completed,
            day: 1,
            job: vec![key.clone()],
        },
        Event::Wished {
            key: key.clone(),
            stand: Stand::For,
            day: 1,
        },
    ]);
    assert_eq!(all.of(&key, 1, &Weights::default()), 1000);
    all.forget(&key);
    assert!(all.at(1, &Weights::default()).is_empty());
}
