//! Plans keep every rule, by an independent checker, and small ones are the best there is.

use matching::dispatch::{Foresight, Hand, Limits, Plan, Shift, greedy, plan};
use proptest::prelude::*;

fn limits(rest: u32, day: u32, week: u32) -> Limits {
    Limits {
        rest_minutes: rest,
        day_minutes: day,
        week_minutes: week,
        fit_points: 100,
        wait_points: 5,
        wait_most: 100,
    }
}

/// Places on a line, ten minutes each; places 9 and above cannot be reached.
fn ways(a: u32, b: u32) -> Option<u32> {
    (a < 9 && b < 9).then(|| a.abs_diff(b) * 10)
}

/// What is wrong with one person's work; written anew from the rules, minute by minute.
fn wrong(hand: &Hand, work: &[&Shift], limits: &Limits) -> Option<&'static str> {
    for (n, shift) in work.iter().enumerate() {
        let inside = |t: i64| {
            hand.windows
                .iter()
                .any(|(from, to)| (*from..*to).contains(&t))
        };
        if !(shift.start..shift.end).all(inside) {
            return Some("outside the window");
        }
        if !hand.trades.contains(&shift.trade) {
            return Some("trade");
        }
        if hand.floor_fen.is_some_and(|floor| floor > shift.hour_fen) {
            return Some("pay");
        }
        let way = if hand.home == shift.place {
            Some(0)
        } else {
            ways(hand.home, shift.place)
        };
        if way.is_none() || hand.max_minutes < way.filter(|_| hand.max_minutes.is_some()) {
            return Some("way");
        }
        for other in &work[n + 1..] {
            let (a, b) = if shift.start <= other.start {
                (shift, other)
            } else {
                (other, shift)
            };
            let way = if a.place == b.place {
                0
            } else {
                ways(a.place, b.place).unwrap_or(99_999)
            };
            if b.start < a.end + i64::from(way) {
                return Some("overlap or way between");
            }
            let night = a.start.div_euclid(1440) != b.start.div_euclid(1440);
            if night && b.start - a.end < i64::from(limits.rest_minutes) {
                return Some("rest");
            }
        }
        let sum = |span: i64| -> i64 {
            let same = |o: &&&Shift| o.start.div_euclid(span) == shift.start.div_euclid(span);
            work.iter().filter(same).map(|o| o.end - o.start).sum()
        };
        if sum(1440) > i64::from(limits.day_minutes) || sum(10_080) > i64::from(limits.week_minutes)
        {
            return Some("limit");
        }
    }
    None
}

/// Points of one person's work, from the documents of [`Limits`]; of work that is not wrong.
fn worth(hand: &Hand, work: &[&Shift], limits: &Limits) -> i64 {
    let half = i64::from(limits.fit_points) / 2;
    let mut points = 0;
    for shift in work {
        let far = ways(hand.home, shift.place).filter(|_| hand.home != shift.place);
        let mut liked = 1;
        while hand.trades[liked - 1] != shift.trade {
            liked += 1;
        }
        points += 1000 + half * i64::from(120 - far.unwrap_or(0).min(120)) / 120;
        points += half / i64::try_from(liked).unwrap_or(1);
    }
    let waited = i64::from(hand.waited_days) * i64::from(limits.wait_points);
    let bonus = waited.min(i64::from(limits.wait_most));
    points + if work.is_empty() { 0 } else { bonus }
}

fn checked(hands: &[Hand], shifts: &[Shift], limits: &Limits, plan: &Plan) -> Result<(), String> {
    let mut total = 0;
    for (n, hand) in hands.iter().enumerate() {
        let mine = plan.seats.iter().filter(|s| s.hand == n);
        let work: Vec<&Shift> = mine.map(|s| &shifts[s.shift]).collect();
        if let Some(why) = wrong(hand, &work, limits) {
            return Err(format!("{}: {why}", hand.id));
        }
        total += worth(hand, &work, limits);
    }
    for (n, shift) in shifts.iter().enumerate() {
        if plan.seats.iter().filter(|s| s.shift == n).count() > shift.seats as usize {
            return Err(format!("{}: seats", shift.id));
        }
    }
    match total == plan.points && plan.points <= plan.bound {
        true => Ok(()),
        false => Err(format!(
            "points {} said {} bound {}",
            total, plan.points, plan.bound
        )),
    }
}

/// The most points of any plan, person by person over every choice.
fn brute(hands: &[Hand], shifts: &[Shift], limits: &Limits, left: &mut Vec<u32>) -> i64 {
    let Some((hand, rest)) = hands.split_first() else {
        return 0;
    };
    let mut most = i64::MIN;
    for mask in 0..1usize << shifts.len() {
        let picked: Vec<usize> = (0..shifts.len()).filter(|n| mask >> n & 1 == 1).collect();
        let work: Vec<&Shift> = picked.iter().map(|n| &shifts[*n]).collect();
        if picked.iter().any(|n| left[*n] == 0) || wrong(hand, &work, limits).is_some() {
            continue;
        }
        picked.iter().for_each(|n| left[*n] -= 1);
        most = most.max(worth(hand, &work, limits) + brute(rest, shifts, limits, left));
        picked.iter().for_each(|n| left[*n] += 1);
    }
    most
}

fn hand(days: i64) -> impl Strategy<Value = Hand> {
    let window = (0..days, 0..12i64, 4..24i64);
    let windows = prop::collection::vec(window, 0..4);
    (
        windows,
        0..10u32,
        prop::collection::vec(0..3u16, 0..3),
        prop::option::of(0..90u32),
        0..40u32,
    )
        .prop_map(|(mut given, home, trades, max_minutes, waited_days)| {
            given.sort_unstable();
            let mut windows: Vec<(i64, i64)> = Vec::new();
            for (day, from, long) in given {
                let from = day * 1440 + from * 60;
                let from = windows.last().map_or(from, |w| w.1.max(from));
                windows.push((from, from + long * 60));
            }
            let floor_fen = (waited_days % 3 == 0).then_some(1500);
            let id = format!("w{home}");
            Hand {
                id,
                windows,
                home,
                trades,
                max_minutes,
                floor_fen,
                waited_days,
            }
        })
}

fn shift(days: i64) -> impl Strategy<Value = Shift> {
    (
        0..10u32,
        0..days,
        0..20i64,
        1..9i64,
        0..4u32,
        0..3u16,
        1200..2000i64,
    )
        .prop_map(|(place, day, hour, long, seats, trade, hour_fen)| {
            let start = day * 1440 + hour * 60;
            let id = format!("s{place}");
            Shift {
                id,
                place,
                start,
                end: start + long * 60,
                seats,
                trade,
                hour_fen,
            }
        })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(150))]

    #[test]
    fn small_plans_are_the_best(
        hands in prop::collection::vec(hand(2), 0..4),
        shifts in prop::collection::vec(shift(2), 0..6),
        rest in 0..700u32, day in 0..900u32, week in 0..1500u32,
    ) {
        let limits = limits(rest, day, week);
        let plan = plan(&hands, &shifts, &limits, &ways).unwrap();
        prop_assert_eq!(checked(&hands, &shifts, &limits, &plan), Ok(()));
        let mut left: Vec<u32> = shifts.iter().map(|s| s.seats).collect();
        prop_assert_eq!(plan.points, brute(&hands, &shifts, &limits, &mut left));
        prop_assert!(plan.proven());
    }

}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(40))]

    #[test]
    fn larger_plans_keep_every_rule(
        hands in prop::collection::vec(hand(7), 20..90),
        shifts in prop::collection::vec(shift(7), 25..60),
        rest in 0..700u32, day in 240..900u32, week in 600..3000u32,
    ) {
        let limits = limits(rest, day, week);
        let first = plan(&hands, &shifts, &limits, &ways).unwrap();
        prop_assert_eq!(checked(&hands, &shifts, &limits, &first), Ok(()));
        prop_assert!(first.ratio() > 0.9, "{} of {}", first.points, first.bound);
        prop_assert_eq!(&first, &plan(&hands, &shifts, &limits, &ways).unwrap());
    }

    #[test]
    fn online_never_gives_anybody_twice_and_never_peeks(
        tasks in prop::collection::vec(prop::collection::btree_map(0..12u32, -5..100i64, 0..6), 1..60),
        left in prop::collection::vec(0..3u32, 12), cut in 0..60usize,
    ) {
        let rows: Vec<Vec<(u32, i64)>> = tasks.iter().map(|t| t.clone().into_iter().collect()).collect();
        let mut foresight = Foresight::new(left.clone(), rows.len(), Vec::new());
        let mut other = Foresight::new(left.clone(), rows.len(), Vec::new());
        let mut used = [0; 12];
        for (n, row) in rows.iter().enumerate() {
            let got = foresight.arrive(n, row).unwrap();
            if n < cut {
                prop_assert_eq!(got, other.arrive(n, row).unwrap());
            }
            if let Some(person) = got {
                used[person as usize] += 1;
                prop_assert!(row.iter().any(|(p, w)| *p == person && *w > 0));
            }
        }
        prop_assert!(used.iter().zip(&left).all(|(used, left)| used <= left));
    }
}

fn good() -> (Hand, Shift) {
    let hand = Hand {
        id: "甲".into(),
        windows: vec![(0, 600)],
        trades: vec![1],
        ..Hand::default()
    };
    let shift = Shift {
        id: "a".into(),
        end: 300,
        seats: 1,
        trade: 1,
        hour_fen: 1,
        ..Shift::default()
    };
    (hand, shift)
}

#[test]
fn what_cannot_be_is_refused() {
    let limits = limits(480, 660, 2640);
    let refused = |change: &dyn Fn(&mut Hand, &mut Shift)| {
        let (mut hand, mut shift) = good();
        change(&mut hand, &mut shift);
        plan(&[hand], &[shift], &limits, &ways).is_err()
    };
    assert!(!refused(&|_, _| {}));
    assert!(refused(&|hand, _| hand.windows.push((500, 900))));
    assert!(refused(&|hand, _| hand.windows = vec![(600, 0)]));
    assert!(refused(&|hand, _| hand.floor_fen = Some(-1)));
    assert!(refused(&|_, shift| shift.end = -5));
    assert!(refused(&|_, shift| shift.start = i64::MIN));
    assert!(refused(&|_, shift| shift.end = i64::MAX));
    assert!(refused(&|_, shift| shift.hour_fen = -1));
}

#[test]
fn what_is_large_or_empty_has_its_answer() {
    let limits = limits(480, 660, 2640);
    let (hand, shift) = good();
    let huge = Shift {
        seats: 1_000_000,
        ..shift
    };
    let found = plan(&[hand.clone(), hand], &[huge], &limits, &ways).unwrap();
    assert_eq!((found.seats.len(), found.asked), (2, 1_000_000));
    assert_eq!(plan(&[], &[], &limits, &ways).unwrap(), Plan::default());
    let stranger = Foresight::new(vec![1], 1, Vec::new()).arrive(0, &[(1, 5)]);
    assert!(stranger.is_err());
    let nobody = Foresight::new(vec![], 0, Vec::new()).arrive(0, &[]);
    assert_eq!(nobody, Ok(None));
}

#[test]
fn foresight_keeps_the_versatile_for_what_only_they_can_do() {
    // Half of the tasks could be done by anybody, half only by the odd ones.
    let people = 300u32;
    let row = |n: usize| -> Vec<(u32, i64)> {
        let only = n.wrapping_mul(0x9E37_79B9_7F4A_7C15) >> 33 & 1 == 1;
        (0..people)
            .filter(|p| !only || *p < people / 2)
            .map(|p| (p, 10))
            .collect()
    };
    let rows: Vec<Vec<(u32, i64)>> = (0..300).map(row).collect();
    let plain: Vec<&[(u32, i64)]> = rows.iter().map(Vec::as_slice).collect();
    let base = greedy(vec![1; 300], &plain).into_iter().flatten();
    let base = base.count();
    let count = |mut foresight: Foresight| -> usize {
        let each = rows.iter().enumerate();
        each.filter_map(|(n, row)| foresight.arrive(n, row).unwrap())
            .count()
    };
    let ours = count(Foresight::new(vec![1; 300], rows.len(), Vec::new()));
    let best = count(Foresight::foretold(vec![1; 300], rows.clone()));
    assert!(base < ours && ours <= best, "{base} {ours} {best}");
}
